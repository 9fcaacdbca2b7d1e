"""The page of one claim."""

from __future__ import annotations
