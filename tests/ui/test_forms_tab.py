"""« Formulaires »: a value a key, what is copied is said; a PDF taken in, linked, tried, undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from caseapp.desk_parts import open_desk
from caseapp.kernel.calendar import Month
from caseapp.reports import form_aid
from caseapp.ui.dialogs.paper import Made, PaperDialog, PaperTools
from caseapp.ui.pages.forms.mapping import MappingDialog
from caseapp.ui.pages.forms.paper import AidOptions, FilledOptions
from caseapp.ui.pages.forms.tab import FormsTab
from caseapp.ui.pages.forms.tools import FormsTools
from tests.support.builders import Office, a_case, an_office
from tests.support.hands import dialog_over, plain
from tests.support.pdf import text_of
from tests.support.pdf_forms import a_form, a_locked_form
from tests.support.social_numbers import MASKED, NUMBER, TYPED, keep_numbers

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.services.desk import Desk
    from caseapp.ui.pages.forms.columns import AidLine
    from caseapp.ui.tasks import Jobs
    from caseapp.ui.widgets.table import Table
    from tests.support.asking import Answers


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def desk(office: Office) -> Desk:
    return open_desk(office.store, office.engine, office.clock)


@pytest.fixture
def case(office: Office) -> UUID:
    case = a_case(office, birth_date="12/03/1992")
    line = office.desk.add_line(case, office.cases.header(case).applicant_id, "wage")
    office.desk.set_cell(line, Month(2026, 8), "1020,50")
    return case


class Hands:
    """A tab on screen, and what it asked to print."""

    def __init__(self, desk: Desk, case: UUID, jobs: Jobs, answers: Answers, bot: QtBot) -> None:
        self.printed: list[object] = []
        self.tab = FormsTab(
            FormsTools(
                aids=desk.form_aids,
                pdfs=desk.pdf_forms,
                jobs=jobs,
                asker=answers,
                number_of=desk.social_numbers.to_copy,
                print_aid=lambda *asked: self.printed.append(asked),
                print_pdf=lambda *asked: self.printed.append(asked),
            )
        )
        bot.addWidget(self.tab)
        self.tab.resize(1024, 1400)
        with bot.waitActive(self.tab):
            self.tab.show()
        self.tab.show_case(case, "rsa")

    @property
    def table(self) -> Table[AidLine]:
        return self.tab.card.table

    def choose(self, label: str) -> None:
        rows = self.table.rows_model.rows
        self.table.choose(next(one.key for one in rows if one.field and one.field.label == label))

    def state(self, label: str) -> str:
        model = self.table.rows_model
        row = next(one for one in model.rows if one.field and one.field.label == label)
        return str(model.words(model.columns[2], row))


@pytest.fixture
def hands(desk: Desk, case: UUID, jobs: Jobs, answers: Answers, qtbot: QtBot) -> Hands:
    return Hands(desk, case, jobs, answers, qtbot)


def test_enter_copies_a_value_says_so_and_goes_to_the_next(hands: Hands) -> None:
    hands.table.setFocus()
    hands.choose("Nom de naissance")
    QTest.keyClick(hands.table, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "Ouattara"
    assert plain(hands.tab.card.said.text()) == "Copié : Nom de naissance."
    assert hands.state("Nom de naissance") == "copié"
    assert hands.table.current is not None
    assert hands.table.current.field is not None
    assert hands.table.current.field.label == "Prénoms"
    QTest.keyClick(hands.table, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "Awa"


def test_a_social_number_is_shown_masked_and_copied_whole(
    office: Office, desk: Desk, case: UUID, hands: Hands
) -> None:
    keep_numbers(desk)
    desk.social_numbers.put(office.cases.header(case).applicant_id, TYPED)
    hands.tab.show_case(case, "rsa")
    hands.choose("Numéro de sécurité sociale")
    shown = [plain(line.field.value) for line in hands.table.rows_model.rows if line.field]
    assert MASKED in shown
    QTest.keyClick(hands.table, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == NUMBER
    told = [row.action for row in desk.journal.rows() if "sécurité sociale" in row.about]
    assert told.count("copied") == 1


def test_an_amount_is_copied_without_its_unit(hands: Hands) -> None:
    hands.choose("Salaires nets · octobre 2026")
    QTest.keyClick(hands.table, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "1020,50"


def test_what_is_missing_is_not_copied(hands: Hands) -> None:
    QGuiApplication.clipboard().setText("avant")
    hands.choose("Occupation")
    QTest.keyClick(hands.table, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "avant"
    assert hands.tab.card.said.text() == "Rien à copier ici."
    assert hands.state("Occupation") == "à demander"


def test_what_has_to_be_asked_is_copied_a_line_each(hands: Hands) -> None:
    hands.tab.card.ask.click()
    asked = QGuiApplication.clipboard().text().split("\n")
    assert "occupation du logement" in asked
    assert len(asked) == len(set(asked))


def test_a_right_opens_its_own_form_and_a_doubtful_order_is_shown(hands: Hands, case: UUID) -> None:
    hands.tab.show_case(case, "aspa")
    assert "13710" in hands.tab.card.number.text()
    assert hands.tab.card.doubt.isVisible()
    hands.tab.show_case(case, "fsl")
    assert "Aucun formulaire national" in hands.tab.notice.words


def test_another_case_forgets_what_was_copied(hands: Hands, office: Office, case: UUID) -> None:
    hands.choose("Nom de naissance")
    QTest.keyClick(hands.table, Qt.Key.Key_Return)
    hands.tab.show_case(a_case(office, "Berger", "Paul"), "rsa")
    assert hands.state("Nom de naissance") == "prêt"
    assert hands.tab.card.said.text() == ""


def test_the_aid_is_printed_by_what_prints_it(hands: Hands, case: UUID) -> None:
    hands.tab.card.print_button.click()
    assert hands.printed == [(case, "rsa")]


def test_a_pdf_is_taken_in_linked_tried_and_filled(
    hands: Hands, case: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Dossier_FSL.pdf"
    path.write_bytes(a_form())
    assert hands.tab.pdfs.nothing.isVisible()
    hands.tab.pdfs.take(path)
    qtbot.waitUntil(lambda: bool(hands.tab.findChildren(MappingDialog)))
    dialog = dialog_over(hands.tab, qtbot)
    assert isinstance(dialog, MappingDialog)
    rows = {row.name: row for row in dialog.table.rows_model.rows}
    assert rows["nom"].value == "Ouattara"
    assert rows["code"].missing == ("code postal",)
    dialog.table.choose("situation")
    dialog.name.show_value("personne.naissance")
    dialog.put_button.click()
    assert {r.name: r.value for r in dialog.table.rows_model.rows}["situation"] == "12/03/1992"
    dialog.put("situation", "{{ rien.du.tout }}")
    assert "n'est pas un nom de la liste" in dialog.notice.words
    dialog.undo()
    assert {r.name: r.value for r in dialog.table.rows_model.rows}["situation"] == ""
    dialog.reject()
    row = hands.tab.pdfs.table.rows_model.rows[0]
    hands.tab.pdfs.table.acted.emit(row, 2)
    assert hands.printed == [(case, row.id, "Dossier FSL")]


def test_a_pdf_that_is_refused_says_why(hands: Hands, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "Secret.pdf"
    path.write_bytes(a_locked_form())
    hands.tab.pdfs.take(path)
    qtbot.waitUntil(lambda: "mot de passe" in hands.tab.notice.words)
    assert hands.tab.pdfs.nothing.isVisible()


def test_a_pdf_that_is_removed_comes_back(hands: Hands, desk: Desk) -> None:
    desk.pdf_forms.add("Dossier FSL", a_form())
    hands.tab.pdfs.show_forms()
    hands.tab.pdfs.remove.click()
    assert desk.pdf_forms.rows() == ()
    buttons = list(hands.tab.notice.findChildren(type(hands.tab.pdfs.new)))
    next(button for button in buttons if button.text() == "Annuler").click()
    assert [row.name for row in desk.pdf_forms.rows()] == ["Dossier FSL"]


def test_the_aid_goes_to_paper_whole_or_as_questions(
    desk: Desk, case: UUID, jobs: Jobs, answers: Answers, qtbot: QtBot
) -> None:
    aid = desk.form_aids.aid(case, "rsa")
    options = AidOptions(lambda ask: lambda: form_aid.render(aid, only_to_ask=ask))
    dialog = PaperDialog(None, "Aide", options, "Aide.pdf", PaperTools(jobs, answers))  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.made is not None)
    whole = dialog.made or b""
    assert "12/03/1992" in text_of(whole)
    options.kept.show_value("to_ask")
    options.kept.committed.emit("to_ask")
    qtbot.waitUntil(lambda: dialog.made not in {None, whole})
    text = text_of(dialog.made or b"")
    assert "occupation du logement" in text
    assert "12/03/1992" not in text


def test_a_filled_pdf_says_what_it_lacks(
    desk: Desk, case: UUID, jobs: Jobs, answers: Answers, qtbot: QtBot
) -> None:
    form = desk.pdf_forms.add("Dossier", a_form())

    def fill() -> Made:
        filled = desk.pdf_forms.filled(form, case)
        return Made(filled.pdf, filled.missing)

    options = FilledOptions(fill)
    dialog = PaperDialog(None, "Dossier", options, "D.pdf", PaperTools(jobs, answers))  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "code postal" in options.remarks.text())
