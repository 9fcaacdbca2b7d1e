"""A base of a person in charge and two workers, and an alert one of them wrote."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.desk_parts import open_desk
from caseapp.kernel.clock import FixedClock
from caseapp.services import access
from caseapp.services.key_ring import KeyRing, WorkerRole
from caseapp.services.settings import ServiceSettings, Settings
from tests.support.engines import ReadyEngine
from tests.support.store import NAME, PASSWORD, locked_base

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.services.desk import Desk
    from db.store import Store

IN_CHARGE, AUTHOR, COLLEAGUE = PASSWORD, "Girafe-Ocre-82-Moulin", "Canal-Brume-45-Tilleul"
TYPED = {
    "kind": "concern",
    "recipient": "CRIP zarre",
    "about": "ZIBELINE Maxence, né(e) le 03/05/2019\nZIBELINE Prune",
    "facts": "Ecchymosezarre vue au bras.\nDeux absences cette semaine.",
    "told": "« Proposrapportzarre »",
    "evaluation": "Evaluationzarre à partager.",
    "informed": "no",
    "not_informed": "Motifzarre contraire à l'intérêt de l'enfant.",
    "sent_on": "20/11/2026",
    "sent_by": "Courriel sécurisézarre",
}
MARKS = ("zibeline", "zarre")  # in every text above, and nowhere else


@dataclass
class AlertService:
    """The base, and whoever has it open."""

    base: Path
    clock: FixedClock
    store: Store
    case_id: UUID

    def open(self, password: str) -> Desk:
        self.store.close()
        self.store = access.unlock(self.base, password, clock=self.clock)
        return open_desk(self.store, ReadyEngine(), self.clock)


def an_alert_service(folder: Path) -> AlertService:
    """Return the base, open for the person in charge, with a case of nobody's."""
    clock, base = _clock(), folder / NAME
    contents, case_id = _made()
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return AlertService(base, clock, access.unlock(base, IN_CHARGE, clock=clock), case_id)


@cache
def _made() -> tuple[dict[str, bytes], UUID]:
    """Make the base once a run: five keys are derived for it."""
    clock = _clock()
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        store = access.unlock(locked_base(folder), IN_CHARGE, clock=clock)
        Settings(store, clock).save_service(ServiceSettings(worker="Claire Morel"))
        ring = KeyRing(store, clock)
        ring.add("Jean Petit", "", WorkerRole.WORKER, AUTHOR, IN_CHARGE)
        ring.add("Lucie Bas", "", WorkerRole.WORKER, COLLEAGUE, IN_CHARGE)
        desk = open_desk(store, ReadyEngine(), clock)
        case_id = desk.cases.create("Ouattara", "Awa")
        desk.case_changes.set_referent([case_id], "")
        store.close()
        return {file.name: file.read_bytes() for file in folder.iterdir()}, case_id


def _clock() -> FixedClock:
    return FixedClock.on(date(2026, 11, 26))


def write_alert(desk: Desk, case_id: UUID | None, *, sent: bool = False, **more: str) -> UUID:
    """Return a new alert of whoever has the base open."""
    alert_id = desk.alerts.blank(case_id).id
    desk.alerts.put(alert_id, {**TYPED, **more}, case_id)
    if sent:
        desk.alerts.transmit(alert_id)
    return alert_id
