"""The clock over a big base, in a process of its own; prints one line of JSON."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from dateutil.relativedelta import relativedelta
from holidays import country_holidays

from benchmarks import big_base
from benchmarks.big_base_claims import DAY
from caseapp.kernel.clock import FixedClock
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.claim_clock import deadlines
from caseapp.rules.claim_life import state_of
from caseapp.rules.clock_mark import clock_mark
from caseapp.services import settings
from caseapp.services.claim_records import ClaimRecord
from caseapp.services.claims import Claims
from caseapp.services.local_catalogue import open_catalogue
from db.models import ClaimRow, DeadlineRow
from db.queries import claim_refresh as queries
from tests.support.claim_lives import BEGIN, every_path

if TYPE_CHECKING:
    from datetime import date

    from db.store import Store

_REFRESHED = "claims.refreshed_on"
_SAMPLE = 600  # claims that are done one by one


def main() -> None:
    """Measure, and print what was measured: seconds, milliseconds for one claim."""
    with tempfile.TemporaryDirectory() as folder:
        store = big_base.open_copy(Path(sys.argv[1]), Path(folder))
        found = {**_one(), **_all(store)}
        store.close()
    print(json.dumps(found))


def _one() -> dict[str, float]:
    """Measure the clock of every step of the life of every right, in processor time."""
    lives = [
        (right, history) for right in load_catalogue().all() for history in every_path(right, DAY)
    ]
    began = time.process_time()
    for right, history in lives:
        deadlines(history, right, opened_on=BEGIN, today=DAY)
        state_of(history, right, DAY)
    ours = time.process_time() - began
    began = time.process_time()
    for _right, history in lives:
        _plain(history[-1].on)
    plain = time.process_time() - began
    return {"one": 1000 * ours / len(lives), "one_plain": 1000 * plain / len(lives)}


def _plain(start: date) -> date:
    """Count one delay of two months as one would by hand with two libraries."""
    days = country_holidays("FR", years=(start.year, start.year + 1))
    end = start + relativedelta(months=2) + timedelta(days=1)
    while end.weekday() >= 5 or end in days:
        end += timedelta(days=1)
    return end


def _all(store: Store) -> dict[str, float]:
    catalogue = open_catalogue(store, load_catalogue())
    clock = FixedClock.on(DAY)
    claims = Claims(store, clock, catalogue)
    _forget(store, clock)
    before = _versions(store)
    began = time.perf_counter()
    count = claims.refresh()
    first = time.perf_counter() - began
    moved = before ^ _versions(store)
    _forget(store, clock)
    began = time.perf_counter()
    claims.refresh()
    every = time.perf_counter() - began
    with store.write() as session:
        settings.write(session, _REFRESHED, ["2026-11-22", catalogue.version, clock_mark()], clock)
    began = time.perf_counter()
    claims.refresh()
    day = time.perf_counter() - began
    began = time.perf_counter()
    with store.read() as session:
        ids = queries.under_way(session)[:_SAMPLE]
    for claim_id in ids:
        with store.write() as session:
            record = ClaimRecord(session, claim_id)
            record.recompute(catalogue.right(record.right), DAY)
    one_by_one = (time.perf_counter() - began) * count / len(ids)
    with store.read() as session:
        total = session.scalar(sa.select(sa.func.count()).select_from(ClaimRow)) or 0
    return {
        "claims": float(total),
        "first": first,
        "moved": float(len({claim_id for claim_id, _ in moved})),
        "all": every,
        "all_plain": one_by_one,
        "day": day,
    }


def _forget(store: Store, clock: FixedClock) -> None:
    """Have every clock computed again, as with a new catalogue."""
    with store.write() as session:
        settings.write(session, _REFRESHED, ["2026-11-22", "another"], clock)


def _versions(store: Store) -> set[tuple[object, object]]:
    """Return each claim with how its dates stand, to see which were written again."""
    with store.read() as session:
        rows = session.execute(
            sa.select(
                DeadlineRow.claim_id,
                sa.func.group_concat(sa.cast(DeadlineRow.id, sa.String)),
            ).group_by(DeadlineRow.claim_id)
        ).all()
        states = session.execute(sa.select(ClaimRow.id, ClaimRow.state)).all()
    return {(row[0], row[1]) for row in [*rows, *states]}


if __name__ == "__main__":
    main()
