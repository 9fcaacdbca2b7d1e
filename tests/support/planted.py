"""Drives the real program with a name that must never be found outside the encrypted base.

The name comes on the standard input, so that it is in no argument and no variable. At each stop
the test looks for it everywhere, then says to go on.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
)

from caseapp.bootstrap import Parts
from caseapp.ui import running
from caseapp.ui.application import Program
from caseapp.ui.dialogs.crash import CrashWindow
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.pages.report_dialog import ReportDialog
from tests.support.fingers import FINGERS
from tests.support.hands import FormHands, pick, press
from tests.support.program import ProgramScreen
from tests.support.screens import CTRL, UnlockScreen
from tests.support.store import PASSWORD

if TYPE_CHECKING:
    from caseapp.rules.engine import Engine


class Driven(Parts):
    """The real parts; remembers the engine, to end it while it computes."""

    engine: Any = None

    def start_engine(self) -> Engine:
        self.engine = super().start_engine()
        return cast("Engine", self.engine)


def stop(word: str) -> None:
    """Tell where we are, and wait until the test has looked everywhere."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()
    sys.stdin.readline()


def type_everywhere(screen: ProgramScreen, name: str) -> None:
    """Put the name in every place that takes words, refused ones included."""
    screen.make_case(name, name)
    screen.fill("Naissance", f"le jour de {name}")  # refused, kept as a draft
    screen.choose("Occupation", "locataire, vide")
    screen.fill("Commune", name)
    screen.fill("Loyer hors charges", f"{name} 450")
    screen.household.go_to_tab("Droits")
    screen.wait_estimated()


def claim(screen: ProgramScreen, name: str) -> None:
    """A claim with the name in its reference, its reason, and a piece."""
    screen.right_rows.press_button("Revenu de solidarité active")
    screen.record(
        "Démarche déposée", {"on": "03/08/2026", "channel": "En ligne", "reference": name}
    )
    screen.record("Droit refusé", {"on": "28/09/2026", "notified_on": "30/09/2026", "reason": name})
    pick(screen.claim.events, "Recours")
    form = FormHands(screen.dialog, FINGERS)
    form.fill({"on": name})  # refused, and left there
    form.enter()
    form.escape()


def ask_for_piece(screen: ProgramScreen, name: str) -> None:
    def answer() -> None:
        line = screen.dialog.findChild(QLineEdit)
        FINGERS.keyClicks(line, name)
        FINGERS.keyClick(line, Qt.Key.Key_Return)

    QTimer.singleShot(0, answer)
    press(screen.claim, "Ajouter une pièce", FINGERS)


def report(screen: ProgramScreen, name: str) -> None:
    """A report for somebody of that name, written in a folder that is not ours to look in."""
    screen.find_case(name[:6])
    asked = Path(os.environ["REPORT_FOLDER"]) / "rapport.pdf"

    told: list[bool] = []

    def answer() -> None:
        window = QApplication.activeModalWidget()
        if window is not None and window.inherits("QFileDialog"):
            line = window.findChild(QLineEdit)
            assert line is not None
            line.setText(str(asked))
            FINGERS.keyClick(window, Qt.Key.Key_Return)
        elif isinstance(window, Dialog) and not isinstance(window, ReportDialog):
            told.append(True)  # « Le rapport est enregistré »
            FINGERS.keyClick(window, Qt.Key.Key_Return)
        if not told:
            QTimer.singleShot(20, answer)

    QTimer.singleShot(20, answer)
    screen.fill_report(name, name, name)
    screen.wait(lambda: bool(told) and QApplication.activeModalWidget() is None)
    assert asked.exists()


def fail(screen: ProgramScreen, name: str) -> str:
    """Have something unforeseen happen with the name in hand; return what is said of it."""
    said: list[str] = []

    def read() -> None:
        window = screen.dialog
        assert isinstance(window, CrashWindow)
        said.append(f"{window.accessibleDescription()} {window._details.toPlainText()}")
        FINGERS.keyClick(window, Qt.Key.Key_Return)

    def raise_it(text: str) -> None:
        raise ValueError(f"{name} {text}")

    QTimer.singleShot(50, read)
    QTimer.singleShot(0, lambda: raise_it(name))
    screen.wait(lambda: bool(said))
    return said[0]


def drive(program: Program[Any], parts: Driven, name: str) -> None:
    screen = ProgramScreen(program, FINGERS)
    UnlockScreen(screen.unlock.window, FINGERS).type_password(PASSWORD)
    screen.wait_open()
    type_everywhere(screen, name)
    stop("estimated")
    screen.household.go_to_tab("Foyer")
    screen.fill("Naissance", "14/02/1990")
    screen.choose("Activité", "sans act")
    screen.fill("Commune", "Nantes (44109)")
    screen.fill("Loyer hors charges", "450")
    screen.household.go_to_tab("Droits")
    engine = parts.engine.process_id
    os.kill(engine, signal.SIGKILL)  # while it computes: the question is asked again
    screen.wait_estimated()
    stop(f"killed {engine}")
    claim(screen, name)
    ask_for_piece(screen, name)
    report(screen, name)
    stop("claimed")
    stop(fail(screen, name).replace("\n", " | "))
    screen.household.go_to_tab("Foyer")
    screen.household.begin("Loyer hors charges", name)  # still being typed
    screen.lock()
    stop("locked")
    UnlockScreen(screen.unlock.window, FINGERS).type_password(PASSWORD)
    screen.wait_open()
    screen.main.press(Qt.Key.Key_N, CTRL)
    FINGERS.keyClicks(screen.cases.last_name.editor, name)
    stop("ready to be killed")


class Typing(Program[Any]):
    """The program, under the hands of somebody who types."""

    name = ""

    def start(self, *, demo: bool = False) -> None:
        super().start(demo=demo)
        QTimer.singleShot(0, self, self._type)

    def _type(self) -> None:
        try:
            assert isinstance(self._parts, Driven)
            drive(self, self._parts, self.name)
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            where = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
            stop(f"failed {type(error).__name__} {where}")
            raise


def main() -> int:
    """Run the program on a base, as its own command does."""
    Typing.name = sys.stdin.readline().strip()
    vars(running)["Program"] = Typing  # `run` makes the program itself
    return running.run(["--base", sys.argv[1]], Driven())


if __name__ == "__main__":
    sys.exit(main())
