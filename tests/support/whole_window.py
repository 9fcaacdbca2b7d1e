"""The whole program's window over a case that has a bit of everything, and all its places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from caseapp.desk_parts import open_desk
from caseapp.ui.application import Tools
from caseapp.ui.main_window import MainWindow
from caseapp.ui.navigator import (
    NEW,
    ActivityPlace,
    AlertsPlace,
    CaseloadPlace,
    CasePlace,
    CasesPlace,
    CaseTab,
    CataloguePlace,
    ClaimPlace,
    ClaimsPlace,
    DayPlace,
    DeadlinesPlace,
    FreshnessPlace,
    Navigator,
    SettingsPlace,
)
from caseapp.window_parts import entries, furnish
from tests.support.alerts import write_alert
from tests.support.builders import Office, an_office, awa, begun_with
from tests.support.engines import answer, monthly

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.ui.navigator import Place
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

_ANSWERS = (
    answer("aide_logement", amount=monthly(341), variant="apl"),
    answer("rsa", amount=monthly(120), missing=("housing.commune",)),
)
_PAGES = (
    DayPlace(),
    DayPlace("late"),
    DeadlinesPlace(),
    CasesPlace(),
    CasesPlace(creating=True),
    CaseloadPlace(),
    ActivityPlace(),
    ClaimsPlace(),
    CataloguePlace(),
    CataloguePlace("rsa"),
    FreshnessPlace(),
    AlertsPlace(),
    SettingsPlace(),
)


def furnished_office(folder: Path) -> Office:
    """Return an office with one case, its estimate and a claim."""
    office = an_office(folder)
    office.engine.answers = _ANSWERS
    begun_with(office, _claim)
    return office


def _claim(office: Office) -> UUID:
    office.engine.answers = _ANSWERS
    case = awa(office)
    office.estimates.run(case)
    claim = office.claims.open(case, "aide_logement")
    write_alert(open_desk(office.store, office.engine, office.clock), case)
    return claim


def whole_window(
    office: Office, jobs: Jobs, settings: Settings, answers: Answers, qtbot: QtBot
) -> MainWindow:
    """Return the window on screen, with every page there is."""
    go = Navigator()
    window = MainWindow(go, jobs, settings, office.clock, entries())
    desk = open_desk(office.store, office.engine, office.clock)
    furnish(window, desk, Tools(go, jobs, answers, settings, office.clock))
    window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window)
    return window


def places(office: Office) -> list[Place]:
    """Return every place there is to go to."""
    case = office.cases.rows()[0].id
    (claim,) = office.claims.of_case(case)
    tabs = (CasePlace(case, tab) for tab in CaseTab)
    return [*_PAGES, *tabs, CasePlace(case, CaseTab.INTERVIEWS, NEW), ClaimPlace(claim.id)]


def show(window: MainWindow, jobs: Jobs, place: Place) -> None:
    """Go to a place, let it be read, and what it no longer shows be gone."""
    window.navigator.go(place)
    settle(jobs)


def settle(jobs: Jobs) -> None:
    """Let what was asked be answered, and what is no longer shown be gone."""
    while jobs.busy:
        QTest.qWait(5)
    for _round in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
