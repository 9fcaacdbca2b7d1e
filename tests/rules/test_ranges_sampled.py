"""An unknown fact against the values it may have: none falls outside, and the ends are reached.

Each fact of the format that an estimate may wait for, in a household where it matters; a fact
that is a choice is given every value of its list.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from caseapp.domain.estimate import Estimate, Outcome
from caseapp.domain.household import (
    Activity,
    Couple,
    DisabilityRate,
    Nationality,
    OtherParent,
    Protection,
    Schooling,
    Tenure,
)
from caseapp.rules.openfisca.estimator import COMPUTED
from tests.support.households import child, household, paid, person, rented

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from caseapp.domain.household import Household
    from caseapp.rules.openfisca.estimator import Estimator

    Facts = dict[str, Any]
    Make = Callable[..., Household]

WITHIN = 1.0  # €
YES_NO = (True, False)
PERMIT = {"nationality": "other", "residence_permit_since": "2025-01-01"}
ADULT: dict[str, list[Any]] = {
    "activity": [word for word in Activity if word is not Activity.PUPIL],
    "disability_rate": list(DisabilityRate),
    "nationality": list(Nationality),
    "pregnant_due": [None, "2027-01-20", "2027-05-20"],
}
ADULT_WITH: dict[str, tuple[Facts, list[Any]]] = {
    "worked_5_years_in_10": ({"activity": "job_seeker"}, [*YES_NO]),
    "worked_2_years_in_3": ({"birth_date": "2004-01-01"}, [*YES_NO]),
    "work_restriction": ({"disability_rate": "50_79"}, [*YES_NO]),
    "unfit_for_work": ({"birth_date": "1963-06-02"}, [*YES_NO]),
    "protection": (PERMIT, [p for p in Protection if p is not Protection.ASYLUM_SEEKER]),
    "job_seeker_since": ({"activity": "job_seeker"}, ["2023-01-01", "2024-06-01", "2026-11-01"]),
}
CHILD: dict[str, list[Any]] = {
    "other_parent": list(OtherParent),
    "shared_custody": [*YES_NO],
    "placed": [*YES_NO],
    "disability_rate": list(DisabilityRate),
    "schooling": list(Schooling),
}
HOME: dict[str, list[Any]] = {
    "tenure": list(Tenure),
    "state_agreement": [*YES_NO],
    "flat_share": [*YES_NO],
    "landlord_is_family": [*YES_NO],
}
AMOUNTS: dict[str, list[Any]] = {"rent": [200, 310, 450, 770, 1250], "charges": [0, 40, 120]}
SAVINGS = [0, 5000, 30_000, 40_000]


class Doubt(NamedTuple):
    """A fact that may be unknown: the household with a value of it, and the values it may have."""

    make: Make
    values: list[Any]
    is_choice: bool = False


def _alone(adult: Facts, **facts: Any) -> Household:
    return household(person(**adult), **{"housing": rented(), **facts})


def _lone(adult: Facts | None = None, pupil: Facts | None = None, **facts: Any) -> Household:
    parent = {"activity": "employed", "resources": [paid("wage", 700)], **(adult or {})}
    one = child("2016-04-02", **{"other_parent": "does_not_pay", **(pupil or {})})
    return household(person(**parent), one, **{"housing": rented(), **facts})


def _two(pupil: Facts | None = None, **facts: Any) -> Household:
    partner = person("partner", activity="employed", resources=[paid("wage", 1000)])
    children = [child("2013-03-01"), child("2018-03-01"), child("2022-03-01", **(pupil or {}))]
    return household(
        person(), partner, *children, **{"housing": rented(), "couple": "married", **facts}
    )


def _adult(home: Make, fact: str, others: Facts) -> Make:
    return lambda value: home({**others, fact: value})


def _pupil(home: Make, fact: str, others: Facts) -> Make:
    return lambda value: home(pupil={**others, fact: value})


def _part(home: Make, part: str, key: str) -> Make:
    return lambda value: home(**{part: {key: value}})


def _rented(home: Make, fact: str) -> Make:
    return lambda value: home(housing=rented(**{fact: value}))


def _received(right: str) -> Make:
    paid_since = {"right": right, "from": "2025-01", "to": "2026-11"}
    return lambda amount: _lone(received=[{**paid_since, "amount": amount}])


def _of_people() -> Iterator[tuple[str, Doubt]]:
    for fact, values in ADULT.items():
        yield f"alone: {fact}", Doubt(_adult(_alone, fact, {}), values, is_choice=True)
        yield f"parent: {fact}", Doubt(_adult(_lone, fact, {}), values, is_choice=True)
    for fact, (others, values) in ADULT_WITH.items():
        choice = fact != "job_seeker_since"
        yield f"alone: {fact}", Doubt(_adult(_alone, fact, others), values, choice)
    for fact, values in CHILD.items():
        yield f"child: {fact}", Doubt(_pupil(_lone, fact, {}), values, is_choice=True)
        if fact != "other_parent":
            yield f"third child: {fact}", Doubt(_pupil(_two, fact, {}), values, is_choice=True)
    aeeh = _pupil(_lone, "aeeh_complement", {"disability_rate": "80_plus"})
    yield "child: aeeh_complement", Doubt(aeeh, list(range(7)), is_choice=True)


def _of_the_home() -> Iterator[tuple[str, Doubt]]:
    for name, home in (("parent", _lone), ("couple", _two)):
        for fact, values in HOME.items():
            yield f"{name}: {fact}", Doubt(_rented(home, fact), values, is_choice=True)
        for fact, values in AMOUNTS.items():
            yield f"{name}: {fact}", Doubt(_rented(home, fact), values)
    for stock in ("non_taxable", "taxable", "rented_property", "unrented_property"):
        yield f"parent: {stock}", Doubt(_part(_lone, "savings", stock), SAVINGS)
    yield "couple: couple", Doubt(lambda word: _two(couple=word), list(Couple), is_choice=True)
    yield (
        "parent: single_since",
        Doubt(
            lambda since: _lone(**({"single_since": since} if since else {})),
            [None, "2026-09-01", "2015-01-01"],
            is_choice=True,
        ),
    )
    yield (
        "couple: reference income",
        Doubt(
            lambda income: _two(tax={"reference_income": {"2024": income}}),
            [0, 9000, 25_000, 60_000],
        ),
    )
    for right in ("aide_logement", "rsa", "aah"):
        yield f"received: {right}", Doubt(_received(right), [50, 200, 400])


DOUBTS = dict(itertools.chain(_of_people(), _of_the_home()))


def _ends(estimate: Estimate, code: str) -> tuple[float, float]:
    """Return the least and the most of a right, now and later."""
    answer = estimate.of(code)
    ranges = [each for each in (answer.amount, answer.later) if each is not None]
    if not ranges:
        return 0.0, 0.0
    return min(r.min.cents for r in ranges) / 100, max(r.max.cents for r in ranges) / 100


@pytest.mark.parametrize("name", DOUBTS)
def test_every_value_of_an_unknown_fact_lies_in_its_range_and_reaches_its_ends(
    name: str, estimator: Estimator
) -> None:
    doubt = DOUBTS[name]
    homes = [doubt.make(value) for value in ("unknown", *doubt.values)]
    unknown, *each = (e for e in estimator.estimate_many(homes) if isinstance(e, Estimate))
    known = dict(zip(map(str, doubt.values), each, strict=True))

    for code in COMPUTED:
        low, high = _ends(unknown, code)
        reached = {value: _ends(estimate, code) for value, estimate in known.items()}
        outside = {
            value: ends
            for value, ends in reached.items()
            if ends[0] < low - WITHIN or ends[1] > high + WITHIN
        }
        assert not outside, (code, (low, high))
        _compatible(unknown, known, code)
        if doubt.is_choice:
            assert min(least for least, _ in reached.values()) <= low + WITHIN, code
            assert max(most for _, most in reached.values()) >= high - WITHIN, code


def _compatible(unknown: Estimate, known: dict[str, Estimate], code: str) -> None:
    """Hold that what is settled without a fact stays so with it."""
    settled = unknown.of(code).outcome
    outcomes = {value: estimate.of(code).outcome for value, estimate in known.items()}
    if settled is Outcome.NO:
        assert set(outcomes.values()) == {Outcome.NO}, (code, outcomes)
    if settled is Outcome.LIKELY:
        assert Outcome.NO not in outcomes.values(), (code, outcomes)


@pytest.mark.parametrize("protection", list(Protection))
def test_an_unknown_protection_settles_nothing_that_a_protection_changes(
    protection: str, estimator: Estimator
) -> None:
    def of(word: str, code: str) -> Outcome:
        foreigner = {"nationality": "other", "protection": word}
        return estimator.estimate(_lone(foreigner)).of(code).outcome

    for code in ("rsa", "prime_activite", "asf", "aide_logement"):
        assert of("unknown", code) in {Outcome.TO_CHECK, of(protection, code)}


def test_an_unknown_protection_is_asked_for_where_the_permit_is_recent(
    estimator: Estimator,
) -> None:
    home = _lone({**PERMIT, "protection": "unknown"})

    answer = estimator.estimate(home).of("rsa")

    assert answer.outcome is Outcome.TO_CHECK
    assert [fact.path for fact in answer.missing] == ["people[0].protection"]
