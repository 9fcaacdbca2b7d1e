"""One opens a base with its password, or makes one; every trouble has its way out."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QScrollArea

from caseapp.services import access
from caseapp.ui.unlock_window import UnlockWindow
from db import attempts, keys
from db.recovery import RecoveryKey
from tests.support.screens import UnlockScreen, shown
from tests.support.store import PASSWORD, locked_base

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.kernel.clock import FixedClock
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from db.store import Store
    from tests.support.asking import Answers

GOOD = "Tambour-Lilas-37-Corbeau"


@pytest.fixture
def show(
    clock: FixedClock, jobs: Jobs, answers: Answers, settings: Settings, qtbot: QtBot
) -> Iterator[Callable[[Path | None], UnlockScreen]]:
    def shown_at(base: Path | None) -> UnlockScreen:
        window = UnlockWindow(clock, jobs, answers, settings, base)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
        return UnlockScreen(window, qtbot)

    yield shown_at
    jobs.close()


def _opened(screen: UnlockScreen, qtbot: QtBot, act: Callable[[], None]) -> Store:
    with qtbot.waitSignal(screen.window.opened, timeout=20_000) as told:
        act()
    assert told.args
    store: Store = told.args[0]
    return store


def test_nothing_of_it_is_cut_at_its_own_size(
    show: Callable[..., UnlockScreen], tmp_path: Path
) -> None:
    window = show(locked_base(tmp_path)).window
    for width in (window.width(), window.minimumWidth()):
        window.resize(width, window.height())
        (scroll,) = window.findChildren(QScrollArea)
        assert scroll.horizontalScrollBar().maximum() == 0


def test_the_right_password_opens_the_base_and_proposes_it_next_time(
    show: Callable[..., UnlockScreen], settings: Settings, tmp_path: Path, qtbot: QtBot
) -> None:
    screen = show(locked_base(tmp_path))
    store = _opened(screen, qtbot, lambda: screen.type_password(PASSWORD))
    assert store.path == settings.last_base
    assert screen.window.opening.password.text == ""
    store.close()


def test_a_wrong_password_is_said_selected_and_slowed_down(
    show: Callable[..., UnlockScreen],
    clock: FixedClock,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    base = locked_base(tmp_path)
    monkeypatch.setattr(attempts, "wait_after", lambda count: 4.0 if count == 3 else 0.0)
    for _ in range(2):
        with pytest.raises(access.WrongPasswordError):
            access.unlock(base, "pas le bon non plus", clock=clock)
    screen = show(base)
    screen.type_password("pas le bon")
    qtbot.waitUntil(lambda: bool(screen.error), timeout=20_000)
    assert screen.error.startswith("Ce mot de passe n'ouvre pas cette base.")
    assert screen.window.opening.password.editor.selectedText() != ""
    assert screen.window.opening.password.editor.hasFocus()
    assert "Nouvel essai dans 4\N{NO-BREAK SPACE}secondes" in screen.buttons
    screen.press(Qt.Key.Key_Return)
    assert screen.error  # still refused: nothing was tried
    assert not show(base).window.opening.can_submit  # the delay survives a restart


def test_after_the_delay_the_right_password_opens_and_the_count_starts_anew(
    show: Callable[..., UnlockScreen], clock: FixedClock, tmp_path: Path, qtbot: QtBot
) -> None:
    base = locked_base(tmp_path)
    screen = show(base)
    screen.type_password("pas le bon")
    qtbot.waitUntil(lambda: bool(screen.error), timeout=20_000)
    qtbot.waitUntil(lambda: screen.window.opening.can_submit, timeout=5_000)
    screen.window.opening.password.select()
    store = _opened(screen, qtbot, lambda: screen.type_password(PASSWORD))
    assert access.seconds_left(base, clock) == 0
    store.close()


def _remove(base: Path) -> None:
    base.unlink()


def _overwrite(base: Path) -> None:
    base.write_text("Liste des courses : pommes, lait, et encore bien d'autres choses.")


def _lose_keys(base: Path) -> None:
    for file in base.parent.glob("*.cles*"):
        file.unlink()


@pytest.mark.parametrize(
    ("spoil", "words", "ways"),
    [
        (_remove, "introuvable", ["Choisir une autre base", "Réessayer", "Créer une base"]),
        (_overwrite, "n'est pas une base de CaseApp", ["Choisir une autre base"]),
        (_lose_keys, "fichier de clés", ["Réessayer", "Choisir une autre base"]),
    ],
)
def test_each_trouble_is_said_with_its_way_out(
    show: Callable[..., UnlockScreen],
    tmp_path: Path,
    qtbot: QtBot,
    spoil: Callable[[Path], None],
    words: str,
    ways: list[str],
) -> None:
    base = locked_base(tmp_path)
    spoil(base)
    screen = show(base)
    screen.type_password(PASSWORD)
    qtbot.waitUntil(lambda: bool(screen.notice), timeout=20_000)
    assert words in screen.notice
    assert [way for way in screen.buttons if way in ways] == ways


def test_a_base_open_in_another_window_opens_once_that_one_is_closed(
    show: Callable[..., UnlockScreen], clock: FixedClock, tmp_path: Path, qtbot: QtBot
) -> None:
    base = locked_base(tmp_path)
    other = access.unlock(base, PASSWORD, clock=clock)
    screen = show(base)
    screen.type_password(PASSWORD)
    qtbot.waitUntil(lambda: bool(screen.notice), timeout=20_000)
    assert "déjà ouverte" in screen.notice
    other.close()
    _opened(screen, qtbot, lambda: screen.click("Réessayer")).close()


def test_another_base_can_be_chosen(
    show: Callable[..., UnlockScreen], answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    base = locked_base(tmp_path)
    screen = show(tmp_path / "perdue.caseapp")
    answers.answers = [None, base]
    screen.click("Choisir une autre base…")
    assert screen.window.base == tmp_path / "perdue.caseapp"
    screen.click("Choisir une autre base…")
    assert screen.window.base == base
    _opened(screen, qtbot, lambda: screen.type_password(PASSWORD)).close()


def test_an_empty_password_is_asked_for_and_escape_empties_the_line(
    show: Callable[..., UnlockScreen], tmp_path: Path, qtbot: QtBot
) -> None:
    screen = show(locked_base(tmp_path))
    screen.press(Qt.Key.Key_Return)
    assert screen.error == "Saisissez le mot de passe de la base."
    qtbot.keyClicks(screen.window.opening.password.editor, "abc")
    screen.press(Qt.Key.Key_Escape)
    assert screen.window.opening.password.text == ""


def test_at_the_first_start_a_base_is_made_with_a_strong_password_typed_twice(
    show: Callable[..., UnlockScreen],
    answers: Answers,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = tmp_path / "documents" / "dossiers.caseapp"
    monkeypatch.setattr("caseapp.ui.unlock_window.default_base", lambda: place)
    screen = show(None)
    assert not screen.is_opening
    assert shown(access.RULE) in screen.window.making.strength.words
    elsewhere = tmp_path / "clé usb.caseapp"
    answers.answers = [elsewhere]
    screen.click("Changer…")
    screen.choose_passwords(GOOD, GOOD)
    assert "80" in screen.window.making.strength.words
    store = _opened(screen, qtbot, screen.create)
    assert store.path == elsewhere
    store.close()
    assert elsewhere.exists()


def test_nothing_under_the_rule_is_accepted(
    show: Callable[..., UnlockScreen], tmp_path: Path, qtbot: QtBot
) -> None:
    screen = show(tmp_path / "rien.caseapp")
    screen.click("Créer une base…")
    screen.choose_passwords("Azerty123", "Azerty123")
    screen.create()
    making = screen.window.making
    assert making.password.error == shown("Ce mot de passe n'est pas encore assez solide.")
    assert "se devine" in making.strength.words
    assert not list(tmp_path.glob("*.caseapp"))


def test_two_different_passwords_are_told_apart_at_the_second_field(
    show: Callable[..., UnlockScreen], tmp_path: Path
) -> None:
    screen = show(tmp_path / "rien.caseapp")
    screen.click("Créer une base…")
    screen.choose_passwords(GOOD, GOOD[:-1])
    screen.create()
    assert "différents" in screen.window.making.again.error
    assert not list(tmp_path.glob("*.caseapp"))


def test_a_file_that_is_already_there_is_never_overwritten(
    show: Callable[..., UnlockScreen], answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    base = locked_base(tmp_path)
    before = base.read_bytes()
    screen = show(tmp_path / "rien.caseapp")
    screen.click("Créer une base…")
    answers.answers = [base]
    screen.click("Changer…")
    screen.choose_passwords(GOOD, GOOD)
    screen.create()
    qtbot.waitUntil(lambda: bool(screen.notice), timeout=20_000)
    assert "déjà un fichier" in screen.notice
    assert base.read_bytes() == before
    screen.click("Ouvrir cette base")
    assert screen.is_opening
    assert screen.window.base == base


def test_the_password_can_be_shown_and_is_hidden_again_with_the_next_base(
    show: Callable[..., UnlockScreen], tmp_path: Path, qtbot: QtBot
) -> None:
    screen = show(locked_base(tmp_path))
    opening = screen.window.opening
    qtbot.keyClicks(opening.password.editor, "abc")
    qtbot.keyClick(opening.password.editor, Qt.Key.Key_Tab)
    screen.press(Qt.Key.Key_Space)  # the box « Montrer le mot de passe » comes next
    assert opening.password.editor.echoMode() is QLineEdit.EchoMode.Normal
    screen.window.show_opening(tmp_path / "autre.caseapp")
    assert opening.password.editor.echoMode() is QLineEdit.EchoMode.Password


def test_the_window_shows_before_the_store_is_imported() -> None:
    heavy = {
        "sqlalchemy",
        "alembic",
        "sqlcipher3",
        "openfisca_core",
        "numpy",
        "reportlab",
        "zxcvbn",
    }
    code = "import sys, caseapp.ui.application; print(*sys.modules)"
    run = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not heavy & set(run.stdout.split())


def test_a_base_whose_path_cannot_be_is_proposed_and_told_within_the_window(
    show: Callable[..., UnlockScreen], settings: Settings, tmp_path: Path, qtbot: QtBot
) -> None:
    settings.remember_base(tmp_path / ("a" * 300) / "dossiers.caseapp")
    screen = show(None)
    assert screen.is_opening
    screen.type_password(PASSWORD)
    qtbot.waitUntil(lambda: bool(screen.notice), timeout=20_000)
    assert "Aucune base ne peut se trouver" in screen.notice
    screen.click("Créer une base…")
    screen.press(Qt.Key.Key_Escape)
    card = screen.window.opening
    assert card.mapTo(screen.window, card.rect().topRight()).x() < screen.window.width()


def _with_recovery_key(base: Path, clock: FixedClock) -> RecoveryKey:
    paper = RecoveryKey.new()
    store = access.unlock(base, PASSWORD, clock=clock)
    file = keys.load(base)
    assert isinstance(file, keys.KeyFile)
    with store.data_key() as key:
        keys.save(base, file.adding(key, paper, None, clock.today())[0])
    store.close()
    return paper


def test_the_recovery_key_opens_the_base_and_a_slip_names_its_group(
    show: Callable[..., UnlockScreen], clock: FixedClock, tmp_path: Path, qtbot: QtBot
) -> None:
    base = locked_base(tmp_path)
    paper = _with_recovery_key(base, clock)
    screen = show(base)
    screen.click("Clé de secours…")
    field = screen.window.opening.recovery
    assert not screen.window.opening.password.isVisible()
    groups = list(paper.groups)
    qtbot.keyClicks(field.editor, " ".join([*groups[:2], groups[3], groups[2], *groups[4:]]))
    screen.press(Qt.Key.Key_Return)
    assert field.error.startswith("Le groupe 3 n'est pas comme sur la feuille")
    field.editor.clear()
    qtbot.keyClicks(field.editor, " ".join(groups).lower())
    store = _opened(screen, qtbot, lambda: screen.press(Qt.Key.Key_Return))
    assert field.text == ""
    store.close()


def test_the_key_is_renewed_before_the_base_opens(
    show: Callable[..., UnlockScreen], clock: FixedClock, tmp_path: Path, qtbot: QtBot
) -> None:
    base = locked_base(tmp_path)
    before = base.read_bytes()
    screen = show(base)
    screen.window.ask_to_renew()
    assert "nouvelle clé" in screen.notice
    store = _opened(screen, qtbot, lambda: screen.type_password(PASSWORD))
    store.close()
    after = base.read_bytes()
    assert after[:16] == before[:16]
    assert after[16:4096] != before[16:4096]
    file = keys.load(base)
    assert isinstance(file, keys.KeyFile)
    assert file.generation == 2


def test_one_may_open_without_renewing(
    show: Callable[..., UnlockScreen], tmp_path: Path, qtbot: QtBot
) -> None:
    base = locked_base(tmp_path)
    screen = show(base)
    screen.window.ask_to_renew()
    screen.click("Ouvrir sans renouveler")
    store = _opened(screen, qtbot, lambda: screen.type_password(PASSWORD))
    store.close()
    file = keys.load(base)
    assert isinstance(file, keys.KeyFile)
    assert file.generation == 1
