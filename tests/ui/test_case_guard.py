"""In the whole window: a colleague's case asks why, its list does not show it, the key is renewed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from caseapp.bootstrap import Parts
from caseapp.domain.journal import JournalAction
from caseapp.kernel.clock import FixedClock
from caseapp.rules.places import load_communes
from caseapp.services import access
from caseapp.services.cases import Cases
from caseapp.services.key_ring import KeyRing, WorkerRole
from caseapp.services.settings import ServiceSettings, Settings
from caseapp.ui.application import Program
from caseapp.ui.backups.putting_back import restored_name
from caseapp.ui.navigator import (
    ActivityPlace,
    CasePlace,
    CasesPlace,
    PrivacyPlace,
    PrivacyTab,
    SettingsPlace,
)
from caseapp.ui.pages.privacy.journal import JournalTab
from db import keys
from tests.support.engines import ReadyEngine
from tests.support.program import ProgramScreen
from tests.support.store import PASSWORD, locked_base

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from uuid import UUID

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from caseapp.rules.engine import Engine
    from caseapp.ui.settings import Settings as UiSettings
    from tests.support.asking import Answers

SECOND = "Girafe-Ocre-82-Moulin"
REASON = "Sa référente est absente"


class WithoutEngine(Parts):
    def start_engine(self) -> Engine:
        return ReadyEngine()


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, UUID]:
    """Return a base of two people, and the case of the one in charge."""
    clock = FixedClock.on(date(2026, 11, 23))
    path = locked_base(tmp_path)
    store = access.unlock(path, PASSWORD, clock=clock)
    Settings(store, clock).save_service(ServiceSettings(worker="Claire Morel"))
    KeyRing(store, clock).add("Jean Petit", "", WorkerRole.WORKER, SECOND, PASSWORD)
    case_id = Cases(store, clock, load_communes()).create("OUATTARA", "Awa")  # hers
    store.close()
    return path, case_id


@pytest.fixture
def opened(
    base: tuple[Path, UUID],
    qapp: QApplication,
    clock: FixedClock,
    settings: UiSettings,
    answers: Answers,
    qtbot: QtBot,
) -> Iterator[Callable[[str], ProgramScreen]]:
    program: Program[Any] = Program(
        qapp, WithoutEngine(), clock=clock, settings=settings, asker=answers, base=base[0]
    )
    program.start()
    screen = ProgramScreen(program, qtbot)

    def open_with(password: str) -> ProgramScreen:
        if program.window is not None:
            screen.lock()
        screen.unlock.type_password(password)
        screen.wait_open()
        return screen

    yield open_with
    program.lock()
    window = program.unlock_window
    program.close()
    if window is not None:
        window.deleteLater()


def test_a_colleague_s_case_asks_why_and_the_person_in_charge_reads_it(
    opened: Callable[[str], ProgramScreen], base: tuple[Path, UUID], answers: Answers
) -> None:
    screen = opened(SECOND)
    go: Any = screen.window.navigator

    def here() -> object:
        return go.current

    go.go(CasesPlace())
    screen.wait(lambda: not screen.program.jobs.busy)
    answers.answers = [None]  # gives up
    go.go(CasePlace(base[1]))
    assert isinstance(here(), CasesPlace)
    assert "suivi par Claire Morel" in answers.asked[-1]
    answers.answers = ["", REASON]
    go.go(CasePlace(base[1]))
    assert here() == CasePlace(base[1])
    assert any("en quelques mots" in asked for asked in answers.asked)
    asked = len(answers.asked)
    go.go(CasesPlace())
    go.go(CasePlace(base[1]))
    assert len(answers.asked) == asked  # once, until the lock
    for reserved in (ActivityPlace(), PrivacyPlace(PrivacyTab.JOURNAL)):
        go.go(reserved)
        assert "personne responsable" in answers.asked[-1]
    assert here() == CasePlace(base[1])

    screen = opened(PASSWORD)
    assert "1\N{NO-BREAK SPACE}dossier a été ouvert" in screen.window.announcement.words
    screen.window.navigator.go(SettingsPlace())
    page: Any = screen.window.page
    assert REASON in page.security.opened.text()
    page.security.seen.click()
    assert not page.security.opened.isVisible()
    screen.window.navigator.go(ActivityPlace())
    assert screen.window.navigator.current == ActivityPlace()
    screen.window.navigator.go(PrivacyPlace(PrivacyTab.JOURNAL))
    screen.wait(lambda: not screen.program.jobs.busy)
    privacy = screen.window.page
    assert privacy is not None
    noted = privacy.findChild(JournalTab)
    assert isinstance(noted, JournalTab)
    actions = [row.action for row in noted.table.rows_model.rows]
    assert JournalAction.BROKE_GLASS in actions


def test_one_reason_shows_all_cases_of_a_colleague_and_each_that_is_read_is_noted(
    opened: Callable[[str], ProgramScreen],
    base: tuple[Path, UUID],
    answers: Answers,
    settings: UiSettings,
) -> None:
    settings.remember_layout(restored_name(base[0]), {"to_note": True})
    screen = opened(SECOND)
    screen.window.navigator.go(CasesPlace())
    screen.wait(lambda: not screen.program.jobs.busy)
    page: Any = screen.window.page
    assert page.colleagues.isVisible()
    assert not page.table.lines.cases
    answers.answers = [None]
    page.colleagues.click()
    assert not page.table.lines.cases
    answers.answers = ["non", REASON]
    page.colleagues.click()
    assert "tous les dossiers de Claire Morel" in answers.asked[-1]
    assert [row.id for row in page.table.lines.cases] == [base[1]]
    assert not page.colleagues.isVisible()
    page.table.choose(page.table.lines.key_of(page.table.lines.rows[0]))
    page._reading.read()
    page._reading._staying.timeout.emit()  # it stayed there for some seconds
    asked = len(answers.asked)
    screen.window.navigator.go(CasePlace(base[1]))
    assert len(answers.asked) == asked

    screen = opened(PASSWORD)
    screen.window.navigator.go(SettingsPlace())
    page = screen.window.page
    told = page.security.opened.text()
    assert "Jean Petit a ouvert la liste de tous les dossiers de Claire Morel" in told
    assert "Jean Petit a ouvert 2026-0001 (suivi par Claire Morel)" in told
    screen.window.navigator.go(CasesPlace())
    page = screen.window.page
    assert not page.colleagues.isVisible()
    screen.window.navigator.go(PrivacyPlace(PrivacyTab.JOURNAL))
    screen.wait(lambda: not screen.program.jobs.busy)
    assert screen.window.page is not None
    noted = screen.window.page.findChild(JournalTab)
    assert isinstance(noted, JournalTab)
    rows = [(row.action, row.reference, row.about) for row in noted.table.rows_model.rows]
    assert (JournalAction.BROKE_GLASS, "", "tous les dossiers d'un collègue") in rows
    assert (JournalAction.BROKE_GLASS, "2026-0001", "") in rows
    assert rows.count((JournalAction.RESTORED, "", "base entière")) == 1  # by whoever came first
    assert [row for row in rows if row[0] == JournalAction.OPENED] == [
        (JournalAction.OPENED, "2026-0001", "")  # read beside the list, then opened: one visit
    ]


def test_the_key_is_renewed_from_the_settings_by_locking_first(
    opened: Callable[[str], ProgramScreen], base: tuple[Path, UUID], answers: Answers
) -> None:
    screen = opened(PASSWORD)
    screen.window.navigator.go(SettingsPlace())
    answers.answers = [True]
    page: Any = screen.window.page
    page.security.renew.click()
    assert screen.program.window is None
    screen.unlock.type_password(PASSWORD)
    screen.wait_open()
    file = keys.load(base[0])
    assert isinstance(file, keys.KeyFile)
    assert file.generation == 2
    opened(SECOND)  # whose password nobody asked for
