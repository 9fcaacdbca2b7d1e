"""A full disk: what was saved is intact, and the sentence says to make room."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from caseapp.services import access
from db.models import Case
from tests.support.limits import file_size_limit
from tests.support.rows import add_full_case
from tests.support.store import PASSWORD

if TYPE_CHECKING:
    from pathlib import Path

    from caseapp.kernel.clock import FixedClock

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits on a process are POSIX")


def test_a_disk_that_fills_up_keeps_what_was_saved(base: Path, clock: FixedClock) -> None:
    store = access.unlock(base, PASSWORD, clock=clock)
    saved = 0
    with file_size_limit(3_000_000), pytest.raises(access.DiskFullError):
        for number in range(2_000):
            with store.write() as session:
                add_full_case(session, f"2026-{number:04}")
            saved += 1
    with store.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Case)) == saved > 10
    store.close()

    report = access.check_base(base, PASSWORD)
    assert report.ok, report


@pytest.mark.parametrize("room", [0, 10_000])
def test_a_base_on_a_full_disk_is_not_called_damaged(
    room: int, base: Path, clock: FixedClock
) -> None:
    with file_size_limit(room), pytest.raises(access.DiskFullError):
        access.unlock(base, PASSWORD, clock=clock)
    store = access.unlock(base, PASSWORD, clock=clock)
    store.close()


def test_the_rest_works_again_once_there_is_room(base: Path, clock: FixedClock) -> None:
    store = access.unlock(base, PASSWORD, clock=clock)
    with file_size_limit(1000), pytest.raises(access.DiskFullError), store.write() as session:
        add_full_case(session)
    with store.write() as session:
        add_full_case(session)
    store.close()
