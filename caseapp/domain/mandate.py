"""What a person allowed the service to do or to tell, and where that stands on a day."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

REMINDED = timedelta(days=30)  # before the end


class MandateKind(StrEnum):
    """What was given."""

    MANDATE = "mandate"  # to act in the person's name
    CONSENT = "consent"  # to share or to ask for information
    INFORMATION = "information"  # the notice on the file, given and read


class MandateState(StrEnum):
    """Whether it still holds."""

    HOLDS = "holds"
    ENDING = "ending"  # within thirty days
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


def state_on(day: date, ends_on: date | None, withdrawn_on: date | None) -> MandateState:
    """Return where a mandate stands on a day; its last day is still good."""
    if withdrawn_on is not None and withdrawn_on <= day:
        return MandateState.WITHDRAWN
    if ends_on is None or ends_on > day + REMINDED:
        return MandateState.HOLDS
    return MandateState.ENDING if ends_on >= day else MandateState.ENDED
