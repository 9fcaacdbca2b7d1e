"""Dated and sourced values of `resources/parameters/`: what the engine uses beside OpenFisca.

No legal number stands in Python: replaced parameters, ratios between net and gross, the values
tried for an unknown fact, the words of the steps and of the conditions are all read from here.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict

from caseapp.domain.deadline import Confidence
from caseapp.kernel.places import resources


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


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
    communes: tuple[str, ...]
    permit_years: tuple[int, ...]
    reference_incomes: tuple[int, ...]
    savings: tuple[int, ...]
    disability_rates: tuple[str, ...]
    aeeh_complements: tuple[int, ...]
    pregnancy_due_in_months: int
    separated_months_ago: int
    resources: dict[str, tuple[int, ...]]


class StepLine(_Entry):
    """One line of a calculation: which variable, in which words, by which text."""

    variable: str
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
    """Read the words of the conditions."""
    return _read("conditions.yaml", Conditions)
