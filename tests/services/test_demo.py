"""The demonstration caseload: forty invented households, claims in every state, work for today."""

from __future__ import annotations

import io

import pytest
import yaml
from pypdf import PdfReader

from caseapp.desk_parts import open_desk
from caseapp.domain.claim import ClaimState
from caseapp.domain.retention import Standing
from caseapp.kernel.places import resources
from caseapp.services import demo
from caseapp.services.dated_rows import ItemSource
from caseapp.services.day_board import DayFilter, kept
from tests.support.builders import Office, an_office
from tests.support.documents import documents_of
from tests.support.engines import answer, monthly


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = an_office(tmp_path_factory.mktemp("demo"))
    made.engine.answers = (answer("prime_activite", amount=monthly(120)),)
    told: list[tuple[int, int]] = []
    demo.fill(
        open_desk(made.store, made.engine, made.clock),
        made.clock,
        lambda done, of: told.append((done, of)),
    )
    assert told[-1] == (40, 40)
    return made


def test_claims_of_forty_households_stand_in_every_state(office: Office) -> None:
    assert len(office.cases.rows()) == 40
    assert {row.state for row in office.claims.rows()} == set(ClaimState)


def test_the_day_has_something_of_everything(office: Office) -> None:
    day = office.board.day()
    figures = day.figures
    assert min(figures.late, figures.late_appeals, figures.week, figures.silent) > 0
    assert figures.silent_refusals > 0
    assert day.unclaimed_cases > 0
    assert all(state.count for state in day.by_state)


def test_what_follows_the_households_is_of_today(office: Office) -> None:
    (awa,) = office.cases.rows("ouattara")
    rows = office.interviews.rows(awa.id)
    assert [row.on for row in rows] == sorted((row.on for row in rows), reverse=True)
    assert len(rows) == 3
    assert awa.last_contact_on is not None
    assert awa.last_contact_on >= rows[0].on
    sources = {row.source for row in office.board.day().rows}
    assert sources == set(ItemSource) - {ItemSource.COMING, ItemSource.CONTACT, ItemSource.EVENT}
    assert all(row.days is None or row.days >= 0 for row in office.agenda.of_case(awa.id))


def test_everything_bears_a_date_of_its_time_and_the_clock_is_set_right_again(
    office: Office,
) -> None:
    today = office.clock.today()
    assert today.isoformat() == "2026-11-23"
    opened = [office.cases.header(row.id).opened_on for row in office.cases.rows()]
    assert min(opened) < max(opened) <= today
    compared = [row for row in office.cases.rows() if len(office.estimates.history(row.id)) > 1]
    assert compared


def test_some_cases_bear_tags_and_one_is_closed(office: Office) -> None:
    rows = office.cases.rows()
    assert len({tag for row in rows for tag in row.tags}) > 4
    assert [row.name for row in rows if row.closed_on] == ["GUILLOT Martine"]


def test_every_line_of_the_caseload_is_read(office: Office) -> None:
    text = (resources() / "demo" / "caseload.yaml").read_text(encoding="utf-8")
    cases = yaml.safe_load(text)["cases"]
    claims = sum(len(case.get("claims", [])) for case in cases)
    assert len(office.claims.rows()) == claims
    people = sum(len(case["people"]) for case in cases)
    pages = [office.desk.page(row.id) for row in office.cases.rows()]
    assert people == sum(len(page.people) + len(page.gone) for page in pages)
    assert any(page.gone for page in pages)
    assert any(fact.has_past for page in pages for fact in page.housing)


def test_some_cases_have_documents_that_can_be_looked_at_and_expire(office: Office) -> None:
    documents = documents_of(office)
    (awa,) = office.cases.rows("OUATTARA")
    lines = documents.page(awa.id).lines
    assert {line.kind for line in lines} >= {"identite", "rib", "livret_famille"}
    assert any(line.claims for line in lines)
    for line in lines:
        (page,) = PdfReader(io.BytesIO(documents.reader(line.id).read())).pages
        assert "Document de démonstration, inventé." in page.extract_text()
    expiring = kept(office.board.day().rows, DayFilter.EXPIRING)
    assert {row.days < 0 for row in expiring} == {True, False}


def test_what_is_owed_about_data_is_there_to_be_tried(office: Office) -> None:
    desk = open_desk(office.store, office.engine, office.clock)
    assert [row.standing for row in desk.retentions.rows()] == [Standing.LISTED]
    assert desk.rights_requests.waiting() == 1
    assert [row.answered_on is None for row in desk.rights_requests.rows()] == [True, True, False]
    assert len(desk.breaches.rows()) == 1
    (version,) = desk.notices.versions()
    assert version.blanks == 0
    given = [desk.notices.of_case(row.id) for row in office.cases.rows()]
    assert 0 < sum(one is None for one in given) < 6
    assert all(one is None or version.made_at.date() <= one.on for one in given if version.made_at)
