"""What an interview is: its kind, and by which medium people spoke."""

from __future__ import annotations

from enum import StrEnum


class InterviewKind(StrEnum):
    """Why people spoke."""

    FIRST = "first"
    FOLLOW_UP = "follow_up"
    REVIEW = "review"  # « bilan »
    EMERGENCY = "emergency"
    STEPS = "steps"  # « accompagnement dans une démarche »
    MEETING = "meeting"  # between professionals: « synthèse »
    OTHER = "other"


class Medium(StrEnum):
    """How people spoke."""

    OFFICE = "office"
    HOME = "home"  # « visite à domicile »
    OUTSIDE = "outside"
    PHONE = "phone"
    VIDEO = "video"
    EMAIL = "email"
    LETTER = "letter"
    MESSAGE = "message"
