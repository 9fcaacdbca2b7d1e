"""Copies of the base: made by themselves, shown in the settings, put back from the first window."""
