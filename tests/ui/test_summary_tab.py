"""« Synthèse »: a case on one page, each part a click away from its tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from caseapp.desk_parts import open_desk
from caseapp.domain.estimate import Outcome
from caseapp.ui.navigator import CasePlace, CaseTab, ClaimPlace, Navigator
from caseapp.ui.pages.case_page import CasePage
from caseapp.ui.pages.summary.tab import SummaryTab
from caseapp.ui.widgets.case_content import CaseContent
from caseapp.ui.widgets.page import Page
from caseapp.ui.widgets.texts import Text
from tests.support.builders import Office, a_case, an_office, awa
from tests.support.engines import answer, monthly
from tests.support.hands import TableHands, plain
from tests.support.pages.office_window import office_window
from tests.support.screens import button
from tests.support.whole_window import settle, show

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = an_office(tmp_path)
    made.engine.answers = (
        answer("aide_logement", amount=monthly(341)),
        answer("prime_activite", amount=monthly(120)),
        answer("aah", Outcome.TO_CHECK, monthly(900)),
    )
    return made


@pytest.fixture
def case(office: Office) -> UUID:
    case_id = awa(office)
    office.estimates.run(case_id)
    office.claims.open(case_id, "prime_activite")
    return case_id


class SummaryScreen:
    def __init__(self, tab: SummaryTab, go: Navigator, qtbot: QtBot) -> None:
        self.tab, self.go, self.bot = tab, go, qtbot
        self.to_do = TableHands(tab.to_do, qtbot)
        self.claims = TableHands(tab.claims, qtbot)
        self.rights = TableHands(tab.rights, qtbot)

    @property
    def words(self) -> str:
        return plain(" ".join(t.text() for t in self.tab.findChildren(Text) if t.isVisible()))

    def press(self, words: str) -> None:
        self.bot.mouseClick(button(self.tab, words), Qt.MouseButton.LeftButton)


def screen(
    office: Office, case: UUID, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> SummaryScreen:
    window, go = office_window(office, qtbot, jobs, settings, answers)
    show(window, jobs, CasePlace(case, CaseTab.SUMMARY))
    page = window.page
    assert isinstance(page, CasePage)
    return SummaryScreen(page.content(SummaryTab), go, qtbot)


def test_a_case_on_one_page_says_what_waits_and_what_nobody_asked_for(
    office: Office, case: UUID, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> None:
    desk = open_desk(office.store, office.engine, office.clock)
    desk.agenda.record(case, {"kind": "task", "title": "appeler le bailleur", "on": "24/11/2026"})
    desk.case_changes.add_tag([case], "FSL énergie")
    seen = screen(office, case, qtbot, jobs, settings, answers)
    assert "appeler le bailleur" in seen.to_do.rows[0][1]
    assert [row[0].split(" | ")[0] for row in seen.claims.rows] == ["Prime d'activité"]
    assert len(seen.rights.rows) == 1  # one is claimed, one is to be checked
    assert "341" in seen.rights.rows[0][1]
    assert "320,00 €" in seen.words  # 900 - 512 - 68
    assert "Aucun entretien n'est encore noté." in seen.words
    assert "FSL énergie" in seen.words


def test_each_part_leads_to_its_tab(
    office: Office, case: UUID, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> None:
    seen = screen(office, case, qtbot, jobs, settings, answers)
    for words, tab in (
        ("Tout voir : À faire", CaseTab.AGENDA),
        ("Tout voir : Budget du mois", CaseTab.BUDGET),
        ("Tout voir : Dernier entretien", CaseTab.INTERVIEWS),
    ):
        seen.press(words)
        assert seen.go.current == CasePlace(case, tab)
        seen.go.go(CasePlace(case, CaseTab.SUMMARY))
    seen.rights.press("logement", Qt.Key.Key_Return)
    assert seen.go.current == CasePlace(case, CaseTab.RIGHTS, "aide_logement")


def test_a_tab_that_a_link_leads_to_has_the_keyboard(
    office: Office, case: UUID, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> None:
    window, go = office_window(office, qtbot, jobs, settings, answers)
    go.go(CasePlace(case, CaseTab.SUMMARY))
    page = window.page
    assert isinstance(page, CasePage)
    summary = page.content(SummaryTab)
    outside = []
    for tab in set(CaseTab) - {CaseTab.SUMMARY}:
        go.go(CasePlace(case, CaseTab.SUMMARY))
        settle(jobs)
        button(summary, "Tout voir : À faire").setFocus()
        go.go(CasePlace(case, tab))
        qtbot.waitUntil(lambda: not jobs.busy)
        at: QWidget | None = window.focusWidget()
        while at is not None and not isinstance(at, CaseContent):
            at = at.parentWidget()
        if at is None or at is summary:
            outside.append(tab)
    assert outside == []


def test_nothing_of_another_case_stays_while_one_is_read(
    office: Office, case: UUID, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> None:
    open_desk(office.store, office.engine, office.clock).case_changes.add_tag([case], "FSL énergie")
    seen = screen(office, case, qtbot, jobs, settings, answers)
    other = a_case(office, "Vide", "Paul")

    seen.go.go(CasePlace(other, CaseTab.SUMMARY))
    assert seen.rights.rows == seen.claims.rows == []
    assert "320,00 €" not in seen.words
    assert "FSL" not in seen.words
    assert "estimés le" not in seen.words
    assert "Rien n'attend." not in seen.words  # nobody knows yet

    settle(jobs)
    assert "Rien n'attend." in seen.words


def test_an_empty_case_says_what_to_do(
    office: Office, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> None:
    seen = screen(office, a_case(office, "Vide", "Paul"), qtbot, jobs, settings, answers)
    for words in (
        "Rien n'attend.",
        "Aucune démarche n'est en cours.",
        "Aucune estimation encore : l'onglet « Droits » en fait une.",
    ):
        assert words in seen.words


def test_a_claim_is_opened_from_its_row(
    office: Office, case: UUID, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> None:
    (claim,) = office.claims.of_case(case)
    desk = open_desk(office.store, office.engine, office.clock)
    summary = desk.case_summaries.one(case)
    assert [row.id for row in summary.glance.claims] == [claim.id]
    window, go = office_window(office, qtbot, jobs, settings, answers)
    window.register(ClaimPlace, Page)
    show(window, jobs, CasePlace(case, CaseTab.SUMMARY))
    page = window.page
    assert isinstance(page, CasePage)
    TableHands(page.content(SummaryTab).claims, qtbot).press_button("Prime d'activité")
    assert go.current == ClaimPlace(claim.id)
