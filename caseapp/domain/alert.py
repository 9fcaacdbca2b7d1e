"""Alerts about a child or an adult who cannot protect themselves, kept apart from every case.

CASF L226-2-1 and L226-3 (information préoccupante), L226-4 (the prosecutor), L119-1 and L119-2
(adults); code pénal 226-14 and 434-3. What the law says of each stands in `resources/alerts.yaml`.
"""

from __future__ import annotations

from enum import StrEnum

# What is written, and fixed once it has left.
WRITTEN = (
    "kind", "on_date", "recipient", "about", "facts", "told", "evaluation",
    "informed", "informed_on", "not_informed", "sent_on", "sent_by",
)  # fmt: skip
# What follows, open as long as the alert is kept.
FOLLOWING = ("acknowledged_on", "follow_up", "call_back_on", "addition")
# What the person in charge decides.
KEEPING = ("keep_until", "keep_reason")
# Months after which keeping is to be decided where nothing was: CNIL, deliberations 2021-028 and
# 2023-095 (two years of active base). Child protection has its own durations: low confidence.
DECIDE_AFTER = 24


class AlertKind(StrEnum):
    """To whom it goes, and on what text."""

    CONCERN = "concern"  # information préoccupante, to the conseil départemental
    PROSECUTOR = "prosecutor"  # signalement of a child to the procureur de la République
    ADULT = "adult"  # an adult who cannot protect themselves


class Informed(StrEnum):
    """Whether the parents, or the person, were told."""

    TO_SAY = "to_say"
    YES = "yes"
    NO = "no"


class AlertState(StrEnum):
    """How far an alert has come."""

    DRAFT = "draft"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
