"""« Catalogue des droits »: a caseworker adds, edits, deletes, corrects, gives and takes."""

from __future__ import annotations

from threading import Event, get_ident
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.places import load_communes
from caseapp.services.catalogue_reading import CatalogueReading
from caseapp.services.corrections import Corrections
from caseapp.services.local_catalogue import open_catalogue
from caseapp.services.local_rights import LocalRights
from caseapp.ui.navigator import CataloguePlace, Navigator
from caseapp.ui.pages.catalogue.appeal_row import AppealRow
from caseapp.ui.pages.catalogue.claim_dates import ClaimDates
from caseapp.ui.pages.catalogue.condition_row import ConditionRow
from caseapp.ui.pages.catalogue.correction_dialog import CorrectionDialog
from caseapp.ui.pages.catalogue.lines_field import LinesField
from caseapp.ui.pages.catalogue.page import CataloguePage
from caseapp.ui.widgets.fields import ChoiceField
from tests.support.builders import an_office
from tests.support.hands import TableHands, choose, dialog_over, plain, press
from tests.support.screens import CTRL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

AID = {
    "name": "Aide au permis",
    "agency": "Mission locale",
    "basis": "Deliberation du 12/03/2026",
    "place": "Hotel de ville",
    "min": "200",
    "pieces": "RIB\nDevis",
}


class SlowReading:
    """Ten thousand claims: read in a thread, as long as one looks on."""

    def __init__(self) -> None:
        self.threads: list[int] = []
        self.whole = 0
        self.may_go_on = Event()

    def __call__(self, told: Callable[[float], object]) -> int:
        self.threads.append(get_ident())
        told(0.0)
        told(0.4)
        self.may_go_on.wait()
        told(1.0)
        self.whole += 1
        return 10_000


class Hands:
    def __init__(self, page: CataloguePage, rights: LocalRights, bot: QtBot) -> None:
        self.page, self.rights, self.bot = page, rights, bot
        self.table = TableHands(page.table, bot)

    def type(self, name: str, text: str) -> None:
        """Type in a field of the form, then leave it."""
        assert self.page.editor is not None
        field = self.page.editor.fields[name]
        assert not isinstance(field, ChoiceField)
        field.editor.setFocus()
        field.editor.selectAll()
        self.bot.keyClick(field.editor, Qt.Key.Key_Delete)
        lines = text.split("\n")
        for place, line in enumerate(lines):
            if place:
                self.bot.keyClick(field.editor, Qt.Key.Key_Return)
            self.bot.keyClicks(field.editor, line)
        if isinstance(field, LinesField):
            self.bot.keyClick(field.editor, Qt.Key.Key_Tab)
        else:
            self.bot.keyClick(field.editor, Qt.Key.Key_Return)

    def add(self, **texts: str) -> None:
        press(self.page, "Ajouter une aide locale", self.bot)
        for name, text in {**AID, **texts}.items():
            self.type(name, text)

    def save(self) -> None:
        press(self.page, "Enregistrer l'aide", self.bot)

    def correct(self, text: str) -> None:
        self.table.choose("Revenu de solidarité active")
        press(self.page.panel, "Corriger un fait local", self.bot)
        dialog = dialog_over(self.page, self.bot)
        assert isinstance(dialog, CorrectionDialog)
        dialog.value.editor.setPlainText(text)
        self.bot.keyClicks(dialog.note.editor, "vu au guichet")
        press(dialog, "Enregistrer la correction", self.bot)

    @property
    def errors(self) -> dict[str, str]:
        assert self.page.editor is not None
        return {n: plain(f.error) for n, f in self.page.editor.fields.items() if f.error}

    @property
    def names(self) -> list[str]:
        return [row[0] for row in self.table.rows]

    @property
    def file(self) -> str:
        return plain(self.page.panel.file.toPlainText())

    @property
    def notice(self) -> str:
        shown = self.page.service.notice
        return plain(shown.words) if shown.isVisible() else ""


@pytest.fixture
def hands(
    qtbot: QtBot, tmp_path: Path, answers: Answers, jobs: Jobs, reading: SlowReading
) -> Hands:
    office, navigator = an_office(tmp_path), Navigator()
    merged = open_catalogue(office.store, load_catalogue())
    rights = LocalRights(office.store, office.clock, merged, load_communes())
    corrections = Corrections(office.store, office.clock, merged)
    page = CataloguePage(
        CatalogueReading(merged),
        navigator,
        rights,
        corrections,
        answers,
        ClaimDates(jobs, reading),
    )
    qtbot.addWidget(page)
    navigator.moved.connect(page.show_place)
    page.resize(1072, 740)
    navigator.go(CataloguePlace())
    with qtbot.waitActive(page):
        page.show()
    return Hands(page, rights, qtbot)


@pytest.fixture
def reading() -> Iterator[SlowReading]:
    reading = SlowReading()
    yield reading
    reading.may_go_on.set()


