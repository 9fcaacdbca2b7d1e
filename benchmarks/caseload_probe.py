"""Run by `benchmarks.caseload`: a window whose heart beats while the caseload is estimated."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import tempfile
import time
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from benchmarks.families import family

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.rules.engine import Engine
    from caseapp.services.caseload import Caseload
    from db.store import Store

CASES, SINGLY = 1000, 25
_BEAT = 5  # milliseconds
_PASSWORD = "lampe-riviere-tambour-cerise-7342"  # noqa: S105 - of a base that is thrown away


def main() -> int:
    """Measure, and print one line of JSON."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from caseapp.bootstrap import Parts, start_engine
    from caseapp.desk_parts import open_desk
    from caseapp.kernel.clock import SystemClock
    from caseapp.rules.catalogue_loader import load_catalogue
    from caseapp.services import access
    from caseapp.services.caseload import Caseload

    clock = SystemClock()
    with tempfile.TemporaryDirectory() as folder, closing(start_engine()) as engine:
        store = access.create_base(Path(folder) / "cases.caseapp", _PASSWORD, clock=clock)
        with closing(store):
            cases = _fill(store, clock)
            Parts().warm()  # as the program does while the password is typed
            caseload = Caseload(store, clock, engine, load_catalogue(), "benchmark")
            _wait_ready(engine)
            start = _processor()
            first, one = _beside_a_window(caseload)
            middle = _processor()
            again, other = _beside_a_window(caseload)
            end = _processor()
            desk = open_desk(store, engine, clock)
            began = time.perf_counter()
            for case_id in cases[:SINGLY]:
                desk.estimates.run(case_id)
            singly = (time.perf_counter() - began) * CASES / SINGLY
    figures = {"first": first, "again": again, "gap": max(one, other), "singly": singly}
    for name, since, until in (("first", start, middle), ("again", middle, end)):
        figures[f"{name} here"] = until[0] - since[0]
        figures[f"{name} engine"] = until[1] - since[1]
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()
    os._exit(0)  # no window to close


def _processor() -> tuple[float, float]:
    """Return the seconds of processor that this process and the engine's have taken."""
    own = psutil.Process()
    engine = [child.cpu_times() for child in own.children()]
    return time.process_time(), sum(times.user + times.system for times in engine)


def _wait_ready(engine: Engine) -> None:
    from caseapp.exchange.household import read_household

    engine.estimate(read_household(family(0), today=dt.date(2026, 11, 23)))


def _beside_a_window(caseload: Caseload) -> tuple[float, float]:
    """Return the seconds of a review, and the longest time between two beats of the window."""
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication, QLabel

    from caseapp.ui.tasks import Jobs

    app = QApplication.instance() or QApplication(["benchmark"])
    window = QLabel("…")
    window.show()
    jobs, loop = Jobs(), QEventLoop()
    beats = [time.perf_counter()]
    timer = QTimer()
    timer.setInterval(_BEAT)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()
    failures: list[Exception] = []

    def failed(error: Exception) -> None:
        failures.append(error)
        loop.quit()

    began = time.perf_counter()
    jobs.start(
        window,
        lambda _job: caseload.review(),
        lambda _id: loop.quit(),
        failed=failed,
        name="review",
    )
    loop.exec()
    took = time.perf_counter() - began
    timer.stop()
    jobs.close()
    window.close()
    app.processEvents()
    if failures:
        raise failures[0]
    return took, max(after - before for before, after in pairwise(beats))


def _fill(store: Store, clock: Clock) -> list[UUID]:
    """Make the cases of invented families; return them."""
    with store.write() as session:
        return [_add(session, number, clock) for number in range(CASES)]


def _add(session: Session, number: int, clock: Clock) -> UUID:
    from caseapp.domain.household import Role
    from caseapp.kernel.ids import new_id
    from db.models import Case, Person

    case_id, known = new_id(), family(number)
    session.add(
        Case(
            id=case_id,
            reference=f"26-{number:05d}",
            opened_on=clock.today(),
            created_at=clock.now(),
        )
    )
    for position, person in enumerate(known["people"]):
        person_id = new_id()
        session.add(
            Person(
                id=person_id,
                case_id=case_id,
                position=position,
                role=Role(person["role"]),
                last_name=f"Nom{number}",
                name_folded=f"nom{number}",
            )
        )
        facts = {k: v for k, v in person.items() if k not in {"id", "role", "resources"}}
        _add_facts(session, case_id, person_id, facts, clock)
        for resource in person.get("resources", ()):
            _add_resource(session, case_id, person_id, resource)
    housing = {f"housing.{key}": value for key, value in known["housing"].items()}
    _add_facts(session, case_id, None, housing, clock)
    return case_id


def _add_facts(
    session: Session, case_id: UUID, person_id: UUID | None, facts: dict[str, Any], clock: Clock
) -> None:
    from db.models import FactRow

    for key, value in facts.items():
        stored = value * 100 if key in {"housing.rent", "housing.charges", "care_plan"} else value
        session.add(
            FactRow(
                case_id=case_id,
                person_id=person_id,
                key=key,
                value=stored,
                recorded_at=clock.now(),
            )
        )


def _add_resource(
    session: Session, case_id: UUID, person_id: UUID, resource: dict[str, Any]
) -> None:
    from caseapp.kernel.ids import new_id
    from db.models import ResourceCell, ResourceLine

    line_id, cents = new_id(), round(resource["amount"] * 100)
    session.add(
        ResourceLine(
            id=line_id,
            case_id=case_id,
            person_id=person_id,
            position=0,
            nature=resource["kind"],
            before_cents=cents,
        )
    )
    session.add_all(
        ResourceCell(line_id=line_id, month=dt.date(2026, month, 1), cents=cents, is_unknown=False)
        for month in range(1, 12)
    )


if __name__ == "__main__":
    sys.exit(main())
