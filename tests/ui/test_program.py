"""From the unlock window to an open base and back: what is gone once it is locked."""

from __future__ import annotations

import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout
from shiboken6 import isValid

from caseapp.services import access
from caseapp.ui.application import Program, Tools, dress
from caseapp.ui.dialogs.ask import Ask
from caseapp.ui.dialogs.crash import CrashWindow
from caseapp.ui.failures import Failure
from caseapp.ui.navigator import CasesPlace, DayPlace
from caseapp.ui.running import show_failure
from caseapp.ui.theme import Scheme, apply_theme
from caseapp.ui.widgets.fields import TextField
from caseapp.ui.widgets.page import Page
from caseapp.ui.widgets.side_bar import Entry
from tests.support.engines import ReadyEngine
from tests.support.screens import CTRL, MainScreen, UnlockScreen
from tests.support.store import PASSWORD, locked_base

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.kernel.clock import Clock, FixedClock
    from caseapp.rules.engine import Engine
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.settings import Settings
    from db.store import Store
    from tests.support.asking import Answers


class _Engine(ReadyEngine):
    is_closed = False

    def close(self) -> None:
        self.is_closed = True


class _NotePage(Page):
    """A page that keeps a line in the real base when it is left."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.note = TextField("Note")
        QVBoxLayout(self).addWidget(self.note)

    def leave(self) -> None:
        if self.note.is_edited:
            with self._store.write() as session:
                session.execute(sa.text("CREATE TABLE IF NOT EXISTS kept (words TEXT)"))
                session.execute(sa.text("INSERT INTO kept VALUES (:w)"), {"w": self.note.text})


@dataclass
class _Parts:
    base: Path
    engines: list[_Engine] = field(default_factory=list)
    stores: list[Store] = field(default_factory=list)
    warmed: int = 0
    warmed_by: threading.Thread | None = None
    named_by: threading.Thread | None = None

    def start_engine(self) -> Engine:
        self.engines.append(_Engine())
        return self.engines[-1]

    def warm(self) -> None:
        self.warmed += 1
        self.warmed_by = threading.current_thread()

    def pages(self) -> Iterable[str]:
        self.named_by = threading.current_thread()
        return ()

    def entries(self) -> tuple[Entry, ...]:
        return (Entry("Ma journée", "day", DayPlace(), (DayPlace,)),)

    def open_desk(self, store: Store, engine: Engine, clock: Clock) -> Store:
        self.stores.append(store)
        return store

    def furnish(self, window: MainWindow, desk: Store, tools: Tools) -> None:
        window.register(DayPlace, lambda: _NotePage(desk))
        window.register(CasesPlace, lambda: _NotePage(desk))
        tools.navigator.go(DayPlace())

    def make_demo(self, named: Path | None) -> tuple[Path, str]:
        return self.base, PASSWORD


@pytest.fixture
def parts(tmp_path: Path) -> _Parts:
    return _Parts(locked_base(tmp_path))


@pytest.fixture
def program(
    qapp: QApplication,
    parts: _Parts,
    clock: FixedClock,
    settings: Settings,
    answers: Answers,
) -> Iterator[Program[Store]]:
    running = Program(qapp, parts, clock=clock, settings=settings, asker=answers, base=parts.base)
    yield running
    running.close()
    for window in (running.window, running.unlock_window):
        if window is not None and isValid(window):
            with suppress(RuntimeError):
                window.closed.disconnect()
            window.close()
            window.deleteLater()


def _unlock(program: Program[Store], qtbot: QtBot) -> MainScreen:
    assert program.unlock_window is not None
    UnlockScreen(program.unlock_window, qtbot).type_password(PASSWORD)
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    assert program.window is not None
    qtbot.waitUntil(lambda: program.window is not None and program.window.isActiveWindow())
    return MainScreen(program.window, qtbot)


def test_the_engine_starts_and_the_base_is_made_ready_while_the_password_is_typed(
    program: Program[Store], parts: _Parts, qtbot: QtBot
) -> None:
    program.start()
    assert parts.engines == []  # the window comes first
    qtbot.waitUntil(lambda: parts.warmed == 1)
    assert len(parts.engines) == 1
    assert program.window is None


def test_the_modules_of_the_window_are_imported_in_its_thread_once_all_else_is_ready(
    program: Program[Store], parts: _Parts, qtbot: QtBot
) -> None:
    program.start()
    qtbot.waitUntil(lambda: parts.named_by is not None)
    assert parts.named_by is threading.current_thread()
    assert parts.warmed_by not in {None, parts.named_by}


def test_the_password_leads_to_the_first_page_and_the_unlock_window_goes(
    program: Program[Store], qtbot: QtBot
) -> None:
    program.start()
    unlock = program.unlock_window
    screen = _unlock(program, qtbot)
    assert screen.chosen_page == "Ma journée"
    assert program.unlock_window is None
    qtbot.waitUntil(lambda: not isValid(unlock))


def test_locking_keeps_what_is_typed_and_destroys_the_window_and_the_key(
    program: Program[Store], parts: _Parts, clock: FixedClock, qtbot: QtBot
) -> None:
    program.start()
    screen = _unlock(program, qtbot)
    window, page = screen.window, screen.window.page
    assert isinstance(page, _NotePage)
    qtbot.keyClicks(page.note.editor, "a garder")
    screen.press(Qt.Key.Key_L, CTRL)
    assert program.window is None
    assert program.unlock_window is not None
    assert program.unlock_window.isVisible()
    qtbot.waitUntil(lambda: not isValid(window))
    assert not isValid(page)
    with pytest.raises(access.ClosedStoreError), parts.stores[0].read():
        pass

    again = _unlock(program, qtbot)  # the same engine goes on
    assert again.window is not window
    assert len(parts.engines) == 1
    with parts.stores[1].read() as session:
        assert session.execute(sa.text("SELECT words FROM kept")).scalar() == "a garder"


def test_ten_minutes_without_a_key_lock(
    program: Program[Store], clock: FixedClock, qtbot: QtBot
) -> None:
    program.start()
    screen = _unlock(program, qtbot)
    clock.moment += timedelta(minutes=11)
    qtbot.keyClick(screen.window.windowHandle(), Qt.Key.Key_A)
    assert program.window is None
    assert program.unlock_window is not None


def test_locking_closes_a_question_that_is_still_open(
    program: Program[Store], qtbot: QtBot
) -> None:
    program.start()
    screen = _unlock(program, qtbot)
    screen.press(Qt.Key.Key_F1)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    program.lock()
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert QApplication.activeModalWidget() is None


def test_locking_gives_up_a_question_that_waits_for_its_answer(
    program: Program[Store], qtbot: QtBot
) -> None:
    program.start()
    screen = _unlock(program, qtbot)
    window = screen.window
    QTimer.singleShot(50, program.lock)
    answer = Ask().confirm(window, "Clore le dossier ?", "Il reste lisible.", "Clore")
    assert not answer
    qtbot.waitUntil(lambda: not isValid(window))


def test_locking_a_locked_program_does_nothing(program: Program[Store]) -> None:
    program.start()
    window = program.unlock_window
    program.lock()
    assert program.unlock_window is window


def test_the_demonstration_proposes_its_base_with_its_password(
    program: Program[Store], parts: _Parts, qtbot: QtBot
) -> None:
    program.start(demo=True)
    assert program.unlock_window is not None
    screen = UnlockScreen(program.unlock_window, qtbot)
    assert "se prépare" in screen.notice  # half a minute, the first time
    qtbot.waitUntil(lambda: "inventées" in screen.notice, timeout=20_000)
    screen.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    program.lock()  # as ten minutes without a key do: nobody has learnt that password by heart
    assert "inventées" in UnlockScreen(program.unlock_window, qtbot).notice


def test_closing_lets_go_of_the_base_and_the_engine(
    program: Program[Store], parts: _Parts, clock: FixedClock, qtbot: QtBot
) -> None:
    program.start()
    _unlock(program, qtbot)
    program.close()
    assert parts.engines[0].is_closed
    access.unlock(parts.base, PASSWORD, clock=clock).close()  # free for another window


def test_qt_speaks_french(qapp: QApplication) -> None:
    quits = qapp.quitOnLastWindowClosed()
    try:
        dress(qapp)
        assert QLocale().toString(1043.5, "f", 2).endswith("043,50")
        assert qapp.translate("QPlatformTheme", "Cancel") == "Annuler"
        assert qapp.translate("QFileDialog", "&Look in:") == "&Dossier :"
        assert qapp.translate("QFileDialog", "Files of &type:") == "&Type de fichier :"
    finally:
        qapp.setQuitOnLastWindowClosed(quits)
        apply_theme(qapp, Scheme.LIGHT)


class TestAfterAFailure:
    def test_what_is_typed_is_kept_and_one_goes_on(
        self, program: Program[Store], parts: _Parts, qapp: QApplication, qtbot: QtBot
    ) -> None:
        program.start()
        screen = _unlock(program, qtbot)
        page = screen.window.page
        assert isinstance(page, _NotePage)
        qtbot.keyClicks(page.note.editor, "a garder")
        seen: list[str] = []

        def go_on() -> None:
            shown = QApplication.activeModalWidget()
            assert isinstance(shown, CrashWindow)
            seen.append(shown.accessibleDescription())
            shown.accept()

        QTimer.singleShot(200, go_on)
        failure = Failure("abc123", "KeyError", ("caseapp/x.py:1 y",))
        show_failure(qapp, program, failure)
        assert "vient d'être enregistré" in seen[0]
        with parts.stores[0].read() as session:
            words = session.scalars(sa.text("SELECT words FROM kept")).all()
        assert words == ["a garder"]
        assert screen.window.isVisible()
        assert page.note.text == "a garder"
        program.lock()
        qtbot.waitUntil(lambda: not isValid(page))

    def test_what_cannot_be_kept_is_said_not_to_be(
        self, program: Program[Store], qapp: QApplication, qtbot: QtBot
    ) -> None:
        program.start()
        screen = _unlock(program, qtbot)
        page = screen.window.page
        assert isinstance(page, _NotePage)
        qtbot.keyClicks(page.note.editor, "a garder")
        caught: list[type[BaseException]] = []
        seen: list[str] = []

        def go_on() -> None:
            shown = QApplication.activeModalWidget()
            assert isinstance(shown, CrashWindow)
            seen.append(shown.accessibleDescription())
            shown.accept()

        def fail() -> None:
            raise RuntimeError

        page.leave = fail  # type: ignore[method-assign]  # the page itself is what is broken
        before, sys.excepthook = sys.excepthook, lambda kind, *_rest: caught.append(kind)
        try:
            QTimer.singleShot(200, go_on)
            show_failure(qapp, program, Failure("abc123", "KeyError", ()))
        finally:
            sys.excepthook = before
            del page.leave
        assert "n'a pas pu être enregistré" in seen[0]
        assert caught == [RuntimeError]
        program.lock()
        qtbot.waitUntil(lambda: not isValid(page))
