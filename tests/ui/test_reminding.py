"""What is told in the window and by the system, and what is not while the screen is shared."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from caseapp.kernel.clock import PARIS
from caseapp.ui.dated.reminder_card import ReminderCard
from caseapp.ui.main_window import MainWindow
from caseapp.ui.navigator import Navigator
from caseapp.ui.reminding import Reminding
from caseapp.ui.tray import Tray
from tests.support.builders import Office, a_case, an_office
from tests.support.hands import pick, plain, press
from tests.support.reminders import Told, reminders_of

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QGuiApplication
    from pytestqt.qtbot import QtBot

    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs

SUMMARY = "1 échéance aujourd'hui."


class RemindingHands:
    def __init__(self, window: MainWindow, office: Office, jobs: Jobs, qtbot: QtBot) -> None:
        self.window, self.bar, self.told = window, window.reminder, Told()
        self._office, self._jobs, self._bot = office, jobs, qtbot
        self.zone = PARIS
        self._reminding = Reminding(
            window,
            reminders_of(office),
            jobs,
            window.reminder,
            self.told,
            lambda: window.is_discreet,
            zone_of=lambda: self.zone,
        )

    def pass_minute(self, after: timedelta) -> None:
        """Have the timer ring, as it does each minute, once the clock has moved."""
        self._office.clock.moment += after
        (timer,) = self._reminding.findChildren(QTimer)
        assert (timer.interval(), timer.isActive()) == (60_000, True)
        timer.timeout.emit()
        self._bot.waitUntil(lambda: not self._jobs.busy)

    def look(self, *, at_start: bool = False, after: timedelta = timedelta()) -> None:
        self._office.clock.moment += after
        self._reminding.look(at_start=at_start)
        self._bot.waitUntil(lambda: not self._jobs.busy)

    @property
    def words(self) -> str:
        return plain(self.bar.words) if self.bar.isVisible() else ""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = an_office(tmp_path)
    case = a_case(made, "Ouattara", "Awa")
    made.agenda.record(case, {"title": "Appeler Mme Ouattara", "due_on": "23/11/2026"})
    return made


@pytest.fixture
def reminding(office: Office, jobs: Jobs, settings: Settings, qtbot: QtBot) -> RemindingHands:
    window = MainWindow(Navigator(), jobs, settings, office.clock)
    qtbot.addWidget(QWidget(), before_close_func=lambda _widget: _close(window))
    with qtbot.waitActive(window):
        window.show()
    return RemindingHands(window, office, jobs, qtbot)


def _close(window: MainWindow) -> None:
    window.close()
    window.deleteLater()


def test_the_start_of_the_day_is_told_once_in_the_window_and_by_the_system(
    reminding: RemindingHands, qtbot: QtBot
) -> None:
    reminding.look(at_start=True)
    assert reminding.words == SUMMARY
    assert [plain(words) for words in reminding.told.words] == [SUMMARY]
    assert reminding.told.counts == [1]
    press(reminding.bar, "Fermer", qtbot)
    reminding.look(after=timedelta(minutes=1))
    assert reminding.words == ""
    assert len(reminding.told.words) == 1


def test_while_the_screen_is_shared_the_system_gets_the_count_alone(
    reminding: RemindingHands,
) -> None:
    reminding.window.toggle_discreet()
    reminding.look(at_start=True)
    assert (reminding.told.counts, reminding.told.words) == ([1], [])


def test_the_timer_of_a_minute_tells_a_day_that_begins_while_the_program_is_open(
    reminding: RemindingHands,
) -> None:
    reminding.look(at_start=True)  # Monday at 10
    reminding.pass_minute(timedelta(minutes=1))
    reminding.pass_minute(timedelta(hours=20))  # Tuesday at 6: before the hour of the summary
    assert len(reminding.told.words) == 1
    reminding.pass_minute(timedelta(hours=3))
    reminding.pass_minute(timedelta(minutes=1))
    assert [plain(words) for words in reminding.told.words[1:]] == ["1 échéance en retard."]


def test_the_hours_are_those_of_the_machine(reminding: RemindingHands) -> None:
    reminding.look(at_start=True)
    reminding.zone = ZoneInfo("Indian/Reunion")  # three hours later than in Paris
    reminding.pass_minute(timedelta(hours=20))  # Tuesday at 6 in Paris, at 9 in Saint-Denis
    assert len(reminding.told.words) == 2


def test_see_leads_on_and_later_brings_it_again(reminding: RemindingHands, qtbot: QtBot) -> None:
    reminding.look(at_start=True)
    pick(reminding.bar.waits, "15 minutes")
    reminding.look(after=timedelta(minutes=14))
    assert reminding.words == ""
    reminding.look(after=timedelta(minutes=1))
    assert reminding.words == SUMMARY
    with qtbot.waitSignal(reminding.bar.followed):
        press(reminding.bar, "Voir", qtbot)
    assert reminding.words == ""


def test_tomorrow_is_told_by_tomorrow_s_summary_alone(reminding: RemindingHands) -> None:
    reminding.look(at_start=True)
    pick(reminding.bar.waits, "Demain")
    reminding.look(after=timedelta(hours=2))
    assert reminding.words == ""
    reminding.look(after=timedelta(hours=22))
    assert reminding.words == "1 échéance en retard."


def test_an_appointment_is_told_before_it_and_cannot_wait(
    reminding: RemindingHands, office: Office
) -> None:
    office.agenda.record(
        None,
        {"title": "Mme Ouattara", "kind": "appointment", "due_on": "23/11/2026", "at": "10h30"},
    )
    reminding.look(at_start=True)
    reminding.look(after=timedelta(minutes=15))
    assert reminding.words == "Rendez-vous à 10h30."
    assert not reminding.bar.later.isVisible()


def test_without_notifications_the_window_still_tells(
    reminding: RemindingHands, office: Office, qtbot: QtBot
) -> None:
    card = ReminderCard(reminders_of(office))
    qtbot.addWidget(card)
    card.show()
    card.show_settings()
    card.notify.click()
    reminding.look(at_start=True)
    assert (reminding.words, reminding.told.words) == (SUMMARY, [])


def test_the_settings_keep_an_hour_and_say_why_another_cannot_be(
    office: Office, qtbot: QtBot
) -> None:
    card = ReminderCard(reminders_of(office))
    qtbot.addWidget(card)
    card.show()
    card.show_settings()
    for field, wrong, right in ((card.hour, "matin", "9h15"), (card.minutes, "dix", "30")):
        field.editor.setText(wrong)
        field.commit()
        assert field.error
        assert field.text == wrong
        field.editor.setText(right)
        field.commit()
        assert not field.error
    kept = reminders_of(office).preferred()
    assert (kept.hour, kept.minutes) == ("09:15", 30)
    card.enabled.click()
    assert not card.hour.isEnabled()
    assert not reminders_of(office).preferred().enabled


def test_a_locked_base_shows_the_count_that_was_known(qapp: QGuiApplication) -> None:
    tray = Tray(qapp)
    tray.show_count(3)
    assert plain(tray.words) == "CaseApp · 3 échéances à traiter"
    tray.show_locked()
    assert plain(tray.words) == "CaseApp, verrouillé · 3 échéances à traiter"
    tray.show_count(0)
    assert tray.words == "CaseApp"
