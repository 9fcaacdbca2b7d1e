"""What sessions read between two writings: once, and never what was before a writing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from db.kept import once
from db.models import Case
from tests.support.rows import case

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store import Store


class _Count:
    """Counts the cases, and how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def of(self, session: Session) -> int:
        return once(session, "cases", lambda: self._read(session))

    def _read(self, session: Session) -> int:
        self.asked += 1
        return session.scalar(sa.select(sa.func.count()).select_from(Case)) or 0


def test_it_is_read_once_until_somebody_writes(store: Store) -> None:
    count = _Count()
    for _ in range(3):
        with store.read() as session:
            assert count.of(session) == 0
    assert count.asked == 1
    with store.write() as session:
        session.add(case())
    with store.read() as session:
        assert count.of(session) == 1
    assert count.asked == 2


def test_a_session_that_writes_reads_for_itself(store: Store) -> None:
    count = _Count()
    with store.write() as session:
        assert count.of(session) == 0
        session.add(case())
        session.flush()
        assert count.of(session) == 1


def test_a_writing_that_fails_leaves_nothing_stale_behind(store: Store) -> None:
    def fail(_session: Session) -> None:
        raise RuntimeError

    count = _Count()
    with pytest.raises(RuntimeError), store.write() as session:
        sa.event.listen(session, "before_commit", fail)
        session.add(case())
    for _ in range(2):
        with store.read() as session:
            assert count.of(session) == 0
    assert count.asked == 1  # nobody is taken to be writing still


def test_only_a_few_things_are_kept(store: Store) -> None:
    with store.read() as session:
        for number in range(100):
            once(session, number, partial(list, (number,)))
        assert once(session, 99, partial(list, ())) == [99]
        assert once(session, 0, partial(list, ())) == []
