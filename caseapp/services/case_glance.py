"""A case at a glance, beside the list: who, what is under way, what comes next, what was said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.domain.claim import ENDED
from caseapp.domain.interview import InterviewKind, Medium
from caseapp.kernel.errors import NotFoundError
from db.queries import case_glance as queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from caseapp.kernel.money import Money
    from caseapp.services.case_rows import CaseHeader
    from caseapp.services.cases import Cases
    from caseapp.services.claim_page import ClaimListRow
    from caseapp.services.claims import Claims
    from caseapp.services.estimates import Estimates
    from db.store import Store

_DEADLINES = 4
_SAID = 400  # characters of an interview or a note: enough to remember which one it was
_KINDS = {
    InterviewKind.FIRST: "premier entretien",
    InterviewKind.FOLLOW_UP: "entretien de suivi",
    InterviewKind.REVIEW: "bilan",
    InterviewKind.EMERGENCY: "urgence",
    InterviewKind.STEPS: "accompagnement dans une démarche",
    InterviewKind.MEETING: "réunion de synthèse",
    InterviewKind.OTHER: "entretien",
}
_MEDIA = {
    Medium.OFFICE: "au bureau",
    Medium.HOME: "à domicile",
    Medium.OUTSIDE: "à l'extérieur",
    Medium.PHONE: "au téléphone",
    Medium.VIDEO: "en visioconférence",
    Medium.EMAIL: "par courriel",
    Medium.LETTER: "par courrier",
    Medium.MESSAGE: "par message",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """One date to come, or late."""

    on: date
    label: str = field(repr=False)
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewGlance:
    """The last interview in a few words."""

    on: date
    words: str  # « entretien de suivi, au bureau »
    said: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateTotals:
    """What the latest estimate adds up to, by the month."""

    on: date
    rights: Money = field(repr=False)
    income: Money = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseGlance:
    """What stands in the reading pane."""

    header: CaseHeader
    closed_on: date | None
    closed_reason: str = field(repr=False)
    note: str = field(repr=False)
    tags: tuple[str, ...] = field(repr=False)
    totals: EstimateTotals | None
    claims: tuple[ClaimListRow, ...]
    deadlines: tuple[DueLine, ...]
    interview: InterviewGlance | None


class CaseGlances:
    """Reads a case at a glance."""

    def __init__(self, store: Store, cases: Cases, estimates: Estimates, claims: Claims) -> None:
        self._store = store
        self._cases, self._estimates, self._claims = cases, estimates, claims

    def one(self, case_id: UUID, today: date) -> CaseGlance:
        """Return a case at a glance.

        Raises:
            NotFoundError: there is no such case any more.
        """
        header = self._cases.header(case_id)
        with self._store.read() as session:
            state = queries.state(session, case_id)
            tags = queries.tags(session, case_id)
            dates = queries.deadlines(session, case_id, _DEADLINES)
            spoken = queries.last_interview(session, case_id)
        if state is None:
            raise NotFoundError("Ce dossier n'existe plus.")
        closed_on, reason, note = state
        claims = self._claims.of_case(case_id)
        return CaseGlance(
            header=header,
            closed_on=closed_on,
            closed_reason=reason or "",
            note=_shortened(note),
            tags=tuple(tags),
            totals=self._totals(case_id),
            claims=tuple(claim for claim in claims if claim.state not in ENDED),
            deadlines=tuple(DueLine(on=on, label=label, is_late=on < today) for on, label in dates),
            interview=None if spoken is None else _interview(*spoken),
        )

    def _totals(self, case_id: UUID) -> EstimateTotals | None:
        saved = self._estimates.latest(case_id)
        if saved is None:
            return None
        budget = saved.estimate.budget
        return EstimateTotals(on=saved.on, rights=budget.rights, income=budget.income)


def _interview(on: date, kind: InterviewKind, medium: Medium, *said: str) -> InterviewGlance:
    text = next((part for part in said if part.strip()), "")
    return InterviewGlance(on=on, words=f"{_KINDS[kind]}, {_MEDIA[medium]}", said=_shortened(text))


def _shortened(text: str) -> str:
    words: Sequence[str] = text.split()
    short = " ".join(words)
    if len(short) <= _SAID:
        return short
    return short[:_SAID].rsplit(" ", 1)[0] + " …"
