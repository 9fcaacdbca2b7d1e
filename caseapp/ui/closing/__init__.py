"""Closing a case, or several: what is still alive in them, why, when, what is left."""
