"""The year to come of a household: what its rights ask for, what its people reach, every year's duties."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence, DeadlineKind
from caseapp.kernel.calendar import months_after
from caseapp.kernel.typography import typeset
from caseapp.rules.coming import coming
from caseapp.services import stored_household
from caseapp.services.claim_view import deadline_lines
from db.queries import claims as claim_queries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.household import Household
    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.dated_items import DatedItems
    from caseapp.services.dated_rows import DatedItem
    from caseapp.services.household import HouseholdDesk
    from db.store import Store

_SHOWN = frozenset({DeadlineKind.DECLARATION, DeadlineKind.RENEWAL, DeadlineKind.LIMITATION})
_YEAR = 12  # months


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """One date of the year to come; the cautious one is what reminders go by."""

    key: str  # the same when it is read again
    on: date
    computed_on: date
    title: str = field(repr=False)
    right: str  # short name, empty for everybody's
    article: str
    confidence: Confidence
    doubt: str
    claim_id: UUID | None = None
    item: DatedItem | None = None  # of a duty: it can be done
    is_late: bool = False  # even its last day has passed, and nobody did it

    @property
    def done_on(self) -> date | None:
        """The day a duty was done for its period."""
        return None if self.item is None else self.item.done_on


class CaseYear:
    """Reads what the year to come brings to a case."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        catalogue: Catalogue,
        household: HouseholdDesk,
        dated: DatedItems,
    ) -> None:
        self._store, self._clock = store, clock
        self._catalogue, self._household, self._dated = catalogue, household, dated

    def of_case(self, case_id: UUID) -> tuple[YearRow, ...]:
        """Return the dates until a year ahead, the first first, with what is late and not done.

        Of what is done only the duties stay, to be undone.
        """
        today = self._clock.today()
        until = months_after(today, _YEAR)
        with self._store.read() as session:
            rows = list(self._of_claims(session, case_id, today))
            people = stored_household.load(session, case_id, today).people
        names = {str(person.id): person.first_name or person.last_name for person in people}
        household = self._household.household(case_id)
        rows += self._coming(household, names)
        rows += map(self._duty, self._dated.duties_of(case_id, today, until))
        kept = (
            replace(row, is_late=row.computed_on < today)
            for row in rows
            if row.computed_on <= until and (today <= row.computed_on or row.done_on is None)
        )
        return tuple(sorted(kept, key=lambda row: (row.on, row.title)))

    def _of_claims(self, session: Session, case_id: UUID, today: date) -> Iterator[YearRow]:
        for claim in claim_queries.of_case(session, case_id):
            for line in deadline_lines(session, claim.id, today):
                if line.kind in _SHOWN and line.done_on is None:
                    yield YearRow(
                        key=str(line.id),
                        on=line.cautious_on,
                        computed_on=line.computed_on,
                        title=line.label,
                        right=self._name(claim.right),
                        article=line.article,
                        confidence=line.confidence,
                        doubt=line.doubt,
                        claim_id=claim.id,
                    )

    def _duty(self, item: DatedItem) -> YearRow:
        return YearRow(
            key=str(item.id),
            on=item.cautious_on,
            computed_on=item.computed_on,
            title=typeset(f"{item.label} ({item.hint})" if item.hint else item.label),
            right=self._name(item.detail),
            article=item.article,
            confidence=item.confidence,
            doubt=item.doubt,
            item=item,
        )

    def _coming(self, household: Household, names: dict[str, str]) -> Iterator[YearRow]:
        for item in coming(household, _YEAR):
            words = item.words.replace("{name}", names.get(item.person, ""))
            yield YearRow(
                key=f"{item.code}/{item.person}",
                on=item.on,
                computed_on=item.on,
                title=typeset(words),
                right=self._name(item.right),
                article=item.article,
                confidence=item.confidence,
                doubt="",
            )

    def _name(self, right: str) -> str:
        try:
            return self._catalogue.right(right).short_name
        except KeyError:
            return right
