"""One window at a time has a base; a killed one holds nobody out."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from caseapp.services import access
from db import attempts
from tests.support.store import PASSWORD

if TYPE_CHECKING:
    from pathlib import Path

    from caseapp.kernel.clock import FixedClock

HOLDER = """
import sys
from pathlib import Path
from db.lock import BaseLock
lock = BaseLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
lock.release()
"""


def hold_elsewhere(base: Path) -> subprocess.Popen[str]:
    """Return another process that has the base open."""
    process = subprocess.Popen(  # noqa: S603 - this interpreter, on a script of ours
        [sys.executable, "-c", HOLDER, str(base)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_window_is_told_who_has_the_base(base: Path, clock: FixedClock) -> None:
    with hold_elsewhere(base) as other:
        with pytest.raises(access.BaseInUseError) as caught:
            access.unlock(base, PASSWORD, clock=clock)
        assert f"processus {other.pid} sur " in caught.value.sentence
        other.communicate("")
    access.unlock(base, PASSWORD, clock=clock).close()


def test_the_same_window_cannot_open_it_twice(base: Path, clock: FixedClock) -> None:
    store = access.unlock(base, PASSWORD, clock=clock)
    for again in (access.unlock, access.create_base):
        with pytest.raises((access.BaseInUseError, access.BaseExistsError)):
            again(base, PASSWORD, clock=clock)
    with pytest.raises(access.BaseInUseError):
        access.check_base(base, PASSWORD)
    store.close()
    assert not base.with_name(f"{base.name}.verrou").exists()


@pytest.mark.skipif(os.name == "nt", reason="a link needs rights on Windows")
def test_another_name_of_the_same_base_is_the_same_base(base: Path, clock: FixedClock) -> None:
    alias = base.parent / "raccourci.caseapp"
    alias.symlink_to(base)
    store = access.unlock(base, PASSWORD, clock=clock)
    with pytest.raises(access.BaseInUseError):
        access.unlock(alias, PASSWORD, clock=clock)
    store.close()
    access.unlock(alias, PASSWORD, clock=clock).close()


def test_a_killed_window_leaves_its_lock_to_the_next(base: Path, clock: FixedClock) -> None:
    with hold_elsewhere(base) as other:
        other.kill()
        other.wait()
    assert base.with_name(f"{base.name}.verrou").exists()
    access.unlock(base, PASSWORD, clock=clock).close()


def test_a_trouble_releases_the_lock(
    base: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "wait_after", lambda count: 600.0 if count else 0.0)
    for trouble in (access.WrongPasswordError, access.TooSoonError):
        with pytest.raises(trouble):
            access.unlock(base, "autre", clock=clock)
    assert not base.with_name(f"{base.name}.verrou").exists()
