"""A base put back in time is told by what the machine remembers of it, and nothing else is."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.journal import JournalAction
from caseapp.kernel.clock import FixedClock
from caseapp.services import access
from caseapp.services.base_course import BaseCourse, Seen
from caseapp.services.journal import Journal
from caseapp.services.salvaging import salvage_base
from db.files import beside
from db.kdf import FLOOR
from tests.support.store import PASSWORD, locked_base

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from caseapp.services.base_course import SetBack

ENDINGS = ("", ".cles", ".cles.bak")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock.on(date(2026, 11, 23))


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return locked_base(tmp_path)


@contextmanager
def at_work(base: Path, clock: FixedClock, lines: int = 0) -> Iterator[tuple[BaseCourse, Journal]]:
    """Open a base, and have some lines noted in its journal."""
    store = access.unlock(base, PASSWORD, clock=clock)
    journal = Journal(store, clock)
    course = BaseCourse(store, clock, journal)
    try:
        for _each in range(lines):
            clock.moment += timedelta(seconds=1)  # no two acts are of one moment
            journal.note(JournalAction.EXPORTED, about="list")
            journal.settle()
        yield course, journal
    finally:
        store.close()


def worked(base: Path, clock: FixedClock, lines: int) -> Seen:
    """Work on a base, close it, and return what the machine remembers then."""
    kept: list[Seen | None] = []
    with at_work(base, clock, lines) as (course, _journal):
        course.at_close(kept.append)
    (seen,) = kept
    assert seen is not None
    again = Seen.read(seen.kept())  # as a file of settings gives it back
    assert again == seen
    return seen


def told(base: Path, clock: FixedClock, seen: Seen) -> SetBack | None:
    with at_work(base, clock) as (course, _journal):
        return course.set_back(seen)


def aside(base: Path, name: str) -> Path:
    """Copy a base that is closed, with its keys, to a folder of its own."""
    folder = base.parent / name
    folder.mkdir()
    put(base, folder / base.name)
    return folder / base.name


def put(source: Path, target: Path) -> None:
    for ending in ENDINGS:
        shutil.copyfile(beside(source, ending), beside(target, ending))


def test_a_whole_older_base_with_its_keys_is_told_with_what_it_lacks(
    base: Path, clock: FixedClock
) -> None:
    worked(base, clock, 3)
    older = aside(base, "hier")
    seen = worked(base, clock, 4)
    assert told(base, clock, seen) is None
    put(older, base)
    found = told(base, clock, seen)
    assert found is not None
    assert found.missing == 4
    assert "plus ancienne que celle ouverte ici le 23 novembre 2026" in found.sentence
    assert "4\u00a0lignes de son journal manquent" in found.sentence
    worked(base, clock, 9)  # going on in it makes it no less another one
    later = told(base, clock, seen)
    assert later is not None
    assert "n'est pas la suite" in later.sentence


def test_an_older_journal_of_sqlite_planted_beside_the_base_is_told(
    base: Path, clock: FixedClock, tmp_path: Path
) -> None:
    older = tmp_path / "ancien-wal"
    with at_work(base, clock, 2):
        shutil.copyfile(beside(base, "-wal"), older)
    seen = worked(base, clock, 2)
    shutil.copyfile(older, beside(base, "-wal"))
    found = told(base, clock, seen)
    assert found is not None
    assert found.missing == 2


def test_a_base_that_went_on_elsewhere_says_nothing_and_one_that_went_another_way_is_told(
    base: Path, clock: FixedClock
) -> None:
    worked(base, clock, 2)
    other = aside(base, "autre poste")
    at_the_fork = worked(base, clock, 0)
    here = worked(base, clock, 3)
    worked(other, clock, 6)
    put(other, base)
    assert told(base, clock, at_the_fork) is None  # newer: what was seen is in it
    found = told(base, clock, here)
    assert found is not None
    assert found.missing == 0
    assert "chacune a changé de son côté" in found.sentence


def test_a_renewed_key_is_no_step_back(base: Path, clock: FixedClock) -> None:
    seen = worked(base, clock, 2)
    with at_work(base, clock) as (course, _journal):
        name = course.name
    access.renew_key(base, PASSWORD, clock=clock)
    with at_work(base, clock) as (course, _journal):
        assert course.name == name
        assert course.set_back(seen) is None


def test_lines_that_the_purge_takes_are_not_missed(base: Path, clock: FixedClock) -> None:
    seen = worked(base, clock, 3)
    clock.moment = FixedClock.on(date(2028, 3, 1)).moment
    with at_work(base, clock) as (course, journal):
        assert journal.purge() == 3
        assert course.set_back(seen) is None
    clock.moment = FixedClock.on(date(2029, 9, 1)).moment
    with at_work(base, clock, 1) as (course, journal):
        assert journal.purge() == 1
        assert course.set_back(seen) is None  # its line is long gone: nothing to compare
    with at_work(base, clock) as (course, _journal):
        forged = Seen(5, "0" * 64, clock.now())  # the control: the line of the second purge is kept
        assert course.set_back(forged) is not None


def test_what_is_remembered_is_of_one_base_under_its_name_wherever_it_stands(
    base: Path, clock: FixedClock, tmp_path: Path
) -> None:
    worked(base, clock, 2)
    moved = aside(base, "clé USB")
    saved = salvage_base(base, PASSWORD, clock).path
    names = []
    for path in (base, moved, saved, _filled_anew(base, clock, tmp_path)):
        with at_work(path, clock) as (course, _journal):
            names.append(course.name)
    assert names[0] == names[1]
    assert len(set(names)) == 3


def _filled_anew(base: Path, clock: FixedClock, folder: Path) -> Path:
    """Return a new base of the same name, as one that an open export is read into."""
    home = folder / "nouvelle"
    home.mkdir()
    access.create_base(home / base.name, PASSWORD, clock=clock, cost=FLOOR).close()
    return home / base.name


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"number": "x", "seal": "", "at": "2026-11-23"},
        {"number": 1, "seal": "a"},
        {"number": 1, "seal": "a", "at": 3},
    ],
)
def test_what_is_no_memory_is_none(kept: dict[str, object]) -> None:
    assert Seen.read(kept) is None
