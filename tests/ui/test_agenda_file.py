"""« Exporter vers l'agenda » : what leaves the base is chosen, and names only after a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caseapp.dates_parts import furnish_dates
from caseapp.desk_parts import open_desk
from caseapp.services.calendar_export import Detail
from caseapp.ui.application import Tools
from caseapp.ui.dated.agenda_file import AgendaFileWindow
from caseapp.ui.main_window import MainWindow
from caseapp.ui.navigator import DeadlinesPlace, Navigator
from caseapp.ui.pages.deadlines.page import DeadlinesPage
from tests.support.builders import Office, a_case, an_office
from tests.support.hands import choose, dialog_over, plain, press

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers


class AgendaHands:
    def __init__(self, page: DeadlinesPage, jobs: Jobs, qtbot: QtBot) -> None:
        self.page, self._jobs, self._bot = page, jobs, qtbot

    def ask(self) -> AgendaFileWindow:
        press(self.page, "Exporter vers l'agenda…", self._bot)
        window = dialog_over(self.page, self._bot)
        assert isinstance(window, AgendaFileWindow)
        return window

    def go_on(self, window: AgendaFileWindow) -> None:
        self._bot.keyClick(window, Qt.Key.Key_Return)
        self._bot.waitUntil(lambda: not self._jobs.busy)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = an_office(tmp_path)
    case = a_case(made, "Ouattara", "Awa")
    made.agenda.record(case, {"title": "Appeler", "due_on": "26/11/2026"})
    return made


@pytest.fixture
def agenda(
    office: Office, jobs: Jobs, settings: Settings, answers: Answers, qtbot: QtBot
) -> AgendaHands:
    desk, go = open_desk(office.store, office.engine, office.clock), Navigator()
    window = MainWindow(go, jobs, settings, office.clock)
    qtbot.addWidget(QWidget(), before_close_func=lambda _widget: _close(window))
    furnish_dates(window, desk, Tools(go, jobs, answers, settings, office.clock), lambda: None)
    with qtbot.waitActive(window):
        window.show()
    go.go(DeadlinesPlace())
    qtbot.waitUntil(lambda: not jobs.busy)
    page = window.page
    assert isinstance(page, DeadlinesPage)
    return AgendaHands(page, jobs, qtbot)


def _close(window: MainWindow) -> None:
    window.close()
    window.deleteLater()


def titles(path: Path) -> list[str]:
    found: list[Any] = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return [str(event["SUMMARY"]) for event in found]


def test_the_titles_are_neutral_unless_others_are_chosen(
    agenda: AgendaHands, answers: Answers, tmp_path: Path
) -> None:
    answers.answers = [tmp_path / "agenda.ics"]
    agenda.go_on(agenda.ask())
    assert titles(tmp_path / "agenda.ics") == ["tâche 2026-0001"]
    assert "agenda.ics" in answers.asked[-1]


def test_names_leave_only_after_a_warning(
    agenda: AgendaHands, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    window = agenda.ask()
    choose(window.detail, "Avec le nom des personnes", qtbot)
    answers.answers = [False]
    agenda.go_on(window)
    assert "secret professionnel" in plain(answers.asked[0])
    assert window.isVisible()
    answers.answers = [True, tmp_path / "agenda.ics"]
    agenda.go_on(window)
    assert titles(tmp_path / "agenda.ics") == ["OUATTARA Awa · Appeler · 2026-0001"]


def test_what_the_filters_leave_out_does_not_leave(
    agenda: AgendaHands, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    press(agenda.page, "Filtrer", qtbot)
    editor = agenda.page.filters.person.editor
    qtbot.keyClicks(editor, "personne")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: agenda.page.items == [])
    answers.answers = [tmp_path / "agenda.ics"]
    agenda.go_on(agenda.ask())
    assert titles(tmp_path / "agenda.ics") == []


def test_a_folder_that_is_gone_is_told_and_nothing_is_written(
    agenda: AgendaHands, answers: Answers, tmp_path: Path
) -> None:
    answers.answers = [tmp_path / "ailleurs" / "agenda.ics"]
    agenda.go_on(agenda.ask())
    assert "n'existe plus" in plain(answers.asked[-1])


def test_giving_up_writes_nothing(agenda: AgendaHands, answers: Answers, qtbot: QtBot) -> None:
    window = agenda.ask()
    assert window.detail.value == Detail.NEUTRAL.value
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert answers.asked == []
