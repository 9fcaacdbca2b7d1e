"""What an agenda outside the base is told of one dated thing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """A day, or a moment and how long it lasts; its `id` never changes, its `sequence` grows.

    `starts` is a day, or an aware moment. `alarm_minutes` before its start; for a day, before
    its midnight.
    """

    id: UUID
    starts: date | datetime
    minutes: int = 60  # of a moment
    title: str = field(repr=False)
    description: str = field(default="", repr=False)
    is_cancelled: bool = False
    alarm_minutes: int | None = None
    sequence: int = 0
    changed_at: datetime  # the moment its content was last another one
