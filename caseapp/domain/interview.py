"""What an interview is: its kind, by which medium people spoke, and what each medium implies."""

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


_PLACES = {Medium.OFFICE: "au service", Medium.HOME: "au domicile"}
_ONE_SIDED = frozenset({Medium.EMAIL, Medium.LETTER, Medium.MESSAGE})


def usual_place(medium: Medium) -> str:
    """Return the place that a medium proposes, empty where it has none."""
    return _PLACES.get(medium, "")


def usually_contact(kind: InterviewKind, medium: Medium) -> bool:
    """Say whether somebody of the household was spoken with, unless the caseworker says otherwise.

    A message may stay unread, and professionals meet without the person.
    """
    return kind is not InterviewKind.MEETING and medium not in _ONE_SIDED
