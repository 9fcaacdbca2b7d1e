"""What a household lives on, by the wage of the applicant: every other fact as it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caseapp.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """One wage, and what is left to live on with it. All amounts are per month."""

    wage: Money = field(repr=False)  # net, of the applicant
    income: Money = field(repr=False)  # wage, other resources and rights
    # By code of the catalogue: the rights paid each month that come to something with this wage.
    rights: tuple[tuple[str, Money], ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeCurve:
    """The points in the order in which the wages were asked, and the wage of today."""

    points: tuple[CurvePoint, ...]
    present: Money = field(repr=False)  # €/month, net; zero without a wage
