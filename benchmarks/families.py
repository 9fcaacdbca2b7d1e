"""Invented households of all kinds, the same for the same number: documents of the exchange format.

Adults work, look for work, study, are ill, disabled or retired; some have lost an income lately,
some receive rights already, some have a tax notice. A share of the facts may be left unknown.
"""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

DAY = dt.date(2026, 11, 23)
COMMUNES = ("44109", "75112", "69123", "59350", "13055", "33063", "2A004", "67482", "35238")
TENURES = (
    ("tenant_unfurnished", 40), ("tenant_social", 25), ("hosted", 12), ("tenant_furnished", 6),
    ("owner", 6), ("homeless", 5), ("hosted_paying", 3), ("owner_with_loan", 2), ("institution", 1),
)  # fmt: skip
FORGOTTEN = ("birth_date", "activity", "disability_rate", "other_parent", "nationality")
RETIRED, YOUNG = 62, 26
OTHER_PARENT = ("does_not_pay", "pays", "cannot_pay", "deceased", "unknown_parent")


def family(number: int, *, unknown: float = 0.0, day: dt.date = DAY) -> Json:
    """Return a household; `unknown` is the chance that a fact is not known."""
    chance = Random(number)  # noqa: S311 - not a secret
    couple = chance.random() < 0.35
    children = [_child(chance, rank, lone=not couple) for rank in range(_count(chance))]
    applicant = _adult(chance, "a", "applicant", day)
    partner = [_adult(chance, "b", "partner", day)] if couple else []
    household: Json = {
        "format": "caseapp.household/1",
        "date": day.isoformat(),
        "people": [applicant, *partner, *children],
        "housing": _housing(chance),
        "savings": {"non_taxable": chance.choice((0, 0, 300, 1500, 12000))},
    }
    if couple:
        household["couple"] = chance.choice(("married", "cohabiting", "civil_union"))
    elif children:
        household["single_since"] = f"{day.year - chance.randint(0, 4)}-0{chance.randint(1, 5)}-01"
    if chance.random() < 0.3:
        household["tax"] = {
            "reference_income": {str(day.year - 2): chance.randrange(0, 40000, 500)}
        }
    household["received"] = _received(chance, day)
    _forget(chance, household, unknown)
    return household


def _count(chance: Random) -> int:
    return chance.choices((0, 1, 2, 3, 4), (45, 22, 20, 9, 4))[0]


def _adult(chance: Random, name: str, role: str, day: dt.date) -> Json:
    age = chance.choices((20, 24, 33, 45, 58, 64, 72), (6, 8, 30, 28, 14, 5, 9))[0]
    person: Json = {
        "id": name,
        "role": role,
        "birth_date": f"{day.year - age}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        "nationality": chance.choices(("french", "eu", "other"), (78, 8, 14))[0],
    }
    if person["nationality"] == "other":
        person["protection"] = chance.choices(("none", "refugee", "asylum_seeker"), (70, 20, 10))[0]
        person["residence_permit_since"] = f"{chance.randint(2010, 2025)}-05-02"
    _disable(chance, person)
    _occupy(chance, person, age, day)
    if role == "applicant" and age < 40 and chance.random() < 0.06:
        person["pregnant_due"] = str(day + dt.timedelta(days=chance.randint(1, 200)))
    return person


def _disable(chance: Random, person: Json) -> None:
    rate = chance.choices(("none", "50_79", "80_plus"), (84, 9, 7))[0]
    person["disability_rate"] = rate
    if rate == "50_79":
        person["work_restriction"] = chance.random() < 0.6
        person["unfit_for_work"] = chance.random() < 0.3


def _occupy(chance: Random, person: Json, age: int, day: dt.date) -> None:
    """Give a person an activity, and the resources that go with it."""
    activities = ("employed", "job_seeker", "inactive", "student", "self_employed")
    activity = chance.choices(activities, (42, 28, 20, 5, 5))[0]
    person["activity"] = activity = "retired" if age >= RETIRED else activity
    if activity == "job_seeker":
        person["worked_5_years_in_10"] = chance.random() < 0.5
        person["job_seeker_since"] = "2025-06-01"
    if age < YOUNG:
        person["worked_2_years_in_3"] = chance.random() < 0.2
    person["resources"] = list(_RESOURCES.get(activity, _nothing)(chance, day))
    if chance.random() < 0.08:
        person["resources"].append({"kind": "alimony_paid", "amount": 150})


