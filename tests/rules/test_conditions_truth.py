"""The laws of three values, and what never changes an answer that is settled."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from caseapp.domain.facts import UNKNOWN
from caseapp.domain.household import (
    DisabilityRate,
    Household,
    Housing,
    Nationality,
    Person,
    Resource,
    ResourceKind,
    Role,
    Savings,
    Tenure,
)
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import Money
from caseapp.rules.conditions.grammar import Test as Grammar
from caseapp.rules.conditions.judging import Judge
from caseapp.rules.conditions.reading import Reading
from caseapp.rules.conditions.truth import every, opposite, some

if TYPE_CHECKING:
    from caseapp.rules.conditions.finding import Finding

TRUTH = st.sampled_from([True, False, None])
TRUTHS = st.lists(TRUTH, max_size=5)
DAY = dt.date(2026, 11, 24)
NOW = Month(2026, 11)
_READ: TypeAdapter[Any] = TypeAdapter(Grammar)


@given(TRUTHS)
def test_de_morgan(values: list[bool | None]) -> None:
    assert opposite(every(values)) == some([opposite(value) for value in values])
    assert opposite(some(values)) == every([opposite(value) for value in values])


@given(TRUTHS)
def test_order_and_repetition_do_not_matter(values: list[bool | None]) -> None:
    assert every(values) == every(values[::-1]) == every(values * 2)
    assert some(values) == some(values[::-1]) == some(values * 2)


@given(TRUTHS, TRUTHS)
def test_parts_may_be_grouped(left: list[bool | None], right: list[bool | None]) -> None:
    assert every([every(left), every(right)]) == every(left + right)
    assert some([some(left), some(right)]) == some(left + right)


@pytest.mark.parametrize(
    ("values", "all_", "any_"),
    [
        ([], True, False),
        ([True, None], None, True),
        ([False, None], False, None),
        ([True, False], False, True),
        ([None], None, None),
    ],
)
def test_what_is_settled_without_knowing_all(
    values: list[bool | None], all_: bool | None, any_: bool | None
) -> None:
    assert every(values) is all_
    assert some(values) is any_


def _amounts(least: int, most: int) -> st.SearchStrategy[Money]:
    return st.integers(least, most).map(lambda euros: Money(euros * 100))


@st.composite
def people(draw: st.DrawFn, role: Role) -> Person:
    kinds = draw(st.lists(st.sampled_from(list(ResourceKind)), max_size=2))
    return Person(
        id=f"{role}{draw(st.integers(0, 10**6))}",
        role=role,
        birth_date=draw(st.dates(dt.date(1930, 1, 1), DAY)),
        nationality=draw(st.sampled_from(Nationality)),
        residence_permit_since=draw(st.dates(dt.date(2010, 1, 1), DAY)),
        pregnant_due=DAY,
        disability_rate=draw(st.sampled_from(DisabilityRate)),
        unfit_for_work=draw(st.booleans()),
        gir=draw(st.integers(1, 6)),
        resources=tuple(
            Resource(kind=kind, amount=draw(_amounts(0, 2500)), first=NOW.plus(-14), last=NOW)
            for kind in kinds
        ),
    )


@st.composite
def households(draw: st.DrawFn) -> Household:
    """Households of which everything is known."""
    others = draw(st.lists(st.sampled_from([Role.CHILD, Role.OTHER]), max_size=2))
    partner = [Role.PARTNER] if draw(st.booleans()) else []
    return Household(
        date=DAY,
        people=tuple(draw(people(role)) for role in [Role.APPLICANT, *partner, *others]),
        housing=Housing(
            tenure=draw(st.sampled_from(Tenure)),
            commune=draw(st.sampled_from(["44109", "75112", "97411"])),
            rent=draw(_amounts(0, 1500)),
        ),
        savings=Savings(
            non_taxable=draw(_amounts(0, 30_000)),
            taxable=draw(_amounts(0, 30_000)),
            rented_property=draw(_amounts(0, 90_000)),
            unrented_property=draw(_amounts(0, 90_000)),
        ),
        declared=tuple((key, draw(st.booleans())) for key in ("going_to_court", "stable_home")),
    )


_OF_PERSON = (
    "birth_date",
    "nationality",
    "residence_permit_since",
    "pregnant_due",
    "disability_rate",
    "unfit_for_work",
    "gir",
)


@st.composite
def forgotten(draw: st.DrawFn, home: Household) -> Household:
    """The same household, of which some facts are not known yet."""
    persons = []
    for person in home.people:
        hidden: dict[str, Any] = {f: UNKNOWN for f in _OF_PERSON if draw(st.booleans())}
        if draw(st.booleans()):
            hidden["resources"] = tuple(
                replace(entry, amount=UNKNOWN) if draw(st.booleans()) else entry
                for entry in person.resources
            )
        persons.append(replace(person, **hidden))
    rooms: dict[str, Any] = {
        f: UNKNOWN for f in ("tenure", "commune", "rent") if draw(st.booleans())
    }
    stocks: dict[str, Any] = {
        f: UNKNOWN
        for f in ("non_taxable", "taxable", "rented_property", "unrented_property")
        if draw(st.booleans())
    }
    return replace(
        home,
        people=tuple(persons),
        housing=replace(home.housing, **rooms),
        savings=replace(home.savings, **stocks),
        declared=tuple((k, UNKNOWN if draw(st.booleans()) else v) for k, v in home.declared),
    )


_WHO = st.sampled_from(
    ["applicant", "partner", "adult", "every_adult", "child", "every_child", "person"]
)
_ORDER = st.sampled_from(["at_least", "more_than", "at_most", "less_than"])


@st.composite
def _ordered(
    draw: st.DrawFn, facts: list[str], most: int, *, of_person: bool = False
) -> dict[str, Any]:
    who = {"who": draw(_WHO)} if of_person else {}
    fact = draw(st.sampled_from(facts))
    return {"fact": fact, **who, draw(_ORDER): draw(st.integers(0, most))}


@st.composite
def _nationality(draw: st.DrawFn) -> dict[str, Any]:
    words = draw(st.lists(st.sampled_from(["french", "eu", "other"]), min_size=1))
    return {
        "fact": "nationality",
        "who": draw(_WHO),
        draw(st.sampled_from(["in", "not_in"])): words,
    }


LEAVES = st.one_of(
    _ordered(["age", "age_in_month", "permit_years", "gir"], 90, of_person=True),
    _ordered(["monthly_resources", "yearly_resources", "rent"], 3000),
    _ordered(["financial_savings", "property"], 60_000),
    _ordered(["youngest_child_age", "oldest_child_age", "children"], 20),
    _nationality(),
    st.fixed_dictionaries(
        {
            "fact": st.sampled_from(["unfit_for_work", "is_pregnant"]),
            "who": _WHO,
            "is": st.booleans(),
        }
    ),
    st.fixed_dictionaries({"declared": st.sampled_from(["going_to_court", "stable_home"])}),
)

TESTS = st.recursive(
    LEAVES,
    lambda inner: (
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)})
        | st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)})
        | st.fixed_dictionaries({"not": inner})
        | st.fixed_dictionaries({"someone": _WHO, "meets": inner})
    ),
    max_leaves=6,
)


def _judge(home: Household, test: dict[str, Any]) -> Finding:
    return Judge(Reading(home), lambda _: None).judge(_READ.validate_python(test))


@given(st.data(), households(), TESTS)
def test_more_knowledge_never_changes_what_is_settled(
    data: st.DataObject, home: Household, test: dict[str, Any]
) -> None:
    partly = _judge(data.draw(forgotten(home)), test)
    if partly.met is not None:
        assert _judge(home, test).met is partly.met
    else:
        assert partly.gaps, "what is not known is named"


@given(st.data(), households(), TESTS)
def test_a_denial_is_the_opposite(
    data: st.DataObject, home: Household, test: dict[str, Any]
) -> None:
    partly = data.draw(forgotten(home))
    assert _judge(partly, {"not": test}).met is opposite(_judge(partly, test).met)


@given(households(), TESTS)
def test_nothing_is_missing_where_all_is_known(home: Household, test: dict[str, Any]) -> None:
    found = _judge(home, test)
    assert found.met is not None
    assert not found.gaps


@given(st.data(), households(), TESTS, TESTS)
def test_connectives_are_those_of_three_values(
    data: st.DataObject, home: Household, one: dict[str, Any], other: dict[str, Any]
) -> None:
    partly = data.draw(forgotten(home))
    parts = [_judge(partly, one).met, _judge(partly, other).met]
    assert _judge(partly, {"all": [one, other]}).met is every(parts)
    assert _judge(partly, {"any": [one, other]}).met is some(parts)
