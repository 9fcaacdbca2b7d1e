"""What an estimate is: an explained answer for each right, never a bare number."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from caseapp.domain.deadline import Confidence
    from caseapp.kernel.calendar import Month
    from caseapp.kernel.money import Money


class Outcome(StrEnum):
    """What the estimate says of a right."""

    LIKELY = "likely"
    TO_CHECK = "to_check"
    NO = "no"
    NOT_COMPUTED = "not_computed"


class Period(StrEnum):
    """What an amount is per."""

    MONTH = "month"
    YEAR = "year"
    ONCE = "once"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """An amount as paid, net of CRDS; known exactly when both ends are equal."""

    min: Money
    max: Money
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFact:
    """A fact nobody knows yet, by its path in the household, and what it changes."""

    path: str  # « people[0].birth_date »
    label: str  # « Salaire d'octobre 2026 »
    effect: Range | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition of a right, met or not; `met` is None where it is not known."""

    text: str
    met: bool | None
    source: str = ""
    # How far a fact is from the condition, in words: « 34 € au-dessus du plafond », « à 65 ans,
    # dans 4 mois ». Empty where nothing measures it.
    near: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the calculation, in the words of the profession."""

    label: str
    value: float = field(repr=False)
    unit: str  # « €/mois », « €/an », « % », « personnes »
    source: str = ""  # article or decree, with its date
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RightEstimate:
    """The answer for one right."""

    right: str  # code of the catalogue
    outcome: Outcome
    amount: Range | None = field(repr=False)  # for a claim made this month
    # Once the other rights count as resources; None when the same.
    later: Range | None = field(repr=False)
    received: Money | None = field(repr=False)  # €/month already in payment
    variant: str = ""  # « apl », « als », « gratuite », « avec participation »…
    missing: tuple[MissingFact, ...] = ()
    assumed: tuple[str, ...] = ()  # paths of facts that took their default
    conditions: tuple[Condition, ...] = ()
    steps: tuple[Step, ...] = ()
    confidence: Confidence
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Income and the later amounts of the estimated rights, per month."""

    income: Money = field(repr=False)
    rights: Money = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """All rights of one household on a day."""

    date: dt.date
    month: Month
    engine: str  # « OpenFisca-France 176.1.8 »
    catalogue: str  # date of the catalogue
    rights: tuple[RightEstimate, ...]
    budget: Budget

    def of(self, right: str) -> RightEstimate:
        """Return the answer for one right.

        Raises:
            KeyError: the catalogue of that day had no such right.
        """
        for answer in self.rights:
            if answer.right == right:
                return answer
        raise KeyError(right)
