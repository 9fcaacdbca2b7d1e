"""What nobody foresaw is shown calmly, noted without personal data, and one goes on."""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from caseapp.kernel.errors import KnownTroubleError, NotFoundError
from caseapp.ui.dialogs.crash import CrashWindow
from caseapp.ui.failures import Failure, Failures, keep_log
from tests.support.screens import button

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

SECRET = "OUATTARA Awa"


def _failed() -> RuntimeError:
    def where_it_broke(name: str) -> None:
        raise RuntimeError(f"no such person: {name}")

    try:
        where_it_broke(SECRET)
    except RuntimeError as error:
        return error
    raise AssertionError


class _Shown:
    def __init__(self) -> None:
        self.failures: list[Failure] = []
        self.troubles: list[tuple[str, str]] = []


@pytest.fixture
def shown(qapp: object) -> Iterator[_Shown]:
    seen = _Shown()
    failures = Failures(seen.failures.append, lambda *said: seen.troubles.append(said))
    failures.install()
    yield seen
    failures.remove()


def _happen(error: BaseException) -> None:
    sys.excepthook(type(error), error, error.__traceback__)


def test_a_failure_is_shown_with_its_places_and_without_its_message(
    shown: _Shown, qtbot: QtBot
) -> None:
    _happen(_failed())
    qtbot.waitUntil(lambda: bool(shown.failures))
    details = shown.failures[0].details
    assert "RuntimeError" in details
    assert "where_it_broke" in details
    assert SECRET not in details


def test_a_failure_in_a_thread_is_shown_too(shown: _Shown, qtbot: QtBot) -> None:
    def fail() -> None:
        raise _failed()

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(shown.failures))


def test_a_known_trouble_says_its_way_out_and_is_no_crash(shown: _Shown, qtbot: QtBot) -> None:
    _happen(KnownTroubleError("Le disque est plein.", "Libérez de la place."))
    _happen(NotFoundError("Ce dossier n'existe plus."))
    qtbot.waitUntil(lambda: len(shown.troubles) == 2)
    assert shown.troubles == [
        ("Le disque est plein.", "Libérez de la place."),
        ("Ce dossier n'existe plus.", ""),
    ]
    assert shown.failures == []


def test_the_log_names_nobody(shown: _Shown, qtbot: QtBot, tmp_path: Path) -> None:
    log = logging.getLogger("caseapp")
    before = list(log.handlers)
    keep_log(tmp_path)
    try:
        _happen(_failed())
        qtbot.waitUntil(lambda: bool(shown.failures))
        written = (tmp_path / "caseapp.log").read_text()
    finally:
        for handler in set(log.handlers) - set(before):
            log.removeHandler(handler)
            handler.close()
        log.propagate = True
    assert "RuntimeError" in written
    assert shown.failures[0].reference in written
    assert SECRET not in written


def test_one_reads_the_details_copies_them_and_goes_on(qtbot: QtBot) -> None:
    failure, left = Failure.of(_failed()), list[str]()
    window = CrashWindow(None, failure, lambda: left.append("left"))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.open()
    qtbot.mouseClick(button(window, "Voir les détails techniques"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(window, "Copier les détails"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == failure.details
    qtbot.keyClick(button(window, "Continuer"), Qt.Key.Key_Return)
    assert window.isHidden()
    assert left == []
