"""The library of letters: templates as data, the names their blanks may use, and how they fill."""
