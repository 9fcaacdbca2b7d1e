"""Looks every minute whether something is to be told, in the window and by the system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from caseapp.services.reminders import Reminder, Reminders
    from caseapp.ui.tasks import Jobs
    from caseapp.ui.widgets.reminder_bar import ReminderBar

_A_MINUTE = 60_000


class Teller(Protocol):
    """What tells outside the window: counts alone."""

    def show_count(self, count: int) -> None:
        """Show how much is late or due today."""

    def notify(self, words: str) -> None:
        """Tell something once."""


class Reminding(QObject):
    """Lives as long as its window: a locked base tells nothing more."""

    def __init__(
        self,
        window: QObject,
        reminders: Reminders,
        jobs: Jobs,
        bar: ReminderBar,
        teller: Teller,
        is_discreet: Callable[[], bool],
        *,
        zone_of: Callable[[], ZoneInfo],
    ) -> None:
        """`is_discreet`: somebody sees the screen, and the system tells nothing over it.

        `zone_of`: hours are those of the clock on the wall of the machine.
        """
        super().__init__(window)
        self._reminders, self._jobs = reminders, jobs
        self._bar, self._teller, self._is_discreet = bar, teller, is_discreet
        self._zone_of = zone_of
        bar.snoozed.connect(reminders.snooze)
        timer = QTimer(self)
        timer.setInterval(_A_MINUTE)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self, *, at_start: bool = False) -> None:
        """Look now; the reading is done beside the window."""
        zone = self._zone_of()

        def read() -> tuple[int, tuple[Reminder, ...], bool]:
            pressing = self._reminders.digest().pressing  # first: what is told is then written
            told = self._reminders.due(at_start=at_start, zone=zone)
            return pressing, told, self._reminders.preferred().notify

        self._jobs.start(
            self,
            lambda _job: read(),
            lambda found: self._tell(*found),
            failed=lambda _error: None,  # the next minute reads again
            name="reminders",
        )

    def _tell(self, pressing: int, due: tuple[Reminder, ...], notify: bool) -> None:  # noqa: FBT001 - an outcome
        self._teller.show_count(pressing)
        for reminder in due:
            self._bar.say(reminder.words, may_wait=reminder.pressing is not None)
            if notify and not self._is_discreet():
                self._teller.notify(reminder.words)
