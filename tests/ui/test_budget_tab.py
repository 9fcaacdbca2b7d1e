"""« Budget » under a person's hands: debts, quotients, copy, paper."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, cast

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from caseapp.desk_parts import open_desk
from caseapp.kernel.money import Money
from caseapp.reports import budget as budget_report
from caseapp.services.quotients import QuotientDesk
from caseapp.ui.navigator import CasePlace, CaseTab
from caseapp.ui.pages.budget.tab import BudgetTab
from caseapp.ui.pages.case_page import CasePage
from tests.support.builders import Office, a_case, a_home, a_line, an_office
from tests.support.engines import answer, monthly
from tests.support.hands import TableHands, dialog_over, plain, press
from tests.support.pages.office_window import office_window
from tests.support.pages.payments import RefusableHands
from tests.support.screens import CTRL

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

QUOTIENT = {"name": "QF de la ville", "fund": "CCAS", "formula": "ressources / personnes"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def case(office: Office) -> UUID:
    case_id = a_case(office, birth_date="12/03/1992", activity="emploi salarié")
    a_home(office, case_id, {"housing.tenure": "locataire, vide", "housing.rent": "512"})
    a_line(office, case_id, "wage", m2026_11="900")
    office.engine.answers = (answer("aide_logement", amount=monthly(250)),)
    office.estimates.run(case_id)
    return case_id


class BudgetHands:
    def __init__(self, tab: BudgetTab, qtbot: QtBot) -> None:
        self.tab, self.bot = tab, qtbot
        self.lines = TableHands(tab.lines, qtbot)
        self.debts = TableHands(tab.debts.table, qtbot)

    def press(self, words: str) -> None:
        press(self.tab, words, self.bot)

    def form(self) -> RefusableHands:
        return RefusableHands(dialog_over(self.tab, self.bot), self.bot)

    def fill(self, typed: dict[str, str]) -> RefusableHands:
        form = self.form()
        form.fill(typed)
        form.enter()
        return form

    def undo(self) -> None:
        window = self.tab.window()
        window.activateWindow()  # a system does it when a form goes; this platform does not
        self.bot.waitUntil(window.isActiveWindow)
        self.bot.keyClick(self.tab, Qt.Key.Key_Z, CTRL)


@pytest.fixture
def screen(
    office: Office, case: UUID, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> BudgetHands:
    window, go = office_window(office, qtbot, jobs, settings, answers)
    go.go(CasePlace(case, CaseTab.BUDGET))
    page = window.page
    assert isinstance(page, CasePage)
    return BudgetHands(page.content(BudgetTab), qtbot)


def test_the_budget_shows_before_and_after_the_rights(screen: BudgetHands) -> None:
    left = [plain(cell) for cell in screen.lines.row("Reste à vivre")]
    assert left == ["Reste à vivre", "388,00 €", "638,00 €"]
    aid = [plain(cell) for cell in screen.lines.row("APL/AL")]
    assert aid == ["APL/AL", "0,00 €", "250,00 €"]


def test_a_debt_typed_from_the_keyboard_enters_the_budget_and_is_taken_back(
    screen: BudgetHands,
) -> None:
    screen.press("Ajouter une dette")
    screen.fill({"kind": "Loyer", "creditor": "OPH", "owed": "1024", "monthly": "60"})
    assert plain(screen.lines.row("Loyer, OPH")[1]) == "\N{MINUS SIGN}60,00 €"
    assert plain(screen.tab.debts.total.text()) == "Dû en tout : 1 024,00 €"
    screen.undo()
    assert screen.tab.debts.empty.isVisible()
    screen.tab.editing.redo()
    assert not screen.tab.debts.empty.isVisible()


def test_what_is_gone_by_another_way_is_undone_without_a_word_nor_done_again(
    screen: BudgetHands, office: Office, case: UUID
) -> None:
    screen.press("Ajouter une dette")
    screen.fill({"kind": "Loyer", "creditor": "OPH", "owed": "1024", "monthly": "60"})
    desk = open_desk(office.store, office.engine, office.clock)
    (row,) = desk.budgets.page(case).liabilities
    desk.liabilities.remove(row.id)
    screen.undo()
    assert screen.tab.debts.empty.isVisible()
    screen.tab.editing.redo()
    assert screen.tab.debts.empty.isVisible()


def test_a_refused_amount_is_shown_at_its_field_and_nothing_typed_is_lost(
    screen: BudgetHands,
) -> None:
    screen.press("Ajouter une dette")
    form = screen.fill({"kind": "Crédit", "owed": "beaucoup", "note": "plan en cours"})
    assert "Écrire un montant" in form.text("owed").error
    assert form.text("note").text == "plan en cours"
    form.type(form.text("owed"), "inconnu")
    form.enter()
    assert screen.debts.row("Crédit")[1] == "inconnu"


def test_a_debt_is_changed_paid_off_and_removed_from_its_row(screen: BudgetHands) -> None:
    screen.press("Ajouter une dette")
    screen.fill({"kind": "Énergie", "monthly": "40"})
    screen.debts.press_button("Énergie")
    form = screen.form()
    assert form.text("monthly").text == "40"
    form.type(form.text("monthly"), "55")
    form.enter()
    assert plain(screen.debts.row("Énergie")[2]) == "55,00 €"
    screen.press("Noter soldée")
    assert "soldée le 23/11/2026" in plain(screen.debts.row("Énergie")[4])
    screen.press("Rouvrir")
    screen.press("Retirer")
    assert screen.tab.debts.empty.isVisible()
    press(screen.tab.notice, "Annuler", screen.bot)
    assert not screen.tab.debts.empty.isVisible()


def test_a_formula_is_checked_while_it_is_typed_and_counted_once_kept(
    screen: BudgetHands, office: Office
) -> None:
    press(screen.tab.quotients, "Ajouter un quotient", screen.bot)
    form = screen.form()
    form.fill({**QUOTIENT, "formula": "ressources / personne"})
    assert "Vouliez-vous écrire « personnes » ?" in plain(form.text("formula").error)
    form.enter()
    assert form.dialog.isVisible()
    form.type(form.text("formula"), "ressources / personnes")
    assert form.text("formula").error == ""
    form.enter()
    rows = {row.name: row for row in screen.tab._tools.budgets.page(_case(screen)).quotients}
    assert (rows["QF de la ville"].now, rows["QF de la ville"].then) == (
        Money.euros(900),
        Money.euros(1150),
    )
    screen.undo()
    names = [row.name for row in screen.tab._tools.budgets.page(_case(screen)).quotients]
    assert "QF de la ville" not in names


def test_the_budget_is_copied_as_a_table(screen: BudgetHands) -> None:
    screen.press("Copier")
    copied = QGuiApplication.clipboard().text().splitlines()
    lines = [[plain(cell) for cell in line.split("\t")] for line in copied]
    assert lines[0] == ["Poste", "Aujourd'hui", "Avec les droits estimés"]
    assert ["Reste à vivre", "388,00 €", "638,00 €"] in lines


def test_the_budget_on_paper_says_the_same(office: Office, case: UUID) -> None:
    desk = open_desk(office.store, office.engine, office.clock)
    desk.liabilities.record(case, {"kind": "rent", "creditor": "OPH <Nantes> & fils", "owed": "?"})
    QuotientDesk(office.store, office.clock).save(QUOTIENT)
    pdf = budget_report.render(desk.budget_paper.report(case))
    text = plain("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))
    for words in (
        "Budget du foyer, novembre 2026",
        "OPH <Nantes> & fils",
        "QF de la ville",
        "388,00 €",
        "638,00 €",
        "l'estimation n'engage pas les organismes",
    ):
        assert words in text


def _case(screen: BudgetHands) -> UUID:
    return cast("UUID", screen.tab._case)
