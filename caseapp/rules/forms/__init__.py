"""The official forms: their fields in their order, and what of a case goes into each."""
