"""The work without a screen: words, a report and pictures, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.desk_parts import open_desk
from caseapp.services import access, demo_base
from db.kdf import FLOOR
from tests.support.command_line import caseapp, plain
from tests.support.engines import ReadyEngine, answer, monthly

if TYPE_CHECKING:
    from pathlib import Path

    from caseapp.kernel.clock import FixedClock


def test_a_tour_leaves_a_report_and_pictures_and_says_nothing_of_the_screen_it_lacks(
    home: Path, clock: FixedClock
) -> None:
    base = home / demo_base.FILE_NAME
    store = access.create_base(base, demo_base.PASSWORD, clock=clock, cost=FLOOR)
    desk = open_desk(store, ReadyEngine((answer("rsa", amount=monthly(600)),)), clock)
    case_id = desk.cases.create("OUATTARA", "Awa")
    desk.estimates.run(case_id)
    desk.claims.open(case_id, "rsa")
    store.close()

    done = caseapp("demo", home, "--sans-ecran")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ma journée" in plain(done.stdout)
    left = sorted(file.suffix for file in (home / "visite").iterdir())
    assert left == [".pdf", ".png", ".png", ".png", ".png", ".png", ".png"]
