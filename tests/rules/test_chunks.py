"""How many households go to the engine at once: as many as it answers within about a second."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from caseapp.rules.openfisca import chunks
from caseapp.rules.openfisca.chunks import FIRST, LEAST, MOST, ChunkSize

if TYPE_CHECKING:
    import pytest


def after(seconds: float, times: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return the size after so many chunks that took so long."""
    now = 0.0
    monkeypatch.setattr(chunks, "time", SimpleNamespace(monotonic=lambda: now))
    size = ChunkSize()
    for _ in range(times):
        with size.measured(size.households):
            now += seconds
    return size.households


def test_quick_households_go_in_more_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert after(0.2, 0, monkeypatch) == FIRST
    assert after(0.2, 1, monkeypatch) == 2 * FIRST
    assert after(0.2, 20, monkeypatch) == MOST


def test_slow_households_go_in_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    assert after(3.0, 1, monkeypatch) == FIRST // 2
    assert after(3.0, 20, monkeypatch) == LEAST


def test_the_last_ones_say_nothing_of_the_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "time", SimpleNamespace(monotonic=lambda: 0.0))
    size = ChunkSize()
    with size.measured(3):
        pass
    assert size.households == FIRST
