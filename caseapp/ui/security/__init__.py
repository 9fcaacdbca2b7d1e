"""Who can open the base: shown and changed in the settings."""
