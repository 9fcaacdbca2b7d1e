"""What the tests of the whole program stand on: no screen, a home of its own, a still clock."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.kernel.clock import FixedClock
from tests.support.asking import Answers

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's own folders, empty: documents, settings, cache, temporary files."""
    folder = tmp_path / "maison"
    for name in ("Documents", "tmp"):
        (folder / name).mkdir(parents=True)
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(folder))
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder / "tmp"))
    return folder


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock.on(date(2026, 11, 23))


@pytest.fixture
def answers() -> Answers:
    return Answers()
