"""What is forgotten at the lock: texts that were worked out, memory that was freed."""

from __future__ import annotations

import ctypes
import sys

import pytest

from caseapp.kernel import kept_texts, memory
from caseapp.kernel.typography import typeset

SIZE, HEAD = 200, 33  # of a `bytes` object: its content stands behind its head


def test_what_was_worked_out_of_texts_is_forgotten_at_the_lock() -> None:
    asked: list[str] = []

    @kept_texts.until_locked(10)
    def loud(text: str) -> str:
        asked.append(text)
        return text.upper()

    assert (loud("note"), loud("note")) == ("NOTE", "NOTE")
    assert asked == ["note"]
    kept_texts.forget()
    assert loud("note") == "NOTE"
    assert asked == ["note", "note"]


def test_the_spaces_of_texts_are_kept_no_longer_than_the_base_is_open() -> None:
    words = "Awa : note confidentielle"
    first = typeset(words)
    assert typeset(words) is first
    kept_texts.forget()
    assert typeset(words) is not first


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="its allocator is meant")
def test_what_python_freed_is_written_over() -> None:
    places = []
    for number in range(2000):
        secret = b"Zyxwvutsrq" + bytes([65 + number % 26]) * SIZE
        places.append(id(secret) + HEAD - 1)
        del secret
    neighbours = [bytes(SIZE + 10) for _ in range(50)]  # so that their pool stays in use
    memory.wipe_freed()
    assert all(b"Zyxwvutsrq" not in ctypes.string_at(place, 10) for place in set(places))
    assert neighbours[0] == bytes(SIZE + 10)
