"""The registers of data protection and the journal, written to a file where one says.

Imports stand inside the functions: openpyxl waits until it is asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.domain.journal import JournalAction
from caseapp.kernel.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.reports.table_file import TableFile
    from caseapp.services.desk import Desk
    from caseapp.services.journal_rows import JournalCriteria
    from caseapp.ui.application import Tools
    from caseapp.ui.main_window import MainWindow


def requests_saver(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[], None]:
    """Return what writes the register of the requests to a workbook."""

    def read() -> TableFile:
        from caseapp.reports.table_file import TableFile
        from caseapp.services.rights_requests import HEADINGS

        return TableFile("Registre des demandes", (), HEADINGS, desk.rights_requests.file_rows())

    return _register_saver(window, desk, tools, "le registre des demandes", read)


def breaches_saver(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[], None]:
    """Return what writes the register of the breaches to a workbook."""

    def read() -> TableFile:
        from caseapp.reports.table_file import TableFile
        from caseapp.services.breaches import HEADINGS

        return TableFile("Registre des violations", (), HEADINGS, desk.breaches.file_rows())

    return _register_saver(window, desk, tools, "le registre des violations", read)


def journal_saver(
    window: MainWindow, desk: Desk, tools: Tools
) -> Callable[[JournalCriteria, str], None]:
    """Return what writes the lines of the journal that answer criteria; the kind: xlsx or csv."""

    def save(criteria: JournalCriteria, kind: str) -> None:
        from caseapp.reports.table_file import TableFile, csv_file, workbook
        from caseapp.services import journal_file
        from caseapp.ui.dialogs.ask import CSV, WORKBOOK

        def make() -> bytes:
            table = TableFile(
                "Journal des accès",
                journal_file.notes(criteria, desk.journal.verify()),
                journal_file.HEADINGS,
                journal_file.file_rows(desk.journal.rows(criteria, limit=None)),
            )
            return workbook(table) if kind == "xlsx" else csv_file(table)

        _write_file(
            window,
            tools,
            (
                "le journal",
                f"Journal {desk.clock.today():%Y-%m-%d}.{kind}",
                WORKBOOK if kind == "xlsx" else CSV,
            ),
            make,
            lambda: desk.journal.note(JournalAction.JOURNAL_EXPORTED),
        )

    return save


def _register_saver(
    window: MainWindow, desk: Desk, tools: Tools, what: str, read: Callable[[], TableFile]
) -> Callable[[], None]:
    """Return what writes a register to a workbook; `what`: « le registre… »."""

    def save() -> None:
        from caseapp.reports.table_file import workbook
        from caseapp.ui.dialogs.ask import WORKBOOK

        name = f"{read().title} {desk.clock.today():%Y-%m-%d}.xlsx"
        _write_file(
            window,
            tools,
            (what, name, WORKBOOK),
            lambda: workbook(read()),
            lambda: desk.journal.note(JournalAction.EXPORTED, about="register"),
        )

    return save


def _write_file(
    window: MainWindow,
    tools: Tools,
    proposed: tuple[str, str, str],
    make: Callable[[], bytes],
    written: Callable[[], None],
) -> None:
    """Ask where to write a file and write it there, beside the window; `written` once it is.

    `proposed`: what it is (« le journal »), its name, its kind.
    """
    what, file_name, kinds = proposed
    path = tools.asker.save_file(window, f"Enregistrer {what}", Path.home() / file_name, kinds)
    if path is None:
        return

    def work(_job: object) -> None:
        write_atomically(path, make())
        written()

    tools.jobs.start(
        window,
        work,
        lambda _nothing: tools.asker.tell(
            window, "Le fichier est enregistré", f"{path.name}, dans {path.parent}."
        ),
        failed=lambda error: tools.asker.tell(
            window, "Le fichier n'a pas été enregistré", str(error)
        ),
        name="privacy-file",
    )
