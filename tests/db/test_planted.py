"""Somebody else writes in the folder of the base: links, folders, another base's keys, old journals."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from caseapp.services import access
from db import keys
from db.errors import StrangeFileError
from db.files import beside
from db.kdf import FLOOR
from tests.support.store import PASSWORD

if TYPE_CHECKING:
    from pathlib import Path

    from caseapp.kernel.clock import FixedClock

LINKS = pytest.mark.skipif(os.name == "nt", reason="a link needs rights on Windows")
ENDINGS = (".verrou", "-wal", "-shm", "-journal", ".cles.suite")


@LINKS
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_link_in_the_place_of_a_file_of_ours_is_followed_to_nothing(
    base: Path, clock: FixedClock, tmp_path: Path, ending: str
) -> None:
    victim = tmp_path / "impôts.txt"
    victim.write_text("précieux", encoding="utf-8")
    beside(base, ending).symlink_to(victim)
    with pytest.raises(StrangeFileError) as told:
        access.unlock(base, PASSWORD, clock=clock)
    assert beside(base, ending).name in told.value.sentence
    assert victim.read_text(encoding="utf-8") == "précieux"
    beside(base, ending).unlink()
    access.unlock(base, PASSWORD, clock=clock).close()


@LINKS
def test_no_lock_is_taken_through_a_link(base: Path, clock: FixedClock, tmp_path: Path) -> None:
    victim = tmp_path / "impôts.txt"
    victim.write_text("précieux", encoding="utf-8")
    new = base.with_name("neuve.caseapp")
    beside(new, ".verrou").symlink_to(victim)
    with pytest.raises(StrangeFileError):
        access.create_base(new, PASSWORD, clock=clock, cost=FLOOR)
    assert victim.read_text(encoding="utf-8") == "précieux"


@pytest.mark.parametrize("ending", [".verrou", ".cles.suite"])
def test_a_folder_in_the_place_of_a_file_of_ours_is_told(
    base: Path, clock: FixedClock, ending: str
) -> None:
    beside(base, ending).mkdir()
    with pytest.raises(StrangeFileError):
        access.unlock(base, PASSWORD, clock=clock)


@LINKS
def test_keys_that_never_end_are_not_read(base: Path, clock: FixedClock) -> None:
    for place in keys.places(base):
        with place.open("ab") as file:
            file.truncate(1 << 40)  # a terabyte of nothing
    with pytest.raises(access.DamagedKeysError):
        access.unlock(base, PASSWORD, clock=clock)


def test_a_key_file_without_a_way_in_is_no_key_file(base: Path, clock: FixedClock) -> None:
    key_file = keys.load(base)
    assert isinstance(key_file, keys.KeyFile)
    emptied = keys.KeyFile(key_file.vault, key_file.generation, (), key_file.seal)
    for place in keys.places(base):
        place.write_bytes(emptied.to_bytes())
    with pytest.raises(access.DamagedKeysError):
        access.unlock(base, PASSWORD, clock=clock)


@pytest.mark.parametrize("password", [PASSWORD, "Girafe-Ocre-82-Moulin"])
def test_the_copy_of_the_keys_opens_a_base_beside_the_keys_of_another(
    base: Path, clock: FixedClock, password: str
) -> None:
    other = base.with_name("autre.caseapp")
    access.create_base(other, password, clock=clock, cost=FLOOR).close()
    ours = beside(base, ".cles.bak").read_bytes()
    shutil.copy(beside(other, ".cles"), beside(base, ".cles"))
    access.unlock(base, PASSWORD, clock=clock).close()
    assert beside(base, ".cles").read_bytes() == ours


@pytest.mark.parametrize("kept", [".cles", ".cles.bak"])
def test_keys_of_before_a_renewal_give_way_to_those_of_today(
    base: Path, clock: FixedClock, kept: str
) -> None:
    before = beside(base, ".cles").read_bytes()
    access.renew_key(base, PASSWORD, clock=clock)
    today = beside(base, ".cles").read_bytes()
    for place in keys.places(base):
        place.write_bytes(today if place == beside(base, kept) else before)
    access.unlock(base, PASSWORD, clock=clock).close()
    assert {place.read_bytes() for place in keys.places(base)} == {today}


def test_a_password_that_was_changed_does_not_come_back_by_the_copy(
    base: Path, clock: FixedClock
) -> None:
    """Killed between the file and its copy, the change is done: the old password opens nothing."""
    before = beside(base, ".cles").read_bytes()
    key_file = keys.load(base)
    assert isinstance(key_file, keys.KeyFile)
    opened = key_file.open_with(PASSWORD)
    assert opened is not None
    slot = opened.slot
    new = slot.rewrapped(key_file.vault, PASSWORD, "Girafe-Ocre-82-Moulin", slot.cost, slot.label)
    assert new is not None
    keys.save(base, key_file.replacing(opened.data_key, new))
    beside(base, ".cles.bak").write_bytes(before)
    with pytest.raises(access.WrongPasswordError):
        access.unlock(base, PASSWORD, clock=clock)
