"""What happened to something kept of a case."""

from __future__ import annotations

from enum import StrEnum


class HistoryAction(StrEnum):
    """What was done."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
