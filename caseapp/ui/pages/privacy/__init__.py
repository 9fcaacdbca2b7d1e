"""« Protection des données »: how long cases are kept, what people asked, what went wrong, who saw."""
