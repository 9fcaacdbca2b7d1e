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
    match test:
        case AllTest():
            parts: tuple[Test, ...] = test.all
        case AnyTest():
            parts = test.any
        case NotTest():
            parts = (test.not_,)
        case SomeoneTest():
            parts = (test.meets,)
        case _:
            parts = ()
    for part in parts:
        yield from _within(part)
