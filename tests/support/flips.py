"""From a declared condition to the changes of a household that make it met, or not met.

The changes come from the grammar of the condition alone, leaf by leaf; whether they do what they
are meant to is for the caller to see in the answer.
"""

from __future__ import annotations

import copy
import itertools
from typing import TYPE_CHECKING, Any

from caseapp.rules.conditions.grammar import (
    AllTest,
    AnyTest,
    DeclaredTest,
    FactTest,
    NotTest,
    Operator,
    ReceivesTest,
    RightTest,
    SomeoneTest,
    ThresholdRef,
    Who,
)
from caseapp.rules.conditions.names import FACTS, ORDERED, Kind
from caseapp.rules.conditions.thresholds import BySize, load_declared_thresholds
from tests.support.declared import COMPUTED
from tests.support.flip_edits import (
    adding,
    alone,
    earning,
    is_one_of,
    not_receiving,
    paid,
    put,
    receiving,
    state,
    without,
    years_ago,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from caseapp.rules.conditions.grammar import Bound, Test
    from tests.support.flip_edits import Edit, Situation

_AGES = {"age", "age_in_month"}
_SINCE = {"permit_years": "residence_permit_since", "job_seeker_years": "job_seeker_since"}
_CHILD = {"role": "child", "birth_date": "2015-06-01"}
_PARTNER = {"role": "partner", "birth_date": "1990-06-01", "activity": "inactive"}
_TERRITORIES = {"metropole": "44109", "mayotte": "97608", "reunion": "97411"}
_EQUALITIES = {Operator.IS, Operator.IN, Operator.IS_NOT, Operator.NOT_IN}
_PLACES = ("44109", "75112", "77288", "97411", "44", "75", "77", "971", "974", "99")
_ALIKE = {
    "age": {"age", "age_in_month", "youngest_child_age", "oldest_child_age"},
    "reference_income": {"latest_reference_income", "reference_income_per_unit"},
    "commune": {"department", "territory"},
    "resources": {"wage", "monthly_resources", "yearly_resources"},
}
_MANY = 400  # ways tried of one condition


def ways(test: Test, *, met: bool, about: Who = Who.APPLICANT) -> Iterator[tuple[Edit, ...]]:
    """Yield changes that may make a test met, or not met; the first that does is enough."""
    match test:
        case AllTest():
            yield from _together(test.all, met=met, every=met, about=about)
        case AnyTest():
            yield from _together(test.any, met=met, every=not met, about=about)
        case NotTest():
            yield from ways(test.not_, met=not met, about=about)
        case SomeoneTest():
            yield from ways(test.meets, met=met, about=test.someone)
            if not met:
                yield (without(test.someone),)
        case _:
            for edit in _of_leaf(test, about, met=met):
                yield (edit,)


def _of_leaf(
    test: FactTest | DeclaredTest | ReceivesTest | RightTest, about: Who, *, met: bool
) -> Iterator[Edit]:
    match test:
        case FactTest():
            yield from _of_fact(test, test.who or about, met=met)
        case DeclaredTest():
            yield put("declared", test.declared, met)
        case ReceivesTest():
            yield receiving(test.receives) if met else not_receiving(test.receives)
        case RightTest():
            yield put(COMPUTED, test.right, "likely" if met else "no")


def changed(situation: Situation, edits: tuple[Edit, ...]) -> Situation:
    """Return a situation with some changes made."""
    result = copy.deepcopy(situation)
    for edit in edits:
        edit(result)
    return result


def subjects(test: Test) -> frozenset[str]:
    """Return what a test speaks of: two conditions that share one may fail together."""
    return frozenset(_subject(leaf) for leaf in leaves(test))


def leaves(test: Test) -> Iterator[FactTest | DeclaredTest | ReceivesTest | RightTest]:
    """Yield the comparisons of a test."""
    match test:
        case AllTest():
            yield from itertools.chain(*map(leaves, test.all))
        case AnyTest():
            yield from itertools.chain(*map(leaves, test.any))
        case NotTest():
            yield from leaves(test.not_)
        case SomeoneTest():
            yield from leaves(test.meets)
        case _:
            yield test


def _subject(test: FactTest | DeclaredTest | ReceivesTest | RightTest) -> str:
    match test:
        case DeclaredTest():
            return test.declared
        case ReceivesTest():
            return test.receives
        case RightTest():
            return test.right
        case FactTest():
            return next((name for name, facts in _ALIKE.items() if test.fact in facts), test.fact)


def _together(
    parts: tuple[Test, ...], *, met: bool, every: bool, about: Who
) -> Iterator[tuple[Edit, ...]]:
    if not every:
        for part in parts:
            yield from ways(part, met=met, about=about)
        return
    each = [list(itertools.islice(ways(part, met=met, about=about), 12)) for part in parts]
    for chosen in itertools.islice(itertools.product(*each), _MANY):
        yield tuple(itertools.chain(*chosen))


# ------------------------------------------------------------------ leaves
def _of_fact(test: FactTest, who: Who, *, met: bool) -> Iterator[Edit]:
    name = FACTS[test.fact]
    for value in _values(test, met=met):
        if name.of_person:
            for everyone in (True, False):
                yield _of_people(test.fact, value, who, everyone=everyone)
        else:
            yield from _of_home(test.fact, value)
    if not met and name.of_person and who is not Who.APPLICANT:
        yield without(who)


def _values(test: FactTest, *, met: bool) -> list[Any]:
    if test.operator in _EQUALITIES:
        named = test.operator in {Operator.IS, Operator.IN}
        known: list[Any] = sorted(test.name.words) or [*_PLACES, *test.values]
        if test.name.kind is Kind.FLAG:
            known = [True, False]
        elif test.name.kind in ORDERED:
            known = [0, 1, 500, *test.values]
        return [word for word in known if (word in test.values) == (named == met)]
    bound = _number(test.bound)
    upwards = (test.operator in {Operator.AT_LEAST, Operator.MORE_THAN}) == met
    beyond = [bound + 1, bound * 2 + 3] if upwards else [bound - 1, 0]
    return [*beyond, bound]


def _number(bound: Bound) -> float:
    if isinstance(bound, ThresholdRef):
        return load_declared_thresholds()[bound.threshold].of(1)
    return bound.of(1) if isinstance(bound, BySize) else bound


def _of_people(fact: str, value: Any, who: Who, *, everyone: bool) -> Edit:
    def edit(situation: Situation) -> None:
        people = [situation.setdefault("applicant", {}), *situation.get("others", [])]
        among = [person for person in people if is_one_of(person, who)]
        for person in among if everyone else among[:1]:
            _put_of_person(person, fact, value)

    return edit


def _put_of_person(person: Situation, fact: str, value: Any) -> None:
    if fact in _AGES:
        person["birth_date"] = years_ago(value)
    elif fact in _SINCE:
        person[_SINCE[fact]] = years_ago(value)
    elif fact == "is_pregnant":
        person["pregnant_due"] = "2027-02-01" if value else None
    elif FACTS[fact].kind is Kind.MONEY and fact != "care_plan":
        kept = [entry for entry in person.get("resources", []) if entry["kind"] != fact]
        person["resources"] = [*kept, paid(fact, value)]
    else:
        person[fact] = value


def _of_home(fact: str, value: Any) -> Iterator[Edit]:
    if fact in {"people", "children"} or fact.startswith("is_"):
        yield from (adding(_CHILD), adding(_PARTNER), alone, without(Who.CHILD))
    elif fact in _HOME_EDITS:
        yield _HOME_EDITS[fact](value)
    else:
        yield put("housing", fact, value)


def _income(value: float) -> Edit:
    amount = max(0, round(value, 2))
    return state("tax", {"reference_income": {"2024": amount, "2025": amount}})


def _place(code: str) -> Edit:
    return put("housing", "commune", code.ljust(len("44109"), "1"))


def _of_children(age: float) -> Edit:
    return _of_people("age", age, Who.CHILD, everyone=True)


_HOME_EDITS: dict[str, Callable[[Any], Edit]] = {
    "youngest_child_age": _of_children,
    "oldest_child_age": _of_children,
    "reference_income": _income,
    "latest_reference_income": _income,
    "reference_income_per_unit": _income,
    "financial_savings": lambda value: state("savings", {"non_taxable": max(0, value)}),
    "property": lambda value: state("savings", {"rented_property": max(0, value)}),
    "monthly_resources": lambda value: earning(max(0, round(value, 2))),
    "yearly_resources": lambda value: earning(max(0, round(value / 12, 2))),
    "department": _place,
    "commune": _place,
    "territory": lambda value: put("housing", "commune", _TERRITORIES.get(value, "97411")),
    "couple": lambda value: state("couple", value),
}
