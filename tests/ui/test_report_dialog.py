"""« Exporter le rapport »: only what is ticked leaves, where the person says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QToolButton

from caseapp.desk_parts import open_desk
from caseapp.domain.case_report import ALL_SECTIONS, Section
from caseapp.kernel.money import Money
from caseapp.ui.application import Tools
from caseapp.ui.main_window import MainWindow
from caseapp.ui.navigator import CasePlace, CaseTab, ClaimPlace, Navigator
from caseapp.ui.pages.case_page import CasePage
from caseapp.ui.pages.claim.page import ClaimPage
from caseapp.ui.pages.claims_list import ClaimsTab
from caseapp.ui.pages.day.page import DayPage
from caseapp.ui.pages.household.tab import HouseholdTab
from caseapp.ui.pages.report_dialog import ReportDialog
from caseapp.ui.pages.rights.tab import RightsTab
from caseapp.ui.pages.whatif.tab import WhatIfTab
from caseapp.window_parts import entries, furnish
from tests.support.builders import Office, an_interview, an_office, awa
from tests.support.engines import answer, monthly
from tests.support.hands import FormHands, TableHands, dialog_over, plain, press
from tests.support.screens import MainScreen, button

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = an_office(tmp_path)
    made.engine.answers = (answer("aide_logement", amount=monthly(341), variant="apl"),)
    awa(made)
    return made


@pytest.fixture
def screen(
    office: Office, jobs: Jobs, settings: Settings, answers: Answers, qtbot: QtBot
) -> Iterator[MainScreen]:
    navigator = Navigator()
    window = MainWindow(navigator, jobs, settings, office.clock, entries())
    desk = open_desk(office.store, office.engine, office.clock)
    furnish(window, desk, Tools(navigator, jobs, answers, settings, office.clock))
    window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window)
    yield MainScreen(window, qtbot)
    window.close()
    window.deleteLater()


def case_page(screen: MainScreen, office: Office, tab: CaseTab) -> CasePage:
    screen.window.navigator.go(CasePlace(office.cases.rows()[0].id, tab))
    page = screen.window.page
    assert isinstance(page, CasePage)
    return page


def report(page: CasePage, qtbot: QtBot) -> ReportDialog:
    press(page, "Exporter le rapport", qtbot)
    dialog = dialog_over(page, qtbot)
    assert isinstance(dialog, ReportDialog)
    return dialog


def box(dialog: ReportDialog, words: str) -> QCheckBox:
    return next(b for b in dialog.findChildren(QCheckBox) if b.text() == words)


def addressed(dialog: ReportDialog, qtbot: QtBot) -> None:
    """Say to whom the report goes and what for."""
    form = FormHands(dialog, qtbot)
    form.type(dialog.recipient, "Commission FSL")
    form.type(dialog.purpose, "Maintien dans le logement")
    form.type(dialog.consent, "Accord du 20/11/2026")


def test_a_report_without_a_recipient_or_a_purpose_is_refused_at_the_field(
    screen: MainScreen, office: Office, qtbot: QtBot
) -> None:
    dialog = report(case_page(screen, office, CaseTab.RIGHTS), qtbot)
    form = FormHands(dialog, qtbot)
    form.enter()
    assert dialog.isVisible()
    assert dialog.recipient.error.startswith("Indiquez à qui")
    assert dialog.purpose.error.startswith("Indiquez à quoi")
    assert dialog.focusWidget() is dialog.recipient.editor
    form.type(dialog.recipient, "Commission FSL")
    form.enter()
    assert dialog.isVisible()
    assert dialog.recipient.error == ""
    assert dialog.focusWidget() is dialog.purpose.editor
    form.escape()


def test_how_the_person_is_reached_is_disclosed_only_where_it_is_chosen(
    screen: MainScreen, office: Office, qtbot: QtBot
) -> None:
    dialog = report(case_page(screen, office, CaseTab.RIGHTS), qtbot)
    assert Section.CONTACTS not in dialog.sections
    words = "Coordonnées, si le destinataire doit joindre la personne"
    qtbot.keyClick(box(dialog, words), Qt.Key.Key_Space)
    assert dialog.sections == ALL_SECTIONS | {Section.CONTACTS}
    FormHands(dialog, qtbot).escape()


def test_what_is_unticked_is_not_disclosed(
    screen: MainScreen, office: Office, qtbot: QtBot
) -> None:
    dialog = report(case_page(screen, office, CaseTab.RIGHTS), qtbot)
    assert dialog.sections == ALL_SECTIONS
    qtbot.keyClick(box(dialog, "Droits estimés"), Qt.Key.Key_Space)
    assert dialog.sections == ALL_SECTIONS - {Section.RIGHTS}
    FormHands(dialog, qtbot).escape()


def test_a_report_of_nothing_is_refused_with_a_sentence(
    screen: MainScreen, office: Office, qtbot: QtBot
) -> None:
    dialog = report(case_page(screen, office, CaseTab.RIGHTS), qtbot)
    addressed(dialog, qtbot)
    for ticked in dialog.findChildren(QCheckBox):
        if ticked.isChecked():
            qtbot.keyClick(ticked, Qt.Key.Key_Space)
    FormHands(dialog, qtbot).enter()
    assert dialog.isVisible()
    assert dialog.notice.words == "Cochez au moins une rubrique."
    FormHands(dialog, qtbot).escape()


def test_the_report_is_written_where_the_person_says_and_nowhere_else(
    screen: MainScreen, office: Office, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "papiers"
    folder.mkdir()
    answers.answers = [None, folder / "awa.pdf"]
    for _time in range(2):  # the first time, the person gives up choosing a place
        dialog = report(case_page(screen, office, CaseTab.RIGHTS), qtbot)
        form = FormHands(dialog, qtbot)
        form.type(dialog.recipient, "Commission FSL")
        form.type(dialog.purpose, "Maintien dans le logement")
        form.type(dialog.consent, "Accord du 20/11/2026")
        form.enter()
    qtbot.waitUntil(lambda: len(answers.asked) == 3, timeout=20_000)
    assert answers.asked[2].startswith("Le rapport est enregistré awa.pdf")
    assert [file.name for file in folder.iterdir()] == ["awa.pdf"]
    assert (folder / "awa.pdf").read_bytes().startswith(b"%PDF-")


def test_a_place_that_cannot_be_written_is_told(
    screen: MainScreen, office: Office, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.answers = [tmp_path / "absent" / "awa.pdf"]
    dialog = report(case_page(screen, office, CaseTab.RIGHTS), qtbot)
    addressed(dialog, qtbot)
    FormHands(dialog, qtbot).enter()
    qtbot.waitUntil(lambda: len(answers.asked) == 2, timeout=20_000)
    assert answers.asked[1].startswith("Le rapport n'a pas été enregistré")


def test_from_the_morning_to_a_filed_claim_through_the_window(
    screen: MainScreen, office: Office, qtbot: QtBot
) -> None:
    assert isinstance(screen.window.page, DayPage)
    page = case_page(screen, office, CaseTab.RIGHTS)
    qtbot.waitUntil(lambda: bool(page.content(RightsTab).table.rows_model.rows))
    screen.go_to("Ma journée")
    day = screen.window.page
    assert isinstance(day, DayPage)
    qtbot.waitUntil(lambda: bool(day.beside.unclaimed.rows_model.rows))
    TableHands(day.beside.unclaimed, qtbot).press("OUATTARA", Qt.Key.Key_Return)
    assert screen.chosen_page == "Dossiers"
    TableHands(page.content(RightsTab).table, qtbot).press_button("logement")
    claim = screen.window.page
    assert isinstance(claim, ClaimPage)
    press(claim.next_step, "Enregistrer : démarche déposée", qtbot)
    form = FormHands(dialog_over(claim, qtbot), qtbot)
    form.fill({"on": "20/11/2026", "channel": "guichet"})
    form.enter()
    assert isinstance(screen.window.navigator.current, ClaimPlace)
    (row,) = office.claims.rows()
    assert (row.right, row.estimated) == ("aide_logement", Money.euros(341))
    press(claim.header, "OUATTARA Awa", qtbot)
    tabs = [plain(page.tabs.tabText(place)) for place in range(page.tabs.count())]
    assert "Démarches 1" in tabs
    assert TableHands(page.content(ClaimsTab).table, qtbot).row("logement")[1] == "Déposée"
    screen.go_to("Ma journée")
    qtbot.waitUntil(day.beside.all_asked.isVisible)
    assert button(day, "Tout").isChecked()


def test_the_rights_lead_to_the_curve_of_incomes_in_one_click(
    screen: MainScreen, office: Office, qtbot: QtBot
) -> None:
    page = case_page(screen, office, CaseTab.RIGHTS)
    press(page, "Courbe des revenus", qtbot)
    results = page.content(WhatIfTab).results
    qtbot.waitUntil(lambda: results.curve is not None and results.curve.isVisible(), timeout=30_000)
    assert results.curve is not None
    chart = results.curve.chart
    qtbot.waitUntil(lambda: not chart.visibleRegion().isEmpty())
    assert chart.visibleRegion().boundingRect().height() > chart.height() // 2


def test_a_missing_fact_leads_to_its_field_in_the_household(
    screen: MainScreen, office: Office, qtbot: QtBot
) -> None:
    page = case_page(screen, office, CaseTab.RIGHTS)
    person = office.cases.header(office.cases.rows()[0].id).applicant_id
    page.content(RightsTab).field_asked.emit(f"people/{person}/birth_date")
    assert page.tabs.tabText(page.tabs.currentIndex()) == "Foyer"
    assert page.content(HouseholdTab).isVisible()
    assert page.header.title == "OUATTARA Awa"


def test_an_interview_is_disclosed_only_when_it_is_ticked_by_itself(
    screen: MainScreen, office: Office, qtbot: QtBot
) -> None:
    case = office.cases.rows()[0].id
    an_interview(office, case, on_date="02/11/2026", facts="Un.")
    newest = an_interview(office, case, on_date="20/11/2026", facts="Deux.")
    dialog = report(case_page(screen, office, CaseTab.RIGHTS), qtbot)
    assert Section.INTERVIEWS not in dialog.sections
    assert not dialog.interviews.isVisible()
    words = "Entretiens, à choisir un par un (sans les notes de travail)"
    qtbot.keyClick(box(dialog, words), Qt.Key.Key_Space)
    addressed(dialog, qtbot)
    FormHands(dialog, qtbot).enter()
    assert dialog.notice.words == "Cochez au moins un entretien."
    dialog.interviews.setFocus()
    dialog.interviews.setCurrentRow(0)
    qtbot.keyClick(dialog.interviews, Qt.Key.Key_Space)
    assert dialog.chosen_interviews == (newest,)
    FormHands(dialog, qtbot).escape()


def test_a_case_without_interviews_offers_none(
    screen: MainScreen, office: Office, qtbot: QtBot
) -> None:
    dialog = report(case_page(screen, office, CaseTab.RIGHTS), qtbot)
    assert not dialog.boxes[Section.INTERVIEWS].isVisible()
    FormHands(dialog, qtbot).escape()


def test_the_last_tab_is_read_whole_when_it_is_chosen(
    screen: MainScreen, office: Office, qtbot: QtBot
) -> None:
    bar = case_page(screen, office, CaseTab.HOUSEHOLD).tabs
    for place in filter(bar.isTabVisible, range(bar.count())):
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())
        assert bar.currentIndex() == place
        bar.repaint()
    assert bar.rect().contains(bar.tabRect(bar.currentIndex()))
    assert [arrow for arrow in bar.findChildren(QToolButton) if arrow.isVisible()] == []
