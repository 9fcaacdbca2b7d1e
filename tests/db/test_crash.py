"""A program killed while it saves loses nothing that was acknowledged, and no half of anything."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from db.checks import soundness
from db.models import Case, ClaimEventRow, Person, ResourceCell
from db.store import Store
from tests.support.store import fresh_store

if TYPE_CHECKING:
    from pathlib import Path

# Each round forks: the child commits cases and acknowledges each, until it is killed.
CAMPAIGN = """
import json, os, random, select, signal, sys, time
from pathlib import Path
from db.store import Store
from tests.support.rows import add_full_case
path, data_key = Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline())
chance = random.Random(2026)
acknowledged = []
for number in range(int(sys.argv[2])):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        store = Store(path, bytearray(data_key))
        for count in range(100_000):
            reference = f"{number}-{count}"
            with store.write() as session:
                add_full_case(session, reference)
            os.write(writer, f"{reference}\\n".encode())
    os.close(writer)
    select.select([reader], [], [])
    time.sleep(chance.uniform(0, 0.08))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    said = b""
    while part := os.read(reader, 65536):
        said += part
    os.close(reader)
    acknowledged += said.decode().splitlines()
print(json.dumps(acknowledged))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks and kills, which is POSIX")
def test_twenty_five_kills_lose_no_acknowledged_case(tmp_path: Path) -> None:
    store = fresh_store(tmp_path)
    with store.data_key() as lent:
        data_key = bytearray(lent)
    store.close()

    ran = subprocess.run(  # noqa: S603 - this interpreter, on a script of ours
        [sys.executable, "-c", CAMPAIGN, str(store.path), "25"],
        input=data_key.hex(),
        capture_output=True,
        text=True,
        check=True,
    )
    acknowledged = set(json.loads(ran.stdout))

    store = Store(store.path, data_key)
    with store.read() as session:
        kept = set(session.scalars(sa.select(Case.reference)))
        counts = {
            kind: session.scalar(sa.select(sa.func.count()).select_from(kind))
            for kind in (Person, ClaimEventRow, ResourceCell)
        }
    pooled = store.engine.raw_connection()
    verdict = soundness(pooled.driver_connection)
    pooled.close()
    store.close()

    assert len(acknowledged) >= 25
    assert acknowledged <= kept
    assert len(kept) <= len(acknowledged) + 25  # committed, and killed before saying so
    assert counts == {
        Person: len(kept),
        ClaimEventRow: len(kept),
        ResourceCell: 2 * len(kept),
    }
    assert verdict.ok, verdict
