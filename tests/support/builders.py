"""Cases and households for tests, made through the services on a real encrypted base."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from caseapp.domain.household import Role
from caseapp.kernel.calendar import Month
from caseapp.kernel.clock import FixedClock
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.places import load_communes
from caseapp.services.agenda import Agenda
from caseapp.services.board import Board
from caseapp.services.case_year import CaseYear
from caseapp.services.cases import Cases
from caseapp.services.claim_editing import ClaimEditing
from caseapp.services.claim_exchanges import ClaimExchanges
from caseapp.services.claim_opening import ClaimOpening
from caseapp.services.claims import Claims
from caseapp.services.dated_items import DatedItems
from caseapp.services.disclosure import Disclosure
from caseapp.services.estimates import Estimates
from caseapp.services.handling import Handling
from caseapp.services.history import History
from caseapp.services.household import HouseholdDesk
from caseapp.services.interviews import Interviews
from caseapp.services.mandates import Mandates
from caseapp.services.settings import Settings
from tests.support.engines import ReadyEngine
from tests.support.store import fresh_store, is_fresh

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from uuid import UUID

    from caseapp.services.household_page import FieldValue, LineRow
    from db.store import Store

TODAY = date(2026, 11, 23)  # a Monday
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Office:
    """The services on one base, on a day that can be moved."""

    store: Store
    clock: FixedClock
    cases: Cases
    desk: HouseholdDesk
    settings: Settings
    claims: Claims
    claim_editing: ClaimEditing
    claim_exchanges: ClaimExchanges
    claim_opening: ClaimOpening
    engine: ReadyEngine
    estimates: Estimates
    agenda: Agenda
    dated_items: DatedItems
    handling: Handling
    interviews: Interviews
    mandates: Mandates
    board: Board
    disclosure: Disclosure
    history: History


def an_office(folder: Path, today: date = TODAY) -> Office:
    """Return the services on a new, empty base."""
    clock, communes = FixedClock.on(today), load_communes()
    store = fresh_store(folder, clock=clock)
    catalogue, engine = load_catalogue(), ReadyEngine()
    desk = HouseholdDesk(store, clock, communes, catalogue)
    claims = Claims(store, clock, catalogue)
    estimates = Estimates(store, clock, desk, engine, catalogue)
    agenda, dated = (
        Agenda(store, clock, catalogue),
        DatedItems(store, clock, catalogue, communes),
    )
    return Office(
        store=store,
        clock=clock,
        cases=Cases(store, clock, communes),
        desk=desk,
        settings=Settings(store, clock),
        claims=claims,
        claim_editing=ClaimEditing(store, clock, catalogue),
        claim_exchanges=ClaimExchanges(store, clock),
        claim_opening=ClaimOpening(store, clock, catalogue),
        engine=engine,
        estimates=estimates,
        agenda=agenda,
        dated_items=dated,
        handling=Handling(store, clock, agenda),
        interviews=Interviews(store, clock),
        mandates=Mandates(store, clock),
        board=Board(store, clock, catalogue, dated),
        disclosure=Disclosure(
            store, clock, desk, estimates, claims, CaseYear(store, clock, catalogue, desk, dated)
        ),
        history=History(store, clock, communes, catalogue),
    )


def begun_with(office: Office, make: Callable[..., Made], *names: str) -> Made:
    """Return what `make(office, *names)` returns; a copy of it where the base is still new.

    Many tests begin with the same household: it is typed once a run through the services, then its
    base is copied. What `make` does to an office must be in its base alone.
    """
    if not is_fresh(office.store):
        return make(office, *names)
    made: Made
    made, content = _made(office.clock.moment, make, *names)
    office.store.path.write_bytes(content)
    return made


@lru_cache(maxsize=24)  # a base weighs a megabyte
def _made(moment: datetime, make: Callable[..., Made], *names: str) -> tuple[Made, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        office = an_office(Path(folder))
        office.clock.moment = moment
        made = make(office, *names)
        office.store.close()
        return made, office.store.path.read_bytes()


def a_case(
    office: Office, last_name: str = "Ouattara", first_name: str = "Awa", **facts: str
) -> UUID:
    """Return a new case; facts of the applicant as they would be typed."""
    case_id = begun_with(office, _create, last_name, first_name)
    person_id = office.cases.header(case_id).applicant_id
    for key, text in facts.items():
        office.desk.set_fact(case_id, person_id, key, text)
    return case_id


def _create(office: Office, last_name: str, first_name: str) -> UUID:
    return office.cases.create(last_name, first_name)


def a_child(office: Office, case_id: UUID, first_name: str = "Issa", **facts: str) -> UUID:
    """Return a new child of a case."""
    person_id = office.desk.add_person(case_id, Role.CHILD, first_name)
    for key, text in facts.items():
        office.desk.set_fact(case_id, person_id, key, text)
    return person_id


def a_home(office: Office, case_id: UUID, facts: Mapping[str, str]) -> None:
    """State facts of the household, as they would be typed."""
    for key, text in facts.items():
        office.desk.set_fact(case_id, None, key, text)


def a_line(
    office: Office,
    case_id: UUID,
    nature: str = "wage",
    *,
    person_id: UUID | None = None,
    **cells: str,
) -> UUID:
    """Return a new line of resources; months as `m2026_10="655"`, `before="640"`.

    A resource is the applicant's unless somebody else is named.
    """
    owner = person_id or office.cases.header(case_id).applicant_id
    line_id = office.desk.add_line(case_id, None if nature.startswith("right:") else owner, nature)
    for name, text in cells.items():
        month = None if name == "before" else Month.parse(name[1:].replace("_", "-"))
        office.desk.set_cell(line_id, month, text)
    return line_id


def awa(office: Office) -> UUID:
    """Return the case of the pictures: a lone parent, two children, a wage, a rent in Nantes."""
    return begun_with(office, _awa)


def _awa(office: Office) -> UUID:
    case_id = a_case(office, birth_date="12/03/1992", activity="emploi salarié")
    a_child(office, case_id, "Issa", birth_date="05/06/2018", other_parent="ne verse pas")
    a_child(office, case_id, "Mina", birth_date="22/01/2023", other_parent="ne verse pas")
    a_home(
        office,
        case_id,
        {
            "single_since": "02/2024",
            "housing.tenure": "locataire, vide",
            "housing.commune": "Nantes (44109)",
            "housing.rent": "512",
            "housing.charges": "68",
        },
    )
    a_line(office, case_id, "wage", before="900", m2026_11="900")
    return case_id


def an_interview(office: Office, case_id: UUID, **typed: Any) -> UUID:
    """Return a new interview; its fields as they would be typed."""
    new = office.interviews.blank(case_id)
    assert office.interviews.put(case_id, new.id, typed) == {}
    return new.id


def field_of(fields: tuple[FieldValue, ...], key: str) -> FieldValue:
    """Return one field of a card or of a person."""
    return next(field for field in fields if field.key == key)


def cell_texts(line: LineRow) -> list[str]:
    """Return what the twelve cells of a line show."""
    return [cell.text for cell in line.cells]
