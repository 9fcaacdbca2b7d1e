"""What encryption costs: ten things the program reads and writes, beside plain SQLite in the same run.

The plain base is made of the invented one, in a temporary folder that is removed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks import big_base
from benchmarks.encryption_probe import PLAIN
from benchmarks.table import Figure, print_table
from caseapp.desk_parts import open_desk
from caseapp.domain.journal import JournalAction
from db import journal
from db.connection import APPLICATION_ID, BY_PARTS, FILE_FORMAT
from tests.support.engines import ReadyEngine

_ROUNDS = 3  # processes of each kind, in turn: of each figure the best is kept
_LINES, _CHANGES = 20_000, 60  # of the journal, and of one case

Found = dict[str, dict[str, list[float]]]


def run() -> list[Figure]:
    """Return the figures of processes that hold one base or the other."""
    found: dict[str, Found] = {"sqlcipher": {}, "plain": {}}
    with tempfile.TemporaryDirectory() as folder:
        case = _prepare(big_base.shared(), Path(folder))
        for _turn in range(_ROUNDS):
            for kind, best in found.items():
                _keep_best(best, _asked(Path(folder), kind, case))
    return [
        _figure(name, "à froid" if turn == "cold" else "à chaud", cipher[turn], plain[turn])
        for name, cipher, plain in _pairs(found)
        for turn in ("cold", "warm")
    ]


def _prepare(shared: Path, folder: Path) -> str:
    """Make both bases, with a journal and a history; return the case that was changed."""
    store = big_base.open_copy(shared, folder)
    desk = open_desk(store, ReadyEngine(), big_base.CLOCK)
    case = desk.case_list.rows()[0].id
    for number in range(_CHANGES):
        desk.household.set_fact(case, None, "housing.rent", str(300 + number))
    entry = journal.Entry(action=JournalAction.OPENED, case_id=case, reference="2026-0001")
    with store.write_aside() as session:
        journal.append(session.connection(), [(big_base.CLOCK.now(), entry)] * _LINES)
    pooled = store.engine.raw_connection()
    db: Any = pooled.driver_connection
    db.execute("ATTACH ? AS plain KEY ''", (str(folder / PLAIN),))
    db.execute(f"PRAGMA plain.{BY_PARTS}")
    db.execute("SELECT sqlcipher_export('plain')").fetchall()
    db.execute(f"PRAGMA plain.application_id={APPLICATION_ID}")
    db.execute(f"PRAGMA plain.user_version={FILE_FORMAT}")
    db.execute("DETACH plain")
    pooled.close()
    with store.read() as session:
        same = session.scalar(sa.text("SELECT count(*) FROM journal_line"))
    store.close()
    if not (folder / PLAIN).read_bytes().startswith(b"SQLite format 3") or same < _LINES:
        raise RuntimeError("the plain base is not the same")
    return case.hex


def _asked(folder: Path, kind: str, case: str) -> Found:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.encryption_probe", str(folder), kind, case],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=1800,
    )
    found: Found = json.loads(done.stdout.splitlines()[-1])
    return found


def _keep_best(best: Found, found: Found) -> None:
    for name, turns in found.items():
        for turn, took in turns.items():
            kept = best.setdefault(name, {}).setdefault(turn, took)
            best[name][turn] = [min(pair) for pair in zip(kept, took, strict=True)]


def _pairs(found: dict[str, Found]) -> list[tuple[str, Any, Any]]:
    return [(name, turns, found["plain"][name]) for name, turns in found["sqlcipher"].items()]


def _figure(name: str, turn: str, cipher: list[float], plain: list[float]) -> Figure:
    (wall, busy), (plain_wall, plain_busy) = cipher, plain
    words = (
        f"× {wall / plain_wall:.2f} ({plain_wall:.2f} ms en clair) ; "
        f"processeur {busy:.2f} ms, × {busy / max(plain_busy, 0.001):.2f}"
    )
    return Figure(
        name=f"chiffrement : {name}, {turn}",
        measured=f"{wall:.2f} ms".replace(".", ","),
        ratio=words.replace(".", ","),
    )


if __name__ == "__main__":
    sys.exit(0 if print_table(run()) else 1)
