"""« Versements »: typed month by month, compared in words; debts followed to their end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from caseapp.domain.claim import Channel, Filed, Granted
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import Money
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.services.payments import Payments
from caseapp.services.payments_debts import Debts
from caseapp.services.payments_stops import PaymentStops
from caseapp.ui.navigator import CasePlace, CaseTab, ClaimPlace, Navigator
from caseapp.ui.pages.case_page import CasePage
from caseapp.ui.pages.payments.tab import PaymentsTab
from caseapp.ui.pages.payments.tools import PaymentsTools
from tests.support.builders import Office, a_case, an_office
from tests.support.hands import plain
from tests.support.pages.office_window import office_window
from tests.support.pages.payments import PaymentsHands

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

INDU = {
    "right": "RSA",
    "amount": "1000",
    "first": "09/2025",
    "last": "11/2025",
    "notified_on": "20/11/2026",
}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def case(office: Office) -> UUID:
    return a_case(office)


@pytest.fixture
def claim(office: Office, case: UUID) -> UUID:
    """A claim granted 600 € a month since September."""
    claim = office.claims.open(case, "rsa")
    office.claims.record(claim, Filed(on=date(2026, 8, 20), channel=Channel.ONLINE))
    decision = Granted(
        on=date(2026, 11, 2),
        notified_on=date(2026, 11, 4),
        amount=Money.euros(600),
        since=Month(2026, 9),
    )
    office.claims.record(claim, decision)
    return claim


@pytest.fixture
def navigator() -> Navigator:
    return Navigator()


@pytest.fixture
def screen(
    office: Office, case: UUID, navigator: Navigator, answers: Answers, qtbot: QtBot
) -> PaymentsHands:
    catalogue = load_catalogue()
    tools = PaymentsTools(
        Payments(office.store, office.clock, catalogue),
        Debts(office.store, office.clock, catalogue),
        PaymentStops(office.store, office.clock, catalogue),
        catalogue,
        navigator,
        answers,
    )
    tab = PaymentsTab(tools)
    qtbot.addWidget(tab)
    tab.resize(1024, 1200)
    with qtbot.waitActive(tab):
        tab.show()
    tab.show_case(case)
    return PaymentsHands(tab, qtbot)


def _show(screen: PaymentsHands, case: UUID) -> None:
    screen.tab.show_case(case)


def test_an_empty_tab_says_what_to_do(screen: PaymentsHands, answers: Answers) -> None:
    assert screen.months.rows == []
    assert "Choisir un droit" in screen.buttons
    answers.answers = ["rsa"]
    screen.press("Choisir un droit")
    assert len(screen.months.rows) == 12
    screen.bot.waitUntil(lambda: screen.chips == ["RSA"])
    assert screen.paid("octobre 2026") == "à saisir"


def test_a_payment_typed_on_its_row_shows_its_gap_and_what_to_do(
    screen: PaymentsHands, case: UUID, claim: UUID, navigator: Navigator
) -> None:
    _show(screen, case)
    screen.type("octobre 2026", "548,5")
    assert screen.paid("octobre 2026") == "548,50"
    assert screen.gap("octobre 2026") == plain("51,50 € versés de moins que l'accord")
    assert screen.paid("septembre 2026") == "à saisir"
    assert screen.gap("septembre 2026") == ""
    screen.bot.waitUntil(lambda: screen.chips == [plain("RSA : 1 écart")])
    assert "Demander une explication écrite" in screen.advice[0]
    screen.press("Ouvrir la démarche")
    assert navigator.current == ClaimPlace(claim)


@pytest.mark.usefixtures("claim")
def test_a_gap_of_five_euros_is_none(screen: PaymentsHands, case: UUID) -> None:
    _show(screen, case)
    screen.type("octobre 2026", "595")
    assert screen.gap("octobre 2026") == ""
    assert screen.advice == []


@pytest.mark.usefixtures("claim")
def test_nothing_paid_is_not_nothing_typed(screen: PaymentsHands, case: UUID) -> None:
    _show(screen, case)
    screen.type("octobre 2026", "0")
    assert screen.paid("octobre 2026") == "0,00"
    assert "600,00" in screen.gap("octobre 2026")
    screen.months.press("octobre 2026", Qt.Key.Key_Delete)
    assert screen.paid("octobre 2026") == "à saisir"
    assert screen.gap("octobre 2026") == ""


@pytest.mark.usefixtures("claim")
def test_a_wrong_amount_is_refused_in_its_cell_and_kept(screen: PaymentsHands, case: UUID) -> None:
    _show(screen, case)
    screen.type("octobre 2026", "12x")
    kept, sentence = screen.paid("octobre 2026").split(" | ")
    assert kept == "12x"
    assert sentence.endswith(".")
    _show(screen, case)
    assert screen.paid("octobre 2026").startswith("12x | ")
    screen.type("octobre 2026", "12")
    assert screen.paid("octobre 2026") == "12,00"


@pytest.mark.usefixtures("claim")
def test_ctrl_z_takes_back_what_was_typed(screen: PaymentsHands, case: UUID) -> None:
    _show(screen, case)
    screen.type("octobre 2026", "500")
    screen.type("octobre 2026", "550")
    screen.type("octobre 2026", "5z")
    screen.undo()
    assert screen.paid("octobre 2026") == "550,00"
    screen.undo()
    assert screen.paid("octobre 2026") == "500,00"
    screen.undo()
    assert screen.paid("octobre 2026") == "à saisir"


@pytest.mark.usefixtures("claim")
def test_leaving_keeps_what_is_half_typed(screen: PaymentsHands, case: UUID) -> None:
    _show(screen, case)
    screen.begin("octobre 2026", "321")
    screen.tab.leave()
    screen.bot.waitUntil(lambda: screen.paid("octobre 2026") == "321,00")


@pytest.mark.usefixtures("claim")
def test_earlier_months_can_be_typed(screen: PaymentsHands, case: UUID) -> None:
    _show(screen, case)
    assert "12 mois plus tard" not in screen.buttons
    screen.press("12 mois plus tôt")
    screen.type("octobre 2025", "40")
    assert screen.paid("octobre 2025") == "40,00"
    screen.press("12 mois plus tard")
    assert screen.months.rows[-1][0] == "novembre 2026"


@pytest.mark.usefixtures("claim")
def test_a_right_with_a_gap_is_shown_first(
    screen: PaymentsHands, office: Office, case: UUID, answers: Answers
) -> None:
    answers.answers = ["aah"]
    _show(screen, case)
    screen.press("Autre droit")
    screen.type("octobre 2026", "900")
    screen.tab.show_case(case, "rsa")
    screen.type("octobre 2026", "500")
    _show(screen, a_case(office, "Diallo"))
    assert screen.months.rows == []
    _show(screen, case)
    assert screen.paid("octobre 2026") == "500,00"


def test_an_overpayment_is_added_planned_ticked_and_closed(
    screen: PaymentsHands, answers: Answers
) -> None:
    form = screen.open_form("Ajouter un indu")
    form.fill(INDU)
    form.enter()
    assert screen.totals == plain("Dû au foyer : 0,00 €. Dû par le foyer : 1 000,00 €.")
    row = screen.debts.row("Indu : RSA")
    assert row[0].endswith("notifié le 20/11/2026")
    assert "Aucun mois n'est prescrit" in row[3]

    form = screen.open_form("Faire un plan")
    form.fill({"each": "300", "first": "12/2026"})
    form.enter()
    assert [row[2] for row in screen.plan.rows] == [
        plain(amount) for amount in ("300,00 €", "300,00 €", "300,00 €", "100,00 €")
    ]
    screen.plan.click_box("décembre 2026")
    assert plain("700,00 €") in screen.totals
    assert plain("700,00 €") in screen.debts.row("Indu : RSA")[2]
    assert screen.plan.row("décembre 2026")[3] == "23/11/2026"
    screen.undo()
    assert plain("1 000,00 €") in screen.totals

    answers.answers = ["remitted"]
    screen.press("Clore")
    assert screen.totals.endswith(plain("Dû par le foyer : 0,00 €."))
    assert screen.debts.row("Indu : RSA")[4] == "remise de dette"
    screen.press("Rouvrir")
    assert plain("1 000,00 €") in screen.totals


def test_a_wrong_part_of_a_form_is_said_at_its_field_and_nothing_typed_is_lost(
    screen: PaymentsHands,
) -> None:
    form = screen.open_form("Ajouter un rappel")
    form.fill({"right": "RSA", "amount": "beaucoup", "first": "10/2026"})
    form.enter()
    assert form.dialog.isVisible()
    assert form.text("amount").error
    assert form.text("amount").text == "beaucoup"
    form.fill({"amount": "200"})
    form.enter()
    assert not form.dialog.isVisible()
    assert screen.totals.startswith(plain("Dû au foyer : 200,00 €."))
    assert "À réclamer avant le" in screen.detail


def test_a_debt_that_is_removed_comes_back(screen: PaymentsHands) -> None:
    form = screen.open_form("Ajouter un indu")
    form.fill(INDU)
    form.enter()
    screen.press("Retirer")
    assert screen.debts.rows == []
    assert "Indu retiré : RSA." in plain(screen.tab.notice.words)
    screen.press("Annuler")
    assert screen.debts.row("Indu : RSA")
    assert not screen.tab.notice.isVisible()


@pytest.mark.usefixtures("claim")
def test_the_table_is_copied_and_exported(
    screen: PaymentsHands, case: UUID, answers: Answers, tmp_path: Path
) -> None:
    _show(screen, case)
    screen.type("octobre 2026", "548,5")
    screen.press("Copier")
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0].startswith("Droit\tMontant\tdécembre 2025\t")
    paid = next(line for line in copied if line.startswith("RSA\tversé\t"))
    assert paid.split("\t")[-2] == "548,50"
    answers.answers = [tmp_path / "out.csv"]
    screen.press("Exporter (CSV)")
    assert ";548,50;" in (tmp_path / "out.csv").read_text("utf-8-sig")


def test_the_tab_stands_in_the_page_of_a_case(
    office: Office, case: UUID, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> None:
    window, go = office_window(office, qtbot, jobs, settings, answers)
    go.go(CasePlace(case, CaseTab.PAYMENTS, "rsa"))
    page = window.findChild(CasePage)
    assert page is not None
    assert page.content(PaymentsTab).isVisible()
    screen = PaymentsHands(page.content(PaymentsTab), qtbot)
    screen.begin("novembre 2026", "77")
    go.go(CasePlace(case, CaseTab.CLAIMS))
    go.go(CasePlace(case, CaseTab.PAYMENTS))
    assert screen.paid("novembre 2026") == "77,00"


def test_a_suspension_is_noted_shown_and_taken_back(
    screen: PaymentsHands, case: UUID, claim: UUID
) -> None:
    screen.tab.show_case(case, "rsa")
    screen.type("octobre 2026", "0")
    assert "de moins que l'accord" in screen.gap("octobre 2026")
    form = screen.open_form("Suspension ou fin du versement…")
    form.enter()
    assert form.dialog.isVisible()  # the last month paid is missing
    form.fill({"last": "09/2026"})
    form.enter()
    assert screen.months.row("octobre 2026")[2] == "0,00 | suspendu"
    assert screen.gap("octobre 2026") == ""
    screen.press("Retirer")
    assert "de moins que l'accord" in screen.gap("octobre 2026")
    screen.undo()
    assert screen.months.row("octobre 2026")[2] == "0,00 | suspendu"
    screen.undo()
    assert screen.months.row("octobre 2026")[2] == "600,00"
