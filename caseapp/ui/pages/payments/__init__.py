"""« Versements »: what was estimated, granted and paid; arrears and overpayments."""
