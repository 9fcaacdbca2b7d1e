"""« Service payant » of a case: what was signed and paid, what is taken back since."""
