"""A base one has doubts about, checked and saved from the first window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from caseapp.services import access
from caseapp.ui.backups.diagnose import Diagnose
from caseapp.ui.tasks import CancelledJobError
from caseapp.ui.unlock_window import UnlockWindow
from db import checks, pages
from db.store import Store
from tests.support.rows import add_full_case
from tests.support.screens import UnlockScreen
from tests.support.store import PASSWORD, locked_base

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.kernel.clock import FixedClock
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers


@pytest.fixture
def base(tmp_path: Path, clock: FixedClock) -> Path:
    path = locked_base(tmp_path)
    store = access.unlock(path, PASSWORD, clock=clock)
    with store.write() as session:
        for number in range(30):
            add_full_case(session, f"2026-{number:04}")
    store.close()
    return path


@pytest.fixture
def window(
    qtbot: QtBot, base: Path, clock: FixedClock, jobs: Jobs, answers: Answers, settings: Settings
) -> UnlockWindow:
    shown = UnlockWindow(clock, jobs, answers, settings, base)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def damage(base: Path, page: int = 1) -> None:
    content = bytearray(base.read_bytes())
    content[(page - 1) * 4096 + 700] ^= 1
    base.write_bytes(content)


def dialog() -> Diagnose:
    found = QApplication.activeModalWidget()
    assert isinstance(found, Diagnose)
    return found


def go_on(shown: Diagnose, qtbot: QtBot, jobs: Jobs) -> None:
    shown.way_on.click()
    qtbot.waitUntil(lambda: not jobs.busy, timeout=30_000)


def test_a_sound_base_is_said_to_be_sound(
    window: UnlockWindow, qtbot: QtBot, jobs: Jobs, base: Path, clock: FixedClock
) -> None:
    UnlockScreen(window, qtbot).click("Vérifier ou récupérer la base…")
    shown = dialog()
    go_on(shown, qtbot, jobs)
    assert "Saisissez le mot de passe" in shown.password.error
    shown.password.fill("un autre")
    go_on(shown, qtbot, jobs)
    assert "n'ouvre pas cette base" in shown.password.error
    shown.password.fill(PASSWORD)
    go_on(shown, qtbot, jobs)
    assert "encore 1" in shown.password.error  # second: one failure, one second
    qtbot.waitUntil(lambda: access.seconds_left(base, clock) == 0)
    go_on(shown, qtbot, jobs)
    assert "La base est saine" in shown.notice.words
    assert "Sceau de chaque page" in shown.account.toPlainText()
    assert shown.way_on.isHidden()
    shown.reject()


def test_a_damaged_base_is_saved_and_the_new_one_opened(
    window: UnlockWindow, qtbot: QtBot, jobs: Jobs, base: Path
) -> None:
    damage(base)
    screen, opened = UnlockScreen(window, qtbot), list[Store]()
    window.opened.connect(opened.append)
    screen.type_password(PASSWORD)
    qtbot.waitUntil(lambda: "abîmée" in screen.notice, timeout=30_000)
    screen.click("Récupérer ce qui peut l'être")
    shown = dialog()
    assert shown.password.text == PASSWORD
    go_on(shown, qtbot, jobs)
    assert "La base a des défauts" in shown.notice.words
    go_on(shown, qtbot, jobs)
    assert "Une nouvelle base est prête" in shown.notice.words
    shown.copy_button.click()
    assert "Récupéré" in QGuiApplication.clipboard().text()
    shown.way_on.click()
    assert window.base.name == "essai.recuperee-2026-11-23.caseapp"
    screen.type_password(PASSWORD)
    qtbot.waitUntil(lambda: bool(opened), timeout=30_000)
    opened[0].close()


def test_a_check_tells_how_far_it_is_and_stops_at_once_when_given_up(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_EVERY", 10)
    monkeypatch.setattr(checks, "_STEPS", 50)
    shares: list[float] = []
    assert access.check_base(base, PASSWORD, shares.append).ok
    seals = [share for share in shares if share < 1]
    assert len(seals) > 10
    assert seals == sorted(seals)
    assert len(shares) > len(seals) + 10  # while the tables are compared, too

    def give_up(asked: float, share: float) -> None:
        if share >= asked:
            raise CancelledJobError

    for asked in (0.5, 1.0):
        with pytest.raises(CancelledJobError):
            access.check_base(base, PASSWORD, partial(give_up, asked))
    assert access.check_base(base, PASSWORD).ok  # the base was let go of


def test_a_salvage_that_is_given_up_leaves_nothing(
    window: UnlockWindow, qtbot: QtBot, jobs: Jobs, base: Path
) -> None:
    damage(base, 5)
    before = sorted(base.parent.iterdir())
    UnlockScreen(window, qtbot).click("Vérifier ou récupérer la base…")
    shown = dialog()
    shown.password.fill(PASSWORD)
    go_on(shown, qtbot, jobs)
    shown.way_on.click()
    shown.reject()
    jobs.close()  # it waits for what was under way
    assert sorted(base.parent.iterdir()) == before
