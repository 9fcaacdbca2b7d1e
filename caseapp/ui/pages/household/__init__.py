"""The tab « Foyer » of a case."""

from __future__ import annotations
