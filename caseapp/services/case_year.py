"""The year to come of a household: what its rights ask for, what its people reach, every year's duties."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence, DeadlineKind
from caseapp.kernel.calendar import age_on, months_after, working_day_until
from caseapp.kernel.typography import typeset
from caseapp.rules.coming import coming
from caseapp.rules.duty_rules import duty_rules
from caseapp.services import stored_household
from caseapp.services.claim_view import deadline_lines
from db.queries import claims as claim_queries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.household import Household
    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.duty_rules import Yearly
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


class CaseYear:
    """Reads what the year to come brings to a case."""

    def __init__(
        self, store: Store, clock: Clock, catalogue: Catalogue, household: HouseholdDesk
    ) -> None:
        self._store, self._clock = store, clock
        self._catalogue, self._household = catalogue, household

    def of_case(self, case_id: UUID) -> tuple[YearRow, ...]:
        """Return the dates from today to a year ahead that are not done, the first first."""
        today = self._clock.today()
        until = months_after(today, _YEAR)
        with self._store.read() as session:
            rows = list(self._of_claims(session, case_id, today))
            people = stored_household.load(session, case_id, today).people
        names = {str(person.id): person.first_name or person.last_name for person in people}
        household = self._household.household(case_id)
        rows += self._coming(household, names)
        rows += [
            row
            for rule in duty_rules().yearly
            for year in (today.year, today.year + 1)
            if (row := _yearly(rule, year, household)) is not None
        ]
        kept = (row for row in rows if today <= row.computed_on <= until)
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


def _yearly(rule: Yearly, year: int, household: Household) -> YearRow | None:
    last = date(year, rule.month, rule.last_day)
    if rule.ages is not None:
        youngest, oldest = rule.ages
        births = [p.birth_date for p in household.people if isinstance(p.birth_date, date)]
        if not any(youngest <= age_on(birth, last) <= oldest for birth in births):
            return None
    return YearRow(
        key=f"{rule.label}/{year}",
        on=working_day_until(last.replace(day=rule.cautious_day)),
        computed_on=last,
        title=typeset(rule.label),
        right="",
        article=typeset(rule.article),
        confidence=rule.confidence,
        doubt=typeset(rule.doubt),
    )