def test_an_aid_is_added_and_stands_in_the_list_and_in_its_file(hands: Hands) -> None:
    hands.add(link="https://mission.example.org/permis")
    hands.save()
    assert "Aide au permis | Mission locale · aide locale" in hands.names
    assert "Aide locale : ajoutée par le service" in hands.file
    assert "Site local, donné par le service" in hands.file
    assert "Démarche : gratuite" in hands.file
    press(hands.page.families, "Du service", hands.bot)
    assert len(hands.names) == 1


def test_what_is_wrong_is_said_when_the_field_is_left_and_nothing_is_lost(hands: Hands) -> None:
    hands.add(link="http://mission.example.org", name="")
    assert "https" in hands.errors["link"]
    assert "place" not in hands.errors
    hands.save()
    assert "obligatoire" in hands.errors["name"]
    assert hands.page.editor is not None
    assert hands.page.editor.fields["name"].hasFocus() or hands.page.editor.notice.isVisible()
    assert hands.page.editor.typed.of("agency") == "Mission locale"
    assert hands.rights.codes() == ()
    hands.type("name", "Aide")
    hands.type("link", "")
    assert hands.errors == {}
    hands.save()
    assert hands.rights.codes() == ("local_aide",)


def test_a_condition_is_built_with_choices(hands: Hands) -> None:
    hands.add()
    assert hands.page.editor is not None
    (row,) = hands.page.editor.conditions.rows
    assert isinstance(row, ConditionRow)
    row.kind.editor.setFocus()
    hands.bot.keyClick(row.kind.editor, Qt.Key.Key_Down)
    row.kind.commit()  # the choice one stopped at, as when the field is left
    assert row.value.isVisible()
    hands.bot.keyClicks(row.value.editor, "dix")
    hands.bot.keyClick(row.value.editor, Qt.Key.Key_Return)
    assert "nombre" in row.value.error
    row.value.editor.selectAll()
    hands.bot.keyClicks(row.value.editor, "18")
    hands.bot.keyClick(row.value.editor, Qt.Key.Key_Return)
    hands.save()
    assert "Avoir au moins 18 ans" in hands.file


def test_nothing_is_taken_back_behind_the_form(hands: Hands) -> None:
    hands.add()
    hands.save()
    press(hands.page.panel, "Modifier", hands.bot)
    assert hands.page.editor is not None
    hands.bot.keyClick(hands.page.editor.appeals.more, Qt.Key.Key_Z, CTRL)
    assert hands.rights.codes() == ("local_aide_au_permis",)


def test_several_appeals_and_several_sites_are_typed(hands: Hands) -> None:
    hands.add(link="https://ccas.example.org/aide\nhttps://ville.example.org/aide")
    assert hands.page.editor is not None
    card = hands.page.editor.appeals
    press(card, "Ajouter un recours", hands.bot)
    first, second = card.rows
    assert isinstance(first, AppealRow)
    assert isinstance(second, AppealRow)
    for row, words, body in ((first, "recours préalable", "CCAS"), (second, "tribunal adm", "TA")):
        route = row.fields["route"]
        assert isinstance(route, ChoiceField)
        choose(route, words, hands.bot)
        hands.bot.keyClick(route.editor, Qt.Key.Key_Return)
        for name, text in (("months", "2"), ("body", body)):
            row.fields[name].setFocus()
            hands.bot.keyClicks(row.fields[name].editor, text)
            hands.bot.keyClick(row.fields[name].editor, Qt.Key.Key_Return)
    hands.save()
    assert "article" in first.fields["basis"].error
    for row in (first, second):
        hands.bot.keyClicks(row.fields["basis"].editor, "Article 9")
        hands.bot.keyClick(row.fields["basis"].editor, Qt.Key.Key_Return)
    assert not first.fields["basis"].error
    hands.save()
    (code,) = hands.rights.codes()
    kept = hands.rights.text(code)
    assert [appeal.route for appeal in kept.appeals] == ["rapo", "ta"]
    assert len(kept.lines("link")) == 2
    press(hands.page.panel, "Modifier", hands.bot)
    press(card.rows[0], "Retirer", hands.bot)
    hands.save()
    assert [appeal.route for appeal in hands.rights.text(code).appeals] == ["ta"]


def test_what_is_typed_is_there_again_after_leaving(hands: Hands) -> None:
    hands.add()
    hands.page.leave()
    draft = hands.rights.draft()
    assert draft is not None
    assert draft.typed.of("name") == "Aide au permis"


