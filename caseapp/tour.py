"""The same work without a screen: the day's board in words, a report, pictures of the screens."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.services.dated_words import claim_words

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path
    from uuid import UUID

    from PySide6.QtWidgets import QApplication

    from caseapp.services.demo_base import DemoBase
    from caseapp.services.desk import Desk
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.navigator import Navigator, Place
    from caseapp.ui.tasks import Jobs

_SHOWN = "OUATTARA"  # the case whose report and screens are left
_SIZE = (1280, 800)
_BOARD_ROWS = 20


def tour(demo: DemoBase, say: Callable[[str], None]) -> Path:
    """Print the day's board of a demonstration base; leave a report and pictures beside it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from caseapp.bootstrap import start_engine
    from caseapp.desk_parts import open_desk
    from caseapp.kernel.clock import SystemClock
    from caseapp.services import access

    folder = demo.path.parent / "visite"
    folder.mkdir(exist_ok=True)
    clock, engine = SystemClock(), start_engine()
    try:
        store = access.unlock(demo.path, demo.password, clock=clock)
        try:
            desk = open_desk(store, engine, clock)
            _print_estimates(desk, say)
            _print_board(desk, say)
            case_id = desk.cases.rows(_SHOWN)[0].id
            _leave_report(desk, case_id, folder, say)
            _leave_pictures(desk, case_id, folder, say)
        finally:
            store.close()
    finally:
        engine.close()
    say(f"Dossier : {folder}")
    return folder


def _print_estimates(desk: Desk, say: Callable[[str], None]) -> None:
    """Estimate again the cases whose household or month changed since."""
    rows = desk.cases.rows()
    stale = [row for row in rows if desk.estimates.is_stale(row.id)]
    for row in stale:
        desk.estimates.run(row.id)
    say(
        f"{french.plural(len(rows), 'dossier estimé', 'dossiers estimés')}, dont {len(stale)} à neuf"
    )


def _print_board(desk: Desk, say: Callable[[str], None]) -> None:
    day = desk.board.day()
    figures = day.figures
    say("")
    say(f"Ma journée, {french.long_day(day.today, weekday=True)}")
    say(f"  En retard : {figures.late}, dont délais de recours : {figures.late_appeals}")
    say(f"  À faire sous 7 jours : {figures.week}" + _beside(figures.week_words))
    say(f"  Sans réponse au-delà du délai : {figures.silent}")
    say(
        f"  Droits estimés non demandés : {french.euros(day.unclaimed_min, cents=False)} "
        f"par mois, {french.plural(day.unclaimed_cases, 'dossier')}"
    )
    for row in day.rows[:_BOARD_ROWS]:
        words = f"{claim_words(row)}  {desk.board.to_do(row)}"
        say(f"  {french.day(row.on)}  {row.case_name:<20.20}  {words}")
    if len(day.rows) > _BOARD_ROWS:
        say(f"  … et {len(day.rows) - _BOARD_ROWS} autres échéances")
    say("")


def _beside(words: str) -> str:
    return f" ({words})" if words else ""


def _leave_report(desk: Desk, case_id: UUID, folder: Path, say: Callable[[str], None]) -> None:
    from caseapp.domain.case_report import ALL_SECTIONS
    from caseapp.kernel.files import write_atomically
    from caseapp.reports.case_report import render

    data = desk.disclosure.case_report(
        case_id,
        recipient="Commission FSL (démonstration)",
        purpose="Demande d'aide au maintien dans le logement",
        consent="Communiqué avec l'accord de la personne",
        sections=ALL_SECTIONS,
    )
    write_atomically(folder / data.file_name, render(data))
    say(f"Rapport du dossier : {data.file_name}")


def _leave_pictures(desk: Desk, case_id: UUID, folder: Path, say: Callable[[str], None]) -> None:
    from PySide6.QtWidgets import QApplication

    from caseapp.ui.application import dress

    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["caseapp"])
    dress(app)
    with _quiet_qt():
        window, navigator, jobs = _window(desk)
        window.resize(*_SIZE)
        window.show()
        for name, place in _places(desk, case_id):
            navigator.go(place)
            while jobs.busy:  # what the page shows is read beside the window
                app.processEvents()
            _take(app, window, folder / f"{name}.png")
            say(f"Image : {name}.png")
        window.retire()
        app.processEvents()


@contextmanager
def _quiet_qt() -> Generator[None]:
    """Keep off the terminal what Qt says of a screen that is none."""
    from PySide6.QtCore import qInstallMessageHandler

    before = qInstallMessageHandler(lambda _kind, _context, _words: None)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _window(desk: Desk) -> tuple[MainWindow, Navigator, Jobs]:
    from caseapp.ui.application import Tools
    from caseapp.ui.dialogs.ask import Ask
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from caseapp.window_parts import entries, furnish

    navigator, settings = Navigator(), Settings(None)
    jobs = Jobs()
    window = MainWindow(navigator, jobs, settings, desk.clock, entries())
    navigator.setParent(window)
    jobs.setParent(window)
    furnish(window, desk, Tools(navigator, jobs, Ask(), settings, desk.clock))
    return window, navigator, jobs


def _places(desk: Desk, case_id: UUID) -> list[tuple[str, Place]]:
    from caseapp.ui.navigator import (
        CasePlace,
        CasesPlace,
        CaseTab,
        ClaimPlace,
        DayPlace,
        DeadlinesPlace,
    )

    claim = desk.claims.of_case(case_id)[0]
    return [
        ("1-ma-journee", DayPlace()),
        ("2-dossiers", CasesPlace()),
        ("3-foyer", CasePlace(case_id, CaseTab.HOUSEHOLD)),
        ("4-droits", CasePlace(case_id, CaseTab.RIGHTS)),
        ("5-demarche", ClaimPlace(claim.id)),
        ("6-echeances", DeadlinesPlace()),
    ]


def _take(app: QApplication, window: MainWindow, path: Path) -> None:
    from PySide6.QtCore import QEvent

    for _round in range(3):  # the layout settles, rows are measured, then all is painted
        app.processEvents()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # what a page no longer shows
    window.grab().save(str(path))
