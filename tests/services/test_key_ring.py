"""Several people open one base, each with a password of theirs; a sheet of paper where all are lost."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.kernel.clock import FixedClock
from caseapp.kernel.errors import UserInputError
from caseapp.services import access
from caseapp.services.backups import Backups
from caseapp.services.key_ring import (
    KeyRing,
    LastSlotError,
    NotInChargeError,
    RecoveryGroupError,
    RecoveryKey,
    TooSoonError,
    WeakPasswordError,
    WorkerRole,
    WrongPasswordError,
    WrongRecoveryKeyError,
)
from caseapp.services.settings import ServiceSettings, Settings
from db import attempts
from db.models import Case
from tests.support.rows import case
from tests.support.store import PASSWORD, locked_base

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from db.store import Store

SECOND = "Girafe-Ocre-82-Moulin"
THIRD = "Tulipe-Bleue-64-Canal"


@pytest.fixture
def clock() -> FixedClock:

    return FixedClock.on(date(2026, 11, 26))


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return locked_base(tmp_path)


@pytest.fixture
def opened(base: Path, clock: FixedClock) -> Iterator[Callable[..., Store]]:
    """Open the base with a secret; whoever had it open before leaves it."""
    stores: list[Store] = []

    def open_with(secret: str | RecoveryKey = PASSWORD) -> Store:
        for store in stores:
            store.close()
        stores.append(access.unlock(base, secret, clock=clock))
        return stores[-1]

    yield open_with
    for store in stores:
        store.close()


def ring_of(store: Store, clock: FixedClock) -> KeyRing:
    return KeyRing(store, clock)


def named(store: Store, clock: FixedClock, name: str = "Claire Morel") -> KeyRing:
    """Return the ring of somebody who gave her name in the settings."""
    Settings(store, clock).save_service(ServiceSettings(worker=name, worker_title="assistante"))
    return ring_of(store, clock)


def with_colleague(store: Store, clock: FixedClock) -> KeyRing:
    ring = named(store, clock)
    ring.add("Jean Petit", "éducateur", WorkerRole.WORKER, SECOND, PASSWORD)
    return ring


def test_one_person_is_told_apart_from_nobody(
    opened: Callable[..., Store], clock: FixedClock
) -> None:
    (way,) = ring_of(opened(), clock).ways_in()
    assert (way.name, way.is_mine, way.is_recovery) == ("", True, False)
    assert way.since is not None


def test_a_changed_password_opens_and_the_old_one_no_longer(
    opened: Callable[..., Store], clock: FixedClock, base: Path
) -> None:
    store = opened()
    size = base.stat().st_size, base.stat().st_mtime_ns
    ring_of(store, clock).change_password(PASSWORD, SECOND)
    assert (base.stat().st_size, base.stat().st_mtime_ns) == size  # the base is not rewritten
    opened(SECOND)
    with pytest.raises(WrongPasswordError):
        opened(PASSWORD)


def test_a_change_needs_the_present_password_and_a_strong_new_one(
    opened: Callable[..., Store], clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = ring_of(opened(), clock)
    monkeypatch.setattr(attempts, "wait_after", lambda count: 600.0 if count else 0.0)
    with pytest.raises(WeakPasswordError):
        ring.change_password(PASSWORD, "Azerty123")
    with pytest.raises(WrongPasswordError):
        ring.change_password("pas le bon", SECOND)
    with pytest.raises(TooSoonError):  # an open window is no place to guess either
        ring.change_password(PASSWORD, SECOND)
    monkeypatch.setattr(attempts, "wait_after", lambda _count: 0.0)
    ring.change_password(PASSWORD, SECOND)
    opened(SECOND)


def test_a_colleague_opens_with_a_password_of_theirs_and_writes_under_their_name(
    opened: Callable[..., Store], clock: FixedClock
) -> None:
    with_colleague(opened(), clock)
    store = opened(SECOND)
    assert Settings(store, clock).service().signature == "Jean Petit, éducateur"
    mine, other = ring_of(store, clock).ways_in()[::-1]
    assert (mine.name, mine.role, mine.is_mine) == ("Jean Petit", WorkerRole.WORKER, True)
    assert (other.name, other.role, other.is_mine) == ("Claire Morel", WorkerRole.IN_CHARGE, False)
    assert Settings(opened(), clock).service().worker == "Claire Morel"


def test_a_worker_changes_their_own_password_and_nothing_else(
    opened: Callable[..., Store], clock: FixedClock
) -> None:
    with_colleague(opened(), clock)
    ring = ring_of(opened(SECOND), clock)
    other = next(way for way in ring.ways_in() if not way.is_mine)
    mine = next(way for way in ring.ways_in() if way.is_mine)
    paper = RecoveryKey.new()
    for act in (
        lambda: ring.add("X Y", "", WorkerRole.IN_CHARGE, THIRD, SECOND),
        lambda: ring.remove(other.slot, SECOND),
        lambda: ring.give_role(mine.slot, WorkerRole.IN_CHARGE),
        lambda: ring.keep_recovery(paper, " ".join(paper.groups), SECOND),
    ):
        with pytest.raises((NotInChargeError, LastSlotError)):
            act()
    ring.change_password(SECOND, THIRD)
    opened(THIRD)
    opened(PASSWORD)


@pytest.mark.parametrize("name", ["", "  ", "claire  MOREL", "x" * 121])
def test_a_name_that_tells_nobody_apart_is_refused(
    opened: Callable[..., Store], clock: FixedClock, name: str
) -> None:
    ring = named(opened(), clock)
    with pytest.raises(UserInputError) as caught:
        ring.add(name, "", WorkerRole.WORKER, SECOND, PASSWORD)
    assert caught.value.field == "name"
    assert len(ring.ways_in()) == 1


def test_whoever_adds_a_colleague_gives_their_own_name_first(
    opened: Callable[..., Store], clock: FixedClock
) -> None:
    ring = ring_of(opened(), clock)
    with pytest.raises(UserInputError, match="Votre nom"):
        ring.add("Jean Petit", "", WorkerRole.WORKER, SECOND, PASSWORD)
    assert len(ring.ways_in()) == 1
    with pytest.raises(WrongPasswordError):
        opened(SECOND)


def test_a_removed_colleague_no_longer_opens_the_base(
    opened: Callable[..., Store], clock: FixedClock
) -> None:
    ring = with_colleague(opened(), clock)
    other = next(way for way in ring.ways_in() if not way.is_mine)
    ring.remove(other.slot, PASSWORD)
    assert [way.name for way in ring.ways_in()] == ["Claire Morel"]
    with pytest.raises(WrongPasswordError):
        opened(SECOND)


def test_somebody_in_charge_is_always_left(opened: Callable[..., Store], clock: FixedClock) -> None:
    ring = with_colleague(opened(), clock)
    mine = next(way for way in ring.ways_in() if way.is_mine)
    other = next(way for way in ring.ways_in() if not way.is_mine)
    with pytest.raises(LastSlotError):
        ring.remove(mine.slot, PASSWORD)
    with pytest.raises(LastSlotError):
        ring.give_role(mine.slot, WorkerRole.WORKER)
    ring.give_role(other.slot, WorkerRole.IN_CHARGE)
    ring.give_role(mine.slot, WorkerRole.WORKER)
    assert {way.name: way.role for way in ring.ways_in()} == {
        "Claire Morel": WorkerRole.WORKER,
        "Jean Petit": WorkerRole.IN_CHARGE,
    }


def test_the_sheet_opens_once_it_was_copied_without_a_slip(
    opened: Callable[..., Store], clock: FixedClock
) -> None:
    ring, paper = ring_of(opened(), clock), RecoveryKey.new()
    groups = list(paper.groups)
    with pytest.raises(RecoveryGroupError):
        ring.keep_recovery(paper, " ".join([*groups[:-1], groups[0]]), PASSWORD)
    with pytest.raises(WrongRecoveryKeyError):
        ring.keep_recovery(paper, " ".join(RecoveryKey.new().groups), PASSWORD)
    assert len(ring.ways_in()) == 1
    ring.keep_recovery(paper, " ".join(groups), PASSWORD)
    assert [way.is_recovery for way in ring.ways_in()] == [False, True]
    assert not ring.by_recovery

    by_sheet = ring_of(opened(paper), clock)
    assert by_sheet.by_recovery
    by_sheet.change_password("", SECOND)  # the old one was lost
    assert not ring_of(opened(SECOND), clock).by_recovery
    opened(paper)
    with pytest.raises(WrongPasswordError):
        opened(PASSWORD)


def test_a_new_sheet_takes_the_place_of_the_old_one(
    opened: Callable[..., Store], clock: FixedClock
) -> None:
    ring, old, new = ring_of(opened(), clock), RecoveryKey.new(), RecoveryKey.new()
    ring.keep_recovery(old, " ".join(old.groups), PASSWORD)
    ring.keep_recovery(new, " ".join(new.groups), PASSWORD)
    assert len(ring.ways_in()) == 2
    opened(new)
    with pytest.raises(WrongRecoveryKeyError):
        opened(old)


def test_by_the_sheet_one_is_the_person_in_charge_and_may_print_another(
    opened: Callable[..., Store], clock: FixedClock
) -> None:
    ring, old, new = with_colleague(opened(), clock), RecoveryKey.new(), RecoveryKey.new()
    ring.keep_recovery(old, " ".join(old.groups), PASSWORD)
    by_sheet = ring_of(opened(old), clock)
    assert next(way.name for way in by_sheet.ways_in() if way.is_mine) == "Claire Morel"
    by_sheet.keep_recovery(new, " ".join(new.groups), "")
    opened(new)
    with pytest.raises(WrongRecoveryKeyError):
        opened(old)


def test_the_cases_of_somebody_stay_theirs_under_a_new_name(
    opened: Callable[..., Store], clock: FixedClock
) -> None:
    store = opened()
    with_colleague(store, clock)
    with store.write() as session:
        for reference, referent in (("2026-0001", "Claire Morel"), ("2026-0002", "Jean Petit")):
            row = case(reference)
            row.referent = referent
            session.add(row)
    settings = Settings(store, clock)
    with pytest.raises(UserInputError):
        settings.save_service(ServiceSettings(worker="jean petit"))
    settings.save_service(ServiceSettings(worker="Claire Morel-Adam"))
    with store.read() as session:
        referents = [row.referent for row in session.query(Case).order_by(Case.reference)]
    assert referents == ["Claire Morel-Adam", "Jean Petit"]
    assert Settings(opened(), clock).service().worker == "Claire Morel-Adam"


def test_a_copy_opens_for_everybody_who_could_open_the_base_that_day(
    opened: Callable[..., Store], clock: FixedClock, tmp_path: Path
) -> None:
    store = opened()
    with_colleague(store, clock)
    stick = tmp_path / "stick"
    stick.mkdir()
    made = Backups(store, clock).back_up([stick])[0].made
    assert made is not None
    for secret in (PASSWORD, SECOND):
        access.unlock(made.path, secret, clock=clock).close()


def test_no_name_stands_in_the_key_file(
    opened: Callable[..., Store], clock: FixedClock, base: Path
) -> None:
    with_colleague(opened(), clock)
    for path in base.parent.iterdir():
        content = path.read_bytes()
        assert b"Morel" not in content
        assert b"Petit" not in content
