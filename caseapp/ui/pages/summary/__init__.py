"""The tab « Synthèse » of a case."""
