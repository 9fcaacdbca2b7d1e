"""Killed while it saves, the program has kept all that its screen showed as kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from caseapp.desk_parts import open_desk
from caseapp.services import access
from tests.support.builders import field_of
from tests.support.engines import ReadyEngine
from tests.support.hands import plain
from tests.support.store import PASSWORD, locked_base

if TYPE_CHECKING:
    from pathlib import Path

    from caseapp.kernel.clock import FixedClock

ROUNDS = 10


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks and kills, which is POSIX")
def test_ten_kills_lose_nothing_that_was_shown_and_leave_no_half_case(
    home: Path, clock: FixedClock
) -> None:
    base = locked_base(home / "Documents")
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.support.saving", str(base), str(ROUNDS)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, "Traceback" in ran.stderr) == (0, False), ran.stderr
    shown: dict[str, str] = {}  # the case, and the last amount its screen showed as stored
    begun: dict[str, str] = {}  # what was being typed after that
    for kind, name, value in json.loads(ran.stdout):
        (begun if kind == "typing" else shown)[name] = value

    assert access.check_base(base, PASSWORD).ok
    store = access.unlock(base, PASSWORD, clock=clock)
    desk = open_desk(store, ReadyEngine(), clock)
    pages = {row.name.split()[0]: desk.household.page(row.id) for row in desk.cases.rows()}
    store.close()
    assert len(begun) >= ROUNDS
    assert len([value for value in shown.values() if value]) >= ROUNDS // 3
    assert set(shown) <= set(pages) <= set(begun)
    for name, page in pages.items():
        assert len(page.people) == 1  # no half case
        debt = plain(field_of(page.housing, "debts.rent").text).removesuffix(",00 €")
        assert debt in {shown.get(name, ""), begun[name]}, name
