"""The list of all cases: what its rows say, what criteria keep, how they are grouped, its views."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from caseapp.desk_parts import open_desk
from caseapp.domain.claim import Withdrawn
from caseapp.domain.estimate import Outcome, Period
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.spreadsheet import harmless
from caseapp.services.case_criteria import (
    NOBODY,
    Asked,
    CaseCriteria,
    Grouping,
    Status,
    grouped,
)
from caseapp.services.case_table import as_csv
from caseapp.services.case_views import DEFAULTS, CaseView
from db.models import Case, EstimatedRight
from tests.support.builders import TODAY, Office, a_case, a_home, an_office
from tests.support.closing import closed

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.desk import Desk


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def desk(office: Office) -> Desk:
    return open_desk(office.store, office.engine, office.clock)


def kept(desk: Desk, criteria: CaseCriteria) -> list[str]:
    rows = criteria.kept(desk.case_list.rows(), desk.case_list.rights(), TODAY)
    return [row.name for row in rows]


def likely(office: Office, case_id: UUID, right: str) -> None:
    """Have the latest estimate of a case find a right likely."""
    estimate = office.estimates.latest(case_id)
    estimate_id = office.estimates.run(case_id) if estimate is None else estimate.id
    with office.store.write() as session:
        session.execute(
            sa.delete(EstimatedRight).where(
                EstimatedRight.estimate_id == estimate_id, EstimatedRight.right == right
            )
        )
        session.add(
            EstimatedRight(
                estimate_id=estimate_id,
                right=right,
                outcome=Outcome.LIKELY,
                min_cents=10_000,
                max_cents=10_000,
                period=Period.MONTH,
            )
        )


def contacted(office: Office, case_id: UUID, on: date) -> None:
    with office.store.write() as session:
        session.get_one(Case, case_id).last_contact_on = on


def test_a_row_says_what_is_counted_beside_a_case(office: Office, desk: Desk) -> None:
    case_id = a_case(office)
    a_home(office, case_id, {"housing.commune": "Nantes (44109)"})
    claim = office.claims.open(case_id, "rsa")
    pieces = office.claims.page(claim).pieces
    office.claims.tick_piece(pieces[0].id, True)
    desk.case_changes.add_tag([case_id], "FSL")
    (row,) = desk.case_list.rows()
    assert (row.commune, row.tags, row.open_claims) == ("Nantes", ("FSL",), 1)
    assert row.missing_pieces == len(pieces) - 1
    assert (row.opened_on, row.closed_on) == (TODAY, None)


def test_the_pieces_of_a_claim_that_ended_are_not_missing(office: Office, desk: Desk) -> None:
    case_id = a_case(office)
    claim = office.claims.open(case_id, "rsa")
    office.claims.record(claim, Withdrawn(on=TODAY))
    (row,) = desk.case_list.rows()
    assert (row.open_claims, row.missing_pieces) == (0, 0)


def test_the_list_holds_every_case_and_sees_each_change(office: Office, desk: Desk) -> None:
    first = a_case(office, "Abel", "")
    assert len(desk.case_list.rows()) == 1
    a_case(office, "Zola", "")
    desk.case_changes.set_referent([first], "Luc Garnier")
    assert [row.referent for row in desk.case_list.rows()] == ["Luc Garnier", ""]


def test_each_criterion_keeps_the_cases_that_fit(office: Office, desk: Desk) -> None:
    abel, bach, cohen = (a_case(office, name, "") for name in ("Abel", "Bach", "Cohen"))
    a_home(office, abel, {"housing.commune": "Nantes (44109)"})
    desk.case_changes.set_referent([bach], "Luc Garnier")
    desk.case_changes.add_tag([cohen], "Expulsion")
    closed(desk, cohen)
    office.claims.open(bach, "rsa")
    contacted(office, abel, date(2026, 8, 22))
    everything = CaseCriteria(status=Status.ALL)
    assert kept(desk, CaseCriteria()) == ["ABEL", "BACH"]
    assert kept(desk, CaseCriteria(status=Status.CLOSED)) == ["COHEN"]
    assert kept(desk, everything) == ["ABEL", "BACH", "COHEN"]
    assert kept(desk, CaseCriteria(referent="Luc Garnier")) == ["BACH"]
    assert kept(desk, CaseCriteria(referent=NOBODY)) == ["ABEL"]
    assert kept(desk, CaseCriteria(commune="Nantes")) == ["ABEL"]
    assert kept(desk, CaseCriteria(status=Status.ALL, tag="EXPULSION")) == ["COHEN"]
    assert kept(desk, CaseCriteria(status=Status.ALL, tag=NOBODY)) == ["ABEL", "BACH"]
    assert kept(desk, CaseCriteria(missing_pieces=True)) == ["BACH"]
    assert kept(desk, CaseCriteria(silent_months=3)) == ["ABEL"]


def test_three_months_to_the_day_is_not_yet_more_than_three_months(
    office: Office, desk: Desk
) -> None:
    case_id = a_case(office)
    contacted(office, case_id, date(2026, 8, 23))
    assert not kept(desk, CaseCriteria(silent_months=3))


def test_a_likely_right_is_found_whether_it_was_claimed_or_not(office: Office, desk: Desk) -> None:
    abel, bach = a_case(office, "Abel", ""), a_case(office, "Bach", "")
    for case_id in (abel, bach):
        likely(office, case_id, "rsa")
    office.claims.open(bach, "rsa")
    assert kept(desk, CaseCriteria(right="rsa")) == ["ABEL"]
    assert kept(desk, CaseCriteria(right="rsa", asked=Asked.YES)) == ["BACH"]
    assert kept(desk, CaseCriteria(right="rsa", asked=Asked.ANY)) == ["ABEL", "BACH"]


def test_groups_count_their_cases_and_what_lacks_comes_last(office: Office, desk: Desk) -> None:
    abel, bach, cohen = (a_case(office, name, "") for name in ("Abel", "Bach", "Cohen"))
    desk.case_changes.add_tag([abel, bach], "FSL")
    desk.case_changes.add_tag([bach], "Expulsion")
    contacted(office, cohen, date(2026, 9, 2))
    rows = desk.case_list.rows()

    def groups(grouping: Grouping) -> list[tuple[str, list[str]]]:
        found = grouped(rows, grouping, desk.case_list.rights(), desk.case_list.right_name)
        return [(group.label, [row.name for row in group.rows]) for group in found]

    assert groups(Grouping.TAG) == [
        ("Expulsion", ["BACH"]),
        ("FSL", ["ABEL", "BACH"]),
        ("Sans étiquette", ["COHEN"]),
    ]
    assert groups(Grouping.CONTACT) == [
        ("Septembre 2026", ["COHEN"]),
        ("Aucun contact noté", ["ABEL", "BACH"]),
    ]
    assert groups(Grouping.REFERENT) == [("Sans référent", ["ABEL", "BACH", "COHEN"])]


def test_criteria_come_back_from_what_was_kept_of_them() -> None:
    criteria = CaseCriteria(
        status=Status.ALL, tag="FSL", right="rsa", asked=Asked.YES, silent_months=6
    )
    assert CaseCriteria.from_json({**criteria.to_json(), "of_another_version": 1}) == criteria


def test_views_are_there_from_the_beginning_and_can_be_changed(desk: Desk) -> None:
    views = desk.case_views
    assert [view.name for view in views.all()] == [view.name for view in DEFAULTS]
    mine = views.keep(CaseView(id="", name=" Mes  expulsions ", criteria=CaseCriteria(tag="E")))
    assert views.all()[-1] == mine
    assert views.rename(mine.id, "Expulsions").name == "Expulsions"
    before = views.delete("open")
    assert "Ouverts" not in [view.name for view in views.all()]
    views.restore(before)
    assert next(view.name for view in views.all()) == "Ouverts"


def test_two_views_do_not_have_one_name(desk: Desk) -> None:
    for name in ("ouverts", "", "x" * 81):
        with pytest.raises(UserInputError):
            desk.case_views.keep(CaseView(id="", name=name, criteria=CaseCriteria()))
    with pytest.raises(NotFoundError):
        desk.case_views.rename("gone", "Autre")


def test_a_tag_is_written_as_it_is_elsewhere_and_stands_once(office: Office, desk: Desk) -> None:
    abel, bach = a_case(office, "Abel"), a_case(office, "Bach")
    desk.case_changes.add_tag([abel], "FSL énergie")
    desk.case_changes.add_tag([abel, bach], "fsl  ENERGIE")
    assert [row.tags for row in desk.case_list.rows()] == [("FSL énergie",), ("FSL énergie",)]
    assert desk.case_changes.known_tags() == ("FSL énergie",)
    for label in (" ", "x" * 41):
        with pytest.raises(UserInputError):
            desk.case_changes.add_tag([abel], label)


def test_a_tag_is_renamed_everywhere_and_the_whole_can_be_undone(
    office: Office, desk: Desk
) -> None:
    abel, bach = a_case(office, "Abel"), a_case(office, "Bach")
    desk.case_changes.add_tag([abel, bach], "Dettes")
    desk.case_changes.add_tag([bach], "Surendettement")
    before = desk.case_changes.rename_tag("dettes", "Surendettement")
    assert [row.tags for row in desk.case_list.rows()] == [("Surendettement",)] * 2
    desk.case_changes.restore(before)
    assert [row.tags for row in desk.case_list.rows()] == [
        ("Dettes",),
        ("Dettes", "Surendettement"),
    ]


@pytest.mark.parametrize("start", ["=1+1", "+33", "-2", "@x", "\t=1", " =1", "\r@"])
def test_no_cell_of_the_file_is_taken_for_a_formula(start: str) -> None:
    assert harmless(start) == f"'{start}"


def test_the_file_opens_in_a_french_spreadsheet() -> None:
    written = as_csv(["Nom", "Note"], [["ÉLOUARD", 'dit "=1" ; puis rien']])
    assert written.decode() == '\ufeffNom;Note\r\nÉLOUARD;"dit ""=1"" ; puis rien"\r\n'
