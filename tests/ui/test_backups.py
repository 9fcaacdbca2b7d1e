"""Copies in the window: where they go, at the closing, and one put back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from caseapp.kernel.french import NO_BREAK
from caseapp.services import access
from caseapp.services.backups import Backups
from caseapp.ui.backups.backing_up import BackingUp
from caseapp.ui.backups.card import BackupCard
from caseapp.ui.backups.closing import ClosingCopy, copied_before_closing
from caseapp.ui.backups.putting_back import restored_name
from caseapp.ui.backups.restore import Restore
from caseapp.ui.unlock_window import UnlockWindow
from caseapp.ui.widgets.texts import Text
from db import attempts
from tests.support.rows import add_full_case
from tests.support.store import PASSWORD, locked_base

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.kernel.clock import FixedClock
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from db.store import Store
    from tests.support.asking import Answers


DialogT = TypeVar("DialogT", bound=QWidget)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "clé"
    folder.mkdir()
    return folder


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    home = tmp_path / "poste"
    home.mkdir()
    opened = access.unlock(locked_base(home), PASSWORD, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.fixture
def backing_up(
    store: Store, settings: Settings, jobs: Jobs, clock: FixedClock, window: QWidget
) -> BackingUp:
    return BackingUp(Backups(store, clock), settings, jobs, clock, window)


@dataclass
class Scene:
    """An open base, a stick, a window, and who answers."""

    backing_up: BackingUp
    store: Store
    stick: Path
    answers: Answers
    window: QWidget

    def change(self) -> None:
        with self.store.write() as session:
            add_full_case(session)

    def may_close(self) -> bool:
        return copied_before_closing(self.window, self.backing_up, self.answers)


@pytest.fixture
def scene(
    backing_up: BackingUp, store: Store, stick: Path, answers: Answers, window: QWidget
) -> Scene:
    return Scene(backing_up, store, stick, answers, window)


def choose(qtbot: QtBot, backing_up: BackingUp, folder: Path) -> None:
    with qtbot.waitSignal(backing_up.ended, timeout=20_000):
        backing_up.add_place(folder)


def _dialog(kind: type[DialogT]) -> DialogT:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    return dialog


def copied(qtbot: QtBot, backing_up: BackingUp) -> None:
    with qtbot.waitSignal(backing_up.ended, timeout=20_000):
        backing_up.start()


class TestTheCard:
    def test_it_says_what_is_at_risk_until_a_folder_is_chosen(
        self, qtbot: QtBot, backing_up: BackingUp, answers: Answers, stick: Path
    ) -> None:
        card = BackupCard(backing_up, answers)
        qtbot.addWidget(card)
        assert "tous les dossiers sont perdus" in card.notice.words
        answers.answers = [stick]
        with qtbot.waitSignal(backing_up.ended, timeout=20_000):
            card.add_place.click()
        assert card.notice.isHidden()
        said = [text.text() for text in card.places.findChildren(Text)]
        assert any(f"1{NO_BREAK}copie · la dernière le 23/11/2026 à 10h" in one for one in said)
        assert len(list(stick.glob("*.caseapp"))) == 1
        assert backing_up.words == "Sauvegardée aujourd'hui à 10h"
        assert card.add_place.text() == "Choisir un second dossier…"

    def test_the_folder_of_the_base_is_refused_with_a_reason(
        self, qtbot: QtBot, backing_up: BackingUp, answers: Answers, store: Store
    ) -> None:
        card = BackupCard(backing_up, answers)
        qtbot.addWidget(card)
        answers.answers = [store.path.parent]
        card.add_place.click()
        assert "la même panne emporterait la copie" in card.notice.words
        assert backing_up.places == ()

    def test_a_place_that_is_away_is_told(
        self, qtbot: QtBot, backing_up: BackingUp, answers: Answers, stick: Path
    ) -> None:
        card = BackupCard(backing_up, answers)
        qtbot.addWidget(card)
        answers.answers = [stick]
        with qtbot.waitSignal(backing_up.ended, timeout=20_000):
            card.add_place.click()
        stick.rename(stick.with_name("ailleurs"))
        copied(qtbot, backing_up)
        assert "n'est pas accessible" in card.notice.words
        assert backing_up.words == "Sauvegardée aujourd'hui à 10h"  # the last good one


class TestByItself:
    def test_once_a_day(self, qtbot: QtBot, scene: Scene, clock: FixedClock) -> None:
        backing_up = scene.backing_up
        choose(qtbot, backing_up, scene.stick)
        backing_up.start_if_due()
        assert not backing_up.is_running
        clock.moment += timedelta(days=1)
        assert backing_up.words == "Sauvegardée hier à 10h"
        with qtbot.waitSignal(backing_up.ended, timeout=20_000):
            backing_up.start_if_due()
        assert len(backing_up.copies(scene.stick)) == 2

    def test_old_copies_are_a_worry(self, qtbot: QtBot, scene: Scene, clock: FixedClock) -> None:
        backing_up = scene.backing_up
        assert backing_up.worry.startswith("Aucune sauvegarde : ")
        choose(qtbot, backing_up, scene.stick)
        assert backing_up.worry == ""
        clock.moment += timedelta(days=5)
        assert backing_up.worry.startswith("Sauvegardée il y a 5 jours")
        assert backing_up.words == "Sauvegardée il y a 5 jours, le 23/11/2026"

    def test_a_place_that_is_away_is_a_worry_though_the_other_has_its_copy(
        self, qtbot: QtBot, scene: Scene, tmp_path: Path
    ) -> None:
        other = tmp_path / "serveur"
        other.mkdir()
        choose(qtbot, scene.backing_up, scene.stick)
        choose(qtbot, scene.backing_up, other)
        assert scene.backing_up.worry == ""
        other.rename(tmp_path / "parti")
        copied(qtbot, scene.backing_up)
        assert scene.backing_up.worry == "La sauvegarde n'a pas été faite partout."

    def test_a_clock_set_back_leaves_no_day_without_its_copy(
        self, qtbot: QtBot, scene: Scene, clock: FixedClock
    ) -> None:
        today = clock.moment
        clock.moment = today + timedelta(days=5 * 365)
        choose(qtbot, scene.backing_up, scene.stick)
        clock.moment = today
        assert "l'horloge a été changée" in scene.backing_up.words
        assert "n'est pas à l'abri" in scene.backing_up.worry
        copied(qtbot, scene.backing_up)
        assert scene.backing_up.last == clock.moment
        assert not scene.backing_up.has_news

    def test_it_is_remembered_from_one_start_to_the_next(
        self, qtbot: QtBot, scene: Scene, settings: Settings, jobs: Jobs, clock: FixedClock
    ) -> None:
        choose(qtbot, scene.backing_up, scene.stick)
        again = BackingUp(Backups(scene.store, clock), settings, jobs, clock, scene.window)
        assert again.places == (scene.stick,)
        assert not again.is_due


class TestClosing:
    def test_what_changed_is_copied_before_the_window_goes(
        self, qtbot: QtBot, scene: Scene, clock: FixedClock
    ) -> None:
        assert scene.may_close()  # no place: nothing to wait for
        choose(qtbot, scene.backing_up, scene.stick)
        assert scene.may_close()
        assert len(scene.backing_up.copies(scene.stick)) == 1
        scene.change()
        clock.moment += timedelta(hours=2)
        assert scene.may_close()
        copies = scene.backing_up.copies(scene.stick)
        assert [copy.made_at.hour for copy in copies] == [12]  # of one day, the last

    def test_without_a_place_to_copy_to_one_is_asked(self, qtbot: QtBot, scene: Scene) -> None:
        choose(qtbot, scene.backing_up, scene.stick)
        scene.stick.rename(scene.stick.with_name("ailleurs"))
        scene.change()
        scene.answers.answers = [False]
        assert not scene.may_close()
        assert "n'est pas accessible" in scene.answers.asked[-1]

    def test_one_may_close_without_waiting(self, qtbot: QtBot, scene: Scene) -> None:
        choose(qtbot, scene.backing_up, scene.stick)
        scene.change()
        QTimer.singleShot(0, lambda: _dialog(ClosingCopy).without.click())  # noqa: PLW0108 - made later
        assert scene.may_close()
        assert not scene.backing_up.is_running
        assert scene.backing_up.has_news  # nothing was copied


class TestRestoring:
    def test_a_copy_is_looked_into_put_back_and_taken_back(
        self,
        qtbot: QtBot,
        scene: Scene,
        settings: Settings,
        jobs: Jobs,
        clock: FixedClock,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        scene.change()
        made = Backups(scene.store, clock).back_up([scene.stick])[0].made
        assert made is not None
        scene.store.close()
        window = UnlockWindow(clock, jobs, scene.answers, settings, scene.store.path)
        qtbot.addWidget(window)
        window.show()
        scene.answers.answers = [made.path]
        window.opening.restoring.emit()
        dialog = _dialog(Restore)
        monkeypatch.setattr(attempts, "wait_after", lambda count: 600.0 if count else 0.0)
        dialog.password.fill("pas-le-bon-mot-de-passe")
        dialog.way_on.click()
        qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
        assert "n'ouvre pas cette base" in dialog.password.error
        dialog.way_on.click()
        qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
        assert "avant le suivant" in dialog.password.error
        monkeypatch.setattr(attempts, "wait_after", lambda _count: 0.0)
        dialog.password.fill(PASSWORD)
        dialog.way_on.click()
        qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
        assert f"1{NO_BREAK}dossier" in dialog.notice.words
        assert dialog.way_on.text() == "La remettre en place"
        dialog.way_on.click()
        qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
        assert "La sauvegarde est en place" in window.opening.notice.words
        assert settings.layout(restored_name(scene.store.path)) == {"to_note": True}
        said = window.opening.notice.words.replace("\u200b", "")
        assert "essai.avant-restauration-2026-11-23.caseapp" in said
        undo = next(
            button
            for button in window.opening.notice.findChildren(QWidget)
            if button.accessibleName() == "Annuler la restauration"
        )
        undo.click()  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
        assert "La base d'avant est revenue" in window.opening.notice.words

    def test_going_back_leaves_nothing(
        self, qtbot: QtBot, scene: Scene, jobs: Jobs, clock: FixedClock
    ) -> None:
        made = Backups(scene.store, clock).back_up([scene.stick])[0].made
        assert made is not None
        dialog = Restore(scene.window, made.path, scene.store.path, clock, jobs)
        dialog.open()
        dialog.password.fill(PASSWORD)
        dialog.way_on.click()
        qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
        dialog.reject()
        assert not list(scene.store.path.parent.glob("*restauration*"))
        dialog.deleteLater()
