"""« Courriers » of a case."""