def test_an_aid_is_edited_copied_deleted_and_put_back(hands: Hands) -> None:
    hands.add()
    hands.save()
    press(hands.page.panel, "Modifier", hands.bot)
    hands.type("agency", "CCAS")
    hands.save()
    assert "Aide au permis | CCAS · aide locale" in hands.names
    hands.bot.keyClick(hands.page.table, Qt.Key.Key_Z, CTRL)
    assert "Aide au permis | Mission locale · aide locale" in hands.names
    press(hands.page.panel, "Modifier", hands.bot)
    hands.type("agency", "CCAS")
    hands.save()
    press(hands.page.panel, "Dupliquer", hands.bot)
    hands.save()
    assert "Aide au permis (copie) | CCAS · aide locale" in hands.names
    press(hands.page.panel, "Supprimer", hands.bot)
    assert "Aide au permis (copie) | CCAS · aide locale" not in hands.names
    assert "supprimée" in hands.notice
    hands.bot.keyClick(hands.page.table, Qt.Key.Key_Z, CTRL)
    assert "Aide au permis (copie) | CCAS · aide locale" in hands.names


def test_a_fact_of_a_shipped_right_is_corrected_with_a_note_and_given_back(hands: Hands) -> None:
    hands.table.choose("Revenu de solidarité active")
    press(hands.page.panel, "Corriger un fait local", hands.bot)
    dialog = dialog_over(hands.page, hands.bot)
    assert isinstance(dialog, CorrectionDialog)
    dialog.value.editor.setPlainText("CCAS de Nantes")
    press(dialog, "Enregistrer la correction", hands.bot)
    assert dialog.note.error
    hands.bot.keyClicks(dialog.note.editor, "vu au guichet")
    press(dialog, "Enregistrer la correction", hands.bot)
    assert "modifié par le service" in hands.table.row("Revenu de solidarité active")[0]
    assert "Modifié par le service le 23/11/2026 : vu au guichet" in hands.file
    assert "La fiche livrée disait : CAF ou MSA en ligne" in hands.file
    press(hands.page.panel, "Corriger un fait local", hands.bot)
    again = dialog_over(hands.page, hands.bot)
    assert isinstance(again, CorrectionDialog)
    again.value.editor.setPlainText("CCAS de Rezé")
    press(again, "Enregistrer la correction", hands.bot)
    assert "CCAS de Rezé" in hands.file
    press(hands.page.service.notice, "Annuler", hands.bot)
    assert "CCAS de Nantes" in hands.file
    assert "CCAS de Rezé" not in hands.file


def test_dates_follow_a_correction_beside_the_window_and_can_be_stopped_and_begun_again(
    hands: Hands, reading: SlowReading, qtbot: QtBot, jobs: Jobs
) -> None:
    dates = hands.page.dates
    hands.correct("CCAS de Nantes")
    qtbot.waitUntil(dates.isVisible)
    assert "40 % des démarches sont revues" in plain(dates.words)
    assert get_ident() not in reading.threads
    press(dates, "Arrêter", qtbot)
    assert "enregistré" in dates.words
    assert "CCAS de Nantes" in hands.file
    reading.may_go_on.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert reading.whole == 0
    press(dates, "Reprendre", qtbot)
    qtbot.waitUntil(lambda: not jobs.busy and not dates.isVisible())
    assert reading.whole == 1


def test_a_second_change_brings_the_dates_up_to_date_anew(
    hands: Hands, reading: SlowReading, qtbot: QtBot, jobs: Jobs
) -> None:
    hands.add()
    hands.save()
    qtbot.waitUntil(hands.page.dates.isVisible)
    hands.correct("CCAS de Nantes")
    reading.may_go_on.set()
    qtbot.waitUntil(lambda: not jobs.busy and not hands.page.dates.isVisible())
    assert (len(reading.threads), reading.whole) == (2, 1)


def test_a_first_correction_is_taken_back(hands: Hands) -> None:
    hands.correct("CCAS de Nantes")
    press(hands.page.service.notice, "Annuler", hands.bot)
    assert "modifié par le service" not in hands.table.row("Revenu de solidarité active")[0]


def test_aids_go_to_a_file_and_come_from_one_once_it_was_told_what_would_change(
    hands: Hands, answers: Answers, tmp_path: Path
) -> None:
    hands.add()
    hands.save()
    file = tmp_path / "aides.yaml"
    answers.answers = [file]
    press(hands.page, "Exporter…", hands.bot)
    text = file.read_text("utf-8")
    file.write_text(text.replace("local_aide_au_permis", "local_autre"), "utf-8")
    answers.answers = [file, True]
    press(hands.page, "Importer…", hands.bot)
    assert "Ajoutées : Aide au permis" in plain(answers.asked[-1])
    assert hands.rights.codes() == ("local_aide_au_permis", "local_autre")
    press(hands.page.service.notice, "Annuler", hands.bot)
    assert hands.rights.codes() == ("local_aide_au_permis",)
    file.write_text(text.replace("local_aide_au_permis", "rsa"), "utf-8")
    answers.answers = [file]
    press(hands.page, "Importer…", hands.bot)
    assert "rien n'a été changé" in hands.notice
    assert "droit livré" in hands.notice
    assert hands.rights.codes() == ("local_aide_au_permis",)
