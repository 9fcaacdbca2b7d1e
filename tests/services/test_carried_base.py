"""A base and its key file carried to another machine, in another time zone: the same dates."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from caseapp.desk_parts import open_desk
from caseapp.domain.claim import Channel, Filed, Refused
from caseapp.kernel.clock import FixedClock
from caseapp.services import access
from db.kdf import FLOOR
from tests.support.engines import ReadyEngine
from tests.support.store import PASSWORD

if TYPE_CHECKING:
    from pathlib import Path

    from db.store import Store

TODAY = date(2026, 11, 23)
OPEN_THERE = """
import json, sys
from pathlib import Path
from tests.services import test_carried_base as here
store = here.opened(Path(sys.argv[1]))
print(json.dumps(here.dates(store)))
store.close()
"""


def opened(path: Path) -> Store:
    return access.unlock(path, PASSWORD, clock=FixedClock.on(TODAY))


def dates(store: Store) -> list[list[str]]:
    """Return each date of the base with its days and its key, once all clocks are set again."""
    desk = open_desk(store, ReadyEngine(), FixedClock.on(TODAY))
    desk.claims.refresh()
    items = desk.dated_items.between(date(2026, 1, 1), TODAY + timedelta(days=400))
    return [[str(item.id), str(item.on), str(item.computed_on), item.at] for item in items]


@pytest.mark.parametrize("zone", ["Indian/Reunion", "America/Martinique", "Pacific/Auckland"])
def test_a_base_carried_to_another_time_zone_shows_the_same_dates(
    tmp_path: Path, zone: str
) -> None:
    path = tmp_path / "ici" / "dossiers.caseapp"
    clock = FixedClock.on(TODAY)
    store = access.create_base(path, PASSWORD, clock=clock, cost=FLOOR)
    desk = open_desk(store, ReadyEngine(), clock)
    case = desk.cases.create("Hoarau", "Marie")
    desk.household.set_fact(case, None, "housing.commune", "97415")
    claim = desk.claims.open(case, "rsa")
    desk.claims.record(claim, Filed(on=date(2026, 8, 1), channel=Channel.COUNTER))
    desk.claims.record(claim, Refused(on=date(2026, 10, 19), notified_on=date(2026, 10, 20)))
    desk.agenda.record(case, {"title": "appeler", "due_on": "24/11/2026", "at": "0h15"})
    here = dates(store)
    store.close()
    assert len(here) > 3

    there = tmp_path / "ailleurs"
    there.mkdir()
    for name in (path.name, f"{path.name}.cles"):
        shutil.copy(path.with_name(name), there / name)
    done = subprocess.run(  # noqa: S603 - this Python, on a script of this file
        [sys.executable, "-c", OPEN_THERE, str(there / path.name)],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=120,
    )
    assert json.loads(done.stdout.splitlines()[-1]) == here