def _wage(chance: Random, day: dt.date) -> Iterator[Json]:
    now = f"{day.year}-{day.month:02d}"
    yield {"kind": "wage", "amount": chance.randrange(200, 2600, 13), "from": "2023-10", "to": now}
    if chance.random() < 0.1:
        yield {"kind": "sickness_benefit", "amount": 400, "from": f"{day.year}-03"}


def _lost_wage(chance: Random, day: dt.date) -> Iterator[Json]:
    if chance.random() < 0.5:
        yield {"kind": "unemployment", "amount": chance.randrange(400, 1600, 7)}
    else:  # lost some months ago
        last = f"{day.year}-{chance.randint(5, 9):02d}"
        yield {"kind": "wage", "amount": 1350, "from": "2024-02", "to": last}


def _pension(chance: Random, _day: dt.date) -> Iterator[Json]:
    yield {"kind": "pension", "amount": chance.randrange(0, 1600, 11)}


def _business(chance: Random, _day: dt.date) -> Iterator[Json]:
    kind = chance.choice(("micro_turnover_services", "self_employed_profit"))
    yield {"kind": kind, "amount": chance.randrange(100, 2000, 17)}


def _invalidity(chance: Random, _day: dt.date) -> Iterator[Json]:
    if chance.random() < 0.25:
        yield {"kind": "invalidity_pension", "amount": chance.randrange(300, 1100, 9)}


def _nothing(_chance: Random, _day: dt.date) -> Iterator[Json]:
    yield from ()


_RESOURCES = {
    "employed": _wage,
    "job_seeker": _lost_wage,
    "retired": _pension,
    "self_employed": _business,
    "inactive": _invalidity,
}


def _child(chance: Random, rank: int, *, lone: bool) -> Json:
    age = chance.choice((0, 1, 2, 4, 7, 10, 12, 15, 17, 19))
    person: Json = {
        "id": f"c{rank}",
        "role": "child",
        "birth_date": f"{DAY.year - age}-{chance.randint(1, 11):02d}-{chance.randint(1, 20):02d}",
        "disability_rate": chance.choices(("none", "50_79", "80_plus"), (92, 5, 3))[0],
        "shared_custody": chance.random() < 0.06,
        "placed": chance.random() < 0.03,
    }
    if person["disability_rate"] == "80_plus":
        person["aeeh_complement"] = chance.randint(0, 6)
    if lone:
        person["other_parent"] = chance.choice(OTHER_PARENT)
    return person


def _housing(chance: Random) -> Json:
    tenure = chance.choices(*zip(*TENURES, strict=True))[0]
    housing: Json = {"tenure": tenure, "commune": chance.choice(COMMUNES)}
    if tenure.startswith("tenant") or tenure == "institution":
        housing["rent"] = chance.randrange(250, 950, 7)
        housing["charges"] = chance.choice((0, 40, 75))
        housing["flat_share"] = chance.random() < 0.05
    return housing


def _received(chance: Random, day: dt.date) -> list[Json]:
    """Return up to two rights in payment since some months."""
    found = chance.sample(
        (("rsa", 540), ("aide_logement", 231), ("aah", 980), ("allocations_familiales", 151),
         ("prime_activite", 187), ("asf", 200)), chance.choice((0, 0, 1, 2))
    )  # fmt: skip
    first = chance.choice(("2025-01", "2026-03", "2026-06"))
    last = f"{day.year}-{day.month:02d}"
    return [
        {"right": right, "amount": amount, "from": first, "to": last} for right, amount in found
    ]


def _forget(chance: Random, household: Json, share: float) -> None:
    """Leave facts unknown here and there."""
    housing, received = household["housing"], household["received"]
    facts = [(housing, name) for name in ("rent", "commune", "tenure")]
    facts += [(entry, "amount") for entry in received]
    for person in household["people"]:
        facts += [(person, name) for name in FORGOTTEN]
        facts += [(entry, "amount") for entry in person.get("resources", ())]
    for part, name in facts:
        if name in part and chance.random() < share:
            part[name] = "unknown"
