"""What « Ma journée » and « Échéances » need of the window and of other layers: pages and paper.

Imports stand inside the functions: ReportLab and the printer are not loaded before they are
asked for, nor a page before it is shown.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.domain.journal import JournalAction
from caseapp.kernel.files import write_atomically
from caseapp.ui.dated.tools import DatedTools
from caseapp.ui.dialogs.ask import PDF
from caseapp.ui.navigator import CasesPlace, DayPlace, DeadlinesPlace
from caseapp.ui.pages.day.page import DayPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from caseapp.domain.date_sheet import DateSheetData
    from caseapp.services.date_paper import Beside
    from caseapp.services.desk import Desk
    from caseapp.services.journal import Journal
    from caseapp.ui.application import Tools
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.widgets.page import Page


def furnish_dates(
    window: MainWindow, desk: Desk, tools: Tools, bring_up_to_date: Callable[[], object]
) -> None:
    """Register both pages."""
    paper = _Paper(window, tools, desk.journal)

    def dated(name: str) -> DatedTools:
        beside = tools.jobs.beside(window, name)
        return DatedTools(desk, tools.navigator, tools.asker, tools.settings, paper.offer, beside)

    def new_case() -> None:
        tools.navigator.go(CasesPlace(creating=True))

    def deadlines() -> Page:
        from caseapp.ui.dated.agenda_file import AgendaFile
        from caseapp.ui.pages.deadlines.page import DeadlinesPage
        from caseapp.ui.widgets.buttons import secondary

        button = secondary("Exporter vers l'agenda…")
        page = DeadlinesPage(dated("deadlines"), [button])
        file = AgendaFile(
            desk.calendar_export,
            tools.asker,
            tools.jobs,
            lambda: desk.journal.note(JournalAction.EXPORTED, about="agenda"),
        )
        button.clicked.connect(lambda _on: file.offer(page, page.items))
        return page

    window.register(DayPlace, lambda: DayPage(dated("day"), new_case, bring_up_to_date))
    window.register(DeadlinesPlace, deadlines)


class _Paper:
    """Puts a sheet on paper, or in a file where one says."""

    def __init__(self, window: MainWindow, tools: Tools, journal: Journal) -> None:
        self._window, self._tools, self._journal = window, tools, journal

    def offer(self, page: QWidget, title: str, gather: Callable[[Beside], DateSheetData]) -> None:
        """Ask what stands on the sheet, and where it goes."""
        from caseapp.ui.dated.sheet import SheetWindow

        def print_it(beside: Beside) -> None:
            self._print(gather(beside))

        def save(beside: Beside) -> None:
            self._save(gather(beside))

        asked = SheetWindow(page, title, print_it, save)
        asked.finished.connect(asked.deleteLater)
        asked.open()

    def _print(self, data: DateSheetData) -> None:
        from caseapp.reports.date_sheet import render
        from caseapp.ui.widgets.paper.pdf import PdfFile
        from caseapp.ui.widgets.paper.printing import ask_for_printer, put_on_paper

        printer = ask_for_printer(self._window)
        if printer is None:
            return
        self._tools.jobs.start(
            self._window,
            lambda job: put_on_paper(PdfFile(io.BytesIO(render(data))), printer, job.progress),
            lambda _pages: self._journal.note(JournalAction.PRINTED, about="list"),
            failed=lambda error: self._tell("La feuille n'a pas été imprimée", str(error)),
            name="sheet",
        )

    def _save(self, data: DateSheetData) -> None:
        from caseapp.reports.date_sheet import render

        proposed = Path.home() / data.file_name
        path = self._tools.asker.save_file(self._window, "Enregistrer la feuille", proposed, PDF)
        if path is None:
            return
        self._tools.jobs.start(
            self._window,
            lambda _job: write_atomically(path, render(data)),
            lambda _nothing: self._saved(path),
            failed=lambda error: self._tell("La feuille n'a pas été enregistrée", str(error)),
            name="sheet",
        )

    def _saved(self, path: Path) -> None:
        self._journal.note(JournalAction.EXPORTED, about="list")
        self._tell("La feuille est enregistrée", f"{path.name}, dans {path.parent}.")

    def _tell(self, title: str, sentence: str) -> None:
        self._tools.asker.tell(self._window, title, sentence)
