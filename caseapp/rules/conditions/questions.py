"""The questions that the tests of a right bring with them: those of local rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.rules.conditions.grammar import AllTest, AnyTest, DeclaredTest, NotTest, SomeoneTest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from caseapp.rules.conditions.grammar import Test


def questions_of(tests: Iterable[Test | None]) -> dict[str, str]:
    """Return the questions that tests state themselves, by key."""
    return {
        part.declared: part.question
        for test in tests
        if test is not None
        for part in _within(test)
        if isinstance(part, DeclaredTest) and part.question
    }


def _within(test: Test) -> Iterator[Test]:
    yield test
    for part in parts_of(test):
        yield from _within(part)


def parts_of(test: Test) -> tuple[Test, ...]:
    """Return the tests that a test is made of; none where it stands alone."""
    match test:
        case AllTest():
            return test.all
        case AnyTest():
            return test.any
        case NotTest():
            return (test.not_,)
        case SomeoneTest():
            return (test.meets,)
        case _:
            return ()
