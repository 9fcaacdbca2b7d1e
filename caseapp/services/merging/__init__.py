"""Two cases of the same household made one, and parted again."""
