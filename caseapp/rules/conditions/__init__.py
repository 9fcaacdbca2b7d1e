"""Declared conditions: the tests of the catalogue's files, and what a household answers to them."""
