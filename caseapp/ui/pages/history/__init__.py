"""The tab « Historique » of a case."""

from __future__ import annotations
