"""A base set back, in the window: told until somebody means it; never after our own restoring."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from shiboken6 import isValid

from caseapp.desk_parts import open_desk
from caseapp.domain.journal import JournalAction
from caseapp.services import access
from caseapp.services.restoring import Brought
from caseapp.ui.application import Tools
from caseapp.ui.backups.putting_back import restored_name
from caseapp.ui.main_window import MainWindow
from caseapp.ui.navigator import Navigator
from caseapp.window_parts import entries, furnish
from db.files import beside
from tests.support.engines import ReadyEngine
from tests.support.store import PASSWORD, locked_base
from tests.support.whole_window import settle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.kernel.clock import FixedClock
    from caseapp.services.desk import Desk
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from db.store import Store
    from tests.support.asking import Answers


@dataclass
class Machine:
    """One machine with its settings, and a base that is opened and closed on it."""

    base: Path
    jobs: Jobs
    settings: Settings
    answers: Answers
    clock: FixedClock
    qtbot: QtBot
    window: MainWindow | None = None
    store: Store | None = None

    def open(self) -> tuple[MainWindow, Desk]:
        self.clock.moment += timedelta(minutes=5)
        go = Navigator()
        self.store = access.unlock(self.base, PASSWORD, clock=self.clock)
        desk = open_desk(self.store, ReadyEngine(), self.clock)
        self.window = MainWindow(go, self.jobs, self.settings, self.clock, entries())
        furnish(self.window, desk, Tools(go, self.jobs, self.answers, self.settings, self.clock))
        self.window.show()
        settle(self.jobs)
        return self.window, desk

    def close(self) -> None:
        window, store, self.window, self.store = self.window, self.store, None, None
        if window is not None and store is not None:
            window.retire()
            self.qtbot.waitUntil(lambda: not isValid(window))
            store.close()

    def work(self) -> None:
        _window, desk = self.open()
        desk.journal.note(JournalAction.EXPORTED, about="list")
        self.close()


@pytest.fixture
def machine(
    tmp_path: Path,
    jobs: Jobs,
    settings: Settings,
    answers: Answers,
    clock: FixedClock,
    qtbot: QtBot,
) -> Iterator[Machine]:
    made = Machine(locked_base(tmp_path), jobs, settings, answers, clock, qtbot)
    yield made
    made.close()


def put(source: Path, target: Path) -> None:
    for ending in ("", ".cles", ".cles.bak"):
        shutil.copyfile(beside(source, ending), beside(target, ending))


def noted(desk: Desk) -> list[str]:
    return [row.about for row in desk.journal.rows() if row.action == JournalAction.SET_BACK]


@pytest.mark.slow
def test_an_older_base_is_told_until_somebody_means_it(machine: Machine) -> None:
    older = machine.base.with_name("ancienne.caseapp")
    machine.work()
    put(machine.base, older)
    machine.work()
    window, desk = machine.open()
    assert not window.base_bar.isVisible()
    machine.close()
    put(older, machine.base)
    window, desk = machine.open()
    assert window.base_bar.isVisible()
    assert desk.backups.keeps_all
    said = window.base_bar.accessibleName()
    assert "plus ancienne" in said
    assert noted(desk) == ["constaté à l'ouverture"]
    machine.close()
    window, desk = machine.open()  # not accepted: told again
    assert window.base_bar.isVisible()
    assert window.base_bar.accessibleName() == said  # what is noted since makes up for no line
    window.base_bar.right.click()
    assert not window.base_bar.isVisible()
    assert not desk.backups.keeps_all
    assert noted(desk)[0] == "accepté"
    machine.close()
    window, desk = machine.open()
    assert not window.base_bar.isVisible()
    assert len(noted(desk)) == 3


@pytest.mark.slow
def test_a_copy_that_the_program_put_back_is_not_told(machine: Machine) -> None:
    copy = machine.base.with_name("essai.copie-2026-11-23-080000Z.caseapp")
    machine.work()
    put(machine.base, copy)
    machine.work()
    brought = Brought(copy, machine.base)
    restored = brought.put_in_place(machine.clock)
    machine.settings.remember_layout(restored_name(restored.base), {"to_note": True})
    for _opening in range(2):
        window, desk = machine.open()
        assert not window.base_bar.isVisible()
        assert not noted(desk)
        machine.close()


@pytest.mark.slow
def test_what_was_done_is_remembered_within_a_minute_and_at_the_closing(machine: Machine) -> None:
    window, desk = machine.open()
    desk.journal.note(JournalAction.EXPORTED, about="list")
    desk.journal.settle()
    for timer in window.findChildren(QTimer, "seen"):
        timer.timeout.emit()
    settle(machine.jobs)
    name, last = f"seen {desk.base_course.name}", desk.journal.last_seal()
    kept = machine.settings.layout(name)
    assert last is not None
    assert (kept["number"], kept["seal"]) == last
    desk.journal.note(JournalAction.EXPORTED, about="list")
    machine.close()
    assert machine.settings.layout(name)["number"] == last[0] + 1
