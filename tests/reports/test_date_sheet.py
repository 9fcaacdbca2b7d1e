"""The sheet of a day, read back as it is printed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdf
import pytest

from caseapp.reports.date_sheet import render
from caseapp.services.date_paper import Beside, DatePaper
from caseapp.services.phones import Phones
from tests.support.builders import TODAY, Office, a_case, a_home, an_office
from tests.support.hands import plain

if TYPE_CHECKING:
    from pathlib import Path

    from caseapp.domain.date_sheet import DateSheetData


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = an_office(tmp_path)
    case = a_case(made, "Martin", "Chloé", phone="06 12 34 56 78")
    a_home(made, case, {"housing.address": "3 rue des Lilas"})
    for title, day, at in (("budget", "aujourd'hui", "14h30"), ("appeler", "aujourd'hui", "9h")):
        made.agenda.record(case, {"title": title, "due_on": day, "at": at})
    made.agenda.record(case, {"title": "dossier lointain", "due_on": "dans 3 jours"})
    made.clock.moment = made.clock.moment.replace(hour=9)
    return made


def paper(office: Office) -> DatePaper:
    return DatePaper(office.store, office.clock, office.dated_items, Phones(office.store))


def text_of(data: DateSheetData) -> str:
    reader = pypdf.PdfReader(io.BytesIO(render(data)))
    return plain(" ".join(page.extract_text() for page in reader.pages))


def test_the_day_is_printed_by_the_hour_and_the_late_after_it(office: Office) -> None:
    office.agenda.record(None, {"title": "classer", "due_on": "demain"})
    office.clock.moment = office.clock.moment.replace(day=TODAY.day + 2)
    office.agenda.record(None, {"title": "équipe", "due_on": "aujourd'hui", "at": "11h"})
    words = text_of(paper(office).day(office.board.day().rows, Beside()))
    assert words.index("équipe") < words.index("En retard") < words.index("classer")
    assert "Feuille du mercredi 25 novembre 2026" in words
    assert "dossier lointain" not in words
    assert "06 12 34 56 78" not in words
    assert "retard 2 jours" in words


def test_phone_address_and_initials_stand_there_where_they_were_asked_for(
    office: Office,
) -> None:
    rows = office.board.day().rows
    whole = text_of(paper(office).day(rows, Beside(phones=True, addresses=True)))
    assert "MARTIN Chloé : 06 12 34 56 78" in whole
    assert "3 rue des Lilas" in whole
    hidden = text_of(paper(office).day(rows, Beside(phones=True, initials=True)))
    assert "M. C. (2026-0001)" in hidden
    assert "MARTIN" not in hidden
    assert "06 12 34 56 78" in hidden


def test_a_month_is_printed_day_by_day_and_says_where_it_was_cut(office: Office) -> None:
    for number in range(420):
        office.agenda.record(None, {"title": f"appel {number}", "due_on": "dans 4 jours"})
    items = office.dated_items.between(TODAY, TODAY.replace(day=30))
    words = text_of(paper(office).days("Novembre 2026", items, Beside()))
    assert "Échéances : Novembre 2026" in words
    assert words.index("Lundi 23 novembre") < words.index("Jeudi 26 novembre")
    assert "Les 400 premières échéances sur 423." in words


def test_an_empty_day_says_so(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    assert "Rien à faire." in text_of(paper(office).day((), Beside()))
