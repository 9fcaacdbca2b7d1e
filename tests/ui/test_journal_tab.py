"""« Journal » in « Protection des données »: read, filtered, verified, kept longer, written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from caseapp.domain.journal import Keeping
from caseapp.services.settings import ServiceSettings
from caseapp.ui.navigator import CasePlace, PrivacyTab
from caseapp.ui.pages.privacy.journal import JournalTab
from db.models import JournalLine
from tests.support.builders import Office, a_case, an_office
from tests.support.hands import FormHands, TableHands, choose, dialog_over, plain, press
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
    made.settings.save_service(ServiceSettings(worker="Claire Morel"))
    a_case(made, "Ouattara", "Awa")
    a_case(made, "Leroy", "Paul")
    return made


@pytest.fixture
def hands(
    office: Office, jobs: Jobs, settings: Settings, answers: Answers, qtbot: QtBot
) -> PrivacyHands:
    return PrivacyHands(office, jobs, settings, answers, qtbot, PrivacyTab.JOURNAL)


@pytest.fixture
def tab(hands: PrivacyHands) -> JournalTab:
    content = hands.page.content
    assert isinstance(content, JournalTab)
    hands.bot.waitUntil(lambda: len(content.table.rows_model.rows) > 0)
    return content


def test_the_newest_line_comes_first_and_names_nobody(tab: JournalTab, hands: PrivacyHands) -> None:
    rows = TableHands(tab.table, hands.bot).rows
    assert [row[1:5] for row in rows] == [
        ["Claire Morel", "Ouverture du dossier", "2026-0002", "dossier, personne du foyer"],
        ["Claire Morel", "Ouverture du dossier", "2026-0001", "dossier, personne du foyer"],
    ]
    assert "OUATTARA" not in str(rows).upper()


def test_a_case_is_found_by_its_reference_and_opened(
    tab: JournalTab, hands: PrivacyHands, office: Office
) -> None:
    tab.case.editor.setText("2026-0001")
    tab.case.commit()
    hands.bot.waitUntil(lambda: len(tab.table.rows_model.rows) == 1)
    TableHands(tab.table, hands.bot).press_button("2026-0001")
    awa = next(row.id for row in office.cases.rows() if row.reference == "2026-0001")
    assert hands.navigator.current == CasePlace(awa)


def test_a_filter_that_keeps_nothing_says_so(tab: JournalTab, hands: PrivacyHands) -> None:
    choose(tab.action, "Effacement", hands.bot)
    tab.action.commit()
    hands.bot.waitUntil(tab.empty.isVisible)
    assert not tab.table.isVisible()


def test_a_day_that_is_none_is_refused_at_its_field(tab: JournalTab) -> None:
    tab.since.editor.setText("hier soir")
    tab.since.commit()
    assert "Écrire une date" in tab.since.error


def test_a_sound_journal_is_said_to_be_and_an_altered_one_shows(
    tab: JournalTab, hands: PrivacyHands, office: Office
) -> None:
    press(tab, "Vérifier", hands.bot)
    hands.bot.waitUntil(lambda: "Journal intact" in plain(tab.notice.words))
    with office.store.write() as session:
        session.execute(sa.update(JournalLine).where(JournalLine.number == 1).values(author="X"))
    press(tab, "Vérifier", hands.bot)
    hands.bot.waitUntil(lambda: "1 ligne modifiée (1)" in plain(tab.notice.words))


def test_how_long_it_is_kept_is_asked_with_its_rule(tab: JournalTab, hands: PrivacyHands) -> None:
    press(tab, "Durée de conservation…", hands.bot)
    form = FormHands(dialog_over(tab, hands.bot), hands.bot)
    form.fill({"months": "5"})
    form.enter()
    assert "6 mois au moins" in form.text("months").error
    form.fill({"months": "24"})
    form.enter()
    assert "écrire pourquoi" in form.text("reason").error
    form.fill({"reason": "Controle interne"})
    form.enter()
    assert hands.desk.journal.keeping() == Keeping(24, "Controle interne")
    hands.bot.waitUntil(lambda: "24 mois" in tab.hint.text())


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_journal_is_written_where_one_says_and_that_is_noted(
    tab: JournalTab, hands: PrivacyHands, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"journal.{kind}"
    hands.answers.answers.append(path)
    press(tab, "Tableur…" if kind == "xlsx" else "CSV…", hands.bot)
    hands.bot.waitUntil(lambda: any("enregistré" in asked for asked in hands.answers.asked))
    assert path.stat().st_size > 100
    hands.desk.journal.settle()
    assert hands.desk.journal.rows()[0].action == "journal_exported"
