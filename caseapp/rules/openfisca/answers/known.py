"""What is known of a household, with the three values that a fact may have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from caseapp.domain.facts import UNKNOWN, NoFact, value_or
from caseapp.domain.household import (
    Activity,
    Household,
    Person,
    ResourceKind,
    Role,
    amount_in,
)
from caseapp.kernel.calendar import Month, Territory, territory_of
from caseapp.rules.openfisca.changes import ADULTS, age_of
from caseapp.rules.openfisca.rows import in_family, is_pregnant

ACTIVITY_KINDS = frozenset(
    {
        ResourceKind.WAGE,
        ResourceKind.SELF_EMPLOYED_PROFIT,
        ResourceKind.MICRO_TURNOVER_SALES,
        ResourceKind.MICRO_TURNOVER_SERVICES,
        ResourceKind.MICRO_TURNOVER_LIBERAL,
        ResourceKind.TRAINING_PAY,
        ResourceKind.INTERNSHIP_PAY,
        ResourceKind.PARTIAL_ACTIVITY,
        ResourceKind.MATERNITY_BENEFIT,
        ResourceKind.SICKNESS_BENEFIT,
        ResourceKind.WORK_ACCIDENT_BENEFIT,
    }
)
OWN_BUSINESS = frozenset(
    {
        ResourceKind.SELF_EMPLOYED_PROFIT,
        ResourceKind.MICRO_TURNOVER_SALES,
        ResourceKind.MICRO_TURNOVER_SERVICES,
        ResourceKind.MICRO_TURNOVER_LIBERAL,
    }
)


@dataclass(frozen=True)
class Known:
    """The facts of one household at a month."""

    household: Household
    month: Month
    own_income: float  # €/month from which a child is not at charge any more

    @cached_property
    def adults(self) -> tuple[Person, ...]:
        """The applicant and the partner."""
        return tuple(p for p in self.household.people if p.role in ADULTS)

    @cached_property
    def children(self) -> tuple[Person, ...]:
        """Those whom the CAF counts as children, unknown ages included."""
        return tuple(
            p
            for p in self.household.people
            if p.role not in ADULTS
            and (self._may_be_child(p) or in_family(p, self.month, self.own_income))
        )

    @staticmethod
    def _may_be_child(person: Person) -> bool:
        return isinstance(person.birth_date, NoFact) and not value_or(person.placed, False)

    @cached_property
    def alone(self) -> bool:
        """Whether there is no partner."""
        return self.household.partner is None

    @cached_property
    def pregnant(self) -> bool | None:
        """Whether a child is expected; None when nobody knows."""
        if any(is_pregnant(p, self.month) for p in self.adults):
            return True
        return None if any(p.pregnant_due is UNKNOWN for p in self.adults) else False

    @cached_property
    def territory(self) -> Territory | None:
        """Where the home is, when the commune is known."""
        commune = self.household.housing.commune
        return None if isinstance(commune, NoFact) else territory_of(commune)

    @property
    def overseas(self) -> bool:
        """Whether the home is overseas, where several scales differ."""
        return self.territory not in {None, Territory.METROPOLE, Territory.ALSACE_MOSELLE}

    def age(self, person: Person) -> int | None:
        """Return the age on the first day of the month, as benefits take it."""
        return age_of(person, self.month)

    def count_children(self, low: int, high: int) -> tuple[int, int]:
        """Return the least and the most children whose age may be in ``[low, high[``."""
        ages = [self.age(child) for child in self.children]
        sure = sum(age is not None and low <= age < high for age in ages)
        return sure, sure + ages.count(None)

    def has_resource(self, kinds: frozenset[ResourceKind], *months_ago: int) -> bool:
        """Say whether an adult receives one of these in one of the months, amount known or not."""
        return any(self.receives(person, kinds, *months_ago) for person in self.adults)

    def receives(self, person: Person, kinds: frozenset[ResourceKind], *months_ago: int) -> bool:
        """Say whether a person receives one of these in one of the months, amount known or not."""
        return any(
            self._is_received(person, kind, self.month.plus(-k))
            for kind in kinds
            for k in months_ago
        )

    @staticmethod
    def _is_received(person: Person, kind: ResourceKind, month: Month) -> bool:
        amount = amount_in(person.resources, kind, month)
        return isinstance(amount, NoFact) or amount.cents > 0

    def students(self) -> tuple[bool | None, ...]:
        """Say of each adult whether a student or pupil; None when nobody knows."""
        studying = {Activity.STUDENT, Activity.PUPIL}
        return tuple(
            None if isinstance(p.activity, NoFact) else p.activity in studying for p in self.adults
        )

    def shares_custody(self) -> bool:
        """Say whether a child lives by turns with each parent."""
        return any(value_or(child.shared_custody, False) for child in self.children)

    def has_placed_child(self) -> bool:
        """Say whether a child is in the care of the département."""
        return any(value_or(p.placed, False) for p in self.household.people if p.role is Role.CHILD)
