"""Identifiers: random, sorted by time, never made from a person's data."""

from __future__ import annotations

from uuid import UUID

import uuid6


def new_id() -> UUID:
    """Return a UUIDv7, so that bases can be merged and rows sort by creation."""
    return UUID(int=uuid6.uuid7().int)
