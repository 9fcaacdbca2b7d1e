"""What if: changes of a household, the variants made of them, and what each would give."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from caseapp.domain.facts import NOT_STATED, Fact, NoFact
from caseapp.kernel.money import Money

if TYPE_CHECKING:
    import datetime as dt

    from caseapp.domain.curve import IncomeCurve
    from caseapp.domain.estimate import Estimate
    from caseapp.domain.household import (
        Activity,
        Couple,
        DisabilityRate,
        Household,
        Tenure,
    )
    from caseapp.kernel.calendar import Month

MOST_VARIANTS = 4  # side by side with the present, as many as can be read


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class _Dated:
    """What begins with a month."""

    since: Month


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class NewWage(_Dated):
    """A job, or other hours: a wage in place of the present one, and no unemployment benefit."""

    who: str
    amount: Money | NoFact  # €/month, net


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class JobLost(_Dated):
    """The wage ends; an unemployment benefit may follow."""

    who: str
    unemployment: Money | NoFact  # €/month, net


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Separated(_Dated):
    """The partner leaves; the children stay. Common tax notices count no more."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PartnerComes(_Dated):
    """The applicant lives with somebody. Tax notices of one alone count no more."""

    couple: Fact[Couple]
    birth_date: Fact[dt.date]
    activity: Fact[Activity]
    wage: Money | NoFact  # €/month, net


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ChildBorn(_Dated):
    """A birth; `since` is its month."""

    on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ChildLeaves(_Dated):
    """A child goes to live elsewhere."""

    who: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Moved(_Dated):
    """Another home."""

    tenure: Fact[Tenure]
    commune: Fact[str]  # INSEE code
    rent: Fact[Money] = NOT_STATED
    charges: Fact[Money] = NOT_STATED


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Retired(_Dated):
    """Work and unemployment benefit end; a pension follows."""

    who: str
    pension: Money | NoFact  # €/month, net


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DisabilityRecognised(_Dated):
    """An incapacity rate, with or without a lasting restriction of access to work (RSDAE)."""

    who: str
    rate: Fact[DisabilityRate]
    restriction: Fact[bool] = NOT_STATED


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FactEdited(_Dated):
    """Any other fact that takes another value; `who` is empty for a fact of the household."""

    who: str
    key: str  # « gir », « housing.rent »
    value: Any  # as the domain has it; NOT_STATED to state it no more


Change: TypeAlias = (
    NewWage
    | JobLost
    | Separated
    | PartnerComes
    | ChildBorn
    | ChildLeaves
    | Moved
    | Retired
    | DisabilityRecognised
    | FactEdited
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One or more changes tried together."""

    name: str = field(repr=False)
    changes: tuple[Change, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidRight:
    """What a right pays in a month of the path; nothing is certain unless it is `likely`."""

    right: str
    least: Money = field(repr=False)
    most: Money = field(repr=False)
    is_likely: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PathMonth:
    """One month to come: other resources, and what each right pays."""

    month: Month
    income: Money = field(repr=False)  # €, resources other than rights
    rights: tuple[PaidRight, ...] = field(repr=False)

    @property
    def least(self) -> Money:
        """The total without what is to be checked."""
        return self.income + Money.total(paid.least for paid in self.rights if paid.is_likely)

    @property
    def most(self) -> Money:
        """The total with all that may be paid."""
        return self.income + Money.total(paid.most for paid in self.rights)

    def of(self, right: str) -> PaidRight | None:
        """Return what a right pays, or nothing."""
        return next((paid for paid in self.rights if paid.right == right), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A variant with its answer: the household once settled in it, and month by month."""

    variant: Variant
    household: Household = field(repr=False)
    estimate: Estimate = field(repr=False)
    months: tuple[PathMonth, ...] = field(default=(), repr=False)  # empty until asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """The present, and up to four variants of it."""

    present: Tried  # its variant has no change
    variants: tuple[Tried, ...]
    curve: IncomeCurve | None = field(default=None, repr=False)  # None until asked for

    @property
    def has_months(self) -> bool:
        """Whether the months to come were computed."""
        return bool(self.present.months)
