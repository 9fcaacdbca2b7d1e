"""A renewed key: the base opens with the same secrets, the old key reads nothing, no kill loses it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from caseapp.kernel.clock import FixedClock
from caseapp.services import access
from caseapp.services.backups import Backups
from caseapp.services.restoring import Brought
from db import keys, renewal
from db.errors import DiskFullError
from db.kdf import Cost
from db.pages import any_page_holds
from db.recovery import RecoveryKey
from tests.support.rows import add_full_case
from tests.support.store import NAME, PASSWORD, digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CHEAP = Cost(1, 1024, 1)
KILLS = 100


@pytest.fixture(scope="module")
def full_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a closed base with many rows, which PASSWORD opens: made once, then copied."""
    folder = tmp_path_factory.mktemp("full")
    clock = FixedClock.on(date(2026, 11, 23))
    store = access.create_base(folder / NAME, PASSWORD, clock=clock, cost=CHEAP)
    with store.write() as session:
        for number in range(60):
            add_full_case(session, f"2026-{number:04}")
    store.close()
    return folder


@pytest.fixture
def filled(full_folder: Path, tmp_path: Path) -> Path:
    """A test's own copy of that base."""
    shutil.copytree(full_folder, tmp_path, dirs_exist_ok=True)
    return tmp_path / NAME


def key_of(base: Path, clock: FixedClock) -> bytearray:
    store = access.unlock(base, PASSWORD, clock=clock)
    try:
        with store.data_key() as key:
            return bytearray(key)
    finally:
        store.close()


def content_of(base: Path, clock: FixedClock, secret: str | RecoveryKey = PASSWORD) -> str:
    store = access.unlock(base, secret, clock=clock)
    try:
        return digest_of(store)
    finally:
        store.close()


def names(base: Path) -> list[str]:
    return sorted(path.name.removeprefix(base.name) for path in base.parent.iterdir())


def test_a_renewed_base_holds_the_same_under_another_key(filled: Path, clock: FixedClock) -> None:
    old, content, paper = key_of(filled, clock), content_of(filled, clock), RecoveryKey.new()
    file = keys.load(filled)
    assert isinstance(file, keys.KeyFile)
    keys.save(filled, file.adding(old, paper, None, clock.today())[0])
    shares: list[float] = []

    access.renew_key(filled, PASSWORD, clock=clock, told=shares.append)

    assert not any_page_holds(filled, old)
    assert content_of(filled, clock) == content
    assert content_of(filled, clock, paper) == content  # its sheet of paper still opens it
    assert access.check_base(filled, PASSWORD).ok
    assert shares == sorted(shares)
    assert (shares[0] < 0.6, shares[-1]) == (True, 1.0)
    assert names(filled) == ["", ".cles", ".cles.bak"]
    assert filled.stat().st_mode & 0o777 == 0o600


def test_the_copies_of_before_are_still_those_of_this_base_and_can_be_put_back(
    filled: Path, clock: FixedClock
) -> None:
    stick = filled.parent / "stick"
    stick.mkdir()
    store = access.unlock(filled, PASSWORD, clock=clock)
    content = digest_of(store)
    Backups(store, clock).back_up([stick])
    store.close()
    access.renew_key(filled, PASSWORD, clock=clock)
    store = access.unlock(filled, PASSWORD, clock=clock)
    (copy,) = Backups(store, clock).copies(stick)
    store.close()

    brought = Brought(copy.path, filled)
    brought.look(PASSWORD)
    brought.put_in_place(clock)

    assert content_of(filled, clock) == content


def test_a_stopped_renewal_leaves_all_as_it_was(filled: Path, clock: FixedClock) -> None:
    before = filled.read_bytes(), keys.places(filled)[0].read_bytes()
    for calls in range(4):
        left = iter([False] * calls)

        def stopped(left: Iterator[bool] = left) -> bool:
            return next(left, True)

        assert not access.renew_key(filled, PASSWORD, clock=clock, stopped=stopped)
        assert (filled.read_bytes(), keys.places(filled)[0].read_bytes()) == before
    assert content_of(filled, clock)
    assert access.renew_key(
        filled, PASSWORD, clock=clock
    )  # what the stopped ones left is no hindrance
    assert names(filled) == ["", ".cles", ".cles.bak"]


def test_a_disk_without_room_for_a_second_base_is_told_before_anything(
    filled: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    with pytest.raises(DiskFullError):
        access.renew_key(filled, PASSWORD, clock=clock)
    assert names(filled) == ["", ".cles", ".cles.bak"]


class PowerCutError(BaseException):
    """Nothing that the program does after it reaches the disk."""


STEPS: list[tuple[Any, str]] = [
    (renewal, "_check"),
    (renewal, "write_atomically"),
    (renewal, "_take_place"),
    (keys, "save"),
    (renewal, "sync_file"),
]


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", range(len(STEPS)))
def test_cut_at_each_step_the_base_opens_with_nothing_lost(
    filled: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, step: int, moment: str
) -> None:
    content, module, name = content_of(filled, clock), *STEPS[step]
    real: Callable[..., Any] = getattr(module, name)

    def cut(*args: Any, **more: Any) -> None:
        if moment == "after":
            real(*args, **more)
        raise PowerCutError

    monkeypatch.setattr(module, name, cut)
    with pytest.raises(PowerCutError):
        access.renew_key(filled, PASSWORD, clock=clock)
    monkeypatch.undo()

    assert content_of(filled, clock) == content
    assert access.check_base(filled, PASSWORD).ok
    access.renew_key(filled, PASSWORD, clock=clock)
    assert content_of(filled, clock) == content
    assert names(filled) == ["", ".cles", ".cles.bak"]


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks and kills, which is POSIX")
def test_a_hundred_kills_lose_nothing(filled: Path) -> None:
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.support.renewing", str(filled), str(KILLS)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    outcomes = json.loads(ran.stdout)
    assert len(outcomes) == KILLS
    assert all(same for _, _, same, _ in outcomes)
    assert {tuple(left) for *_, left in outcomes} == {("", ".cles", ".cles.bak")}
    kinds = Counter((kind, key) for kind, key, *_ in outcomes)
    assert kinds["killed", "old"] >= KILLS // 4
