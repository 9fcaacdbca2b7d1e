"""Judges a test on a household: met, not met, not known, with what explains it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, assert_never

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Outcome
from caseapp.rules.conditions.finding import Finding, Gap, all_of, any_of, denied, nearest
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
from caseapp.rules.conditions.near import near
from caseapp.rules.conditions.thresholds import BySize, load_declared_thresholds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from caseapp.domain.estimate import RightEstimate
    from caseapp.rules.conditions.grammar import Bound, Test
    from caseapp.rules.conditions.knowledge import Known
    from caseapp.rules.conditions.reading import Reading
    from caseapp.rules.conditions.truth import Truth

_EVERY = {Who.EVERY_ADULT, Who.EVERY_CHILD}
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


class Judge:
    """Judges the tests of one household.

    Args:
        reading: its facts.
        answer: the answer for another right; None while it is being looked for, or without one.
    """

    def __init__(self, reading: Reading, answer: Callable[[str], RightEstimate | None]) -> None:
        self._reading = reading
        self._answer = answer
        self._subject = 0

    def judge(self, test: Test, *, deny: bool = False) -> Finding:
        """Return what a test comes to, or its denial.

        A denial goes down to the comparisons, so that they still say how far they are.
        """
        match test:
            case FactTest():
                return self._fact(test, deny=deny)
            case AllTest():
                parts = [self.judge(part, deny=deny) for part in test.all]
                return any_of(parts) if deny else all_of(parts)
            case AnyTest():
                parts = [self.judge(part, deny=deny) for part in test.any]
                return all_of(parts) if deny else any_of(parts)
            case NotTest():
                return self.judge(test.not_, deny=not deny)
            case SomeoneTest():
                return self._someone(test, deny=deny)
            case _:
                found = self._plain(test)
                return denied(found) if deny else found

    def _plain(self, test: ReceivesTest | RightTest | DeclaredTest) -> Finding:
        match test:
            case ReceivesTest():
                return Finding(met=self._reading.receives(test.receives))
            case RightTest():
                return self._right(test)
            case DeclaredTest():
                known = self._reading.declared(test.declared)
                met = known.word if isinstance(known.word, bool) else None
                return Finding(met=met, gaps=_gaps(known))
            case _:
                assert_never(test)

    def _someone(self, test: SomeoneTest, *, deny: bool) -> Finding:
        parts = []
        for index in self._reading.people(test.someone):
            with self._about(index):
                parts.append(self.judge(test.meets, deny=deny))
        every = (test.someone in _EVERY) is not deny
        return nearest(parts, all_of if every else any_of)

    @contextmanager
    def _about(self, index: int) -> Iterator[None]:
        before, self._subject = self._subject, index
        try:
            yield
        finally:
            self._subject = before

    def _fact(self, test: FactTest, *, deny: bool) -> Finding:
        if not test.name.of_person:
            return self._compared(test, self._reading.home(test.fact), deny=deny)
        if test.who is None:
            known = self._reading.person(test.fact, self._subject)
            return self._compared(test, known, deny=deny)
        parts = [
            self._compared(test, self._reading.person(test.fact, index), deny=deny)
            for index in self._reading.people(test.who)
        ]
        if len(parts) == 1:
            return parts[0]
        every = (test.who in _EVERY) is not deny
        return nearest(parts, all_of if every else any_of)

    def _compared(self, test: FactTest, known: Known, *, deny: bool) -> Finding:
        if known.absent:
            return Finding(met=deny)
        notes = (known.note,) if known.note else ()
        operator = _OPPOSITE[test.operator] if deny else test.operator
        if operator in _EQUAL:
            met = _equals(known, test.values)
            if operator in _NOT_EQUAL and met is not None:
                met = not met
            gaps = _gaps(known) if known.missing else ()
            return Finding(met, gaps, assumed=known.assumed, notes=notes)
        bound, confidence = self._bound(test.bound)
        met = _ordered(operator, known, bound)
        gaps = _gaps(known) if met is None else ()
        words, distance = "", float("inf")
        if met is False:
            words = near(test.name, operator, known, bound, self._reading.day)
            distance = min(abs(known.low - bound), abs(known.high - bound))
        return Finding(
            met=met,
            gaps=gaps,
            near=words,
            distance=distance,
            confidence=confidence,
            assumed=known.assumed,
            notes=notes,
        )

    def _bound(self, bound: Bound) -> tuple[float, Confidence]:
        people = len(self._reading.household.people)
        if isinstance(bound, ThresholdRef):
            threshold = load_declared_thresholds()[bound.threshold]
            return threshold.of(people), threshold.confidence
        if isinstance(bound, BySize):
            return bound.of(people), Confidence.HIGH
        return bound, Confidence.HIGH

    def _right(self, test: RightTest) -> Finding:
        answer = self._answer(test.right)
        if answer is None:
            return Finding(met=None)
        if answer.outcome in test.outcome:
            return Finding(met=True, confidence=answer.confidence, assumed=answer.assumed)
        if answer.outcome in {Outcome.LIKELY, Outcome.NO}:
            return Finding(met=False, confidence=answer.confidence, assumed=answer.assumed)
        gaps = tuple(Gap(fact.path, can_refuse=True, can_grant=True) for fact in answer.missing)
        return Finding(met=None, gaps=gaps)


def _gaps(known: Known) -> tuple[Gap, ...]:
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
