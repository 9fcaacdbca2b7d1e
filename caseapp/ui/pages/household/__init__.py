"""The tab « Foyer et ressources » of a case."""

from __future__ import annotations
