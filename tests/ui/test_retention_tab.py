"""« Conservation »: decided one by one or several at once, undone, erased for good."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from caseapp.case_parts import case_parts
from caseapp.dates_parts import furnish_dates
from caseapp.domain.retention import Standing
from caseapp.kernel.clock import FixedClock
from caseapp.ui.application import Tools
from caseapp.ui.navigator import CasePlace, DayPlace, PrivacyPlace, PrivacyTab
from caseapp.ui.pages.case_page import CasePage
from caseapp.ui.pages.day.page import DayPage
from caseapp.ui.pages.privacy.retention import RetentionTab
from tests.support.alerts import write_alert
from tests.support.builders import Office, a_case, an_office
from tests.support.hands import FormHands, TableHands, dialog_over, plain, press
from tests.support.pages.privacy import PrivacyHands

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = an_office(tmp_path)
    for last, first in (("Ouattara", "Awa"), ("Leroy", "Paul"), ("Kaya", "Emre")):
        a_case(made, last, first)
    made.clock.moment = FixedClock.on(date(2028, 9, 1)).moment
    return made


@pytest.fixture
def hands(
    office: Office, jobs: Jobs, settings: Settings, answers: Answers, qtbot: QtBot
) -> PrivacyHands:
    return PrivacyHands(office, jobs, settings, answers, qtbot, PrivacyTab.RETENTION)


@pytest.fixture
def tab(hands: PrivacyHands) -> RetentionTab:
    content = hands.page.content
    assert isinstance(content, RetentionTab)
    hands.bot.waitUntil(lambda: len(content.table.rows_model.rows) == 3)
    return content


def standings(tab: RetentionTab) -> list[str]:
    return sorted(row.standing.value for row in tab._rows)


def test_the_list_says_until_when_to_decide(tab: RetentionTab, hands: PrivacyHands) -> None:
    row = TableHands(tab.table, hands.bot).row("OUATTARA Awa")
    assert plain(row[3]) == "À décider avant le 23/11/2028"
    assert row[4] == "À décider"
    assert "aucun" in row[2]


def test_several_are_archived_at_once_then_all_is_undone(
    tab: RetentionTab, hands: PrivacyHands
) -> None:
    table = TableHands(tab.table, hands.bot)
    table.click_box("OUATTARA Awa")
    table.click_box("KAYA Emre")
    assert plain(tab.chosen.text()) == "2 dossiers choisis"
    press(tab, "Archiver…", hands.bot)
    form = FormHands(dialog_over(tab, hands.bot), hands.bot)
    form.enter()
    assert "motif" in form.text("reason").error
    form.fill({"reason": "Contentieux CAF"})
    form.enter()
    hands.bot.waitUntil(lambda: standings(tab) == ["archived", "archived", "listed"])
    press(tab, "Annuler", hands.bot)
    hands.bot.waitUntil(lambda: standings(tab) == ["listed"] * 3)


def test_a_contact_takes_a_case_off_the_list(tab: RetentionTab, hands: PrivacyHands) -> None:
    TableHands(tab.table, hands.bot).choose("LEROY Paul")
    press(tab, "Contact noté…", hands.bot)
    FormHands(dialog_over(tab, hands.bot), hands.bot).enter()
    hands.bot.waitUntil(lambda: len(tab.table.rows_model.rows) == 2)


def test_erasing_says_what_goes_and_what_remains_then_leaves_a_proof(
    tab: RetentionTab, hands: PrivacyHands, office: Office
) -> None:
    aside = office.store.path.with_name("essai.avant-restauration-2028-01-01.caseapp")
    aside.write_bytes(b"x")
    leroy = next(row.id for row in office.cases.rows() if row.name == "LEROY Paul")
    alert = write_alert(hands.desk, leroy, sent=True)
    hands.answers.answers.append(True)
    TableHands(tab.table, hands.bot).choose("LEROY Paul")
    press(tab, "Effacer…", hands.bot)
    hands.bot.waitUntil(lambda: len(tab.proofs.rows_model.rows) == 1)
    asked = plain(hands.answers.asked[0])
    assert "1 personne" in asked
    assert "définitif" in asked
    assert "avant-restauration" in asked
    assert "1 écrit gardé à part n'est pas effacé avec" in asked
    assert hands.desk.alerts.get(alert).case_words == "Dossier effacé"
    assert [row.name for row in office.cases.rows()] == ["KAYA Emre", "OUATTARA Awa"]
    assert "LEROY" not in str(TableHands(tab.proofs, hands.bot).rows)


def test_giving_up_erases_nothing(tab: RetentionTab, hands: PrivacyHands, office: Office) -> None:
    hands.answers.answers.append(False)
    TableHands(tab.table, hands.bot).choose("LEROY Paul")
    press(tab, "Effacer…", hands.bot)
    hands.bot.waitUntil(lambda: bool(hands.answers.asked))
    assert len(office.cases.rows()) == 3


def test_an_empty_list_says_when_cases_will_come(
    office: Office, jobs: Jobs, settings: Settings, answers: Answers, qtbot: QtBot
) -> None:
    office.clock.moment = FixedClock.on(date(2026, 12, 1)).moment
    made = PrivacyHands(office, jobs, settings, answers, qtbot, PrivacyTab.RETENTION)
    content = made.page.content
    assert isinstance(content, RetentionTab)
    qtbot.waitUntil(content.empty.isVisible)
    assert Standing.LISTED.value not in standings(content)


def test_a_closed_case_shows_nothing_but_why_and_leads_to_the_decision(
    office: Office, jobs: Jobs, settings: Settings, answers: Answers, qtbot: QtBot
) -> None:
    office.clock.moment = FixedClock.on(date(2028, 12, 1)).moment
    made = PrivacyHands(office, jobs, settings, answers, qtbot, PrivacyTab.JOURNAL)
    tools = Tools(made.navigator, jobs, answers, settings, office.clock)
    parts = case_parts(made.window, made.desk, tools)
    made.window.register(CasePlace, lambda: CasePage(made.desk, made.navigator, answers, parts))
    case_id = office.cases.rows()[0].id
    made.navigator.go(CasePlace(case_id))
    page = made.window.page
    assert isinstance(page, CasePage)
    assert "fermé à la lecture" in page.closed.words
    assert not page.tabs.isVisible()
    assert "KAYA" not in " ".join(label.text() for label in page.findChildren(QLabel))
    assert made.desk.journal.rows()[0].action == "refused"
    press(page, "Décider…", qtbot)
    assert made.navigator.current == PrivacyPlace()
    made.desk.retentions.prolong([case_id], {"until": "01/12/2029", "reason": "Recours."})
    made.navigator.go(CasePlace(case_id))
    assert page.tabs.isVisible()
    assert made.desk.journal.rows()[0].action == "opened"


def test_the_first_page_says_what_waits_and_leads_there(
    office: Office, jobs: Jobs, settings: Settings, answers: Answers, qtbot: QtBot
) -> None:
    made = PrivacyHands(office, jobs, settings, answers, qtbot, PrivacyTab.JOURNAL)
    typed = {"kind": "access", "received_on": "01/08/2028", "note": "Copie"}
    made.desk.rights_requests.record(None, typed)
    tools = Tools(made.navigator, jobs, answers, settings, office.clock)
    furnish_dates(made.window, made.desk, tools, lambda: None)
    made.navigator.go(DayPlace())
    page = made.window.page
    assert isinstance(page, DayPage)
    qtbot.waitUntil(page.to_decide.isVisible)
    assert plain(page.to_decide.text()) == "3 dossiers attendent une décision de conservation"
    assert plain(page.to_answer.text()) == "1 demande d'une personne à répondre"
    assert not page.to_notify.isVisible()
    page.to_answer.click()
    assert made.navigator.current == PrivacyPlace(PrivacyTab.REQUESTS)
