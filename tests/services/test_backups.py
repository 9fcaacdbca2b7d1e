"""Copies of the base: made, verified, thinned out, each opened again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from caseapp.kernel.clock import FixedClock
from caseapp.services import access
from caseapp.services.backups import Backups, BesideTheBaseError, MissingPlaceError, NoRoomError
from db.copy import CopyStoppedError
from db.models import Person
from tests.support.rows import add_full_case
from tests.support.store import PASSWORD, fresh_store, locked_base

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.store import Store


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 26, 17, 34, 5, tzinfo=UTC))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "clé"
    folder.mkdir()
    return folder


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    home = tmp_path / "poste"
    home.mkdir()
    opened = access.unlock(locked_base(home), PASSWORD, clock=clock)
    with opened.write() as session:
        add_full_case(session)
    yield opened
    opened.close()


@pytest.fixture
def backups(store: Store, clock: FixedClock) -> Backups:
    return Backups(store, clock)


def names(store: Store) -> list[str]:
    with store.read() as session:
        return sorted(session.scalars(sa.select(Person.last_name)))


def test_a_copy_opens_with_the_password_and_holds_everything(
    backups: Backups, store: Store, stick: Path, clock: FixedClock
) -> None:
    (outcome,) = backups.back_up([stick])
    assert outcome.trouble is None
    assert outcome.made is not None
    assert outcome.made.path.name == "essai.copie-2026-11-26-173405Z.caseapp"
    assert outcome.made.made_at.strftime("%d/%m/%Y %H:%M") == "26/11/2026 18:34"
    assert outcome.made.size == outcome.made.path.stat().st_size
    copy = access.unlock(outcome.made.path, PASSWORD, clock=clock)
    assert names(copy) == names(store)
    copy.close()


def test_nobody_reads_a_name_in_a_copy(backups: Backups, store: Store, stick: Path) -> None:
    backups.back_up([stick])
    for file in stick.iterdir():
        content = file.read_bytes()
        assert not any(name.encode() in content for name in names(store))


def test_a_place_that_is_away_does_not_keep_the_other_from_its_copy(
    backups: Backups, stick: Path, tmp_path: Path
) -> None:
    away, there = backups.back_up([tmp_path / "débranchée", stick])
    assert isinstance(away.trouble, MissingPlaceError)
    assert "débranchée" in away.trouble.sentence
    assert there.made is not None


def test_the_folder_of_the_base_is_no_place(backups: Backups, store: Store) -> None:
    with pytest.raises(BesideTheBaseError):
        backups.check_place(store.path.parent)
    (outcome,) = backups.back_up([store.path.parent])
    assert isinstance(outcome.trouble, BesideTheBaseError)


def test_copies_are_thinned_out_with_their_keys(
    store: Store, stick: Path, clock: FixedClock
) -> None:
    for days in range(20):
        Backups(store, FixedClock(clock.moment + timedelta(days=days))).back_up([stick])
    copies = Backups(store, clock).copies(stick)
    assert [copy.made_at.day for copy in copies] == [15, 14, 13, 12, 11, 10, 9, 6, 30, 29]
    assert len(list(stick.iterdir())) == 3 * len(copies)


def test_the_copies_of_a_colleague_of_the_same_name_are_left_alone(
    backups: Backups, tmp_path: Path, stick: Path, clock: FixedClock
) -> None:
    colleague = tmp_path / "collègue"
    colleague.mkdir()
    other = fresh_store(colleague)
    long_ago = FixedClock(clock.moment - timedelta(days=900))
    theirs = Backups(other, long_ago).back_up([stick])[0].made
    other.close()
    assert theirs is not None
    (ours,) = backups.back_up([stick])
    assert [copy.path for copy in backups.copies(stick)] == [ours.made and ours.made.path]
    assert theirs.path.exists()


def test_two_copies_in_one_second_are_two(backups: Backups, stick: Path) -> None:
    backups.back_up([stick])
    (second,) = backups.back_up([stick])
    assert second.made is not None
    assert second.made.path.name.endswith("173406Z.caseapp")


def test_the_copies_of_a_base_that_is_doubted_take_the_place_of_none(
    backups: Backups, stick: Path
) -> None:
    (before,) = backups.back_up([stick])
    backups.keeps_all = True
    (doubted,) = backups.back_up([stick])
    assert before.made in backups.copies(stick)  # of the same day: it would have gone
    assert doubted.made in backups.copies(stick)
    backups.keeps_all = False
    (meant,) = backups.back_up([stick])
    assert backups.copies(stick) == (meant.made,)


def test_a_copy_that_is_stopped_leaves_nothing(backups: Backups, stick: Path) -> None:
    asked = iter([False, True])
    with pytest.raises(CopyStoppedError):
        backups.back_up([stick], lambda: next(asked, True))
    assert list(stick.iterdir()) == []


def test_what_a_killed_copy_left_is_swept(backups: Backups, stick: Path) -> None:
    left = stick / "essai.copie-2026-11-20-080000Z.caseapp.nouveau"
    left.write_bytes(b"half")
    strange = stick / "vacances.nouveau"
    strange.write_bytes(b"theirs")
    backups.back_up([stick])
    assert not left.exists()
    assert strange.exists()


def test_a_full_disk_is_said_in_the_words_of_a_copy(
    backups: Backups, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.copy.shutil.disk_usage", lambda _path: _Usage())
    (outcome,) = backups.back_up([stick])
    assert isinstance(outcome.trouble, NoRoomError)
    assert list(stick.iterdir()) == []


class _Usage:
    free = 0


def test_a_clock_that_was_wrong_for_a_while_costs_no_copy(
    backups: Backups, store: Store, stick: Path, clock: FixedClock
) -> None:
    today = clock.moment
    for day in range(9):  # the clock stood in 2031
        clock.moment = today + timedelta(days=5 * 365 + day)
        backups.back_up([stick])
    of_2031 = {copy.made_at for copy in backups.copies(stick)}
    for hours in range(3):  # it is set right again
        clock.moment = today + timedelta(hours=hours)
        made = backups.back_up([stick])[0].made
        assert made is not None
        assert made.made_at == clock.moment
        assert made.path.exists()
    kept = {copy.made_at for copy in backups.copies(stick)}
    assert of_2031 <= kept
    assert len(kept - of_2031) == 1  # of one day, the last
