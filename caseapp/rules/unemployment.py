"""An order of magnitude of the unemployment benefit (ARE) that follows a wage.

The values are those of `resources/parameters/are.yaml`. France Travail alone knows the gross
wages of the last 24 months and the days without work between two contracts.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

import yaml
from pydantic import BaseModel, ConfigDict, Field

from caseapp.domain.deadline import Confidence
from caseapp.kernel.money import ZERO, Money
from caseapp.kernel.places import resources
from caseapp.rules.parameters import load_conversions

_MONTHS = Decimal(12)
_DAYS = Decimal(365)


class _Number(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    label: str = Field(min_length=1)
    value: float
    unit: str
    since: date
    article: str = Field(min_length=1)
    source: str = Field(min_length=1)
    link: str = ""
    checked_on: date
    confidence: Confidence
    note: str = ""


class UnemploymentScale(BaseModel):
    """The numbers of the calculation, each dated and sourced."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fixed_part: _Number
    variable_part: _Number
    lowest_share: _Number
    highest_share: _Number
    daily_minimum: _Number
    pension_share: _Number
    days_of_month: _Number


@lru_cache(maxsize=1)
def load_unemployment() -> UnemploymentScale:
    """Read the numbers of the calculation."""
    text = (resources() / "parameters" / "are.yaml").read_text(encoding="utf-8")
    return UnemploymentScale.model_validate(yaml.safe_load(text))


def benefit_after(wage: Money) -> Money:
    """Return the monthly benefit, net, after a job that paid this net monthly wage to the end.

    The best of the two formulas or the minimum, within the ceiling, less the pension
    contribution (which never takes it under the minimum) and, above a level, the CSG.
    """
    if not wage:
        return ZERO
    scale, ratios = load_unemployment(), load_conversions()
    daily = wage.in_euros / _exact(ratios.wage_net_over_gross) * _MONTHS / _DAYS
    least = _exact(scale.daily_minimum.value)
    formulas = (
        daily * _exact(scale.variable_part.value) + _exact(scale.fixed_part.value),
        daily * _exact(scale.lowest_share.value),
        least,
    )
    ceiling = daily * _exact(scale.highest_share.value)
    gross = min(max(formulas), ceiling)
    after_pension = max(gross - daily * _exact(scale.pension_share.value), min(gross, least))
    monthly = after_pension * _exact(scale.days_of_month.value)
    if monthly > _exact(ratios.unemployment_untaxed_up_to):
        taxed = monthly * _exact(ratios.unemployment_net_over_gross)
        monthly = max(taxed, _exact(ratios.unemployment_untaxed_up_to))
    return Money.euros(monthly)


def _exact(number: float) -> Decimal:
    return Decimal(str(number))
