"""Compares what is known of one fact with what a test asks of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

from caseapp.domain.deadline import Confidence
from caseapp.rules.conditions.finding import Finding, Gap
from caseapp.rules.conditions.grammar import Operator, ThresholdRef
from caseapp.rules.conditions.near import near
from caseapp.rules.conditions.thresholds import BySize, load_declared_thresholds

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.rules.conditions.grammar import Bound, FactTest
    from caseapp.rules.conditions.knowledge import Known
    from caseapp.rules.conditions.reading import Reading
    from caseapp.rules.conditions.truth import Truth

    Compared: TypeAlias = Callable[[Known, Reading], Finding]

_OPPOSITE = {
    Operator.IS: Operator.IS_NOT,
    Operator.IS_NOT: Operator.IS,
    Operator.IN: Operator.NOT_IN,
    Operator.NOT_IN: Operator.IN,
    Operator.AT_LEAST: Operator.LESS_THAN,
    Operator.LESS_THAN: Operator.AT_LEAST,
    Operator.MORE_THAN: Operator.AT_MOST,
    Operator.AT_MOST: Operator.MORE_THAN,
}
_NOT_EQUAL = {Operator.IS_NOT, Operator.NOT_IN}
_EQUAL = {*_NOT_EQUAL, Operator.IS, Operator.IN}


def comparison(test: FactTest, *, deny: bool) -> Compared:
    """Prepare the comparison of a test, or of its contrary."""
    return _equality(test, deny=deny) if test.operator in _EQUAL else _order(test, deny=deny)


def _equality(test: FactTest, *, deny: bool) -> Compared:
    values = test.values
    wanted = (test.operator not in _NOT_EQUAL) is not deny

    def compared(known: Known, _reading: Reading) -> Finding:
        if known.absent:
            return Finding(met=deny)
        met = _equals(known, values)
        if met is not None and not wanted:
            met = not met
        gaps = gaps_of(known) if known.missing else ()
        notes = (known.note,) if known.note else ()
        return Finding(met, gaps, assumed=known.assumed, notes=notes)

    return compared


def _order(test: FactTest, *, deny: bool) -> Compared:
    name, limit = test.name, test.bound
    operator = _OPPOSITE[test.operator] if deny else test.operator

    def compared(known: Known, reading: Reading) -> Finding:
        if known.absent:
            return Finding(met=deny)
        bound, confidence = _bound(limit, len(reading.household.people))
        met = _ordered(operator, known, bound)
        gaps = gaps_of(known) if met is None else ()
        words, distance = "", math.inf
        if met is False:
            words = near(name, operator, known, bound, reading.day)
            distance = min(abs(known.low - bound), abs(known.high - bound))
        notes = (known.note,) if known.note else ()
        return Finding(met, gaps, words, distance, confidence, known.assumed, notes)

    return compared


def _bound(bound: Bound, people: int) -> tuple[float, Confidence]:
    if isinstance(bound, ThresholdRef):
        threshold = load_declared_thresholds()[bound.threshold]
        return threshold.of(people), threshold.confidence
    if isinstance(bound, BySize):
        return bound.of(people), Confidence.HIGH
    return bound, Confidence.HIGH


def gaps_of(known: Known) -> tuple[Gap, ...]:
    """Return what would settle a fact that is not known."""
    alone = len(known.missing) == 1
    return tuple(Gap(path, can_refuse=True, can_grant=alone) for path in known.missing)


def _equals(known: Known, values: tuple[object, ...]) -> Truth:
    if known.word is not None:
        return known.word in values
    if known.missing:
        inside = any(_may_be(known, value) for value in values)
        return None if inside else False
    return known.low in values


def _may_be(known: Known, value: object) -> bool:
    return not isinstance(value, int | float) or known.low <= value <= known.high


def _ordered(operator: Operator, known: Known, bound: float) -> Truth:
    low, high = round(known.low, 6), round(known.high, 6)
    match operator:
        case Operator.AT_LEAST:
            return True if low >= bound else (False if high < bound else None)
        case Operator.MORE_THAN:
            return True if low > bound else (False if high <= bound else None)
        case Operator.AT_MOST:
            return True if high <= bound else (False if low > bound else None)
        case _:
            return True if high < bound else (False if low >= bound else None)
