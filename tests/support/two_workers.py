"""A base of two people: a case of each, the other's full of words that nobody can mistake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.kernel.ids import new_id
from db.models import Case, ClaimRow, DeadlineRow, Draft, Person, ReviewChange, Worker, WorkerRole
from tests.support import desk_rows
from tests.support.any_row import add_row
from tests.support.builders import Office, a_case, a_line, an_office, awa
from tests.support.engines import answer, monthly

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

MINE, OTHER = "Jean Petit", "Claire Morel"
MARK = "Zorglubix"  # in each text
MARKS = (MARK.casefold(), "77 731", "77731", "2031-7777", "17/03/2027", "17 mars 2027")
REFERENCE, DAY, AMOUNT = "2031-7777", date(2027, 3, 17), "77731"


@dataclass(frozen=True, slots=True)
class TwoWorkers:
    """The office, whom it is opened by, and the other's case."""

    office: Office
    mine: UUID
    other: UUID
    claim: UUID
    in_charge: str
    worker: str

    def opened_by(self, slot: str) -> Office:
        """Return the office as somebody has it open."""
        self.office.store.slot = slot
        return self.office


def two_workers(folder: Path) -> TwoWorkers:
    """Return a base with the case of the worker, and one of the person in charge."""
    office = an_office(folder)
    office.engine.answers = (answer("aide_logement", amount=monthly(341)),)
    slots = [new_id(), new_id()]
    desk_rows.keep(
        office.store,
        Worker(id=slots[0], name=OTHER, role=WorkerRole.IN_CHARGE, since=date(2026, 1, 1)),
        Worker(id=slots[1], name=MINE, role=WorkerRole.WORKER, since=date(2026, 1, 1)),
    )
    mine = awa(office)
    other = a_case(office, MARK, f"{MARK}a", phone="06 77 73 17 73")
    for case in (mine, other):
        office.estimates.run(case)
        office.claims.open(case, "rsa")
    a_line(office, other, "wage", m2026_11=AMOUNT)
    _fill(office, other)
    with office.store.write() as session:
        for case, referent in ((mine, MINE), (other, OTHER)):
            row = session.get(Case, case)
            assert row is not None
            row.referent = referent
            if case == other:
                row.reference, row.note = REFERENCE, f"{MARK} note"
        claim = session.scalar(sa.select(ClaimRow).where(ClaimRow.case_id == other))
        assert claim is not None
        claim.agency = f"Caisse {MARK}"
        for deadline in session.scalars(sa.select(DeadlineRow).where(DeadlineRow.case_id == other)):
            deadline.label = f"{MARK} échéance"
        review = {"review": add_row(session, _model("review"), {}, 3).id, "case_file": other}
        change = add_row(session, ReviewChange, review, 4)
        change.label, change.seen_at = MARK, None
    return TwoWorkers(office, mine, other, claim.id, str(slots[0]), str(slots[1]))


def _fill(office: Office, case: UUID) -> None:
    store = office.store
    desk_rows.an_interview(store, case, facts=f"{MARK} faits", private=f"{MARK} notes")
    desk_rows.a_document(store, case, f"{MARK} titre", f"{MARK}.pdf", f"{MARK} note")
    desk_rows.a_task(store, case, f"{MARK} tâche", f"{MARK} note", due_on=DAY)
    desk_rows.a_mandate(store, case, MARK, MARK)
    desk_rows.a_debt(store, case, f"Bailleur {MARK}")
    desk_rows.a_simulation(store, case, f"{MARK} hypothèse")
    desk_rows.a_tag(store, case, MARK)
    with store.write() as session:
        person = session.scalar(sa.select(Person.id).where(Person.case_id == case))
        session.add(
            Draft(
                case_id=case,
                field=f"people/{person}/birth_date",
                text=MARK,
                typed_at=office.clock.now(),
            )
        )


def _model(table: str) -> type:
    from db.models import Base  # noqa: PLC0415 - for this alone

    return next(m.class_ for m in Base.registry.mappers if m.class_.__tablename__ == table)
