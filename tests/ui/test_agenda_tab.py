"""« Agenda »: tasks and mandates entered, done, put off and taken back by keys and clicks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl

from caseapp.domain.claim import Channel, Filed
from caseapp.domain.mandate import MandateState
from caseapp.ui.navigator import CasePlace, CaseTab, ClaimPlace, Navigator
from caseapp.ui.pages.agenda.tab import AgendaTab, AgendaTools
from tests.support.builders import Office, a_case, a_line, an_office
from tests.support.case_year import year_of
from tests.support.documents import add as add_document
from tests.support.documents import documents_of
from tests.support.dragging import drop_on
from tests.support.hands import TableHands, plain
from tests.support.pages.interviews import AgendaHands

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def case(office: Office) -> UUID:
    return a_case(office)


@pytest.fixture
def navigator() -> Navigator:
    return Navigator()


@pytest.fixture
def screen(
    office: Office,
    case: UUID,
    navigator: Navigator,
    qtbot: QtBot,
    jobs: Jobs,
    answers: Answers,
) -> AgendaHands:
    tab = AgendaTab(
        AgendaTools(
            office.agenda,
            office.mandates,
            navigator,
            office.clock,
            year_of(office),
            documents_of(office),
            jobs,
            answers,
            office.handling,
        )
    )
    qtbot.addWidget(tab)
    tab.resize(1024, 1000)
    with qtbot.waitActive(tab):
        tab.show()
    tab.show_case(case)
    return AgendaHands(tab, qtbot)


def add(screen: AgendaHands, **typed: str) -> None:
    screen.click("Ajouter une tâche ou un rendez-vous")
    form = screen.form
    form.fill(typed)
    form.enter()


def test_an_empty_agenda_says_what_to_do(screen: AgendaHands) -> None:
    assert screen.tab.nothing.isVisible()
    add(screen, title="relancer la CAF", due_on="jeudi")
    assert not screen.tab.nothing.isVisible()
    assert screen.table.rows[0][:3] == [plain("jeu. 26 nov."), "", "relancer la CAF"]


def test_what_is_refused_stays_in_the_form_with_its_sentence(screen: AgendaHands) -> None:
    screen.click("Ajouter une tâche ou un rendez-vous")
    form = screen.form
    form.fill({"title": "relancer", "due_on": "bientôt"})
    form.enter()
    assert "Écrire une date" in form.text("due_on").error
    assert form.text("title").text == "relancer"
    form.type(form.text("due_on"), "demain")
    form.enter()
    assert screen.titles == ["relancer"]


def test_a_task_is_done_from_its_row_and_taken_back(screen: AgendaHands) -> None:
    add(screen, title="vérifier", due_on="30/11", repeat="tous les lundis")
    screen.table.press("vérifier", Qt.Key.Key_Return)
    assert screen.table.rows[0][0] == plain("lun. 7 déc.")
    assert plain(screen.tab.notice.words) == "Fait : vérifier. Le suivant est à l'agenda."
    screen.click("Annuler")
    assert screen.table.rows[0][0] == plain("lun. 30 nov.")
    screen.table.press_button("vérifier")
    screen.click("Faits")
    assert screen.table.rows[0][0] == "fait le 23/11/2026"


def test_a_duty_of_the_year_is_done_from_its_row_and_undone(
    screen: AgendaHands, office: Office, case: UUID
) -> None:
    a_line(office, case, "right:rsa", before="0", m2026_09="600")
    screen.tab.show_case(case)
    year = TableHands(screen.tab.year.table, screen.bot)
    words = "Déclaration trimestrielle de ressources (RSA)"

    def first() -> tuple[str, str]:
        return plain(year.rows[0][1]).partition(" | ")[0], year.rows[0][-1]

    assert first() == (words, "Fait")
    year.press_button(year.rows[0][1].partition(" | ")[0])
    assert first() == (words, "Pas fait")
    assert plain(screen.tab.notice.words) == f"Fait : {words}"
    screen.undo()
    assert first() == (words, "Fait")
    year.press_button(year.rows[0][1].partition(" | ")[0])
    year.press_button(year.rows[0][1].partition(" | ")[0])  # « Pas fait », whenever it was ticked
    assert first() == (words, "Fait")
    (item,) = office.dated_items.to_act(office.clock.today())
    assert item.done_on is None


def test_a_task_is_put_off_changed_and_removed(screen: AgendaHands) -> None:
    add(screen, title="appeler", due_on="demain")
    screen.table.choose("appeler")
    screen.click("Reporter…")
    form = screen.form
    form.fill({"due_on": "dans 15 jours"})
    form.enter()
    assert screen.table.rows[0][0] == plain("mar. 8 déc.")
    screen.undo()
    assert screen.table.rows[0][0] == "demain"
    screen.table.choose("appeler")
    screen.click("Modifier")
    form = screen.form
    form.fill({"title": "appeler le bailleur", "at": "9h"})
    form.enter()
    assert screen.table.rows[0][1:3] == ["9h", "appeler le bailleur"]
    screen.table.choose("appeler")
    screen.click("Supprimer")
    assert screen.titles == []
    screen.undo()
    assert screen.titles == ["appeler le bailleur"]


def test_a_date_of_a_claim_is_shown_and_leads_to_it(
    screen: AgendaHands, office: Office, case: UUID, navigator: Navigator
) -> None:
    claim = office.claims.open(case, "rsa")
    office.claims.record(claim, Filed(on=date(2026, 11, 2), channel=Channel.COUNTER))
    screen.tab.show_case(case)
    screen.table.choose("Relancer")
    assert not any(button.isVisible() for button in screen.tab._of_row)
    screen.table.press_button("Relancer")
    assert navigator.current == ClaimPlace(claim)


def test_a_mandate_is_given_changed_withdrawn_and_taken_back(
    screen: AgendaHands, office: Office, case: UUID
) -> None:
    screen.click("Ajouter un mandat ou un accord")
    form = screen.form
    form.fill(
        {
            "kind": "Accord",
            "holder": "le bailleur",
            "covers": "échanges sur la dette",
            "given_on": "01/06/2026",
            "ends_on": "12/12/2026",
        }
    )
    form.enter()
    assert screen.mandates.rows[0][:3] == [
        plain("Expire dans 19 jours"),
        "échanges sur la dette | Accord de partage d'informations",
        plain("OUATTARA Awa | à qui : le bailleur"),
    ]
    assert screen.titles == [
        plain("L'accord de partage expire dans 19 jours | échanges sur la dette")
    ]
    screen.mandates.choose("échanges")
    screen.click("Retirer…")
    screen.form.enter()
    assert office.mandates.of_case(case)[0].state is MandateState.WITHDRAWN
    assert screen.titles == []
    screen.click("Annuler")
    assert office.mandates.of_case(case)[0].state is MandateState.ENDING


def test_the_signed_document_of_a_mandate_is_picked_among_those_of_the_case_and_opened(
    screen: AgendaHands, office: Office, case: UUID, navigator: Navigator
) -> None:
    document = add_document(office, case, "accord-signe.pdf")
    screen.click("Ajouter un mandat ou un accord")
    screen.form.fill({"covers": "la dette", "given_on": "01/06/2026", "document": "accord"})
    screen.form.enter()
    screen.mandates.choose("la dette")
    screen.click("Voir le document signé")
    assert navigator.current == CasePlace(case, CaseTab.DOCUMENTS, str(document))


def test_a_signed_document_is_taken_in_from_a_file_and_taken_back(
    screen: AgendaHands,
    office: Office,
    case: UUID,
    jobs: Jobs,
    answers: Answers,
    tmp_path: Path,
) -> None:
    office.mandates.record(case, {"covers": "la dette", "given_on": "01/06/2026"})
    screen.tab.show_case(case)
    file = tmp_path / "accord-signe.pdf"
    file.write_bytes(b"%PDF-1.4 accord")
    answers.answers = [file]
    screen.mandates.choose("la dette")
    screen.click("Joindre le document signé…")
    screen.bot.waitUntil(lambda: not jobs.busy and bool(office.mandates.of_case(case)[0].document))
    assert office.mandates.of_case(case)[0].document == "accord-signe"
    assert "Document signé joint" in screen.tab.notice.words
    screen.click("Annuler")
    assert office.mandates.of_case(case)[0].document == ""


def test_a_file_let_go_on_a_mandate_becomes_its_signed_document(
    screen: AgendaHands, office: Office, case: UUID, jobs: Jobs, tmp_path: Path
) -> None:
    for covers in ("la dette", "le logement"):
        office.mandates.record(case, {"covers": covers, "given_on": "01/06/2026"})
    screen.tab.show_case(case)
    table, files = screen.tab.mandates.table, QMimeData()
    place = next(i for i, row in enumerate(table.rows_model.rows) if row.covers == "la dette")
    row = table.visualRect(table.rows_model.index(place, 1)).center()
    at = table.viewport().mapTo(table, row)
    one, two = (tmp_path / f"{name}.pdf" for name in ("accord-signe", "autre"))
    for path in (one, two):
        path.write_bytes(path.name.encode())
    files.setUrls([QUrl.fromLocalFile(str(path)) for path in (one, two)])
    drop_on(table, files, at)
    assert "un seul fichier" in screen.tab.notice.words
    files.setUrls([QUrl.fromLocalFile(str(one))])
    drop_on(table, files, at)
    screen.bot.waitUntil(lambda: not jobs.busy)
    signed = {row.covers: row.document for row in office.mandates.of_case(case)}
    assert signed == {"la dette": "accord-signe", "le logement": ""}
    screen.click("Annuler")
    assert {row.document for row in office.mandates.of_case(case)} == {""}


def test_a_place_names_the_row_to_go_to(screen: AgendaHands, office: Office, case: UUID) -> None:
    office.agenda.record(case, {"title": "un", "due_on": "demain"})
    second = office.agenda.record(case, {"title": "deux", "due_on": "jeudi"})
    screen.tab.show_case(case, str(second))
    assert screen.tab.table.current is not None
    assert screen.tab.table.current.title == "deux"
    assert CasePlace(case, CaseTab.AGENDA, str(second)).focus == str(second)
