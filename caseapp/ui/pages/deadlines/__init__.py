"""« Échéances »: all that has a date, by month, by week, in a list."""
