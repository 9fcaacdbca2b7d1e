"""A document drawn page by page, on screen or on a printer."""
