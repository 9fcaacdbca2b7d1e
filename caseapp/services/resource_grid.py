"""The grid of monthly resources: from the months that were typed to the amount of any month.

What an empty month means is decided here, and shown on the page:
- after a month that was typed, it continues that month (an income that ends is typed as 0);
- before the first one, it is the « avant » of the line, or else like the first one;
- a line in which nothing was typed is unknown: never 0;
- somebody whose activity pays and who has no line at all was not asked: unknown, not 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.domain.facts import UNKNOWN, NoFact
from caseapp.domain.household import Activity, ReceivedRight, Resource, ResourceKind
from caseapp.kernel.money import ZERO, Money
from caseapp.services.household_facts import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from uuid import UUID

    from caseapp.kernel.calendar import Month

HISTORY = 37  # months before the current one: they cover the whole year N-2
WINDOW = 12  # months on the page

RIGHT = "right:"

KINDS: tuple[Choice, ...] = (
    Choice("wage", "Salaire net"),
    Choice("unemployment", "Allocation chômage (ARE)"),
    Choice("pension", "Retraite"),
    Choice("invalidity_pension", "Pension d'invalidité"),
    Choice("sickness_benefit", "Indemnités journalières, maladie"),
    Choice("maternity_benefit", "Indemnités journalières, maternité"),
    Choice("work_accident_benefit", "Indemnités journalières, accident du travail"),
    Choice("work_accident_annuity", "Rente d'accident du travail"),
    Choice("self_employed_profit", "Bénéfice d'une activité indépendante"),
    Choice("micro_turnover_sales", "Micro-entreprise, ventes (chiffre d'affaires)"),
    Choice("micro_turnover_services", "Micro-entreprise, services (chiffre d'affaires)"),
    Choice("micro_turnover_liberal", "Micro-entreprise, libéral (chiffre d'affaires)"),
    Choice("alimony_received", "Pension alimentaire reçue"),
    Choice("alimony_paid", "Pension alimentaire versée"),
    Choice("training_pay", "Rémunération de formation"),
    Choice("internship_pay", "Gratification de stage"),
    Choice("scholarship", "Bourse d'études"),
    Choice("rents", "Loyers perçus"),
    Choice("capital_income", "Revenus de placements"),
    Choice("partial_activity", "Activité partielle"),
    Choice("other", "Autre ressource"),
)

# Rights paid month by month, that a household may already receive.
MONTHLY_RIGHTS = (
    "rsa",
    "prime_activite",
    "aide_logement",
    "aah",
    "mva",
    "ass",
    "aspa",
    "asi",
    "allocations_familiales",
    "complement_familial",
    "asf",
    "paje_allocation_base",
    "aeeh",
)

# What an activity, or being without one, pays.
_PAID: Mapping[str, ResourceKind] = {
    Activity.EMPLOYED: ResourceKind.WAGE,
    Activity.APPRENTICE: ResourceKind.WAGE,
    Activity.SELF_EMPLOYED: ResourceKind.SELF_EMPLOYED_PROFIT,
    Activity.RETIRED: ResourceKind.PENSION,
    Activity.JOB_SEEKER: ResourceKind.UNEMPLOYMENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLine:
    """One line as it is kept: only the months that were typed."""

    id: UUID
    person_id: UUID | None
    nature: str
    before: Money | None = field(repr=False)
    cells: Mapping[Month, Money | NoFact] = field(repr=False)

    def amount_in(self, month: Month) -> Money | NoFact:
        """Return the amount of a month, typed or implied."""
        if month in self.cells:
            return self.cells[month]
        earlier = [typed for typed in self.cells if typed < month]
        if earlier:
            return self.cells[max(earlier)]
        if self.before is not None:
            return self.before
        return self.cells[min(self.cells)] if self.cells else UNKNOWN

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed in it."""
        return not self.cells and self.before is None

    @property
    def right(self) -> str:
        """The code of the right in payment, empty for a resource."""
        return self.nature.removeprefix(RIGHT) if self.nature.startswith(RIGHT) else ""


def label_of_kind(kind: str) -> str:
    """Return « Salaire net »."""
    return next(choice.label for choice in KINDS if choice.code == kind)


def unasked(person_id: UUID, activity: str, lines: Iterable[StoredLine]) -> ResourceKind | None:
    """Return what somebody's activity pays where nobody asked: the person has no line at all.

    A job seeker whose household receives the ASS is not asked for the unemployment allowance:
    the ASS is paid once it has ended (C. trav. L5423-1).
    """
    kind = _PAID.get(activity)
    for line in lines:
        after = kind is ResourceKind.UNEMPLOYMENT and line.right == "ass"
        if after or line.person_id == person_id:
            return None
    return kind


def never_entered(kind: ResourceKind, now: Month) -> Resource:
    """Return a resource of an unknown amount, as far back as rights look."""
    return Resource(kind=kind, amount=UNKNOWN, first=now.plus(-HISTORY), last=now)


def resources(lines: Iterable[StoredLine], now: Month) -> tuple[Resource, ...]:
    """Return the resources of one person's lines, month by month as far back as rights look."""
    by_nature: dict[str, list[StoredLine]] = {}
    for line in lines:
        by_nature.setdefault(line.nature, []).append(line)
    return tuple(
        Resource(kind=ResourceKind(nature), amount=amount, first=first, last=last)
        for nature, same in by_nature.items()
        for first, last, amount in _spans(same, now)
    )


def received(lines: Iterable[StoredLine], now: Month) -> tuple[ReceivedRight, ...]:
    """Return the rights in payment, month by month as far back as rights look."""
    by_right: dict[str, list[StoredLine]] = {}
    for line in lines:
        by_right.setdefault(line.right, []).append(line)
    return tuple(
        ReceivedRight(right=right, amount=amount, first=first, last=last)
        for right, same in by_right.items()
        for first, last, amount in _spans(same, now)
    )


def _spans(lines: list[StoredLine], now: Month) -> Iterator[tuple[Month, Month, Money | NoFact]]:
    """Yield spans of equal amounts; two lines of the same nature (two employers) add up."""
    start = now.plus(-HISTORY)
    first, amount = start, _sum(lines, start)
    for month in start.plus(1).until(now):
        of_month = _sum(lines, month)
        if of_month != amount:
            yield first, month.plus(-1), amount
            first, amount = month, of_month
    yield first, now, amount


def _sum(lines: list[StoredLine], month: Month) -> Money | NoFact:
    total = ZERO
    for line in lines:
        amount = line.amount_in(month)
        if isinstance(amount, NoFact):
            return UNKNOWN
        total += amount
    return total
