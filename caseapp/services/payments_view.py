"""Puts beside one another what was estimated, granted and paid of each right, month by month.

What was paid has one source a month: what is typed on this tab, else the « droit perçu » of the
household's resources, from the first month typed there, or from the first month of its grid where
« avant » is typed. Nothing is copied from one to the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.claim import Granted, Refused
from caseapp.domain.estimate import Outcome, Period
from caseapp.domain.facts import NoFact
from caseapp.domain.payment import Expected, RightMonth
from caseapp.exchange.estimate import read_estimate
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import ZERO, Money
from caseapp.services import stored_household, typed_values
from caseapp.services.claim_events import event_of
from caseapp.services.payment_rows import PaidCell, RightRow, Source
from caseapp.services.payments_granted import granted_in, period_of, stop_in
from caseapp.services.payments_stops import stops
from caseapp.services.resource_grid import MONTHLY_RIGHTS, WINDOW
from db.queries import claims as claim_queries
from db.queries import payments as queries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.claim import ClaimEvent
    from caseapp.domain.estimate import Estimate, RightEstimate
    from caseapp.rules.catalogue import Right
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.resource_grid import StoredLine

FIELD = "payments"


def cell_field(right: str, month: Month) -> str:
    """Return the path of a paid month."""
    return f"{FIELD}/{right}/{month}"


class Compared:
    """What is known of a case, read once: any month of any right can then be asked."""

    def __init__(
        self,
        session: Session,
        case_id: UUID,
        months: Sequence[Month],
        now: Month,
        catalogue: Catalogue,
    ) -> None:
        self._grid_since = now.plus(1 - WINDOW)
        stored = stored_household.load(session, case_id, now.last_day)
        self._lines = [line for line in stored.lines if line.right and not line.is_empty]
        self._drafts = stored.drafts
        self._typed = {
            (right, Month.of(day)): Money(cents)
            for right, day, cents in queries.paid(session, case_id)
        }
        self._decisions = _decisions(session, case_id)
        self._estimates = _estimates(session, case_id, months)
        self._stops = stops(session, case_id)
        self._catalogue = catalogue

    def rights(self) -> set[str]:
        """Return the rights of which something is known, in any month."""
        found = {right for right, _ in self._typed} | {line.right for line in self._lines}
        found |= {right for right, events in self._decisions.items() if _amounts(events)}
        for estimate in self._estimates.values():
            found |= {
                a.right for a in estimate.rights if (e := expected(a)) and e.most and e.is_likely
            }
        found |= set(self._stops)
        found |= {path.split("/")[1] for path in self._drafts if path.startswith(f"{FIELD}/")}
        return found

    def row(self, right: str, months: Sequence[Month]) -> RightRow:
        """Return one right over some months."""
        entry = self._entry(right)
        return RightRow(
            right=right,
            name=entry.short_name if entry else right,
            agency=entry.agency if entry else "",
            months=tuple(self.month(right, month) for month in months),
            cells=tuple(self._cell(right, month) for month in months),
            period=self._period(right),
            stops=tuple(self._stops.get(right, ())),
        )

    def month(self, right: str, month: Month) -> RightMonth:
        """Return what is known of one month of a right."""
        events, period = self._decisions.get(right, ()), self._period(right)
        noted = [row.stop for row in self._stops.get(right, ())]
        granted = granted_in(events, month, period, noted)
        by_month = period is Period.MONTH
        return RightMonth(
            month=month,
            # What is paid once is estimated anew each month: it is compared where it is granted.
            estimated=self._estimated(right, month, period)
            if by_month or granted is not None
            else None,
            granted=granted,
            paid=self.paid(right, month)[0],
            stop=stop_in(noted, events, month) if by_month else None,
        )

    def _entry(self, right: str) -> Right | None:
        return self._catalogue.right(right) if right in self._catalogue.codes() else None

    def _period(self, right: str) -> Period | None:
        amounts = (
            answer.later or answer.amount
            for estimate in self._estimates.values()
            for answer in estimate.rights
            if answer.right == right
        )
        said = next((amount.period for amount in amounts if amount is not None), None)
        return period_of(self._entry(right), said)

    def paid(self, right: str, month: Month) -> tuple[Money | None, Source]:
        """Return what was paid of a month, and where that comes from."""
        if (right, month) in self._typed:
            return self._typed[right, month], Source.TYPED
        found = in_household(self._lines, right, month, self._grid_since)
        return found, Source.NOWHERE if found is None else Source.HOUSEHOLD

    def _cell(self, right: str, month: Month) -> PaidCell:
        path = cell_field(right, month)
        if path not in self._drafts:
            return PaidCell(path=path, source=self.paid(right, month)[1])
        text = self._drafts[path]
        try:
            typed_values.read_amount(text)
            error = "À valider de nouveau."
        except ValueError as refused:
            error = str(refused)
        return PaidCell(path=path, source=Source.REFUSED, text=text, error=error)

    def _estimated(self, right: str, month: Month, period: Period | None) -> Expected | None:
        estimate = self._estimates.get(month)
        if estimate is None:
            return None
        answer = next((a for a in estimate.rights if a.right == right), None)
        return expected(answer, period or Period.MONTH) if answer else None


def in_household(
    lines: Sequence[StoredLine], right: str, month: Month, grid_since: Month
) -> Money | None:
    """Return the « droit perçu » of a month; nothing before the first month that was typed.

    « Avant » fills the months of the household's grid, and says nothing of years ago.
    """
    total: Money | None = None
    for line in lines:
        since = [*line.cells, *([] if line.before is None else [grid_since])]
        if line.right != right or month < min(since):
            continue
        amount = line.amount_in(month)
        if isinstance(amount, NoFact):
            return None
        total = amount if total is None else total + amount
    return total


def expected(answer: RightEstimate, period: Period = Period.MONTH) -> Expected | None:
    """Return what an estimate says of each period, nothing where it has no amount for it."""
    if answer.outcome is Outcome.NO:
        return Expected(least=ZERO, most=ZERO) if answer.right in MONTHLY_RIGHTS else None
    amount = answer.later or answer.amount
    if amount is None or amount.period is not period:
        return None
    likely = answer.outcome is Outcome.LIKELY
    return Expected(least=amount.min, most=amount.max, is_likely=likely)


def _amounts(events: Sequence[ClaimEvent]) -> bool:
    return any(isinstance(event, Granted) and event.amount is not None for event in events)


def _decisions(session: Session, case_id: UUID) -> Mapping[str, Sequence[ClaimEvent]]:
    rights = {row.id: row.right for row in queries.claims(session, case_id)}
    found: dict[str, list[ClaimEvent]] = {}
    for claim, _, kind, on, details in claim_queries.events(session, list(rights)):
        event = event_of(kind, on, details)
        if isinstance(event, Granted | Refused):
            found.setdefault(rights[claim], []).append(event)
    return found


def _estimates(session: Session, case_id: UUID, months: Sequence[Month]) -> dict[Month, Estimate]:
    """Return, for each month, the estimate that was then the latest; it reads each only once."""
    made = queries.estimates_before(session, case_id, months[-1].first_day)
    latest = {
        month: id_
        for month in months
        if (id_ := next((i for i, day in made if Month.of(day) <= month), None)) is not None
    }
    documents = queries.results(session, list(set(latest.values())))
    read = {id_: read_estimate(document) for id_, document in documents.items()}
    return {month: read[id_] for month, id_ in latest.items()}
