"""Joins the copies of the base to the window: at the foot, in the settings, when it closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from caseapp.domain.journal import JournalAction
from caseapp.foot import foot
from caseapp.services import demo_base
from caseapp.ui.backups.backing_up import BackingUp
from caseapp.ui.backups.closing import copied_before_closing
from caseapp.ui.backups.putting_back import restored_name
from caseapp.ui.navigator import SettingsPlace

if TYPE_CHECKING:
    from caseapp.services.desk import Desk
    from caseapp.ui.application import Tools
    from caseapp.ui.main_window import MainWindow

_ONCE_SETTLED = 20_000  # milliseconds after the opening: Ma journée comes first


def furnish_backups(window: MainWindow, desk: Desk, tools: Tools) -> BackingUp:
    """Copy by itself from now on, and say at the foot how old the last copy is."""
    backing_up = BackingUp(desk.backups, tools.settings, tools.jobs, tools.clock, window)

    def show() -> None:
        window.set_foot(foot(desk, backing_up.words))

    def note() -> None:
        if any(outcome.made is not None for outcome in backing_up.outcomes):
            desk.journal.note(JournalAction.EXPORTED, about="backup")

    put_back = restored_name(backing_up.base)
    if tools.settings.layout(put_back).get("to_note"):
        desk.journal.note(JournalAction.RESTORED, about="base")
        tools.settings.remember_layout(put_back, {})
    backing_up.changed.connect(show)
    backing_up.ended.connect(note)
    show()
    window.may_close = lambda: copied_before_closing(window, backing_up, tools.asker)
    return backing_up


def back_up_when_due(window: MainWindow, backing_up: BackingUp) -> None:
    """Copy a little after the opening where it is due; say it where there is reason to worry."""

    def tell() -> None:
        if backing_up.worry and backing_up.base.name != demo_base.FILE_NAME:
            window.announce(backing_up.worry, SettingsPlace())

    def look() -> None:
        backing_up.start_if_due()
        if not backing_up.is_running:
            tell()

    backing_up.ended.connect(tell)
    QTimer.singleShot(_ONCE_SETTLED, backing_up, look)
