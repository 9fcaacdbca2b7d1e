"""What is to be done or attended, beside the dates of the law."""

from __future__ import annotations

from enum import StrEnum


class TaskKind(StrEnum):
    """A thing to do by a day, or a meeting at an hour."""

    TASK = "task"
    APPOINTMENT = "appointment"
