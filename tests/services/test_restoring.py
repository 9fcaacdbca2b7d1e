"""A copy put back: looked into first, the present base kept aside, and undone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from caseapp.kernel.clock import FixedClock
from caseapp.services import access
from caseapp.services.backups import Backups
from caseapp.services.restoring import Brought, OtherBaseError, undo
from db import attempts
from db.errors import BaseInUseError, DamagedBaseError, MissingBaseError
from db.kdf import FLOOR
from db.key_errors import MissingKeysError, TooSoonError, WrongPasswordError
from db.models import Case, Person
from tests.support.rows import add_full_case
from tests.support.store import PASSWORD, locked_base

if TYPE_CHECKING:
    from pathlib import Path

CLOCK = FixedClock(datetime(2026, 11, 26, 17, 34, 5, tzinfo=UTC))


@pytest.fixture
def base(tmp_path: Path) -> Path:
    home = tmp_path / "poste"
    home.mkdir()
    return locked_base(home)


@pytest.fixture
def copy(base: Path, tmp_path: Path) -> Path:
    """A copy with one case; the base itself has lost it since."""
    stick = tmp_path / "clé"
    stick.mkdir()
    store = access.unlock(base, PASSWORD, clock=CLOCK)
    with store.write() as session:
        add_full_case(session)
    made = Backups(store, CLOCK).back_up([stick])[0].made
    with store.write() as session:
        session.execute(sa.delete(Case))
    store.close()
    assert made is not None
    return made.path


def cases(base: Path) -> int:
    store = access.unlock(base, PASSWORD, clock=CLOCK)
    try:
        with store.read() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(Case)) or 0
    finally:
        store.close()


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_one_sees_what_is_in_a_copy_before_anything_moves(base: Path, copy: Path) -> None:
    before = base.read_bytes()
    brought = Brought(copy, base)
    found = brought.look(PASSWORD)
    assert (found.cases, found.people > 0, found.claims > 0) == (1, True, True)
    assert found.changed_at is not None
    brought.let_go()
    assert base.read_bytes() == before
    assert files(base.parent) == [base.name, f"{base.name}.cles", f"{base.name}.cles.bak"]


def test_the_copy_takes_the_place_of_the_base_which_is_kept(base: Path, copy: Path) -> None:
    assert cases(base) == 0
    restored = Brought(copy, base).put_in_place(CLOCK)
    assert cases(base) == 1
    assert restored.aside is not None
    assert restored.aside.name == "essai.avant-restauration-2026-11-26.caseapp"
    assert cases(restored.aside) == 0
    assert copy.exists()
    assert not [name for name in files(base.parent) if ".restauration" in name]


def test_it_is_undone_by_the_same_way(base: Path, copy: Path) -> None:
    restored = Brought(copy, base).put_in_place(CLOCK)
    again = undo(restored, CLOCK)
    assert cases(base) == 0
    assert again.aside is not None
    assert again.aside.name == "essai.avant-restauration-2026-11-26-2.caseapp"
    assert cases(again.aside) == 1


def test_what_the_base_had_in_its_journal_is_kept_aside_too(base: Path, copy: Path) -> None:
    """A base whose window was killed: its last changes are in the journal alone."""
    store = access.unlock(base, PASSWORD, clock=CLOCK)
    with store.write() as session:
        add_full_case(session)
    content = {path.name: path.read_bytes() for path in base.parent.iterdir() if path.is_file()}
    store.close()
    for name, was in content.items():
        if not name.endswith((".verrou", "-shm")):
            (base.parent / name).write_bytes(was)
    assert (base.parent / f"{base.name}-wal").stat().st_size > 0
    restored = Brought(copy, base).put_in_place(CLOCK)
    assert cases(base) == 1
    assert restored.aside is not None
    assert cases(restored.aside) == 1


def test_a_lost_base_comes_back_from_its_copy(base: Path, copy: Path) -> None:
    for path in list(base.parent.iterdir()):
        path.unlink()
    restored = Brought(copy, base).put_in_place(CLOCK)
    assert restored.aside is None
    assert cases(base) == 1


def test_a_damaged_base_is_kept_as_it_is(base: Path, copy: Path) -> None:
    broken = bytearray(base.read_bytes())
    broken[5000:5100] = bytes(100)
    base.write_bytes(broken)
    restored = Brought(copy, base).put_in_place(CLOCK)
    assert cases(base) == 1
    assert restored.aside is not None
    assert restored.aside.read_bytes() == bytes(broken)


def test_the_copy_of_another_base_replaces_nothing(base: Path, tmp_path: Path) -> None:
    other = tmp_path / "ailleurs"
    other.mkdir()
    path = other / base.name
    access.create_base(path, PASSWORD, clock=CLOCK, cost=FLOOR).close()
    with pytest.raises(OtherBaseError):
        Brought(path, base)
    assert len(files(base.parent)) == 3


def test_a_wrong_password_and_a_damaged_copy_are_told_apart(
    base: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "wait_after", lambda count: 600.0 if count else 0.0)
    brought = Brought(copy, base)
    with pytest.raises(WrongPasswordError):
        brought.look("Un-Autre-Mot-De-Passe-12")
    brought.let_go()
    with pytest.raises(TooSoonError):  # bringing it anew does not shorten the wait
        Brought(copy, base).look(PASSWORD)
    monkeypatch.setattr(attempts, "wait_after", lambda _count: 0.0)
    broken = bytearray(copy.read_bytes())
    broken[-3000] ^= 1
    copy.write_bytes(broken)
    brought = Brought(copy, base)
    with pytest.raises(DamagedBaseError):
        brought.look(PASSWORD)
    brought.let_go()


def test_a_copy_without_its_keys_is_told(base: Path, copy: Path) -> None:
    for ending in (".cles", ".cles.bak"):
        copy.with_name(copy.name + ending).unlink()
    with pytest.raises(MissingKeysError):
        Brought(copy, base)
    assert len(files(base.parent)) == 3


def test_an_open_base_is_not_replaced(base: Path, copy: Path) -> None:
    store = access.unlock(base, PASSWORD, clock=CLOCK)
    brought = Brought(copy, base)
    with pytest.raises(BaseInUseError):
        brought.put_in_place(CLOCK)
    brought.let_go()
    with store.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == 0
    store.close()


def test_a_copy_that_is_gone_is_told(base: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingBaseError):
        Brought(tmp_path / "partie.caseapp", base)
