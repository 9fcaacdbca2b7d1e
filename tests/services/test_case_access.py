"""Each sees their own cases; a colleague's opens on a reason that the person in charge reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.desk_parts import open_desk
from caseapp.kernel.clock import FixedClock
from caseapp.kernel.errors import UserInputError
from caseapp.services import access
from caseapp.services.key_ring import KeyRing, RecoveryKey, WorkerRole
from caseapp.services.settings import ServiceSettings, Settings
from caseapp.services.workers import NotInChargeError
from tests.support.engines import ReadyEngine
from tests.support.rows import case
from tests.support.store import PASSWORD, locked_base

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.desk import Desk
    from db.store import Store

SECOND = "Girafe-Ocre-82-Moulin"
REASON = "Sa référente est absente, demande urgente"


@dataclass
class Service:
    """A base of two people, and whoever has it open."""

    base: Path
    clock: FixedClock
    cases: dict[str, UUID]
    paper: RecoveryKey
    store: Store

    def open(self, secret: str | RecoveryKey = PASSWORD) -> Desk:
        self.store.close()
        self.store = access.unlock(self.base, secret, clock=self.clock)
        return open_desk(self.store, ReadyEngine(), self.clock)


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    clock, base, paper = FixedClock.on(date(2026, 11, 26)), locked_base(tmp_path), RecoveryKey.new()
    store = access.unlock(base, PASSWORD, clock=clock)
    Settings(store, clock).save_service(ServiceSettings(worker="Claire Morel"))
    ring = KeyRing(store, clock)
    ring.add("Jean Petit", "", WorkerRole.WORKER, SECOND, PASSWORD)
    ring.keep_recovery(paper, " ".join(paper.groups), PASSWORD)
    cases = {}
    with store.write() as session:
        for number, referent in enumerate(("Claire Morel", "Jean Petit", "", "Partie Ailleurs")):
            row = case(f"2026-000{number}")
            row.referent = referent
            session.add(row)
            session.flush()
            cases[referent] = row.id
    made = Service(base, clock, cases, paper, store)
    yield made
    made.store.close()


def listed(desk: Desk) -> set[str]:
    return {row.referent for row in desk.case_list.rows()}


def test_the_person_in_charge_sees_all(service: Service) -> None:
    desk = service.open()
    assert desk.case_access.is_in_charge
    assert listed(desk) == set(service.cases)
    assert all(desk.case_access.guardian(case_id) is None for case_id in service.cases.values())


def test_whoever_works_alone_sees_all(tmp_path: Path) -> None:
    clock, folder = FixedClock.on(date(2026, 11, 26)), tmp_path / "seul"
    folder.mkdir()
    store = access.unlock(locked_base(folder), PASSWORD, clock=clock)
    row = case("2026-0001")
    row.referent = "Une ancienne référente"
    with store.write() as session:
        session.add(row)
    desk = open_desk(store, ReadyEngine(), clock)
    assert listed(desk) == {"Une ancienne référente"}
    assert desk.case_access.guardian(row.id) is None
    store.close()


def test_a_worker_is_listed_their_own_cases_and_those_of_nobody(service: Service) -> None:
    desk = service.open(SECOND)
    assert listed(desk) == {"Jean Petit", ""}
    guards = {name: desk.case_access.guardian(case) for name, case in service.cases.items()}
    assert guards == {
        "Jean Petit": None,
        "": None,
        "Claire Morel": "Claire Morel",
        "Partie Ailleurs": "Partie Ailleurs",
    }


def test_a_colleague_s_case_opens_on_a_reason_until_the_lock(service: Service) -> None:
    desk, other = service.open(SECOND), service.cases["Claire Morel"]
    for reason in ("", "  ", "ok", "x" * 301):
        with pytest.raises(UserInputError):
            desk.case_access.open(other, reason)
    assert desk.case_access.guardian(other) is not None
    desk.case_access.open(other, REASON)
    assert desk.case_access.guardian(other) is None
    assert listed(desk) == {"Jean Petit", "", "Claire Morel"}
    assert service.open(SECOND).case_access.guardian(other) == "Claire Morel"


def test_the_person_in_charge_reads_who_opened_what_and_why_once(service: Service) -> None:
    worker = service.open(SECOND).case_access
    worker.open(service.cases["Claire Morel"], REASON)
    assert worker.unseen() == ()
    with pytest.raises(NotInChargeError):
        worker.see()
    in_charge = service.open().case_access
    (opening,) = in_charge.unseen()
    assert (opening.who, opening.reference) == ("Jean Petit", "2026-0000")
    assert (opening.referent, opening.reason) == ("Claire Morel", REASON)
    in_charge.see()
    assert in_charge.unseen() == ()


def test_the_recovery_key_is_in_the_hands_of_the_person_in_charge(service: Service) -> None:
    desk = service.open(service.paper)
    assert desk.case_access.is_in_charge
    assert listed(desk) == set(service.cases)


def test_a_colleague_who_left_is_still_named_beside_what_they_opened(service: Service) -> None:
    service.open(SECOND).case_access.open(service.cases["Claire Morel"], REASON)
    desk = service.open()
    gone = next(way for way in desk.key_ring.ways_in() if way.name == "Jean Petit")
    desk.key_ring.remove(gone.slot, PASSWORD)
    assert [one.who for one in desk.case_access.unseen()] == ["Jean Petit"]
