"""Judges tests on a household: met, not met, not known, with what explains it.

A test is prepared once, for all households, into functions that call each other; what several
rights ask in the same words of the same person is judged once a household.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, TypeAlias

from caseapp.domain.estimate import Outcome
from caseapp.rules.conditions.comparing import comparison, gaps_of
from caseapp.rules.conditions.finding import Finding, Gap, all_of, any_of, denied, nearest
from caseapp.rules.conditions.grammar import (
    AllTest,
    AnyTest,
    DeclaredTest,
    FactTest,
    NotTest,
    ReceivesTest,
    RightTest,
    SomeoneTest,
    Who,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.domain.estimate import RightEstimate
    from caseapp.rules.conditions.grammar import Test
    from caseapp.rules.conditions.reading import Reading

    Run: TypeAlias = "Callable[[Judge], Finding]"  # a test, prepared

_EVERY = {Who.EVERY_ADULT, Who.EVERY_CHILD}
_APPLICANT = 0

_prepared: dict[tuple[str, bool], Run] = {}  # the same words make the same function
_places = count()  # of what is kept for one household


class Judge:
    """Judges the tests of one household.

    Args:
        reading: its facts.
        answer: the answer for another right; None while it is being looked for, or without one.
    """

    def __init__(self, reading: Reading, answer: Callable[[str], RightEstimate | None]) -> None:
        self.reading = reading
        self.answer = answer
        self.subject = _APPLICANT  # of whom facts without `who` are
        self.kept: dict[int, Finding] = {}  # what the subject does not change
        self._of: dict[int, dict[int, Finding]] = {}
        self.kept_of_subject = self._of.setdefault(_APPLICANT, {})

    def judge(self, test: Test) -> Finding:
        """Return what a test comes to."""
        return prepared(test, deny=False)(self)

    def speak_of(self, subject: int) -> None:
        """Have facts without `who` be those of one person."""
        self.subject = subject
        self.kept_of_subject = self._of.setdefault(subject, {})


def prepared(test: Test, *, deny: bool) -> Run:
    """Return the function of a test, or of its denial.

    A denial goes down to the comparisons, so that they still say how far they are.
    """
    key = (test.words, deny)
    run = _prepared.get(key)
    if run is None:
        run = _prepared[key] = _prepare(test, deny=deny)
    return run


def _prepare(test: Test, *, deny: bool) -> Run:
    return _PREPARED_BY[type(test)](test, deny=deny)


def _once(run: Run) -> Run:
    """Keep what a test comes to, whoever is spoken of."""
    place = next(_places)

    def kept(judge: Judge) -> Finding:
        found = judge.kept.get(place)
        if found is None:
            found = judge.kept[place] = run(judge)
        return found

    return kept


def _once_of_subject(run: Run) -> Run:
    """Keep what a test comes to for each person that is spoken of."""
    place = next(_places)

    def kept(judge: Judge) -> Finding:
        found = judge.kept_of_subject.get(place)
        if found is None:
            found = judge.kept_of_subject[place] = run(judge)
        return found

    return kept


def _all(test: AllTest, *, deny: bool) -> Run:
    return _combined(test.all, any_of if deny else all_of, deny=deny)


def _any(test: AnyTest, *, deny: bool) -> Run:
    return _combined(test.any, all_of if deny else any_of, deny=deny)


def _not(test: NotTest, *, deny: bool) -> Run:
    return prepared(test.not_, deny=not deny)


def _combined(
    tests: tuple[Test, ...], combine: Callable[[list[Finding]], Finding], *, deny: bool
) -> Run:
    runs = [prepared(test, deny=deny) for test in tests]
    if len(runs) == 1:
        return runs[0]

    def run(judge: Judge) -> Finding:
        return combine([part(judge) for part in runs])

    return run


def _someone(test: SomeoneTest, *, deny: bool) -> Run:
    meets = prepared(test.meets, deny=deny)
    combine = all_of if (test.someone in _EVERY) is not deny else any_of

    def run(judge: Judge) -> Finding:
        before, parts = judge.subject, []
        try:
            for index in judge.reading.people(test.someone):
                judge.speak_of(index)
                parts.append(meets(judge))
        finally:
            judge.speak_of(before)
        return nearest(parts, combine)

    return run


def _received(test: ReceivesTest, *, deny: bool) -> Run:
    def run(judge: Judge) -> Finding:
        found = Finding(met=judge.reading.receives(test.receives))
        return denied(found) if deny else found

    return _once(run)


def _declared(test: DeclaredTest, *, deny: bool) -> Run:
    def run(judge: Judge) -> Finding:
        known = judge.reading.declared(test.declared)
        met = known.word if isinstance(known.word, bool) else None
        found = Finding(met=met, gaps=gaps_of(known))
        return denied(found) if deny else found

    return _once(run)


def _right(test: RightTest, *, deny: bool) -> Run:
    """Return the test of another answer: not kept, since it is not known while it is sought."""

    def run(judge: Judge) -> Finding:
        found = _of_answer(test, judge.answer(test.right))
        return denied(found) if deny else found

    return run


def _of_answer(test: RightTest, answer: RightEstimate | None) -> Finding:
    if answer is None:
        return Finding(met=None)
    if answer.outcome in test.outcome:
        return Finding(met=True, confidence=answer.confidence, assumed=answer.assumed)
    if answer.outcome in {Outcome.LIKELY, Outcome.NO}:
        return Finding(met=False, confidence=answer.confidence, assumed=answer.assumed)
    gaps = tuple(Gap(fact.path, can_refuse=True, can_grant=True) for fact in answer.missing)
    return Finding(met=None, gaps=gaps)


def _fact(test: FactTest, *, deny: bool) -> Run:
    fact, who = test.fact, test.who
    compared = comparison(test, deny=deny)
    if not test.name.of_person:
        return _once(lambda judge: compared(judge.reading.home(fact), judge.reading))
    if who is None:
        return _once_of_subject(
            lambda judge: compared(judge.reading.person(fact, judge.subject), judge.reading)
        )
    combine = all_of if (who in _EVERY) is not deny else any_of

    def run(judge: Judge) -> Finding:
        reading = judge.reading
        parts = [compared(reading.person(fact, index), reading) for index in reading.people(who)]
        return parts[0] if len(parts) == 1 else nearest(parts, combine)

    return _once(run)


_PREPARED_BY: dict[type[Test], Callable[..., Run]] = {
    FactTest: _fact,
    AllTest: _all,
    AnyTest: _any,
    NotTest: _not,
    SomeoneTest: _someone,
    ReceivesTest: _received,
    RightTest: _right,
    DeclaredTest: _declared,
}
