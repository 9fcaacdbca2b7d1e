"""What was copied goes after a minute, at the lock and at the end; what others copied stays."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication

from caseapp.ui import clipboard
from caseapp.ui.clipboard import SECONDS, ClipboardGuard

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from pytestqt.qtbot import QtBot

ROOT = Path(__file__).parents[2]


@pytest.fixture
def guard(qapp: QGuiApplication) -> Iterator[ClipboardGuard]:
    made = ClipboardGuard(qapp.clipboard(), seconds=0.2)
    yield made
    qapp.clipboard().clear()
    made.deleteLater()


def text() -> str:
    return QGuiApplication.clipboard().text()


def test_a_minute_is_left_to_paste() -> None:
    assert SECONDS == 60


def test_a_copy_is_there_then_gone(guard: ClipboardGuard, qtbot: QtBot) -> None:
    clipboard.copy("06 12 34 56 78")
    assert text() == "06 12 34 56 78"
    assert guard.is_waiting
    qtbot.waitUntil(lambda: not text(), timeout=2_000)
    assert not guard.is_waiting


def test_a_second_copy_begins_the_minute_anew(guard: ClipboardGuard, qtbot: QtBot) -> None:
    clipboard.copy("un")
    qtbot.wait(130)
    clipboard.copy("deux")
    qtbot.wait(130)
    assert text() == "deux"
    qtbot.waitUntil(lambda: not text(), timeout=2_000)


def test_what_somebody_else_copied_meanwhile_stays(guard: ClipboardGuard, qtbot: QtBot) -> None:
    clipboard.copy("à nous")
    QGuiApplication.clipboard().setText("à quelqu'un d'autre")
    assert not guard.is_waiting
    qtbot.wait(300)
    assert text() == "à quelqu'un d'autre"
    guard.forget()  # nor when the base is locked
    assert text() == "à quelqu'un d'autre"


def test_locking_does_not_wait_for_the_minute(guard: ClipboardGuard) -> None:
    clipboard.copy("à nous")
    guard.forget()
    assert not text()
    assert not guard.is_waiting


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what KDE looks for")
def test_the_histories_of_clipboards_are_asked_not_to_keep_it(guard: ClipboardGuard) -> None:
    clipboard.copy("à nous")
    data = QGuiApplication.clipboard().mimeData()
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"


def test_every_copy_of_the_program_goes_through_one_place() -> None:
    writing = re.compile(r"clipboard\(\)\s*\.\s*set(Text|MimeData|Image|Pixmap)")
    found = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "caseapp").rglob("*.py"))
        if writing.search(path.read_text(encoding="utf-8"))
    ]
    assert found == ["caseapp/ui/clipboard.py"]


@contextmanager
def program(how: str) -> Generator[subprocess.Popen[str]]:
    with subprocess.Popen(  # noqa: S603 - a script of ours
        [sys.executable, "-m", "tests.support.copying", how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def go_on(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An X server of its own, where one is installed."""
    server = shutil.which("Xvfb")
    if server is None:
        pytest.skip("no X server here")
    reader, writer = os.pipe()
    with subprocess.Popen(  # noqa: S603 - found on this machine
        [server, "-displayfd", str(writer), "-screen", "0", "800x600x24", "-nolisten", "tcp"],
        pass_fds=(writer,),
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(writer)
        with os.fdopen(reader) as told:
            monkeypatch.setenv("DISPLAY", f":{told.readline().strip()}")
        try:
            yield
        finally:
            process.terminate()


@pytest.mark.parametrize("how", ["program", "input"])
def test_on_x11_a_copy_goes_by_itself_ctrl_c_in_an_input_too(screen: None, how: str) -> None:
    with program(how) as ours:
        assert said(ours) == "Zébulonne True"
        go_on(ours)
        assert said(ours) == "<> False"


def test_on_x11_what_another_program_copied_stays(screen: None) -> None:
    with program("program") as ours:
        assert said(ours) == "Zébulonne True"
        with program("other") as other:
            assert said(other) == "copied"
            go_on(ours)
            assert said(ours) == "<à quelqu'un d'autre> False"
