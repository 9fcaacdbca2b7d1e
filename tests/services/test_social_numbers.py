"""The « numéro de sécurité sociale »: absent until somebody in charge decides, then masked."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from caseapp.desk_parts import open_desk
from caseapp.domain.case_report import ALL_SECTIONS, CaseReportData
from caseapp.domain.form_aid import AidField, AidState
from caseapp.exchange.household import write_household
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.reports import case_report, form_aid
from caseapp.services.social_number_use import SocialNumberUses
from caseapp.services.social_reports import AskedReport
from caseapp.services.workers import NotInChargeError
from tests.support.any_row import dump
from tests.support.builders import Office, a_case, a_child, an_office
from tests.support.hands import plain
from tests.support.pdf import text_of
from tests.support.raw_pages import deciphered
from tests.support.social_numbers import DECISION, MASKED, NUMBER, TYPED, keep_numbers

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


@pytest.fixture
def case(office: Office) -> UUID:
    return a_case(office, birth_date="02/05/1984")


def applicant(office: Office, case_id: UUID) -> UUID:
    return office.desk.page(case_id).people[0].id


def written(data: CaseReportData) -> str:
    """What a report says, as it is read."""
    return plain(text_of(case_report.render(data)))


def asked(outline: str) -> AskedReport:
    return AskedReport(
        outline=outline, recipient="", purpose="", consent="", sections=ALL_SECTIONS, interviews=()
    )


def journal(desk: Desk) -> list[tuple[str, str]]:
    return [(row.action, row.about) for row in desk.journal.rows() if "sécurité" in row.about]


def test_off_there_is_no_field_and_no_row(office: Office, desk: Desk, case: UUID) -> None:
    person = applicant(office, case)
    assert desk.social_numbers.shown(person) is None
    with pytest.raises(NotFoundError):
        desk.social_numbers.put(person, TYPED)
    with office.store.read() as session:
        found = dump(session)
    assert (found["social_number"], found["social_number_use"]) == ([], [])
    assert "aucun champ" in str(desk.privacy_papers.processing(()))


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("ground", {"ground": ""}),
        ("words", {"ground": "other"}),
        ("decided_by", {"decided_by": " "}),
        ("decided_on", {"decided_on": "01/01/2031"}),
        ("decided_on", {"decided_on": ""}),
    ],
)
def test_it_is_not_turned_on_without_a_ground_a_name_and_a_day(
    desk: Desk, field: str, typed: dict[str, str]
) -> None:
    with pytest.raises(UserInputError) as refused:
        desk.social_number_uses.begin(DECISION | typed)
    assert refused.value.field == field
    assert desk.social_number_uses.decision() is None


def test_the_decision_stands_in_the_register_and_in_the_journal(desk: Desk) -> None:
    keep_numbers(desk)
    paper = plain(str(desk.privacy_papers.processing(())))
    assert "L312-1" in paper
    assert "Décidé par Mme Roy, directrice le 02/11/2026" in paper
    assert "à confirmer" in paper
    assert journal(desk) == [("changed", "numéro de sécurité sociale (activé)")]


def test_somebody_who_is_not_in_charge_decides_nothing(office: Office) -> None:
    uses = SocialNumberUses(office.store, office.clock, lambda: False)
    with pytest.raises(NotInChargeError):
        uses.begin(DECISION)
    with pytest.raises(NotInChargeError):
        uses.end()


def test_a_number_is_masked_seen_copied_and_each_is_journalled(
    office: Office, desk: Desk, case: UUID
) -> None:
    keep_numbers(desk)
    person, numbers = applicant(office, case), desk.social_numbers
    numbers.put(person, TYPED)
    shown = numbers.shown(person)
    assert shown is not None
    assert (plain(shown.masked), shown.error, shown.doubts) == (MASKED, "", "")
    assert plain(numbers.reveal(person)) == TYPED
    assert numbers.to_copy(person) == NUMBER
    assert [action for action, _about in journal(desk)] == [
        "copied", "opened", "changed", "changed",
    ]  # fmt: skip
    assert NUMBER[8:13] not in str(journal(desk))


def test_what_is_no_number_is_kept_with_its_sentence_beside_the_one_before(
    office: Office, desk: Desk, case: UUID
) -> None:
    keep_numbers(desk)
    person, numbers = applicant(office, case), desk.social_numbers
    numbers.put(person, TYPED)
    before = numbers.put(person, "2 84 05 88 321 025 11")
    shown = numbers.shown(person)
    assert shown is not None
    assert "clé" in shown.error
    assert plain(shown.masked) == MASKED
    assert numbers.reveal(person) == "2 84 05 88 321 025 11"
    with pytest.raises(NotFoundError):
        numbers.to_copy(a_child(office, case))
    after = numbers.put_back(person, before)
    assert plain(numbers.reveal(person)) == TYPED
    assert numbers.put_back(person, after) == before


def test_a_birth_that_does_not_go_with_it_refuses_nothing(
    office: Office, desk: Desk, case: UUID
) -> None:
    keep_numbers(desk)
    child = a_child(office, case, "Issa", birth_date="03/06/2015")
    desk.social_numbers.put(child, TYPED)
    shown = desk.social_numbers.shown(child)
    assert shown is not None
    assert "l'année et le mois" in shown.doubts
    assert shown.can_copy


def test_no_sign_of_it_goes_anywhere_else(
    office: Office, desk: Desk, case: UUID, tmp_path: Path
) -> None:
    keep_numbers(desk)
    person = applicant(office, case)
    desk.social_numbers.put(person, TYPED)
    desk.social_numbers.put(person, "1 99 99")
    desk.social_numbers.put(person, TYPED)
    path = tmp_path / "export.zip"
    desk.open_export.write(path)
    with zipfile.ZipFile(path) as source:
        exported = b"".join(source.read(name) for name in source.namelist()).decode()
        assert [name for name in source.namelist() if "social_number" in name] == []
    with office.store.read() as session:
        rows = dump(session)
    del rows["social_number"]
    aid = desk.form_aids.aid(case, "rsa")
    elsewhere = [
        exported,
        str(rows),
        written(desk.social_reports.data(case, asked("situation"))),
        json.dumps(write_household(desk.household.household(case))),
        str([(one.value, one.copied) for one in aid.fields]),
        str(desk.form_aids.values(case)),
        str(desk.history.page(case).entries),
    ]
    for text in elsewhere:
        for sign in (NUMBER, NUMBER[:13], TYPED, TYPED[:18], "88 321", "199 99", "1 99 99"):
            assert sign not in plain(text)
    assert desk.search.find(NUMBER) == desk.search.find(TYPED) == ()
    told = [e.after for e in desk.history.page(case).entries if "sécurité" in plain(e.what)]
    assert told == ["modifié", "modifié", "noté"]


def test_a_form_shows_it_masked_and_its_paper_not_at_all(
    office: Office, desk: Desk, case: UUID
) -> None:
    def field() -> AidField:
        aid = desk.form_aids.aid(case, "rsa")
        return next(one for one in aid.fields if one.label == "Numéro de sécurité sociale")

    assert field().state is AidState.BY_HAND
    keep_numbers(desk)
    assert field().state is AidState.MISSING
    person = applicant(office, case)
    desk.social_numbers.put(person, TYPED)
    assert (field().state, plain(field().value), field().number_of) == (
        AidState.READY,
        MASKED,
        person,
    )
    paper = text_of(form_aid.render(desk.form_aids.aid(case, "rsa")))
    assert "gardé au dossier" in paper
    assert "2 84 05" not in plain(paper)


def test_the_answer_to_a_right_of_access_says_that_it_is_kept(
    office: Office, desk: Desk, case: UUID
) -> None:
    keep_numbers(desk)
    desk.social_numbers.put(applicant(office, case), TYPED)
    assert f"OUATTARA Awa : {MASKED}" in written(desk.social_reports.data(case, asked("acces")))


def test_it_goes_with_the_person_and_comes_back_with_them(
    office: Office, desk: Desk, case: UUID
) -> None:
    keep_numbers(desk)
    child = a_child(office, case)
    desk.social_numbers.put(child, TYPED)
    gone = desk.household.remove_person(child)
    assert desk.social_number_uses.count() == 0
    desk.household.restore(gone)
    assert plain(desk.social_numbers.reveal(child)) == TYPED
    again = desk.household.remove_person(child)
    desk.social_number_uses.end()
    desk.household.restore(again)
    assert desk.social_number_uses.count() == 0


def test_it_follows_a_merge(office: Office, desk: Desk, case: UUID) -> None:
    keep_numbers(desk)
    merged = a_case(office, birth_date="02/05/1984")
    child = a_child(office, merged, "Issa")
    for person in (applicant(office, merged), child):
        desk.social_numbers.put(person, TYPED)
    merge = desk.merges.merge(case, merged)
    people = [row.id for row in office.desk.page(case).people]
    assert len(people) == 2
    assert [plain(desk.social_numbers.reveal(person)) for person in people] == [TYPED, TYPED]
    with office.store.read() as session:
        assert NUMBER not in str(dump(session)["case_merge"])
    desk.merges.undo(merge)
    assert plain(desk.social_numbers.reveal(applicant(office, merged))) == TYPED


def test_another_number_for_the_same_person_is_said_before_a_merge(
    office: Office, desk: Desk, case: UUID
) -> None:
    keep_numbers(desk)
    merged = a_case(office, birth_date="02/05/1984")
    desk.social_numbers.put(applicant(office, case), TYPED)
    desk.social_numbers.put(applicant(office, merged), TYPED)
    assert desk.merges.preview(case, merged).warnings == ()
    desk.social_numbers.put(applicant(office, merged), "2 55 08 14 168 025 38")
    (warning,) = desk.merges.preview(case, merged).warnings
    assert plain(warning).startswith("OUATTARA Awa n'a pas le même n° de sécurité sociale")
    assert "2 55" not in plain(warning)


def test_turned_off_no_number_is_left_in_any_page(office: Office, desk: Desk, case: UUID) -> None:
    keep_numbers(desk)
    person = applicant(office, case)
    before = desk.social_numbers.put(person, TYPED)
    assert NUMBER.encode() in deciphered(office.store)
    assert desk.social_number_uses.end() == 1
    assert NUMBER.encode() not in deciphered(office.store)
    assert desk.social_number_uses.decision() is None
    assert desk.social_numbers.shown(person) is None
    with pytest.raises(NotFoundError):
        desk.social_numbers.put_back(person, before)
    told = ("erased", "numéro de sécurité sociale (désactivé : 1 effacé)")
    assert tuple(map(plain, journal(desk)[0])) == told


def test_erased_with_its_case_no_number_is_left_in_any_page(
    office: Office, desk: Desk, case: UUID
) -> None:
    keep_numbers(desk)
    desk.social_numbers.put(applicant(office, case), TYPED)
    assert "1 n° de sécurité sociale" in plain(desk.case_erasing.preview([case]).words)
    desk.case_erasing.erase(case)
    assert NUMBER.encode() not in deciphered(office.store)
    assert desk.social_number_uses.count() == 0
