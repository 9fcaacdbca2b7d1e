"""What the tests of the store share: a base, and the day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.kernel.clock import FixedClock
from tests.support.store import fresh_store, locked_base

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.store import Store


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock.on(date(2026, 11, 23))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An open base with today's tables."""
    opened = fresh_store(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A closed base that PASSWORD opens."""
    return locked_base(tmp_path)
