"""What start.py is made of; only the standard library of Python may be used here."""

from __future__ import annotations
