"""The main job, as a person does it: a household, its rights, a claim, its dates, a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from caseapp.bootstrap import Parts
from caseapp.kernel import places
from caseapp.services.access import check_base
from caseapp.ui.application import Program
from caseapp.ui.pages.budget.tab import BudgetTab
from caseapp.ui.settings import Settings
from caseapp.ui.theme import LIGHT, Scheme, apply_theme, style_sheet
from caseapp.ui.widgets.notice import Notice
from tests.support.hands import dialog_over, plain, press
from tests.support.pages.payments import RefusableHands
from tests.support.program import ProgramScreen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from caseapp.kernel.clock import FixedClock
    from caseapp.services.desk import Desk
    from tests.support.asking import Answers

PASSWORD = "Tambour-Lilas-37-Corbeau"
POPUP = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


@pytest.fixture
def screen(
    home: Path, clock: FixedClock, answers: Answers, qapp: QApplication, qtbot: QtBot
) -> Iterator[ProgramScreen]:
    """The program at its first start, with everything real but the clock and the file windows."""
    if qapp.styleSheet() != style_sheet(LIGHT):
        apply_theme(qapp, Scheme.LIGHT)
    settings = Settings(places.settings_folder())
    program: Program[Desk] = Program(qapp, Parts(), clock=clock, settings=settings, asker=answers)
    program.start()
    yield ProgramScreen(program, qtbot)
    program.lock()
    program.close()
    if (window := program.unlock_window) is not None:
        window.closed.disconnect()
        window.close()
        window.deleteLater()


def _make_base(screen: ProgramScreen) -> None:
    unlock = screen.unlock
    assert not unlock.is_opening  # nothing to open yet: a base is to be made
    making = unlock.window.making
    unlock.choose_passwords("Azerty123", "Azerty123")
    unlock.create()
    assert making.password.error == plain("Ce mot de passe n'est pas encore assez solide.")
    assert "se devine" in making.strength.words
    for line in (making.password, making.again):
        line.clear()
    unlock.choose_passwords(PASSWORD, PASSWORD)
    unlock.create()
    screen.wait_open()


def _type_household(screen: ProgramScreen) -> None:
    screen.fill("Naissance", "14/02/1990")
    screen.choose("Activité", "sans act")
    screen.choose("Occupation", "locataire, vide")
    screen.fill("Commune", "Nantes (44109)")
    screen.fill("Loyer hors charges", "450")
    screen.fill("Charges", "40")
    screen.fill("Dette de loyer", "inconnu")


def _ask_for_rsa(screen: ProgramScreen) -> None:
    """Open the claim, tick, file, and record its acknowledgement and its refusal."""
    screen.right_rows.press_button("Revenu de solidarité active")
    screen.pieces.click_box("RIB")
    screen.steps.click_box("Simuler")
    screen.record("Démarche déposée", {"on": "03/08/2026", "channel": "En ligne"})
    screen.record("Accusé de réception", {"on": "10/08/2026"})
    screen.record("Droit refusé", {"on": "28/09/2026", "notified_on": "30/09/2026"})
    appeal = " ".join(" ".join(row) for row in screen.deadlines.rows)
    assert "30/11/2026" in appeal  # two months after the refusal was notified


def _print_report(screen: ProgramScreen, answers: Answers, path: Path) -> str:
    """Export the report of the case on screen; return its text."""
    answers.answers = [path]
    screen.fill_report("Commission FSL", "Aide au maintien", "accord du 20 novembre")
    screen.wait(lambda: any(a.startswith("Le rapport est enregistré") for a in answers.asked))
    return plain("\n".join(page.extract_text() for page in PdfReader(path).pages))


def _lock_and_come_back(screen: ProgramScreen) -> None:
    screen.lock()
    unlock = screen.unlock
    unlock.type_password("pas le bon")
    screen.wait(lambda: bool(unlock.error))
    assert unlock.error.startswith("Ce mot de passe n'ouvre pas cette base.")
    screen.wait(lambda: unlock.window.opening.can_submit)
    unlock.type_password(PASSWORD)  # over the wrong one, which is selected
    screen.wait_open()


@POPUP
def test_from_an_empty_machine_to_a_report_and_back_after_a_lock(
    screen: ProgramScreen, answers: Answers, home: Path, qtbot: QtBot
) -> None:
    _make_base(screen)
    assert screen.main.chosen_page == "Ma journée"
    assert screen.day.to_do.nothing.isVisible()

    screen.make_case("Benali", "Samira")
    _type_household(screen)
    screen.household.go_to_tab("Droits")
    screen.wait_estimated()
    for right, amount in (
        ("Revenu de solidarité active", "573"),
        ("Aides personnelles au logement", "308"),
        ("Complémentaire santé solidaire", "gratuite"),
    ):
        assert amount in " ".join(screen.right_rows.row(right))

    _ask_for_rsa(screen)
    screen.main.go_to("Ma journée")
    assert "RSA" in " ".join(screen.to_do.row("BENALI Samira"))
    screen.to_do.press_button("BENALI Samira")
    assert screen.claim.header.title == "Revenu de solidarité active"

    screen.find_case("benal")
    text = _print_report(screen, answers, home / "Documents" / "rapport.pdf")
    for words in ("BENALI Samira", "Commission FSL", "573", "30/11/2026"):
        assert words in text

    screen.household.begin("Loyer hors charges", "455")  # still being typed
    _lock_and_come_back(screen)
    screen.find_case("benal")
    assert plain(screen.household.text("Loyer hors charges")) == "455,00 €"
    assert screen.household.text("Dette de loyer") == "inconnu"
    screen.household.go_to_tab("Droits")
    screen.wait_estimated()
    screen.right_rows.press_button("Revenu de solidarité active")
    assert "refus" in screen.claim_path.lower()
    assert "reçue le 23/11/2026" in screen.pieces.row("RIB")

    screen.lock()
    assert check_base(home / "Documents" / "CaseApp" / "dossiers.caseapp", PASSWORD).ok


TAKEN_UP = "Ce qui était tapé quand la base s'est verrouillée est repris."


@POPUP
def test_what_stands_in_a_form_survives_the_lock(screen: ProgramScreen, qtbot: QtBot) -> None:
    _make_base(screen)
    screen.make_case("Benali", "Samira")
    screen.household.go_to_tab("Budget")
    _open_debt(screen, qtbot).fill({"kind": "Crédit", "creditor": "Banque", "owed": "4 3"})
    screen.program.lock()  # ten minutes without a key
    screen.wait(screen.unlock.window.isActiveWindow)
    screen.unlock.type_password(PASSWORD)
    screen.wait_open()
    screen.find_case("benali")
    screen.household.go_to_tab("Budget")
    form = _open_debt(screen, qtbot)
    typed = (form.choice("kind").value, form.text("creditor").text, form.text("owed").text)
    assert typed == ("credit", "Banque", "4 3")
    assert [n.words for n in form.dialog.findChildren(Notice) if n.isVisible()] == [TAKEN_UP]
    form.escape()
    assert _open_debt(screen, qtbot).text("creditor").text == ""  # handed back once


def _open_debt(screen: ProgramScreen, qtbot: QtBot) -> RefusableHands:
    tab = screen.case.content(BudgetTab)
    press(tab, "Ajouter une dette", qtbot)
    return RefusableHands(dialog_over(tab, qtbot), qtbot)
