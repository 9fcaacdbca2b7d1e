"""The facts that a test may name: of what kind, of whom, and by which words it is compared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from caseapp.domain.household import (
    Activity,
    Couple,
    DisabilityRate,
    Nationality,
    OtherParent,
    Protection,
    ResourceKind,
    Role,
    Schooling,
    Tenure,
)
from caseapp.kernel.calendar import Territory

if TYPE_CHECKING:
    from enum import StrEnum


class Kind(Enum):
    """What a fact is worth, which decides the operators it takes and how a distance is said."""

    MONEY = "money"  # euros
    NUMBER = "number"
    AGE = "age"  # completed years
    YEARS = "years"  # completed years since a day
    WORD = "word"
    FLAG = "flag"


ORDERED = frozenset({Kind.MONEY, Kind.NUMBER, Kind.AGE, Kind.YEARS})


@dataclass(frozen=True, slots=True, kw_only=True)
class FactName:
    """One fact that a test may name."""

    kind: Kind
    of_person: bool = False
    words: frozenset[str] = frozenset()  # what it may be; empty where any word will do
    unit: str = ""  # of a number or an amount: « €/an », « personne »


def _of_list(kind: type[StrEnum], *, of_person: bool = True) -> FactName:
    words = frozenset(word.value for word in kind)
    return FactName(kind=Kind.WORD, of_person=of_person, words=words)


_FLAG = FactName(kind=Kind.FLAG, of_person=True)
_MONTHLY = FactName(kind=Kind.MONEY, of_person=True, unit="€/mois")
_AGE = FactName(kind=Kind.AGE, of_person=True)
_LEVEL = FactName(kind=Kind.NUMBER, of_person=True)
_HOME_FLAG = FactName(kind=Kind.FLAG)
_HOME_AGE = FactName(kind=Kind.AGE)
_COUNT = FactName(kind=Kind.NUMBER, unit="personne")
_YEARLY = FactName(kind=Kind.MONEY, unit="€/an")
_HOME_MONTHLY = FactName(kind=Kind.MONEY, unit="€/mois")
_STOCK = FactName(kind=Kind.MONEY, unit="€")

TERRITORIES = {
    place: "metropole" if place is Territory.ALSACE_MOSELLE else place.name.lower()
    for place in Territory
}

FACTS: dict[str, FactName] = {
    "role": _of_list(Role),
    "age": _AGE,
    "age_in_month": _AGE,  # reached by the last day of the month
    "activity": _of_list(Activity),
    "worked_5_years_in_10": _FLAG,
    "worked_2_years_in_3": _FLAG,
    "nationality": _of_list(Nationality),
    "permit_years": FactName(kind=Kind.YEARS, of_person=True, unit="titre de séjour"),
    "job_seeker_years": FactName(kind=Kind.YEARS, of_person=True, unit="inscription"),
    "protection": _of_list(Protection),
    "is_pregnant": _FLAG,
    "disability_rate": _of_list(DisabilityRate),
    "work_restriction": _FLAG,
    "unfit_for_work": _FLAG,
    "gir": _LEVEL,
    "care_plan": _MONTHLY,
    "schooling": _of_list(Schooling),
    "shared_custody": _FLAG,
    "placed": _FLAG,
    "aeeh_complement": _LEVEL,
    "other_parent": _of_list(OtherParent),
    **{kind.value: _MONTHLY for kind in ResourceKind},
    "people": _COUNT,
    "children": FactName(kind=Kind.NUMBER, unit="enfant"),
    "youngest_child_age": _HOME_AGE,
    "oldest_child_age": _HOME_AGE,
    "is_couple": _HOME_FLAG,
    "is_lone_parent": _HOME_FLAG,
    "couple": _of_list(Couple, of_person=False),
    "tenure": _of_list(Tenure, of_person=False),
    "rent": _HOME_MONTHLY,
    "charges": _HOME_MONTHLY,
    "state_agreement": _HOME_FLAG,
    "flat_share": _HOME_FLAG,
    "landlord_is_family": _HOME_FLAG,
    "commune": FactName(kind=Kind.WORD),
    "department": FactName(kind=Kind.WORD),
    "territory": FactName(kind=Kind.WORD, words=frozenset(TERRITORIES.values())),
    "reference_income": _YEARLY,  # of N-2, else of N-1
    "latest_reference_income": _YEARLY,  # of N-1, else of N-2
    "reference_income_per_unit": _YEARLY,
    "monthly_resources": _HOME_MONTHLY,
    "yearly_resources": _YEARLY,
    "financial_savings": _STOCK,
    "property": _STOCK,
}
