"""A household → the estimate of every right of the catalogue."""

from __future__ import annotations

import gc
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from caseapp.domain.curve import CurvePoint, IncomeCurve
from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Budget, Estimate, Outcome, Period, RightEstimate
from caseapp.domain.facts import NoFact
from caseapp.domain.household import ResourceKind, amount_in
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import ZERO, Money
from caseapp.rules.openfisca.answers import (
    disability,
    family,
    health,
    housing,
    solidarity,
    work_and_age,
)
from caseapp.rules.openfisca.answers.draft import conclude
from caseapp.rules.openfisca.curve import paid_each_month, with_wage
from caseapp.rules.openfisca.evaluation import Evaluation, batches, people_of
from caseapp.rules.openfisca.many import answer_many
from caseapp.rules.openfisca.received import with_received_incomes
from caseapp.rules.openfisca.rows import Asked
from caseapp.rules.openfisca.system import load_system
from caseapp.rules.openfisca.variants import Grid, central_of, grid_of
from caseapp.rules.parameters import (
    load_conditions,
    load_conversions,
    load_plausible,
    load_steps,
    load_thresholds,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caseapp.domain.household import Household
    from caseapp.rules.openfisca.answers.case import Case
    from caseapp.rules.openfisca.computed import Found

COMPUTED = (
    "rsa", "prime_activite", "aide_logement", "aah", "mva", "ass", "aspa", "asi",
    "allocations_familiales", "complement_familial", "asf", "paje_allocation_base",
    "prime_naissance_adoption", "aeeh", "ars", "c2s",
)  # fmt: skip
_FAMILIES = (solidarity, housing, disability, work_and_age, family, health)
_COLLECT_EVERY = 8  # simulations hold cycles: without this the process grows


class Estimator:
    """Estimates the rights of households with OpenFisca-France; one a process is enough."""

    def __init__(self, codes: Sequence[str] = (), catalogue_version: str = "") -> None:
        """Load the law; `codes` are all rights of the catalogue, computed or not."""
        self._system: Any = load_system()
        self._codes = tuple(dict.fromkeys((*COMPUTED, *codes)))
        self._catalogue = catalogue_version
        self._runs = 0
        for load in (
            load_conditions, load_conversions, load_plausible, load_steps, load_thresholds,
        ):  # fmt: skip
            load()
        gc.collect()
        gc.freeze()  # the law never becomes garbage: collections need not look through it

    @property
    def system(self) -> Any:
        """The tax-benefit system, with its stale parameters replaced."""
        return self._system

    @cached_property
    def engine(self) -> str:
        """The name and version of the engine."""
        return f"OpenFisca-France {version('openfisca-france')}"

    def estimate(self, household: Household) -> Estimate:
        """Return an explained answer for every right."""
        estimate = self._explained(self.case(household))
        self._runs += 1
        if self._runs % _COLLECT_EVERY == 0:
            gc.collect()
        return estimate

    def estimate_many(
        self, households: Sequence[Household | Exception]
    ) -> Iterator[Estimate | Exception]:
        """Yield the answer for each household, in order, or in its place why there is none.

        An error that stands for a household comes back as it is.
        """
        return answer_many(self._system, households, self._explained)

    def case(self, household: Household) -> Case:
        """Compute everything for a household, before any answer is worded."""
        household = with_received_incomes(household)
        month = Month.of(household.date)
        (case,) = Evaluation(self._system, month).cases([(household, grid_of(household))])
        return case

    def amounts(self, households: Sequence[Household]) -> Iterator[Found]:
        """Yield the amounts of households of one month, as the engine computes them, by chunks.

        Nothing is worded and no condition that the engine ignores is checked; facts that nobody
        knows take their central value. What is yielded is to be let go of before the next one.
        """
        asked = (Asked(home, (central_of(with_received_incomes(home)),)) for home in households)
        for batch in batches(asked, people_of):
            month = Month.of(batch[0].household.date)
            yield Evaluation(self._system, month).found(batch)[0]
            gc.collect()

    def curve(self, household: Household, wages: Sequence[Money]) -> IncomeCurve:
        """Return what the household lives on by the applicant's net monthly wage."""
        household = with_received_incomes(household)
        month = Month.of(household.date)
        central = central_of(household)
        present = amount_in(central.applicant.resources, ResourceKind.WAGE, month)
        points: list[CurvePoint] = []
        earning = [(wage, with_wage(central, wage)) for wage in wages]
        for batch in batches(earning, lambda item: len(item[1].people)):
            grids = [(home, Grid((), ((),), (home,))) for _, home in batch]
            cases = Evaluation(self._system, month).cases(grids)
            points += [_point(case, wage) for (wage, _), case in zip(batch, cases, strict=True)]
            del cases
            gc.collect()
        return IncomeCurve(
            present=ZERO if isinstance(present, NoFact) else present, points=tuple(points)
        )

    def _explained(self, case: Case) -> Estimate:
        answers = {
            draft.code: conclude(case, draft)
            for family in _FAMILIES
            for draft in family.drafts(case)
        }
        rights = tuple(answers.get(code) or _not_computed(code) for code in self._codes)
        return Estimate(
            date=case.household.date,
            month=case.month,
            engine=self.engine,
            catalogue=self._catalogue,
            rights=rights,
            budget=Budget(income=_income(case.household, case.month), rights=_rights(rights)),
        )


def _point(case: Case, wage: Money) -> CurvePoint:
    rights = tuple(paid_each_month(case, _FAMILIES))
    income = _income(case.household, case.month) + Money.total(amount for _, amount in rights)
    return CurvePoint(wage=wage, income=income, rights=rights)


def _not_computed(code: str) -> RightEstimate:
    return RightEstimate(
        right=code,
        outcome=Outcome.NOT_COMPUTED,
        amount=None,
        later=None,
        received=None,
        confidence=Confidence.LOW,
    )


def _income(household: Household, month: Month) -> Money:
    """Return the net resources of the month that are known, alimony paid taken off."""
    return Money.total(
        -amount if kind is ResourceKind.ALIMONY_PAID else amount
        for person in household.people
        for kind, amount in _known(person.resources, month)
    )


def _known(resources: Any, month: Month) -> Iterator[tuple[ResourceKind, Money]]:
    for kind in dict.fromkeys(entry.kind for entry in resources):
        amount = amount_in(resources, kind, month)
        if not isinstance(amount, NoFact):
            yield kind, amount


def _rights(rights: tuple[RightEstimate, ...]) -> Money:
    """Return what the likely monthly rights add up to, once all of them are in payment."""
    ranges = (r.later or r.amount for r in rights if r.outcome is Outcome.LIKELY)
    return Money.total(r.min for r in ranges if r is not None and r.period is Period.MONTH)
