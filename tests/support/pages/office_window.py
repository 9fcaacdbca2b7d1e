"""The main window over the services of a test, with the pages of cases and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from caseapp.case_tabs import case_tabs
from caseapp.desk_parts import open_desk
from caseapp.form_parts import forms_maker
from caseapp.security_parts import security_card
from caseapp.ui.application import Tools
from caseapp.ui.backups.backing_up import BackingUp
from caseapp.ui.backups.card import BackupCard
from caseapp.ui.dated.feed_card import FeedCard
from caseapp.ui.main_window import MainWindow
from caseapp.ui.navigator import CasePlace, CasesPlace, MergePlace, Navigator, SettingsPlace
from caseapp.ui.pages.case_menu import CasePapers
from caseapp.ui.pages.case_page import CasePage, CaseParts
from caseapp.ui.pages.cases.page import CasesPage
from caseapp.ui.pages.cases.tools import CasesTools
from caseapp.ui.pages.merge.page import MergePage, MergeTools
from caseapp.ui.pages.settings_page import SettingsPage
from tests.support.reminders import reminders_of

if TYPE_CHECKING:
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.domain.scenario import Simulation
    from caseapp.services.service_templates import ServiceTemplateRow
    from caseapp.ui.pages.report_dialog import ReportDialog
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers
    from tests.support.builders import Office


def office_window(
    office: Office, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> tuple[MainWindow, Navigator]:
    """Return a window on screen, at the list of cases."""
    desk = open_desk(office.store, office.engine, office.clock)
    go = Navigator()
    window = MainWindow(go, jobs, settings, office.clock)
    tools = Tools(go, jobs, answers, settings, office.clock)
    parts = CaseParts(
        _no_report,
        CasePapers(_no_flyer, _no_budget, _no_budget),
        case_tabs(
            desk,
            tools,
            _no_simulation,
            _no_budget,
            (_no_budget, _no_trial),
            _no_flyer,
            make_forms=forms_maker(window, desk, tools),
        ),
    )
    cases = CasesTools(desk, go, answers, jobs, settings)
    merging = MergeTools(desk.merges, desk.cases, go, jobs)
    window.register(MergePlace, lambda: MergePage(merging))
    window.register(CasesPlace, lambda: CasesPage(cases))
    window.register(CasePlace, lambda: CasePage(desk, go, answers, parts))
    window.register(
        SettingsPlace,
        lambda: SettingsPage(
            office.settings,
            reminders_of(office),
            FeedCard(desk.calendar_feed, answers, jobs),
            BackupCard(BackingUp(desk.backups, settings, jobs, office.clock, window), answers),
            security_card(window, desk, tools),
        ),
    )
    qtbot.addWidget(QWidget(), before_close_func=lambda _stand_in: _close(window))
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
    go.go(CasesPlace())
    return window, go


def _close(window: MainWindow) -> None:
    if isValid(window):  # a locked window is gone already
        window.close()
        window.deleteLater()


def _no_report(_case_id: UUID, _dialog: ReportDialog) -> None:
    raise AssertionError("nobody asked for a report")


def _no_simulation(_case_id: UUID, _simulation: Simulation, _name: str) -> None:
    raise AssertionError("nobody asked to print a simulation")


def _no_trial(case_id: UUID, row: ServiceTemplateRow) -> None:
    raise AssertionError("no template is tried here")


def _no_flyer(_size: str) -> None:
    raise AssertionError("nobody asked to print the flyer")


def _no_budget(_case_id: UUID) -> None:
    raise AssertionError("nobody asked to print a budget")
