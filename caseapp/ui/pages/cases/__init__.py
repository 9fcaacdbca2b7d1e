"""« Dossiers »: the list of all cases, and what is opened from it."""
