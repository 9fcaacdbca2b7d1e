"""Which event a caseworker most likely records next, for the button beside what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.claim import ClaimState
from caseapp.domain.deadline import DeadlineKind

if TYPE_CHECKING:
    from datetime import date

    from caseapp.services.claim_page import ClaimPage

_EVENTS = {
    ClaimState.TO_PREPARE: "filed",
    ClaimState.GATHERING: "filed",
    ClaimState.FILED: "acknowledged",
    ClaimState.PIECES_ASKED: "pieces_sent",
    ClaimState.REFUSED: "appeal_filed",
    ClaimState.SILENT_REFUSAL: "appeal_filed",
    ClaimState.PARTLY_GRANTED: "appeal_filed",
    ClaimState.APPEAL: "appeal_decided",
    ClaimState.COURT: "appeal_decided",
    ClaimState.GRANTED: "closed",
    ClaimState.SILENT_ACCEPTANCE: "granted",
}


def likely_event(page: ClaimPage, today: date) -> str:
    """Return the kind of event that what is to do leads to, or nothing."""
    silent = any(
        line.kind is DeadlineKind.SILENCE and line.done_on is None and line.computed_on < today
        for line in page.deadlines
    )
    kind = "no_answer" if silent and "no_answer" in page.allowed else _EVENTS.get(page.state, "")
    return kind if kind in page.allowed else ""
