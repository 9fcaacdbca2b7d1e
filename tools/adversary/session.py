"""A session of the real program that leaves what sessions leave: `… session BASE EXPORTS`.

Says where it is on its standard output, and goes on at each line of its input. A stop of « open »
has everything shown; after « locked » the window that asks for the password is all there is.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLineEdit

from caseapp.bootstrap import Parts
from caseapp.kernel.crashes import leave_no_core
from caseapp.kernel.files import only_for_their_owner, write_atomically
from caseapp.ui import clipboard, running
from caseapp.ui.application import Program
from caseapp.ui.dialogs.ask import PDF, Ask
from caseapp.ui.dialogs.crash import CrashWindow
from caseapp.ui.intake import Source
from caseapp.ui.navigator import CasePlace, CaseTab
from caseapp.ui.pages.documents.tab import DocumentsTab
from caseapp.ui.widgets.paper.pdf import PdfFile
from caseapp.ui.widgets.paper.printing import put_on_paper
from tests.support.documents import a_pdf
from tests.support.fingers import FINGERS
from tests.support.pages.interviews import InterviewHands
from tests.support.program import ProgramScreen
from tests.support.screens import UnlockScreen
from tools.adversary.marks import DOCUMENT, NAME, NOTE, PASSWORD
from tools.network.session import walk_pages

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.kernel.clock import Clock
    from caseapp.rules.engine import Engine
    from caseapp.services.desk import Desk
    from db.store import Store


class Seen(Parts):
    """The real parts; remembers the services of the base that was opened last."""

    desk: Desk | None = None
    engine: Any = None

    def erase(self, case_id: UUID) -> None:
        """Erase a case of the base that is open, and forget its services."""
        if self.desk is not None:
            self.desk.case_erasing.erase(case_id)
        self.desk = None

    def start_engine(self) -> Engine:
        """Start the engine, and remember it."""
        self.engine = super().start_engine()
        return cast("Engine", self.engine)

    def open_desk(self, store: Store, engine: Engine, clock: Clock) -> Desk:
        """Open the services, and remember them."""
        self.desk = super().open_desk(store, engine, clock)
        return self.desk


def stop(word: str) -> None:
    """Say where we are, and wait to be told to go on, the window still alive."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()
    sys.stdin.readline()


def _open(screen: ProgramScreen) -> None:
    UnlockScreen(screen.unlock.window, FINGERS).type_password(PASSWORD)
    screen.wait_open()


def _work(screen: ProgramScreen, desk: Desk, exports: Path) -> UUID:
    screen.make_case(NAME, NAME)
    place = screen.window.navigator.current
    if not isinstance(place, CasePlace):
        raise TypeError(place)
    screen.fill("Naissance", "12/03/1992")
    _write_note(screen, place.case_id)
    _take_documents(screen, place.case_id, exports)
    screen.window.navigator.go(CasePlace(place.case_id, CaseTab.RIGHTS))
    screen.wait_estimated()
    _leave_letters(desk, place.case_id, exports)
    clipboard.copy(f"{NAME} {NOTE}")
    screen.main.search(NAME[:6])
    _choose_in_a_dialog(screen, exports)
    walk_pages(screen, place.case_id)
    return place.case_id


def _write_note(screen: ProgramScreen, case_id: UUID) -> None:
    screen.window.navigator.go(CasePlace(case_id, CaseTab.INTERVIEWS))
    screen.settle()
    hands = InterviewHands(screen.window, FINGERS)
    hands.new()
    screen.settle()
    hands.type(f"{NOTE} {NOTE}")
    screen.wait(lambda: not screen.program.jobs.busy)


def _take_documents(screen: ProgramScreen, case_id: UUID, exports: Path) -> None:
    """Three files dropped, and each looked at."""
    pdf, text = exports / f"{DOCUMENT}.pdf", exports / f"{DOCUMENT}.txt"
    pdf.write_bytes(a_pdf(f"{DOCUMENT} {NAME}"))
    text.write_text(f"{DOCUMENT} {NAME}\n" * 20, encoding="utf-8")
    picture = exports / f"{DOCUMENT}.png"
    screen.window.grab().save(str(picture))
    screen.window.navigator.go(CasePlace(case_id, CaseTab.DOCUMENTS))
    screen.settle()
    tab = screen.case.content(DocumentsTab)
    for path in (pdf, text, picture):
        tab.intake.take(case_id, [Source(path.name, path)])
        screen.wait(lambda: not screen.program.jobs.busy)
        screen.settle()


