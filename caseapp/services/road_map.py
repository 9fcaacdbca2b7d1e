"""The road map of a case: the next act of each claim, then what may be asked for and never was."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from caseapp.domain.claim import CONTESTED, ENDED, ClaimState
from caseapp.domain.deadline import DeadlineKind
from caseapp.domain.estimate import Outcome
from caseapp.domain.road_map import Act, RoadMapData, RoadStep
from caseapp.kernel import french
from caseapp.kernel.web import site_of
from caseapp.rules.agency_words import first_agency
from caseapp.services import settings
from caseapp.services.answer_words import PERIODS
from caseapp.services.estimate_rows import RightAction

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date
    from uuid import UUID

    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.cases import Cases
    from caseapp.services.claim_page import ClaimPage, DeadlineLine
    from caseapp.services.claims import Claims
    from caseapp.services.estimate_rows import RightRow
    from caseapp.services.estimates import Estimates
    from db.store import Store

_S = ClaimState
_TO_FILE = frozenset({_S.TO_PREPARE, _S.GATHERING})
_REFUSED = frozenset({_S.REFUSED, _S.SILENT_REFUSAL})
_PAID = frozenset({_S.GRANTED, _S.PARTLY_GRANTED, _S.SILENT_ACCEPTANCE})
_AHEAD = timedelta(days=120)  # a renewal further away would only worry


class RoadMaps:
    """Gathers the road map of a case."""

    def __init__(
        self, store: Store, clock: Clock, cases: Cases, estimates: Estimates, claims: Claims,
        catalogue: Catalogue,
    ) -> None:  # fmt: skip
        self._store, self._clock, self._cases = store, clock, cases
        self._estimates, self._claims, self._catalogue = estimates, claims, catalogue

    def steps(self, case_id: UUID) -> tuple[RoadStep, ...]:
        """Return what the person may be asked to do: what has a date first, the soonest on top."""
        today = self._clock.today()
        found = [step for page in self._pages(case_id) if (step := _of_claim(page, today))]
        found += self._unclaimed(case_id)
        acting = [step for step in found if step.act is not Act.WAIT]
        dated = sorted((s for s in acting if s.before), key=lambda step: (step.before, step.what))
        return (
            *dated,
            *(step for step in acting if not step.before),
            *(step for step in found if step.act is Act.WAIT),
        )

    def data(self, case_id: UUID, keys: Collection[str], language: str) -> RoadMapData:
        """Return the sheet with the chosen steps.

        Raises:
            NotFoundError: there is no such case any more.
        """
        header = self._cases.header(case_id)
        with self._store.read() as session:
            service = settings.read_service(session)
        return RoadMapData(
            service_name=service.service_name,
            service_address=service.service_address,
            worker=service.worker or header.referent,
            person=header.name,
            reference=header.reference,
            on=self._clock.today(),
            language=language,
            steps=tuple(step for step in self.steps(case_id) if step.key in keys),
        )

    def _pages(self, case_id: UUID) -> Iterator[ClaimPage]:
        for row in self._claims.of_case(case_id):
            if row.state not in ENDED:
                yield self._claims.page(row.id)

    def _unclaimed(self, case_id: UUID) -> Iterator[RoadStep]:
        for row in self._estimates.rows(case_id):
            if row.outcome is not Outcome.LIKELY or row.action is not RightAction.OPEN:
                continue
            if row.received:
                continue
            right = self._catalogue.right(row.right)
            channel = right.channel
            yield RoadStep(
                key=row.right,
                act=Act.ASK,
                what=row.title,
                detail=_worth(row),
                where=_where(channel.online, channel.place, row.agency),
                papers=right.pieces,
            )


def _of_claim(page: ClaimPage, today: date) -> RoadStep | None:
    missing = tuple(piece.label for piece in page.pieces if piece.received_on is None)
    where = _where(page.online, page.place, page.agency)
    key, what = str(page.id), page.name
    if page.state in _TO_FILE:
        line = _next(page.deadlines, DeadlineKind.FILING, today)
        return RoadStep(
            key=key, act=Act.ASK, what=what, where=where, papers=missing,
            before=line.cautious_on if line else None,
        )  # fmt: skip
    if page.state is _S.PIECES_ASKED:
        line = _next(page.deadlines, DeadlineKind.PIECES, today)
        return RoadStep(
            key=key, act=Act.SEND, what=what, where=where, papers=missing,
            before=line.cautious_on if line else None,
        )  # fmt: skip
    if page.state in _REFUSED:
        return _contest(page, today)
    if page.state in _PAID:
        return _going_on(page, where, today)
    silence = _next(page.deadlines, DeadlineKind.SILENCE, today)
    asked = "recours" if page.state in CONTESTED else "demande"
    detail = f"La {asked} est déposée." if asked == "demande" else "Le recours est déposé."
    if silence is not None:
        detail += f" Sans réponse le {french.day(silence.cautious_on)}, revenez nous voir."
    return RoadStep(key=key, act=Act.WAIT, what=what, detail=detail, where=(page.agency,))


def _contest(page: ClaimPage, today: date) -> RoadStep | None:
    lines = [
        line
        for line in page.deadlines
        if line.kind is DeadlineKind.APPEAL and line.done_on is None and not line.is_optional
    ]
    open_ones = [line for line in lines if line.computed_on >= today]
    if not open_ones:
        return None
    line = min(open_ones, key=lambda one: one.cautious_on)
    return RoadStep(
        key=str(page.id),
        act=Act.CONTEST,
        what=page.name,
        detail="Nous écrivons le courrier ensemble.",
        where=(line.body,) if line.body else (page.agency,),
        papers=("la lettre de refus", "vos preuves"),
        before=line.cautious_on,
    )


def _going_on(page: ClaimPage, where: tuple[str, ...], today: date) -> RoadStep | None:
    acts = {DeadlineKind.DECLARATION: Act.DECLARE, DeadlineKind.RENEWAL: Act.RENEW}
    lines = [line for kind in acts if (line := _next(page.deadlines, kind, today)) is not None]
    soon = [line for line in lines if line.cautious_on <= today + _AHEAD]
    if not soon:
        return None
    line = min(soon, key=lambda one: one.cautious_on)
    return RoadStep(
        key=str(page.id),
        act=acts[line.kind],
        what=page.name,
        where=where,
        before=line.cautious_on,
    )


def _next(lines: Sequence[DeadlineLine], kind: DeadlineKind, today: date) -> DeadlineLine | None:
    """Return the first date of a kind that is still to come."""
    open_ones = [
        line
        for line in lines
        if line.kind is kind and line.done_on is None and line.computed_on >= today
    ]
    return min(open_ones, key=lambda line: line.cautious_on, default=None)


def _where(online: Sequence[str], place: str, agency: str) -> tuple[str, ...]:
    """Return where one asks: the official site, and whom to see."""
    sites = tuple(dict.fromkeys(f"sur {site_of(address)}" for address in online))
    return (*sites[:1], place[:1].upper() + place[1:] if place else first_agency(agency))


def _worth(row: RightRow) -> str:
    if row.amount is None or not row.amount.max.cents:
        return ""
    low, high = row.amount.min, row.amount.max
    per = PERIODS[row.amount.period]
    if low == high:
        return f"environ {french.euros(high, cents=False)} {per}"
    return f"entre {french.number(low.in_euros)} et {french.euros(high, cents=False)} {per}, à vérifier"
