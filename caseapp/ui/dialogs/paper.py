"""A paper as it will be: what stands on it at the left, its pages at the right, then where it goes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.files import write_atomically
from caseapp.ui.dialogs.ask import PDF
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import icon_button, primary, secondary
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.paper.page_view import PageView
from caseapp.ui.widgets.paper.pdf import PdfFile
from caseapp.ui.widgets.paper.printing import ask_for_printer, put_on_paper
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtPrintSupport import QPrinter

    from caseapp.kernel.errors import CaseAppError
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.tasks import Jobs

_SIZE = (1080, 720)
_OPTIONS = 360
_PAGES = "pages"
_SETTLES = 250  # milliseconds after the last change, when the pages are made again


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that a paper may be kept as."""

    words: str  # as the window that asks for a place says it
    suffix: str


PDF_FILE = FileKind(PDF, ".pdf")


@dataclass(frozen=True, slots=True)
class Made:
    """The pages, and what a human is to read again before they leave."""

    pdf: bytes
    remarks: tuple[str, ...] = ()


class PaperOptions(QWidget):
    """What may be chosen of a paper; `changed` has its pages made again."""

    changed = Signal()
    saving = "Enregistrer le PDF…"  # on the button

    @property
    def kind(self) -> FileKind:
        """The kind of file it is kept as."""
        return PDF_FILE

    def work(self) -> Callable[[], Made]:
        """Read what is chosen, in the window's thread; return what makes the PDF, beside it.

        Raises:
            UserInputError: something is lacking; the sentence says what.
        """
        raise NotImplementedError

    def made(self, remarks: tuple[str, ...]) -> None:
        """Show what is to be read again."""

    def check(self) -> None:
        """Refuse what may be looked at but not leave the desk.

        Raises:
            UserInputError: something is lacking.
        """

    def sealed(self, made: bytes) -> bytes:
        """Return what leaves the desk in a file, of `kind`; called beside the window."""
        return made

    def left(self, *, printed: bool) -> None:
        """Keep that it left the desk, on paper or in a file."""


@dataclass(frozen=True, slots=True)
class PaperTools:
    """What a paper is shown, printed and kept with."""

    jobs: Jobs
    asker: Asker
    ask_for_printer: Callable[[QWidget], QPrinter | None] = ask_for_printer


class PaperDialog(Dialog):
    """Shows the paper while it is chosen; nothing is written but where the person says."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        options: PaperOptions,
        file_name: str,
        tools: PaperTools,
    ) -> None:
        super().__init__(parent, title)
        self.resize(*_SIZE)
        self._options, self._file_name, self._tools = options, file_name, tools
        self.made: bytes | None = None
        self.notice = Notice()
        self.notice.hide()
        self.view = PageView(tools.jobs)
        self.place = Text("", TextRole.SECONDARY, figures=True)
        self.before = icon_button(
            "Page précédente", "chevron-left", lambda: self.view.go(self.view.page - 1)
        )
        self.after = icon_button(
            "Page suivante", "chevron-right", lambda: self.view.go(self.view.page + 1)
        )
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLES)
        self._settle.timeout.connect(self.make)
        self._lay_out()
        self.view.moved.connect(self._tell_page)
        options.changed.connect(self._wait)
        self.finished.connect(lambda _result: self.view.show_pages(None))
        self.make()

    def _lay_out(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(self._options)
        scroll.setMinimumWidth(_OPTIONS)
        scroll.setMaximumWidth(_OPTIONS)
        pages = QHBoxLayout()
        for part in (self.before, self.place, self.after):
            pages.addWidget(part)
        pages.addStretch(1)
        right = QVBoxLayout()
        right.addLayout(pages)
        right.addWidget(self.view, 1)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(scroll)
        sides.addLayout(right, 1)
        self.add(self.notice)
        self.body.addLayout(sides, 1)
        self.add_way_back("Fermer")
        self.save = secondary(self._options.saving, self.keep)
        self.print_button = primary("Imprimer…", self.print_pages)
        self.add_button(self.save)
        self.add_button(self.print_button)

    def fit(self) -> None:
        """Keep the size that the person gives."""

    # ------------------------------------------------------------------ the pages
    def _wait(self) -> None:
        """Let nothing go while what is shown is not what is chosen."""
        self._offer(going=False)
        self._tools.jobs.cancel(self, _PAGES)  # they are those of another choice
        self._settle.start()

    def _offer(self, *, going: bool) -> None:
        for button in (self.save, self.print_button):
            button.setEnabled(going)

    def make(self) -> None:
        """Make the pages of what is chosen now."""
        self._settle.stop()
        self._offer(going=False)
        try:
            work = self._options.work()
        except UserInputError as error:
            self._show(None)
            self._say(error.sentence, Tone.INFO)
            return
        self.notice.hide()
        self._tools.jobs.start(
            self,
            lambda _job: work(),
            self._show,
            failed=lambda error: self._say(str(error), Tone.BAD),
            name=_PAGES,
        )

    def _show(self, made: Made | None) -> None:
        self.made = None if made is None else made.pdf
        self._options.made(() if made is None else made.remarks)
        self._offer(going=made is not None)
        at = self.view.page
        self.view.show_pages(None if made is None else PdfFile(io.BytesIO(made.pdf)))
        self.view.go(min(at, self.view.count - 1))
        self._tell_page()

    def _tell_page(self) -> None:
        count = self.view.count
        self.place.setText(f"{self.view.page + 1} sur {french.number(count)}" if count else "")
        for part in (self.before, self.after):
            part.setVisible(count > 1)
        self.before.setEnabled(self.view.page > 0)
        self.after.setEnabled(self.view.page < count - 1)

    # ------------------------------------------------------------------ where it goes
    def keep(self) -> None:
        """Ask where the PDF goes, and write it there, nowhere else."""
        made = self._leaving()
        if made is None:
            return
        kind = self._options.kind
        proposed = (Path.home() / self._file_name).with_suffix(kind.suffix)
        path = self._tools.asker.save_file(
            self, self._options.saving.rstrip("…"), proposed, kind.words
        )
        if path is None:
            return
        self._tools.jobs.start(
            self,
            lambda _job: write_atomically(path, self._options.sealed(made)),
            lambda _nothing: self._gone(
                f"Enregistré : {path.name}, dans {path.parent}.", printed=False
            ),
            failed=self._failed,
            name="keep",
        )

    def print_pages(self) -> None:
        """Ask for a printer, and put the pages on paper."""
        made = self._leaving()
        if made is None or (printer := self._tools.ask_for_printer(self)) is None:
            return
        self._tools.jobs.start(
            self,
            lambda job: put_on_paper(PdfFile(io.BytesIO(made)), printer, job.progress),
            lambda _pages: self._gone("L'impression est lancée.", printed=True),
            failed=self._failed,
            name="print",
        )

    def go_on(self) -> None:
        """Enter makes the pages again: nothing is printed by surprise."""
        self.make()

    def _leaving(self) -> bytes | None:
        """Return the pages of what is chosen at this moment, if they may leave the desk."""
        try:
            self._options.check()
        except UserInputError as error:
            self._say(error.sentence, Tone.BAD)
            return None
        return self.made

    def _gone(self, sentence: str, *, printed: bool) -> None:
        self._options.left(printed=printed)
        self._say(sentence, Tone.OK)

    def _failed(self, error: CaseAppError) -> None:
        self._say(str(error), Tone.BAD)

    def _say(self, sentence: str, tone: Tone) -> None:
        self.notice.say("", sentence, tone)
        self.notice.show()
