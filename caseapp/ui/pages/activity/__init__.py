"""« Activité »: what was done in a period, each figure with the cases behind it."""