def _leave_letters(desk: Desk, case_id: UUID, exports: Path) -> None:
    """One letter as PDF, Word and LibreOffice files, and on a paper that is a file."""
    from caseapp.reports import letter, letter_docx, letter_odt  # noqa: PLC0415 - seldom

    code = next(row.code for row in desk.letters.library() if not row.needs_claim)
    begun = desk.letters.begin(case_id, code)
    desk.letters.change(begun, {"body": f"{NOTE} {NAME}"})
    paper = desk.letter_papers.of(begun).paper
    for ending, made in (
        ("pdf", letter.render(paper)),
        ("docx", letter_docx.render(paper)),
        ("odt", letter_odt.render(paper)),
    ):
        write_atomically(exports / f"{NAME}.{ending}", made)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(exports / "papier.pdf"))
    put_on_paper(PdfFile(BytesIO(letter.render(paper))), printer, lambda _share: None)


def _choose_in_a_dialog(screen: ProgramScreen, exports: Path) -> None:
    """Go through the window that chooses a file, in a folder named after somebody."""
    folder = exports / NAME
    folder.mkdir()

    def answer() -> None:
        window = QApplication.activeModalWidget()
        line = None if window is None else window.findChild(QLineEdit)
        if window is None or line is None:
            QTimer.singleShot(20, answer)
            return
        line.setText(str(folder / f"{NAME}.pdf"))
        cast("Any", window).accept()

    QTimer.singleShot(20, answer)
    chosen = Ask().save_file(screen.window, "Enregistrer", folder / f"{NAME}.pdf", PDF)
    if chosen is None:
        raise RuntimeError("no file was chosen")


def _fail(screen: ProgramScreen) -> None:
    seen: list[bool] = []

    def go_on() -> None:
        window = QApplication.activeModalWidget()
        if isinstance(window, CrashWindow):
            seen.append(True)
            window.accept()
        else:
            QTimer.singleShot(20, go_on)

    def fail() -> None:
        raise ValueError(f"{NAME} {NOTE}")

    QTimer.singleShot(40, go_on)
    QTimer.singleShot(0, fail)
    screen.wait(lambda: bool(seen))


def drive(program: Program[Any], parts: Seen, exports: Path) -> None:
    """Do what a day does."""
    screen = ProgramScreen(program, FINGERS)
    screen.unlock.type_password(f"{PASSWORD}?")
    screen.wait(lambda: not program.jobs.busy)
    screen.wait(lambda: bool(screen.unlock.window.opening.password.isEnabled()))
    FINGERS.waitUntil(_after(1500))
    _open(screen)
    if parts.desk is None:
        raise RuntimeError("no base is open")
    case_id = _work(screen, parts.desk, exports)
    parts.desk = None  # which would keep what it read
    stop(f"open {parts.engine.process_id}")
    _fail(screen)
    screen.lock()
    FINGERS.waitUntil(_after(5000))
    stop(f"locked {parts.engine.process_id}")
    _open(screen)
    parts.erase(case_id)
    screen.lock()
    FINGERS.waitUntil(_after(2000))
    stop(f"erased {parts.engine.process_id}")
    os.kill(os.getpid(), signal.SIGTERM)


def _after(milliseconds: int) -> Any:
    passed: list[bool] = []
    QTimer.singleShot(milliseconds, lambda: passed.append(True))
    return lambda: bool(passed)


class Driven(Program[Any]):
    """The program, under the hands of somebody who works."""

    def start(self, *, demo: bool = False) -> None:
        """Start, and begin to work."""
        super().start(demo=demo)
        QTimer.singleShot(0, self, self._work)

    def _work(self) -> None:
        try:
            drive(self, cast("Seen", self._parts), Path(sys.argv[2]))
        except Exception as error:  # noqa: BLE001 - told to whoever started the session
            frames = traceback.extract_tb(error.__traceback__)
            where = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
            stop(f"failed {type(error).__name__} {error} {where}")
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    leave_no_core()  # as the command does, before all else
    only_for_their_owner()
    vars(running)["Program"] = Driven  # `run` makes the program itself
    sys.exit(running.run(["--base", sys.argv[1]], Seen(reviews_by_itself=True)))
