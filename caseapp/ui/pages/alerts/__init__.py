"""« Signalements »: alerts about a child or a vulnerable adult, kept apart from every case."""
