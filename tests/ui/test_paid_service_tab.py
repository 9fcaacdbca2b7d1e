"""« Service payant »: noted, ticked, taken back step by step, its letters begun, all by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from caseapp.desk_parts import open_desk
from caseapp.ui.navigator import CasePlace, CaseTab, Navigator
from caseapp.ui.pages.paid_service.tab import PaidServiceTab
from caseapp.ui.pages.paid_service.tools import PaidServiceTools
from tests.support.builders import Office, a_case, an_office
from tests.support.hands import TableHands, dialog_over, plain, press
from tests.support.pages.payments import RefusableHands

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.services.desk import Desk


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def desk(office: Office) -> Desk:
    return open_desk(office.store, office.engine, office.clock)


@pytest.fixture
def case(office: Office) -> UUID:
    return a_case(office)


class Hands:
    def __init__(self, desk: Desk, case: UUID, qtbot: QtBot) -> None:
        self.navigator, self.printed, self.bot = Navigator(), list[str](), qtbot
        self.tab = PaidServiceTab(
            PaidServiceTools(
                paid=desk.paid_services,
                letters=desk.letters,
                navigator=self.navigator,
                clock=desk.clock,
                print_flyer=self.printed.append,
            )
        )
        self.services = TableHands(self.tab.services, qtbot)
        self.steps = TableHands(self.tab.steps, qtbot)
        qtbot.addWidget(self.tab)
        self.tab.resize(1024, 1800)
        with qtbot.waitActive(self.tab):
            self.tab.show()
        self.tab.show_case(case)

    @property
    def form(self) -> RefusableHands:
        return RefusableHands(dialog_over(self.tab, self.bot), self.bot)

    def note(self, **typed: str) -> None:
        press(self.tab, "Noter un service payant", self.bot)
        form = self.form
        form.fill({"name": "mes-allocs.fr", **typed})
        form.enter()

    def undo(self) -> None:
        self.bot.keyClick(self.tab, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def hands(desk: Desk, case: UUID, qtbot: QtBot) -> Hands:
    return Hands(desk, case, qtbot)


def test_an_empty_page_says_what_to_do_and_the_law_with_caution(hands: Hands) -> None:
    assert hands.tab.nothing.isVisible()
    assert not hands.tab.steps.isVisible()
    laws = TableHands(hands.tab.laws, hands.bot)
    assert laws.row("L377-2")[2] == "à confirmer"


def test_a_service_is_noted_and_taken_back(hands: Hands) -> None:
    hands.note(paid="29,90", monthly="5")
    (row,) = hands.services.rows
    assert plain(row[3]) == "29,90 € payés, 5 € par mois"
    hands.undo()
    assert hands.tab.nothing.isVisible()


def test_a_refused_amount_stays_in_the_form(hands: Hands) -> None:
    press(hands.tab, "Noter un service payant", hands.bot)
    form = hands.form
    form.fill({"name": "mes-allocs.fr", "paid": "beaucoup"})
    form.enter()
    assert form.text("paid").error
    assert form.text("name").text == "mes-allocs.fr"


def test_codes_that_were_handed_over_are_ticked_and_taken_back(
    hands: Hands, desk: Desk, case: UUID
) -> None:
    hands.note()
    hands.bot.mouseClick(hands.tab.handed.boxes["caf"], Qt.MouseButton.LeftButton)
    assert desk.paid_services.of_case(case)[0].handed == ("caf",)
    hands.undo()
    assert not hands.tab.handed.boxes["caf"].isChecked()


def test_a_step_is_done_and_reopened(hands: Hands) -> None:
    hands.note()
    hands.steps.press_button("RIB")
    assert hands.steps.row("RIB")[0] == "fait le 23/11/2026"
    hands.steps.press_button("RIB")
    assert hands.steps.row("RIB")[0] == "à faire"


def test_a_report_asks_for_the_agreement_of_the_person(hands: Hands) -> None:
    hands.note()
    hands.steps.press_button("SignalConso")
    form = hands.form
    form.enter()
    assert "accord" in form.text("agreed_on").error
    form.fill({"agreed_on": "22/11/2026"})
    form.enter()
    assert "22/11/2026" in hands.steps.row("SignalConso")[1]


def test_the_letter_of_a_step_is_begun_in_the_case(hands: Hands, desk: Desk, case: UUID) -> None:
    hands.note()
    hands.steps.choose("mettre fin au contrat")
    press(hands.tab, "Écrire le courrier", hands.bot)
    (letter,) = desk.letters.of_case(case)
    assert hands.navigator.current == CasePlace(case, CaseTab.LETTERS, str(letter.id))


def test_the_flyer_is_printed_in_both_sizes(hands: Hands) -> None:
    for size in ("A4", "A5"):
        press(hands.tab, f"Fiche « Vos démarches sont gratuites » {size}", hands.bot)
    assert hands.printed == ["A4", "A5"]
