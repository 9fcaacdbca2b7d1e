"""« Documents »: the documents of a case, shown inside the program, never written in clear."""
