"""What is missing is asked on the tab itself, with what it changes; everything can be printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from caseapp.domain.estimate import Condition, MissingFact, Outcome, Step
from caseapp.domain.facts import UNKNOWN
from caseapp.domain.household import Activity
from caseapp.kernel.money import Money
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.services.estimates import Estimates
from caseapp.services.learned_delays import UsualDelays
from caseapp.ui.navigator import Navigator
from caseapp.ui.pages.rights.printing import document_of, put_on
from caseapp.ui.pages.rights.tab import RightsTab
from caseapp.ui.pages.rights.tools import RightsTools
from caseapp.ui.widgets.texts import Text
from tests.support.builders import Office, an_office, awa
from tests.support.engines import answer, monthly
from tests.support.hands import TableHands, plain, press

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.pages.rights.answer_here import AnswerHere
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

RENT = MissingFact(path="housing.rent", label="Loyer", effect=monthly(0, 300))
WORK = MissingFact(path="people[0].activity", label="Activité", effect=monthly(0, 187))
WAGE = MissingFact(path="people[0].resources[0].amount", label="Salaire", effect=monthly(100, 150))
ANSWERS = (
    replace(
        answer("rsa", amount=monthly(573)),
        assumed=("people[0].nationality", "savings"),
        steps=(Step(label="Montant forfaitaire", value=651.69, unit="€/mois",
                    source="Décret n° 2026-220 (depuis le 01/04/2026)"),),
        conditions=(Condition(text="Avoir 65 ans", met=False, near="à 65 ans, dans 4 mois"),),
    ),
    replace(answer("aide_logement", Outcome.TO_CHECK, monthly(0, 300)), missing=(RENT,)),
    replace(answer("prime_activite", Outcome.TO_CHECK, monthly(0, 187)), missing=(WORK, RENT)),
    replace(answer("aah", Outcome.TO_CHECK, monthly(100, 150)), missing=(WAGE,)),
)  # fmt: skip


class Hands:
    def __init__(self, office: Office, jobs: Jobs, qtbot: QtBot, asker: Asker) -> None:
        office.engine.answers = ANSWERS
        catalogue = load_catalogue()
        estimates = Estimates(office.store, office.clock, office.desk, office.engine, catalogue)
        tools = RightsTools(
            estimates,
            office.claims,
            office.claim_opening,
            catalogue,
            office.desk,
            office.cases,
            lambda _text: (),
            asker,
            lambda: UsualDelays({}),
        )
        self.tab = RightsTab(tools, Navigator(), jobs)
        self.bot, self.jobs, self.office = qtbot, jobs, office
        qtbot.addWidget(self.tab)
        self.tab.resize(1072, 740)
        self.tab.show()
        self.case = awa(office)
        self.tab.show_case(self.case)
        self.wait()
        self.table = TableHands(self.tab.table, qtbot)

    def wait(self) -> None:
        self.bot.waitUntil(lambda: not self.jobs.busy)

    @property
    def panel(self) -> str:
        texts = self.tab.panel.findChildren(Text)
        return plain(" ".join(t.text() for t in texts if t.isVisible()))

    def in_card(self) -> AnswerHere:
        assert self.tab.ask.answer is not None
        return self.tab.ask.answer

    def in_panel(self) -> AnswerHere:
        assert self.tab.panel.answer is not None
        return self.tab.panel.answer

    def type(self, here: AnswerHere, text: str) -> None:
        field = here.line or (here.form.fields[0] if here.form else None)
        assert field is not None
        field.editor.setFocus()
        field.editor.selectAll()  # type: ignore[union-attr]  # a line, where something is typed
        QTest.keyClicks(field.editor, text)
        QTest.keyClick(field.editor, Qt.Key.Key_Return)
        self.wait()

    @property
    def rents(self) -> list[object]:
        return [home.housing.rent for home in self.office.engine.seen]


@pytest.fixture
def hands(tmp_path: Path, jobs: Jobs, qtbot: QtBot, answers: Answers) -> Hands:
    return Hands(an_office(tmp_path), jobs, qtbot, answers)


def test_the_fact_that_changes_the_most_in_all_is_asked_over_the_table(hands: Hands) -> None:
    card = hands.tab.ask

    assert card.isVisible()
    assert plain(card.title.text()) == "À demander d'abord : Loyer"
    assert plain(card.effect.text()) == (
        "Change jusqu'à 600 € par mois en tout : Aides personnelles au logement, Prime d'activité."
    )


def test_an_answer_is_stored_as_on_the_household_and_the_rights_estimated_again(
    hands: Hands,
) -> None:
    hands.type(hands.in_card(), "640")

    assert hands.rents == [Money.euros(512), Money.euros(640)]
    assert hands.tab.notice.isVisible()
    assert "Réponse enregistrée" in hands.tab.notice.words


def test_what_is_being_typed_stays_while_the_case_is_read_and_estimated_again(
    hands: Hands, qtbot: QtBot
) -> None:
    with qtbot.waitActive(hands.tab):
        hands.tab.activateWindow()
    form = hands.in_card().form
    assert form is not None
    editor = form.fields[0].editor
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, "64")

    hands.tab.show_case(hands.case)
    hands.wait()
    hands.tab.again.click()
    hands.wait()

    QTest.keyClicks(editor, "0")
    assert editor.text() == "640"
    assert editor.hasFocus()


def test_an_answer_is_taken_back_with_a_click(hands: Hands, qtbot: QtBot) -> None:
    hands.type(hands.in_card(), "640")
    press(hands.tab.notice, "Annuler", qtbot)
    hands.wait()

    assert hands.rents[-1] == Money.euros(512)


def test_what_is_refused_is_said_at_the_field_and_kept(hands: Hands, qtbot: QtBot) -> None:
    with qtbot.waitActive(hands.tab):
        hands.tab.activateWindow()
    hands.type(hands.in_card(), "beaucoup")

    form = hands.in_card().form
    assert form is not None
    field = form.fields[0]
    assert field.error
    assert field.editor.text() == "beaucoup"  # type: ignore[union-attr]
    assert field.editor.hasFocus()  # one corrects it at once
    assert hands.rents == [Money.euros(512)]


def test_unknown_is_an_answer_too(hands: Hands, qtbot: QtBot) -> None:
    press(hands.in_card(), "Inconnu", qtbot)
    hands.wait()

    assert hands.rents[-1] is UNKNOWN


def test_the_panel_asks_the_first_fact_of_its_right_with_its_choices(hands: Hands) -> None:
    hands.table.choose("Prime d")

    assert "À demander d'abord : Activité. Change ce droit de 0 à 187 €/mois." in hands.panel
    form = hands.in_panel().form
    assert form is not None
    form.fields[0].committed.emit("job_seeker")
    hands.wait()
    seen = hands.office.engine.seen[-1]
    assert seen.applicant.activity is Activity.JOB_SEEKER


def test_a_month_of_the_grid_is_answered_as_well(hands: Hands) -> None:
    hands.table.choose("adultes handicapés")
    hands.type(hands.in_panel(), "700")

    amounts = [r.amount for r in hands.office.engine.seen[-1].applicant.resources]
    assert Money.euros(700) in amounts


def test_the_panel_says_what_to_do_what_waiting_costs_and_what_is_near(hands: Hands) -> None:
    hands.table.choose("Revenu de solidarité")

    assert "Déposée en décembre plutôt qu'en novembre : 573 € perdus." in hands.panel
    assert "À faire Simuler puis déposer la demande" in hands.panel
    assert "Avoir 65 ans : non remplie, à 65 ans, dans 4 mois" in hands.panel
    press(hands.tab.panel, "Copier", hands.bot)
    copied = plain(QGuiApplication.clipboard().text())
    assert "573 € perdus. (CASF R262-33)" in copied
    assert "#" not in copied


def test_each_thing_assumed_leads_to_its_field(hands: Hands, qtbot: QtBot) -> None:
    hands.table.choose("Revenu de solidarité")

    assert "Nationalité : française" in hands.panel
    with qtbot.waitSignal(hands.tab.field_asked) as asked:
        press(hands.tab.panel, "Corriger : Nationalité : française", qtbot)
    assert asked.args is not None
    assert asked.args[0].endswith("/nationality")


def test_the_date_of_the_scales_is_said(hands: Hands) -> None:
    assert "barèmes au 1er avril 2026" in plain(hands.tab.caption.text())


def test_nothing_missing_asks_nothing(hands: Hands) -> None:
    hands.office.engine.answers = ANSWERS[:1]
    hands.tab.again.click()
    hands.wait()

    assert not hands.tab.ask.isVisible()


def test_the_explanation_is_printed_whole_on_a4(hands: Hands, tmp_path: Path) -> None:
    hands.table.choose("Revenu de solidarité")
    document = document_of("Dossier 2026-0001", "Dossier 2026-0001", hands.tab.panel.words)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "right.pdf"))
    put_on(printer, document)

    assert (tmp_path / "right.pdf").read_bytes().startswith(b"%PDF")
    words = plain(document.toPlainText())
    assert "Dossier 2026-0001" in words
    assert "573 € perdus" in words
    assert "OUATTARA" not in words.upper()


def test_without_a_printer_the_explanation_is_saved_where_the_person_says(
    hands: Hands, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    hands.table.choose("Revenu de solidarité active")
    press(hands.tab.panel, "Imprimer", hands.bot)
    assert "Aucune imprimante" in plain(hands.tab.notice.words)
    answers.answers = [tmp_path / "nulle" / "part.pdf", tmp_path / "rsa.pdf"]
    press(hands.tab.notice, "Enregistrer en PDF", hands.bot)
    assert "Explication enregistrée" not in hands.tab.notice.words
    press(hands.tab.panel, "Imprimer", hands.bot)
    press(hands.tab.notice, "Enregistrer en PDF", hands.bot)
    assert (tmp_path / "rsa.pdf").read_bytes().startswith(b"%PDF")
    assert "rsa.pdf" in hands.tab.notice.words
