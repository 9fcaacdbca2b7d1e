"""The registers on their page: requests, breaches, the notice, the papers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from caseapp.ui.dialogs.paper import PaperDialog
from caseapp.ui.navigator import CasePlace, PrivacyPlace, PrivacyTab
from caseapp.ui.pages.privacy.breaches import BreachesTab
from caseapp.ui.pages.privacy.notice import NoticeTab
from caseapp.ui.pages.privacy.papers import PapersTab
from caseapp.ui.pages.privacy.requests import RequestsTab
from caseapp.ui.widgets.notice import Notice
from tests.support.alerts import MARKS, write_alert
from tests.support.builders import Office, a_case, an_office
from tests.support.hands import FormHands, TableHands, dialog_over, plain, press
from tests.support.pages.privacy import PrivacyHands
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = an_office(tmp_path)
    a_case(made, "Ouattara", "Awa")
    return made


@pytest.fixture
def hands(
    office: Office, jobs: Jobs, settings: Settings, answers: Answers, qtbot: QtBot
) -> PrivacyHands:
    return PrivacyHands(office, jobs, settings, answers, qtbot, PrivacyTab.REQUESTS)


def a_request(tab: RequestsTab, hands: PrivacyHands, **typed: str) -> FormHands:
    press(tab, "Nouvelle demande…", hands.bot)
    form = FormHands(dialog_over(tab, hands.bot), hands.bot)
    form.fill({"kind": "Accès", "note": "Copie du dossier", **typed})
    form.enter()
    return form


def test_a_request_is_recorded_answered_and_undone(hands: PrivacyHands, office: Office) -> None:
    tab = hands.page.content
    assert isinstance(tab, RequestsTab)
    hands.bot.waitUntil(tab.empty.isVisible)
    form = a_request(tab, hands, reference="2026-9999")
    assert "Aucun dossier" in form.text("reference").error
    form.fill({"reference": "2026-0001"})
    form.enter()
    hands.bot.waitUntil(lambda: len(tab.table.rows_model.rows) == 1)
    row = TableHands(tab.table, hands.bot).rows[0]
    assert plain(row[4]) == "30 jours pour répondre"
    assert row[5] == "En cours"
    press(tab, "Répondre…", hands.bot)
    FormHands(dialog_over(tab, hands.bot), hands.bot).enter()
    hands.bot.waitUntil(lambda: TableHands(tab.table, hands.bot).rows[0][5] == "Répondue")
    press(tab, "Annuler", hands.bot)
    hands.bot.waitUntil(lambda: TableHands(tab.table, hands.bot).rows[0][5] == "En cours")
    press(tab, "Ouvrir le dossier", hands.bot)
    assert hands.navigator.current == CasePlace(office.cases.rows()[0].id)


def test_the_file_of_a_right_of_access_is_one_click_from_the_request(
    hands: PrivacyHands, office: Office
) -> None:
    tab = hands.page.content
    assert isinstance(tab, RequestsTab)
    a_request(tab, hands, reference="2026-0001")
    hands.bot.waitUntil(lambda: len(tab.table.rows_model.rows) == 1)
    write_alert(hands.desk, office.cases.rows()[0].id)
    press(tab, "Préparer la réponse…", hands.bot)
    dialog = dialog_over(hands.window, hands.bot)
    assert isinstance(dialog, PaperDialog)
    hands.bot.waitUntil(lambda: dialog.made is not None)
    assert dialog.made is not None
    words = text_of(dialog.made)
    assert "Réponse à une demande d'accès" in words
    assert not [mark for mark in MARKS if mark in words.lower()]
    to_reread = " ".join(notice.words for notice in dialog.findChildren(Notice))
    assert "Signalements (23/11/2026)" in plain(to_reread)
    assert "absent de ce document" in plain(to_reread)
    dialog.reject()


def test_the_register_of_breaches_counts_and_is_written(
    hands: PrivacyHands, tmp_path: Path
) -> None:
    hands.navigator.go(PrivacyPlace(PrivacyTab.BREACHES))
    tab = hands.page.content
    assert isinstance(tab, BreachesTab)
    press(tab, "Nouvelle violation…", hands.bot)
    form = FormHands(dialog_over(tab, hands.bot), hands.bot)
    form.fill({"happened": "=Cle USB perdue"})
    form.enter()
    hands.bot.waitUntil(lambda: len(tab.table.rows_model.rows) == 1)
    assert plain(TableHands(tab.table, hands.bot).rows[0][4]) == "72 h restantes"
    press(tab, "Décision et suite…", hands.bot)
    form = FormHands(dialog_over(tab, hands.bot), hands.bot)
    form.fill({"closed_on": "23/11/2026"})
    form.enter()
    form.escape()  # refused: nothing says how severe it is
    path = tmp_path / "violations.xlsx"
    hands.answers.answers.append(path)
    press(tab, "Tableur…", hands.bot)
    hands.bot.waitUntil(lambda: any("enregistré" in asked for asked in hands.answers.asked))
    sheet = load_workbook(io.BytesIO(path.read_bytes())).active
    assert sheet is not None
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert cells["=Cle USB perdue"] == "s"


def test_the_notice_is_published_in_versions_and_printed(hands: PrivacyHands) -> None:
    hands.navigator.go(PrivacyPlace(PrivacyTab.NOTICE))
    tab = hands.page.content
    assert isinstance(tab, NoticeTab)
    assert "à compléter" in plain(tab.said.words)
    tab.area.editor.setPlainText("Vos droits\n\nÀ qui les demander ?\nÀ nous.")
    press(tab, "Publier cette version", hands.bot)
    assert [one.number for one in hands.desk.notices.versions()] == [1]
    press(tab, "Imprimer ou enregistrer…", hands.bot)
    dialog = dialog_over(hands.window, hands.bot)
    assert isinstance(dialog, PaperDialog)
    hands.bot.waitUntil(lambda: dialog.made is not None)
    assert dialog.made is not None
    said = text_of(dialog.made)
    assert "À qui les demander" in said
    assert "CONFIDENTIEL" not in said  # it is given to everybody
    dialog.reject()


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (0, ("Registre des activités de traitement", "1 dossier dans cette base", "12 mois")),
        (1, ("Analyse d'impact", "Avis du délégué", "à confirmer")),
    ],
)
def test_the_papers_say_what_the_program_does_and_what_is_to_confirm(
    hands: PrivacyHands, place: int, words: tuple[str, ...]
) -> None:
    hands.navigator.go(PrivacyPlace(PrivacyTab.PAPERS))
    from PySide6.QtWidgets import QPushButton  # noqa: PLC0415 - here alone

    see = "Voir, imprimer, enregistrer…"
    found = hands.page.content.findChildren(QPushButton)
    [one for one in found if one.text() == see][place].click()
    dialog = dialog_over(hands.window, hands.bot)
    assert isinstance(dialog, PaperDialog)
    hands.bot.waitUntil(lambda: dialog.made is not None)
    assert dialog.made is not None
    said = plain(text_of(dialog.made))
    for part in words:
        assert part in said
    assert "{" not in said
    dialog.reject()


def test_everything_is_exported_once_told_that_it_is_in_clear(
    hands: PrivacyHands, tmp_path: Path
) -> None:
    hands.navigator.go(PrivacyPlace(PrivacyTab.PAPERS))
    tab = hands.page.content
    assert isinstance(tab, PapersTab)
    hands.answers.answers += [False]
    press(tab, "Tout exporter…", hands.bot)
    assert "en clair" in hands.answers.asked[0]
    path = tmp_path / "tout.zip"
    hands.answers.answers += [True, path]
    press(tab, "Tout exporter…", hands.bot)
    hands.bot.waitUntil(lambda: "enregistré" in tab.exporting.notice.words)
    assert path.exists()
    hands.desk.journal.settle()
    assert hands.desk.journal.rows()[0].about == "base entière"
    hands.answers.answers += [path]
    press(tab, "Reprendre un export…", hands.bot)
    hands.bot.waitUntil(lambda: "base vide" in tab.exporting.notice.words)
