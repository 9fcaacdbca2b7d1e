"""The tab « Budget » of a case."""
