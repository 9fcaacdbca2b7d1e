"""Two cases made one: both sides seen first, and parted again."""
