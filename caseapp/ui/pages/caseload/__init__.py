"""« File active »: the whole caseload estimated again, and what it changes."""
