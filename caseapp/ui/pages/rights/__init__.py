"""The tab « Droits » of a case."""

from __future__ import annotations
