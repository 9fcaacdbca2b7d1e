"""Two cases made one: everything moves, nothing is lost, and it can be undone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from caseapp.desk_parts import open_desk
from caseapp.domain.household import Role
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.services.merging.rows import MergeChoice, Side
from caseapp.services.merging.tables import case_tables
from db.models import Base, Case, CaseTag, EstimatedRight, HistoryRow, Interview, Liability, Person
from db.sight import Scope
from tests.support.any_row import add_row, dump
from tests.support.builders import (
    Office,
    a_case,
    a_child,
    a_home,
    a_line,
    an_interview,
    an_office,
    awa,
    cell_texts,
    field_of,
)
from tests.support.closing import closed

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.desk import Desk

# What stands apart of a case on purpose: the record of merges, the index of the search and the sums
# of rights, which are made again from the rows that move (their own tests hold them equal to new).
_NOT_MOVED = {"journal_line", "case_file", "case_merge", "search_entry", "unclaimed_sum"}
_NOT_COMPARED = {"case_merge", "history", "search_entry", "unclaimed_sum"}
_OTHERS = {"blob", "review"}  # belong to no case, and rows of a case refer to them
_MARKS = count(100)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def desk(office: Office) -> Desk:
    return open_desk(office.store, office.engine, office.clock)


def fill(office: Office, case_id: UUID, mark: int) -> None:
    """Put a row in every table that hangs on a case."""
    with office.store.write() as session:
        person = session.scalar(sa.select(Person.id).where(Person.case_id == case_id))
        assert person is not None
        known = {"case_file": case_id, "person": person}
        by_name = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
        for table in Base.metadata.sorted_tables:
            if table.name in {*_NOT_MOVED, "person"} or table.name not in by_name:
                continue
            references = {key.column.table.name for c in table.columns for key in c.foreign_keys}
            if references & known.keys() or table.name in _OTHERS:
                said = next(_MARKS) if table.name in _OTHERS else mark
                known[table.name] = add_row(session, by_name[table.name], known, said).id


def rows(office: Office) -> dict[str, list[dict[str, Any]]]:
    with office.store.read(Scope.EVERY) as session:
        found = dump(session)
    return {name: kept for name, kept in found.items() if name not in _NOT_COMPARED}


def left_with(office: Office, case_id: UUID) -> set[str]:
    """Return the tables that still have rows of a case."""
    with office.store.read(Scope.EVERY) as session:
        return {
            table.model.__tablename__
            for table in case_tables()
            if session.scalar(
                sa.select(sa.func.count()).where(getattr(table.model, table.case) == case_id)
            )
        }


def counted_rights(office: Office) -> list[UUID]:
    """Return the estimates whose rights are counted over the caseload."""
    with office.store.read(Scope.EVERY) as session:
        return list(session.scalars(sa.select(EstimatedRight.estimate_id)))


def test_every_column_that_names_a_case_is_a_reference_that_a_merge_can_see() -> None:
    named = {
        table.name
        for table in Base.metadata.sorted_tables
        if "case_id" in table.columns and table.name not in _NOT_MOVED
    }
    assert named == {table.model.__tablename__ for table in case_tables()}


def test_every_row_of_every_table_moves_to_the_kept_case(office: Office, desk: Desk) -> None:
    kept, merged = a_case(office, "Ouattara", "Awa"), a_case(office, "Ouattara", "Awa")
    fill(office, kept, 1)
    fill(office, merged, 2)
    desk.merges.merge(kept, merged)
    # the person herself is in both: that row stays behind, everything else has moved, and the
    # history of the merged case begins anew with its merge; the kept case has its own retention, and
    # the person has her own social security number there
    assert left_with(office, merged) == {"person", "history", "retention", "social_number"}
    with office.store.read(Scope.EVERY) as session:
        behind = session.scalars(sa.select(HistoryRow).where(HistoryRow.case_id == merged)).all()
    assert {(row.kind, row.action.value) for row in behind} <= {
        ("case", "changed"),
        ("tag", "changed"),
    }
    assert left_with(office, kept) == {table.model.__tablename__ for table in case_tables()}


@pytest.mark.parametrize("mark", [1, 2])
def test_what_was_merged_and_undone_is_exactly_as_it_was(
    office: Office, desk: Desk, mark: int
) -> None:
    kept, merged = a_case(office, "Ouattara", "Awa"), a_case(office, "Ouattara", "Awa")
    fill(office, kept, 1)
    fill(office, merged, mark)  # with the same mark both cases say the same
    before = rows(office)
    merge = desk.merges.merge(kept, merged)
    assert rows(office) != before
    assert desk.merges.undo(merge) == merged
    assert rows(office) == before


def test_whole_households_come_back_whatever_was_chosen(office: Office, desk: Desk) -> None:
    kept, merged = awa(office), awa(office)
    a_home(office, merged, {"housing.rent": "530", "housing.commune": "Rezé (44143)"})
    a_child(office, merged, "Nora", birth_date="01/02/2024")
    a_line(office, merged, "alimony_received", before="120")
    before = rows(office)
    shown = desk.merges.preview(kept, merged)
    for side in Side:
        choice = MergeChoice(sides={one.key: side for one in shown.differences})
        merge = desk.merges.merge(kept, merged, choice)
        desk.merges.undo(merge)
        assert rows(office) == before
    apart = MergeChoice(people={match.person_id: None for match in shown.people})
    desk.merges.undo(desk.merges.merge(kept, merged, apart))
    assert rows(office) == before


def test_people_are_matched_by_name_and_birth_else_set_apart(office: Office, desk: Desk) -> None:
    kept = awa(office)
    merged = a_case(office, "Ouatara", "Awa", birth_date="12/03/1992")  # misspelt
    a_child(office, merged, "Issa", birth_date="05/06/2018")
    a_child(office, merged, "Nora", birth_date="01/02/2024")
    shown = desk.merges.preview(kept, merged)
    names = dict(shown.kept.people)
    matched = {one.words: names.get(one.same_as) for one in shown.people}  # type: ignore[arg-type]
    assert matched == {
        "OUATARA Awa, 12/03/1992": "OUATTARA Awa, 12/03/1992",
        "OUATARA Issa, 05/06/2018": "OUATTARA Issa, 05/06/2018",
        "OUATARA Nora, 01/02/2024": None,
    }
    desk.merges.merge(kept, merged)
    people = [person.name for person in office.desk.page(kept).people]
    assert people == ["OUATTARA Awa", "OUATTARA Issa", "OUATTARA Mina", "OUATARA Nora"]


def test_a_second_applicant_or_partner_becomes_somebody_else_of_the_household(
    office: Office, desk: Desk
) -> None:
    kept, merged = a_case(office, "Diallo", "Moussa"), a_case(office, "Keita", "Fanta")
    office.desk.add_person(kept, Role.PARTNER, "Fatou")
    office.desk.add_person(merged, Role.PARTNER, "Ibou")
    desk.merges.merge(kept, merged)
    roles = [person.role for person in office.desk.page(kept).people]
    assert roles == [Role.APPLICANT, Role.PARTNER, Role.OTHER, Role.OTHER]
    assert desk.merges.past(kept)[0].name == "KEITA Fanta"  # though she is of the other case now


def test_of_two_facts_the_one_chosen_is_kept_and_the_other_is_shown(
    office: Office, desk: Desk
) -> None:
    kept, merged = awa(office), awa(office)
    a_home(office, merged, {"housing.rent": "530"})
    (rent,) = desk.merges.preview(kept, merged).differences
    assert (rent.label, rent.kept, rent.merged) == (
        "Loyer hors charges", "512,00\xa0€", "530,00\xa0€",
    )  # fmt: skip
    desk.merges.merge(kept, merged, MergeChoice(sides={rent.key: Side.MERGED}))
    assert "530" in field_of(office.desk.page(kept).housing, "housing.rent").text
    (lost,) = desk.merges.past(kept)[0].lost
    assert (lost.kept, lost.lost) == ("530,00\xa0€", "512,00\xa0€")


def test_a_known_fact_is_proposed_before_an_unknown_one(office: Office, desk: Desk) -> None:
    kept, merged = awa(office), awa(office)
    a_home(office, kept, {"housing.rent": "inconnu"})
    (rent,) = desk.merges.preview(kept, merged).differences
    assert rent.side is Side.MERGED


def test_a_resource_of_both_cases_is_not_counted_twice(office: Office, desk: Desk) -> None:
    kept, merged = awa(office), a_case(office, birth_date="12/03/1992")
    a_line(office, merged, "wage", before="950", m2026_11="950")
    (wage,) = desk.merges.preview(kept, merged).differences
    merge = desk.merges.merge(kept, merged, MergeChoice(sides={wage.key: Side.MERGED}))
    (line,) = office.desk.page(kept).lines
    assert cell_texts(line)[-1] == "950"
    desk.merges.undo(merge)
    (line,) = office.desk.page(kept).lines
    assert cell_texts(line)[-1] == "900"


def test_the_latest_estimate_stays_the_only_latest(office: Office, desk: Desk) -> None:
    kept, merged = awa(office), awa(office)
    latest, other = office.estimates.run(kept), office.estimates.run(merged)
    with office.store.write() as session:
        for estimate in (latest, other):
            add_row(session, EstimatedRight, {"estimate": estimate}, 1)
    merge = desk.merges.merge(kept, merged)
    assert counted_rights(office) == [latest]
    assert len(office.estimates.history(kept)) == 2
    desk.merges.undo(merge)
    assert sorted(counted_rights(office)) == sorted([latest, other])
    again = office.estimates.latest(merged)
    assert again is not None
    assert again.id == other


def test_claims_and_their_dates_follow_and_two_of_one_right_are_told(
    office: Office, desk: Desk
) -> None:
    kept, merged = awa(office), awa(office)
    for case_id in (kept, merged):
        office.claims.open(case_id, "rsa")
    shown = desk.merges.preview(kept, merged)
    assert "RSA" in " ".join(shown.warnings)
    desk.merges.merge(kept, merged)
    assert len(office.claims.of_case(kept)) == 2
    assert office.board.day().cases == 1


def test_the_merged_case_is_no_longer_listed_and_its_reference_leads_to_the_kept_one(
    office: Office, desk: Desk
) -> None:
    kept, merged = a_case(office, "Ouattara", "Awa"), a_case(office, "Ouatara", "Awa")
    desk.merges.merge(kept, merged)
    assert [row.id for row in desk.case_list.rows()] == [kept]
    assert desk.case_list.matching("2026-0002") == {kept}
    assert desk.case_list.matching("ouatara") == {kept}
    assert [row.id for row in office.cases.rows("2026-2")] == [kept]
    assert office.cases.current(merged) == kept


def test_a_case_merged_into_one_that_is_merged_leads_to_the_last(
    office: Office, desk: Desk
) -> None:
    first, second, third = (a_case(office, name) for name in ("Abel", "Abelle", "Abeille"))
    before = rows(office)
    one = desk.merges.merge(second, first)
    two = desk.merges.merge(third, second)
    assert desk.case_list.matching("2026-0001") == {third}
    with pytest.raises(UserInputError):
        desk.merges.undo(one)
    desk.merges.undo(two)
    assert desk.case_list.matching("2026-0001") == {second}
    desk.merges.undo(one)
    assert rows(office) == before


def test_what_was_added_to_the_kept_case_since_stays_with_it(office: Office, desk: Desk) -> None:
    kept, merged = awa(office), a_case(office, "Ouattara", "Awa", birth_date="12/03/1992")
    a_home(office, merged, {"debts.rent": "300"})
    merge = desk.merges.merge(kept, merged)
    office.claims.open(kept, "aah")
    a_home(office, kept, {"debts.rent": "450", "housing.rent": "600"})
    with office.store.write() as session:
        session.add(CaseTag(case_id=kept, label="FSL", folded="fsl"))
    desk.merges.undo(merge)
    assert [claim.right for claim in office.claims.of_case(kept)] == ["aah"]
    assert "600" in field_of(office.desk.page(kept).housing, "housing.rent").text
    assert desk.case_glances.one(kept, office.clock.today()).tags == ("FSL",)
    assert [row.id for row in desk.case_list.rows()] != [kept]


def test_a_date_computed_since_goes_back_with_its_claim(office: Office, desk: Desk) -> None:
    kept, merged = awa(office), awa(office)
    claim = office.claims.open(merged, "rsa")
    due = office.cases.header(merged).deadlines
    merge = desk.merges.merge(kept, merged)
    with office.store.write() as session:
        owner = {"case_file": kept, "claim": claim}
        add_row(session, next(t.model for t in case_tables() if "claim_id" in t.owners), owner, 3)
    desk.merges.undo(merge)
    assert office.cases.header(kept).deadlines == 0
    assert office.cases.header(merged).deadlines == due + 1


def test_the_notes_of_both_are_kept_and_the_dates_that_say_the_most(
    office: Office, desk: Desk
) -> None:
    kept, merged = a_case(office), a_case(office)
    with office.store.write() as session:
        one, other = session.get_one(Case, kept), session.get_one(Case, merged)
        one.note, other.note = "Vue au CCAS.", "Appeler le matin."
    closed(desk, kept)
    desk.merges.merge(kept, merged)
    glance = desk.case_glances.one(kept, office.clock.today())
    assert "Vue au CCAS." in glance.note
    assert "2026-0002 : Appeler le matin." in glance.note.replace("\xa0", " ")
    assert glance.closed_on is None  # one of them was followed


def test_a_case_is_not_merged_with_itself_nor_twice(office: Office, desk: Desk) -> None:
    kept, merged = a_case(office), a_case(office)
    with pytest.raises(UserInputError):
        desk.merges.preview(kept, kept)
    merge = desk.merges.merge(kept, merged)
    with pytest.raises(NotFoundError):
        desk.merges.merge(kept, merged)
    desk.merges.undo(merge)
    with pytest.raises(NotFoundError):
        desk.merges.undo(merge)


def test_rows_move_in_their_order_after_those_that_are_there(office: Office, desk: Desk) -> None:
    kept, merged = a_case(office), a_case(office)
    for case_id, mark in ((kept, 1), (merged, 2)):
        with office.store.write() as session:
            add_row(session, Liability, {"case_file": case_id}, mark)
            add_row(session, Interview, {"case_file": case_id}, mark)
    desk.merges.merge(kept, merged)
    with office.store.read(Scope.EVERY) as session:
        owed = session.scalars(sa.select(Liability.creditor).order_by(Liability.position)).all()
    assert owed == ["m1", "m2"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills, which is POSIX")
def test_killed_in_its_middle_a_merge_has_changed_nothing(office: Office) -> None:
    kept, merged = awa(office), awa(office)
    before = rows(office)
    with office.store.data_key() as lent:
        key = lent.hex()
    told = "\n".join((str(office.store.path), key, str(kept), str(merged)))
    ran = subprocess.run(
        [sys.executable, "-m", "tests.support.killed_merge"],
        input=told,
        env={**os.environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    assert rows(office) == before


def test_what_moved_is_found_where_it_now_stands(office: Office, desk: Desk) -> None:
    kept, merged = a_case(office, "Ouattara", "Awa"), a_case(office, "Ouattara", "Awa")
    an_interview(office, merged, facts="facture pharamineuse")

    def found() -> set[UUID | None]:
        return {hit.case_id for group in desk.search.find("pharamineuse") for hit in group.hits}

    assert found() == {merged}
    merge = desk.merges.merge(kept, merged)
    assert found() == {kept}
    desk.merges.undo(merge)
    assert found() == {merged}
