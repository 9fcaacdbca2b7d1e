"""« Entretiens »: the list at the left, what is typed at the right."""
