"""An engine that answers at once, for what does not depend on the law."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from caseapp.domain.curve import CurvePoint, IncomeCurve
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
from caseapp.domain.facts import NoFact
from caseapp.domain.freshness import DatedFact, Shelf
from caseapp.domain.household import ResourceKind, amount_in
from caseapp.exchange.estimate import write_estimate
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import ZERO, Money
from caseapp.rules.engine import EngineTroubleError, nobody_looks
from caseapp.rules.every_right import answer_every_right

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from caseapp.domain.household import Household
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.engine import Answer, WholeAnswer

_WITHOUT_WAGE = Money.euros(600)


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

    def estimate_many(
        self, households: Sequence[Household], done: Callable[[int], None] = nobody_looks
    ) -> Iterator[Answer]:
        """Yield what `estimate` gives, or its trouble in its place."""
        for number, household in enumerate(households, start=1):
            try:
                answer: Answer = self.estimate(household)
            except EngineTroubleError as trouble:
                answer = trouble
            done(number)
            yield answer

    def estimate_whole(
        self, households: Iterable[Household], catalogue: Catalogue
    ) -> Iterator[WholeAnswer]:
        """Yield what `estimate_many` gives, completed and written."""
        homes = list(households)
        for household, given in zip(homes, self.estimate_many(homes), strict=True):
            if isinstance(given, EngineTroubleError):
                yield given
            else:
                yield json.dumps(write_estimate(answer_every_right(given, household, catalogue)))

    def curve(self, household: Household, wages: Sequence[Money]) -> IncomeCurve:
        """Return a curve in which the rights lose half of what the wage brings."""
        self.seen.append(household)
        month = Month.of(household.date)
        present = amount_in(household.applicant.resources, ResourceKind.WAGE, month)
        return IncomeCurve(
            present=ZERO if isinstance(present, NoFact) else present,
            points=tuple(_point(wage) for wage in wages),
        )

    def close(self) -> None:
        """Let go of nothing."""


def _point(wage: Money) -> CurvePoint:
    left = Money(max(0, _WITHOUT_WAGE.cents - wage.cents // 2))
    return CurvePoint(wage=wage, income=wage + left, rights=(("rsa", left),) if left else ())
