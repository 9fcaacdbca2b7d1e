"""Interviews are kept as typed; the last contact follows; the private notes stay on the desk."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.interview import InterviewKind, Medium, usual_place, usually_contact
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.ids import new_id
from caseapp.services.interview_templates import shipped
from caseapp.services.settings import ServiceSettings
from tests.support.builders import TODAY, Office, a_case, a_child, an_interview, an_office

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

SECRET = "se méfier du beau-frère"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def case(office: Office) -> UUID:
    return a_case(office)


def last_contact(office: Office, case: UUID) -> date | None:
    return office.cases.header(case).last_contact_on


def test_a_new_interview_is_of_today_and_is_no_row_until_something_is_typed(
    office: Office, case: UUID
) -> None:
    office.settings.save_service(ServiceSettings(worker="Claire Morel"))
    new = office.interviews.blank(case)
    assert (new.on, new.kind, new.medium) == ("23/11/2026", InterviewKind.FIRST, Medium.OFFICE)
    assert (new.place, new.present, new.is_contact) == ("au service", ("OUATTARA Awa",), True)
    assert new.author == "Claire Morel"
    assert not new.is_kept
    assert office.interviews.count(case) == 0
    office.interviews.put(case, new.id, {"facts": "Loyer impayé en octobre."})
    assert office.interviews.count(case) == 1
    kept = office.interviews.get(new.id)
    assert (kept.facts, kept.is_kept, kept.kind) == (
        "Loyer impayé en octobre.",
        True,
        InterviewKind.FIRST,
    )
    assert office.interviews.blank(case).kind is InterviewKind.FOLLOW_UP


def test_facts_words_analysis_and_private_notes_are_four_things(office: Office, case: UUID) -> None:
    typed = {"facts": "Un.", "words": "« Deux »", "analysis": "Trois.", "private": SECRET}
    page = office.interviews.get(an_interview(office, case, **typed))
    assert page.texts == {"facts": "Un.", "words": "« Deux »", "analysis": "Trois."}
    assert page.private == SECRET


@pytest.mark.parametrize(
    ("typed", "minutes"), [("45", "45"), ("1h30", "90"), ("2 h", "120"), ("20 min", "20")]
)
def test_a_length_of_time_is_read_as_it_is_said(
    office: Office, case: UUID, typed: str, minutes: str
) -> None:
    assert office.interviews.get(an_interview(office, case, minutes=typed)).minutes == minutes


@pytest.mark.parametrize(
    ("typed", "at"), [("14h", "14:00"), ("9h05", "09:05"), ("14:30", "14:30"), ("1430", "14:30")]
)
def test_an_hour_is_read_as_it_is_typed(office: Office, case: UUID, typed: str, at: str) -> None:
    assert office.interviews.get(an_interview(office, case, at=typed)).at == at


def test_what_is_refused_is_kept_as_typed_with_its_sentence(office: Office, case: UUID) -> None:
    interview = an_interview(office, case, facts="Vu.", on_date="20/11/2026")
    errors = office.interviews.put(
        case, interview, {"on_date": "31/02/2026", "at": "25h", "minutes": "longtemps"}
    )
    assert set(errors) == {"on_date", "at", "minutes"}
    page = office.interviews.get(interview)
    assert (page.on, page.at, page.minutes) == ("31/02/2026", "25h", "longtemps")
    assert dict(page.errors) == errors
    assert office.interviews.rows(case)[0].on == date(2026, 11, 20)
    office.interviews.put(case, interview, {"on_date": "19/11", "at": "", "minutes": "30"})
    page = office.interviews.get(interview)
    assert (page.on, page.minutes, page.errors) == ("19/11/2026", "30", ())


def test_an_interview_to_come_is_an_appointment(office: Office, case: UUID) -> None:
    new = office.interviews.blank(case)
    errors = office.interviews.put(case, new.id, {"on_date": "24/11/2026"})
    assert "agenda" in errors["on_date"]
    assert last_contact(office, case) == TODAY


def test_a_day_without_its_year_is_the_last_such_day(office: Office, case: UUID) -> None:
    assert office.interviews.get(an_interview(office, case, on_date="12/12")).on == "12/12/2025"
    assert office.interviews.get(an_interview(office, case, on_date="12/11")).on == "12/11/2026"


def test_those_present_are_names_of_that_day(office: Office, case: UUID) -> None:
    a_child(office, case, "Issa")
    assert office.interviews.people(case) == ("OUATTARA Awa", "OUATTARA Issa")
    names = ["OUATTARA Awa", "  Mme  Petit, CCAS ", ""]
    page = office.interviews.get(an_interview(office, case, present=names))
    assert page.present == ("OUATTARA Awa", "Mme Petit, CCAS")


def test_who_left_the_household_is_not_proposed_among_those_present(
    office: Office, case: UUID
) -> None:
    child = a_child(office, case, "Zoé")
    office.desk.presence.set_left(child, "12/06/2026")
    assert "OUATTARA Zoé" not in office.interviews.people(case)


def test_the_newest_interview_comes_first_and_a_search_finds_every_word(
    office: Office, case: UUID
) -> None:
    first = an_interview(office, case, on_date="02/11/2026", words="« Élève en danger »")
    second = an_interview(office, case, on_date="10/11/2026", facts="Dette de loyer", kind="review")
    third = an_interview(office, case, on_date="10/11/2026", at="16h", present=["Mme Petit"])
    assert [row.id for row in office.interviews.rows(case)] == [third, second, first]
    assert [row.id for row in office.interviews.rows(case, "DANGER eleve")] == [first]
    assert [row.id for row in office.interviews.rows(case, "petit")] == [third]
    assert office.interviews.rows(case, "loyer danger") == ()
    assert [x.id for x in office.interviews.rows(case, kind=InterviewKind.REVIEW)] == [second]
    assert office.interviews.rows(case)[1].first_words == "Dette de loyer"


def test_a_search_finds_private_notes_but_the_list_shows_none(office: Office, case: UUID) -> None:
    interview = an_interview(office, case, private=SECRET)
    row = office.interviews.rows(case, "beau-frère")[0]
    assert (row.id, row.first_words) == (interview, "")


# ------------------------------------------------------------------ last contact


def test_the_last_contact_follows_from_the_interviews(office: Office, case: UUID) -> None:
    office.clock.moment = office.clock.moment.replace(month=12, day=20)
    interview = an_interview(office, case, on_date="10/12/2026", facts="Vue.")
    assert last_contact(office, case) == date(2026, 12, 10)
    office.interviews.put(case, interview, {"on_date": "05/12/2026"})
    assert last_contact(office, case) == date(2026, 12, 5)
    office.interviews.put(case, interview, {"is_contact": False})
    assert last_contact(office, case) is None
    office.interviews.put(case, interview, {"is_contact": True})
    gone = office.interviews.remove(interview)
    assert last_contact(office, case) is None
    office.interviews.restore(gone)
    assert last_contact(office, case) == date(2026, 12, 5)


def test_a_contact_noted_otherwise_is_kept(office: Office, case: UUID) -> None:
    office.clock.moment = office.clock.moment.replace(month=12, day=20)
    office.cases.record_contact(case, date(2026, 12, 15))
    interview = an_interview(office, case, on_date="10/12/2026", facts="Vue.")
    assert last_contact(office, case) == date(2026, 12, 15)
    office.interviews.remove(interview)
    assert last_contact(office, case) == date(2026, 12, 15)
    assert office.cases.rows()[0].last_contact_on == date(2026, 12, 15)


def test_a_medium_proposes_its_place_and_whether_it_is_a_contact() -> None:
    follow_up = InterviewKind.FOLLOW_UP
    assert usual_place(Medium.HOME) == "au domicile"
    assert usually_contact(follow_up, Medium.PHONE)
    assert not usually_contact(follow_up, Medium.LETTER)
    assert not usually_contact(InterviewKind.MEETING, Medium.OFFICE)


# ------------------------------------------------------------------ templates, copies


def test_every_shipped_outline_can_start_an_interview(office: Office, case: UUID) -> None:
    rows = office.interviews.templates.rows()
    assert [row.name for row in rows] == [
        "Premier entretien",
        "Entretien de suivi",
        "Visite à domicile",
        "Appel téléphonique",
        "Synthèse partenariale",
        "Urgence",
    ]
    for row in rows:
        template = office.interviews.templates.get(row.code)
        new = office.interviews.blank(case)
        office.interviews.insert(case, new.id, template)
        page = office.interviews.get(new.id)
        assert (page.kind, page.medium, page.minutes) == (
            template.kind,
            template.medium,
            str(template.minutes),
        )
        assert page.texts == template.texts


def test_an_outline_never_replaces_what_is_typed(office: Office, case: UUID) -> None:
    interview = an_interview(office, case, facts="Loyer impayé.", minutes="20", medium="phone")
    template = shipped()["3_visite_a_domicile"]
    office.interviews.insert(case, interview, template)
    office.interviews.insert(case, interview, template)
    page = office.interviews.get(interview)
    assert page.facts == f"Loyer impayé.\n\n{template.facts}"
    assert page.words == template.words
    assert (page.minutes, page.medium) == ("20", Medium.PHONE)


def test_the_service_keeps_renames_and_removes_its_own_outlines(office: Office, case: UUID) -> None:
    templates = office.interviews.templates
    interview = an_interview(office, case, facts="Point énergie :", private=SECRET, minutes="30")
    code = str(templates.keep(interview, "  Énergie "))
    assert templates.rows()[0].name == "Énergie"
    with pytest.raises(UserInputError):
        templates.keep(interview, "Énergie")
    with pytest.raises(UserInputError):
        templates.keep(interview, "  ")
    assert templates.rename(code, "Point énergie") == "Énergie"
    kept = templates.get(code)
    assert (kept.facts, kept.minutes) == ("Point énergie :", 30)
    assert SECRET not in "".join(kept.texts.values())
    gone = templates.remove(code)
    assert all(not row.is_own for row in templates.rows())
    with pytest.raises(NotFoundError):
        templates.get(code)
    templates.restore(gone)
    assert templates.rows()[0].name == "Point énergie"


def test_a_copy_is_of_today_and_without_the_private_notes(office: Office, case: UUID) -> None:
    interview = an_interview(
        office, case, on_date="02/11/2026", medium="home", place="au domicile", facts="Vu.",
        private=SECRET,
    )  # fmt: skip
    copy = office.interviews.get(office.interviews.duplicate(interview))
    assert (copy.on, copy.medium, copy.facts, copy.private) == (
        "23/11/2026",
        Medium.HOME,
        "Vu.",
        "",
    )
    assert office.interviews.get(interview).private == SECRET


def test_the_text_for_the_clipboard_has_no_private_notes(office: Office, case: UUID) -> None:
    interview = an_interview(
        office, case, facts="Un.", words="Deux.", analysis="Trois.", private=SECRET
    )
    text = office.interviews.copied(interview)
    assert "Faits constatés\nUn." in text
    assert "Paroles de la personne\nDeux." in text
    assert "Présents : OUATTARA Awa" in text
    assert SECRET not in text


def test_what_was_removed_comes_back_whole(office: Office, case: UUID) -> None:
    interview = an_interview(office, case, facts="Un.", private=SECRET, steps="relancer la CAF")
    office.interviews.put(case, interview, {"at": "25h"})
    before = office.interviews.get(interview)
    gone = office.interviews.remove(interview)
    assert office.interviews.count(case) == 0
    with pytest.raises(NotFoundError):
        office.interviews.get(interview)
    office.interviews.restore(gone)
    assert office.interviews.get(interview) == before


def test_dictated_steps_wait_as_they_are_typed(office: Office, case: UUID) -> None:
    interview = an_interview(office, case, steps="relancer la CAF le 12/12")
    assert office.interviews.get(interview).steps == "relancer la CAF le 12/12"
    office.interviews.put(case, interview, {"steps": ""})
    assert office.interviews.get(interview).steps == ""


def test_no_row_and_no_page_tells_its_texts(office: Office, case: UUID) -> None:
    interview = an_interview(office, case, facts="Loyer impayé", private=SECRET)
    shown = repr(office.interviews.get(interview)) + repr(office.interviews.rows(case))
    assert SECRET not in shown
    assert "Loyer" not in shown


def test_an_interview_of_a_case_that_is_gone_is_refused(office: Office) -> None:
    with pytest.raises(NotFoundError):
        office.interviews.blank(new_id())
