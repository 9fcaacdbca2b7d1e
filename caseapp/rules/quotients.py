"""What quotients are counted with: parts, consumption units, and the formulas to start from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

import yaml
from pydantic import BaseModel, ConfigDict

from caseapp.domain.deadline import Confidence
from caseapp.kernel.places import resources

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Sourced(_Entry):
    label: str
    unit: str
    source: str
    article: str
    since: date
    checked_on: date
    confidence: Confidence
    note: str = ""


class Parts(_Sourced):
    """The parts of the CAF's quotient."""

    adults: Decimal
    children: tuple[Decimal, ...]
    each_more: Decimal
    disabled_child: Decimal

    def of(self, children: int, disabled: int) -> Decimal:
        """Return the parts of a household with so many children at charge, disabled ones too."""
        listed = sum(self.children[:children], Decimal(0))
        more = self.each_more * max(0, children - len(self.children))
        return self.adults + listed + more + self.disabled_child * disabled


class ConsumptionUnits(_Sourced):
    """The scale by which households of different sizes are compared."""

    first: Decimal
    each_from_14: Decimal
    each_under_14: Decimal
    age: int

    def of(self, ages: Sequence[int | None]) -> Decimal | None:
        """Return the units of people of these ages, None where the scale needs one not known."""
        known = sorted((age for age in ages if age is not None), reverse=True)
        missing = sum(1 for age in ages if age is None)
        if missing or not known:
            return None
        others = known[1:]
        big = sum(1 for age in others if age >= self.age)
        return self.first + self.each_from_14 * big + self.each_under_14 * (len(others) - big)


class ShippedFormula(_Entry):
    """A formula to start from."""

    key: str
    name: str
    fund: str
    formula: str
    note: str
    confidence: Confidence


class Quotients(_Entry):
    """Everything of `resources/parameters/quotients.yaml`."""

    parts: Parts
    consumption_units: ConsumptionUnits
    formulas: tuple[ShippedFormula, ...]


@lru_cache(maxsize=1)
def load_quotients() -> Quotients:
    """Return what quotients are counted with."""
    text = (resources() / "parameters" / "quotients.yaml").read_text(encoding="utf-8")
    return Quotients.model_validate(yaml.safe_load(text))
