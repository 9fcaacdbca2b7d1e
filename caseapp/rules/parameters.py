"""Dated and sourced values of `resources/parameters/`: what the engine uses beside OpenFisca.

No legal number stands in Python: ages and durations, replaced parameters, ratios between net and
gross, the values tried for an unknown fact, the words of the steps and of the conditions are all
read from here.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field

from caseapp.domain.deadline import Confidence
from caseapp.kernel.places import resources


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _LegalNumber(_Entry):
    """Where a number of the law comes from, and how sure it is."""

    label: str = Field(min_length=1)
    unit: str = Field(min_length=1)
    since: date
    article: str = Field(min_length=1)
    source: str = Field(min_length=1)
    link: str = ""
    checked_on: date
    confidence: Confidence
    note: str = ""


class Whole(_LegalNumber):
    """An age, a duration, a count or a percentage."""

    value: int


class Months(_LegalNumber):
    """Months counted back from that of the estimate."""

    value: tuple[int, ...]


class Scale(_LegalNumber):
    """Shares of one amount, by size of the household."""

    value: tuple[float, ...]


class Thresholds(_Entry):
    """The ages, durations and counts with which the engine compares the facts of a household."""

    rsa_age: Whole
    rsa_young_age: Whole
    rsa_aspa_age: Whole
    rsa_child_age: Whole
    rsa_permit_years: Whole
    rsa_scale: Scale
    reference_months: Months
    recent_separation_months: Whole
    ppa_age: Whole
    student_smic_percent: Whole
    c2s_parents_age: Whole
    aah_age: Whole
    aah_age_alone: Whole
    retirement_age: Whole
    aspa_age: Whole
    aspa_unfit_age: Whole
    savings_percent: Whole
    minimum_permit_years: Whole
    family_child_age: Whole
    full_time_hours: Whole
    af_children: Whole
    af_children_overseas: Whole
    cf_children: Whole
    cf_children_overseas: Whole
    cf_child_age_from: Whole
    cf_child_age: Whole
    paje_child_age: Whole
    birth_grant_months: Whole
    pregnancy_declared_weeks: Whole
    claim_years: Whole
    ars_age_from: Whole
    ars_age_to: Whole
    ars_declared_age: Whole
    aeeh_child_age: Whole
    aeeh_highest_complement: Whole
    school_age: Whole

    def entries(self) -> dict[str, Whole | Months | Scale]:
        """Return every number by its name."""
        return {name: getattr(self, name) for name in type(self).model_fields}


class Replacement(_Entry):
    """A published value that replaces a stale one of OpenFisca-France."""

    path: str
    label: str
    value: float
    unit: str
    start: date
    article: str
    source: str
    link: str
    checked_on: date
    confidence: Confidence
    rights: tuple[str, ...]
    note: str = ""


class StaleValue(_Entry):
    """A value known to be old, for which no later one was found."""

    path: str
    label: str
    value_of: date
    checked_on: date
    confidence: Confidence
    rights: tuple[str, ...]
    note: str
    link: str = ""
    only_for: str = ""


class Replacements(_Entry):
    """All replaced and all stale values."""

    stale_margin_percent: int  # how far over an old ceiling the answer is still to be checked
    replacements: tuple[Replacement, ...]
    stale: tuple[StaleValue, ...]


class Conversions(_Entry):
    """Ratios between what a person receives and what each benefit reads."""

    checked_on: date
    source: str
    wage_net_over_gross: float
    wage_taxable_over_net: float
    pension_net_over_gross: float
    pension_taxable_over_gross: float
    unemployment_untaxed_up_to: float
    unemployment_net_over_gross: float
    unemployment_taxable_over_gross: float
    rents_taxable_share: float


class Plausible(_Entry):
    """The values tried in place of a fact nobody knows; the first one is central."""

    adult_ages: tuple[int, ...]
    retired_ages: tuple[int, ...]
    child_ages: tuple[int, ...]
    other_ages: tuple[int, ...]
    rents: tuple[int, ...]
    charges: tuple[int, ...]
    communes: tuple[str, ...]
    permit_years: tuple[int, ...]
    reference_incomes: tuple[int, ...]
    savings: tuple[int, ...]
    disability_rates: tuple[str, ...]
    aeeh_complements: tuple[int, ...]
    pregnancy_due_in_months: int
    separated_months_ago: int
    seeking_months_ago: int
    received: dict[str, int]  # of the rights whose payment the calculation may not find again
    resources: dict[str, tuple[int, ...]]


class StepRole(StrEnum):
    """What a line is in « ressources au-dessous du plafond »."""

    RESOURCES = "resources"
    CEILING = "ceiling"


class StepLine(_Entry):
    """One line of a calculation: which variable, in which words, by which text."""

    variable: str = ""
    label: str
    unit: str = "€/mois"
    article: str = ""
    link: str = ""
    parameter: str = ""  # its dated reference completes the source
    months: tuple[int, ...] = (0,)  # months before the estimate, averaged
    yearly: bool = False
    negative: bool = False  # shown as a deduction
    always: bool = False  # shown even when zero
    plus: str = ""  # another variable added to it
    at_least: str = ""  # counted for at least this variable
    hidden_below: str = ""  # another variable, which replaces it when it is greater
    only_where: str = ""  # of a personal variable, only those who receive this
    # In place of a variable: a parameter, or two multiplied, those of couples where they differ.
    value_of: str = ""
    value_of_couple: str = ""
    times: str = ""
    times_couple: str = ""
    factor: int = 1  # the thirty days of a month
    over: int = 1  # the twelve months of a year
    by_children: str = ""  # a ceiling raised by the children: « paje », « ars »
    net_of: str = ""  # the rate taken off: shown after it
    share_of: str = ""  # the rate taken off: what it takes
    role: StepRole | None = None


class RightSteps(_Entry):
    """The steps of one right, and the parameters that its confidence depends on."""

    steps: tuple[StepLine, ...]
    key_parameters: tuple[str, ...] = ()


class Steps(_Entry):
    """The steps of every computed right."""

    rights: dict[str, RightSteps]


class ConditionText(_Entry):
    """One condition of a right, in words, with its source."""

    text: str
    source: str = ""


class Conditions(_Entry):
    """Every condition that the engine can evaluate, by its name."""

    conditions: dict[str, ConditionText]


_E = TypeVar("_E", bound=_Entry)


def _read(name: str, kind: type[_E]) -> _E:
    text = (resources() / "parameters" / name).read_text(encoding="utf-8")
    return kind.model_validate(yaml.safe_load(text))


@lru_cache(maxsize=1)
def load_thresholds() -> Thresholds:
    """Read the ages, durations and counts of the law."""
    return _read("thresholds.yaml", Thresholds)


@lru_cache(maxsize=1)
def load_replacements() -> Replacements:
    """Read the replaced and the stale values."""
    return _read("replacements.yaml", Replacements)


@lru_cache(maxsize=1)
def load_conversions() -> Conversions:
    """Read the ratios between net, taxable and gross."""
    return _read("conversions.yaml", Conversions)


@lru_cache(maxsize=1)
def load_plausible() -> Plausible:
    """Read the values tried for unknown facts."""
    return _read("plausible.yaml", Plausible)


@lru_cache(maxsize=1)
def load_steps() -> Steps:
    """Read the words of the calculation."""
    return _read("steps.yaml", Steps)


@lru_cache(maxsize=1)
def load_conditions() -> Conditions:
    """Read the words of the conditions, their ages and durations written in."""
    numbers = {name: entry.value for name, entry in load_thresholds().entries().items()}
    raw = _read("conditions.yaml", Conditions).conditions
    return Conditions(
        conditions={
            name: entry.model_copy(update={"text": entry.text.format_map(numbers)})
            for name, entry in raw.items()
        }
    )
