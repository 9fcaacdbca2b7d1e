"""A case that is erased leaves nothing in the base; the others lose nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from caseapp.kernel.errors import NotFoundError
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.places import load_communes
from caseapp.services.case_erasing import CaseErasing
from caseapp.services.local_catalogue import open_catalogue
from caseapp.services.merging.service import Merges
from caseapp.services.paid_services import PaidServices
from caseapp.services.search import Search
from caseapp.services.unfinished_forms import UnfinishedForms
from db.blobs import Blobs
from db.migrate import row_counts
from db.models import Blob, Case, HistoryRow, SearchEntry, Setting
from tests.support.builders import Office, a_case, a_child, an_interview, an_office, awa
from tests.support.desk_rows import a_debt, a_document, a_mandate, a_simulation, a_tag, a_task

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def erasing(office: Office) -> CaseErasing:
    return CaseErasing(office.store, office.clock, Blobs(office.store, office.clock))


def counts(office: Office) -> dict[str, int]:
    """How many rows each table holds, the settings of the service and the journal apart."""
    apart = {"setting", "journal_line", "journal_chain"}
    with office.store.read() as session:
        found = row_counts(session.connection())
    return {name: count for name, count in found.items() if count and name not in apart}


def a_full_case(office: Office) -> UUID:
    case_id = awa(office)
    office.estimates.run(case_id)
    office.claims.open(case_id, "rsa")
    an_interview(office, case_id, facts="Vue ce jour.")
    for add in (a_document, a_task, a_tag, a_simulation, a_debt):
        add(office.store, case_id, "marque")
    a_mandate(office.store, case_id, "Loire Habitat", "tout")
    PaidServices(office.store, office.clock).record(case_id, {"name": "mes-allocs.fr"})
    return case_id


def test_nothing_of_an_erased_case_is_left_in_any_table(
    office: Office, erasing: CaseErasing
) -> None:
    kept = a_case(office, "Leroy", "Paul")
    before = counts(office)
    erasing.erase(a_full_case(office))
    assert counts(office) == before
    assert Search(office.store, load_catalogue(), load_communes()).find("ouattara") == ()
    assert office.cases.header(kept).name == "LEROY Paul"


def test_cases_merged_into_it_go_with_it(office: Office, erasing: CaseErasing) -> None:
    before = counts(office)
    kept, merged = a_full_case(office), a_case(office, "Ouattara", "Awa")
    merges = Merges(
        office.store, office.clock, load_communes(), open_catalogue(office.store, load_catalogue())
    )
    merges.merge(kept, merged)
    erasing.erase(kept)
    assert counts(office) == before


def test_a_content_that_another_case_refers_to_stays(office: Office, erasing: CaseErasing) -> None:
    gone, kept = a_case(office), a_case(office, "Leroy")
    a_document(office.store, gone, "Bail")
    a_document(office.store, kept, "Avis")
    erasing.erase(gone)
    with office.store.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Blob)) == 1


def test_what_stood_in_forms_is_forgotten(office: Office, erasing: CaseErasing) -> None:
    case_id = a_case(office)
    forms = UnfinishedForms(office.store, office.clock)
    forms.keep(f"task {case_id}", {"title": "Rappeler Awa"})
    erasing.erase(case_id)
    with office.store.read() as session:
        assert "Awa" not in str(session.scalars(sa.select(Setting.value)).all())


def test_a_reference_is_not_given_again(office: Office, erasing: CaseErasing) -> None:
    first = a_case(office)
    reference = office.cases.header(first).reference
    erasing.erase(first)
    assert office.cases.header(a_case(office)).reference != reference


def test_a_case_taken_out_row_by_row_tells_nothing_to_a_history_that_goes_too(
    office: Office,
) -> None:
    case_id, other = a_case(office), a_case(office, "Leroy")
    child = a_child(office, case_id)
    with office.store.write() as session:
        session.get_one(Case, other).note = "Autre."
        session.delete(session.get_one(Case, case_id))
    with office.store.read() as session:
        told = set(session.scalars(sa.select(HistoryRow.case_id)))
        found = set(session.scalars(sa.select(SearchEntry.target_id)))
    assert told == {other}
    assert not found & {case_id, child}


def test_a_case_that_is_gone_is_said_to_be(office: Office, erasing: CaseErasing) -> None:
    case_id = a_case(office)
    erasing.erase(case_id)
    with pytest.raises(NotFoundError):
        erasing.erase(case_id)
