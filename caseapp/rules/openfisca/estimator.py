"""A household → the estimate of every right of the catalogue."""

from __future__ import annotations

import gc
from functools import lru_cache
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
from caseapp.rules.openfisca.answers.case import Case
from caseapp.rules.openfisca.answers.draft import conclude
from caseapp.rules.openfisca.corners import (
    corners_and_neighbours_of,
    finer_of,
    neighbours_of,
)
from caseapp.rules.openfisca.curve import paid_each_month, with_wage
from caseapp.rules.openfisca.income import MICRO, Law
from caseapp.rules.openfisca.months import Window
from caseapp.rules.openfisca.passes import Passes
from caseapp.rules.openfisca.received import with_received_incomes
from caseapp.rules.openfisca.rows import rows_of
from caseapp.rules.openfisca.situation import Situation
from caseapp.rules.openfisca.system import load_system, value_at
from caseapp.rules.openfisca.variants import grid_of, most_rows
from caseapp.rules.parameters import (
    load_conditions,
    load_conversions,
    load_plausible,
    load_steps,
    load_thresholds,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from caseapp.domain.household import Household
    from caseapp.rules.openfisca.computed import Computed
    from caseapp.rules.openfisca.variants import Grid

COMPUTED = (
    "rsa", "prime_activite", "aide_logement", "aah", "mva", "ass", "aspa", "asi",
    "allocations_familiales", "complement_familial", "asf", "paje_allocation_base",
    "prime_naissance_adoption", "aeeh", "ars", "c2s",
)  # fmt: skip
_FAMILIES = (solidarity, housing, disability, work_and_age, family, health)
_MICRO_RATES = dict(
    zip(
        MICRO,
        (
            "impot_revenu.calcul_revenus_imposables.rpns.micro.microentreprise.regime_micro_bic.marchandises.taux",
            "impot_revenu.calcul_revenus_imposables.rpns.micro.microentreprise.regime_micro_bic.services.taux",
            "impot_revenu.calcul_revenus_imposables.rpns.micro.microentreprise.regime_micro_bnc.taux",
        ),
        strict=True,
    )
)
_HOURLY_SMIC = "marche_travail.salaire_minimum.smic.smic_b_horaire"
_MONTHLY_HOURS = "marche_travail.salaire_minimum.smic.nb_heures_travail_mensuel"
_OWN_INCOME_SHARE = (
    "prestations_sociales.prestations_familiales.def_pac.revenu_plafond_pac_non_scolaire"
)
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

    @property
    def engine(self) -> str:
        """The name and version of the engine."""
        return f"OpenFisca-France {version('openfisca-france')}"

    def estimate(self, household: Household) -> Estimate:
        """Return an explained answer for every right."""
        household = with_received_incomes(household)
        case = self.case(household)
        answers = {
            draft.code: conclude(case, draft)
            for module in _FAMILIES
            for draft in module.drafts(case)
        }
        rights = tuple(answers.get(code) or _not_computed(code) for code in self._codes)
        self._runs += 1
        if self._runs % _COLLECT_EVERY == 0:
            gc.collect()
        return Estimate(
            date=household.date,
            month=case.month,
            engine=self.engine,
            catalogue=self._catalogue,
            rights=rights,
            budget=Budget(income=_income(household, case.month), rights=_rights(rights)),
        )

    def estimate_many(
        self, households: Iterable[Household | Exception]
    ) -> Iterator[Estimate | Exception]:
        """Yield the answer for each household, in order, or the error in its place."""
        for household in households:
            if isinstance(household, Exception):
                yield household
                continue
            try:
                yield self.estimate(household)
            except Exception as error:  # noqa: BLE001 - one household must not end the others
                yield error

    def curve(self, household: Household, wages: Sequence[Money]) -> IncomeCurve:
        """Return what the household lives on by the applicant's net monthly wage."""
        household = with_received_incomes(household)
        month = Month.of(household.date)
        central = grid_of(household).households[0]
        present = amount_in(central.applicant.resources, ResourceKind.WAGE, month)
        points = tuple(self._point(with_wage(central, wage), wage) for wage in wages)
        return IncomeCurve(present=ZERO if isinstance(present, NoFact) else present, points=points)

    def _point(self, household: Household, wage: Money) -> CurvePoint:
        case = self.case(household)
        rights = tuple(paid_each_month(case, _FAMILIES))
        income = _income(household, case.month) + Money.total(amount for _, amount in rights)
        return CurvePoint(wage=wage, income=income, rights=rights)

    def case(self, household: Household) -> Case:
        """Compute everything for a household, before any answer is worded."""
        month = Month.of(household.date)
        window = Window(month, _own_income(self._system, str(month.first_day)))
        grid = grid_of(household)
        computed = self._compute(household, grid.households, window)
        grid, computed = self._widened(household, grid, computed, window)
        return Case(household, month, window.own_income, grid, computed, self._system)

    def _widened(
        self, household: Household, grid: Grid, computed: Computed, window: Window
    ) -> tuple[Grid, Computed]:
        """Look for the ends of the ranges that the grid may have missed."""
        searches = [] if grid.complete else [corners_and_neighbours_of, neighbours_of]
        for search in searches if grid.is_fine else [*searches, finer_of]:
            amounts = [*computed.new.amounts.values(), *computed.later.amounts.values()]
            choices = search(grid, amounts, most_rows(household))
            if not choices:
                continue
            wider = grid.extended(household, choices)
            more = self._compute(household, wider.households[len(grid.households) :], window)
            grid, computed = wider, computed.followed_by(more)
            del more
            gc.collect()  # a simulation of hundreds of rows is not left for later
        return grid, computed

    def _compute(
        self, household: Household, households: tuple[Household, ...], window: Window
    ) -> Computed:
        rows = rows_of(households, window.month)
        law = _law(self._system, str(window.month.first_day))
        return Passes(Situation(self._system, rows, window, law), household).run()


@lru_cache(maxsize=8)
def _law(system: Any, day: str) -> Law:
    smic = value_at(system, _HOURLY_SMIC, day) * value_at(system, _MONTHLY_HOURS, day)
    rates = {kind: value_at(system, path, day) for kind, path in _MICRO_RATES.items()}
    return Law(micro_allowance=rates, monthly_smic=smic)


@lru_cache(maxsize=8)
def _own_income(system: Any, day: str) -> float:
    share = value_at(system, _OWN_INCOME_SHARE, day)
    hours = load_thresholds().full_time_hours.value
    return share * hours * value_at(system, _HOURLY_SMIC, day)


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
