"""An engine that answers at once, for what does not depend on the law."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import (
    Budget,
    Condition,
    Estimate,
    MissingFact,
    Outcome,
    Period,
    Range,
    RightEstimate,
)
from caseapp.domain.freshness import DatedFact, Shelf
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import ZERO, Money

if TYPE_CHECKING:
    import datetime as dt

    from caseapp.domain.household import Household


def monthly(least: int, most: int | None = None) -> Range:
    """Return euros by the month."""
    top = least if most is None else most
    return Range(min=Money.euros(least), max=Money.euros(top), period=Period.MONTH)


def answer(
    right: str,
    outcome: Outcome = Outcome.LIKELY,
    amount: Range | None = None,
    *,
    later: Range | None = None,
    received: Money | None = None,
    missing: tuple[str, ...] = (),
    variant: str = "",
) -> RightEstimate:
    """Return the answer for one right; what is missing is named by its paths."""
    return RightEstimate(
        right=right,
        outcome=outcome,
        amount=amount,
        later=later,
        received=received,
        variant=variant,
        missing=tuple(MissingFact(path=path, label=path, effect=amount) for path in missing),
        conditions=(Condition(text="âge : 34 ans, 65 requis", met=False),)
        if outcome is Outcome.NO
        else (),
        confidence=Confidence.HIGH,
    )


@dataclass(slots=True)
class ReadyEngine:
    """Gives the answers it was handed, for any household; it keeps the households it saw."""

    answers: tuple[RightEstimate, ...] = ()
    seen: list[Household] = field(default_factory=list)

    def estimate(self, household: Household) -> Estimate:
        """Return the answers at hand."""
        self.seen.append(household)
        return Estimate(
            date=household.date,
            month=Month.of(household.date),
            engine="essai 1",
            catalogue="2026-11-23",
            rights=tuple(replace(given) for given in self.answers),
            budget=Budget(income=ZERO, rights=ZERO),
        )

    def scales(self, on: dt.date) -> tuple[DatedFact, ...]:
        """Say the base amount of the RSA, as of April of the year before."""
        return (
            DatedFact(
                shelf=Shelf.SCALE,
                label="Montant de base",
                value="646,52 €",
                rights=("rsa",),
                since=on.replace(year=on.year - 2, month=4, day=1),
                source="Décret inventé",
                link="https://www.legifrance.gouv.fr/",
            ),
        )

    def close(self) -> None:
        """Let go of nothing."""
