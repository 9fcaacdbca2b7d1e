"""« Écrire un courrier » for the chosen cases: chosen, written, what was left out, taken back."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from caseapp.desk_parts import open_desk
from caseapp.ui.navigator import Navigator
from caseapp.ui.pages.cases.batch_letters import BatchLettersDialog
from caseapp.ui.pages.cases.tools import CasesTools
from tests.support.builders import Office, a_case, an_office
from tests.support.hands import choose, plain, press

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.services.letter_batch import Batch
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = an_office(tmp_path)
    for name in ("Alpha", "Beta"):
        office.claims.open(a_case(office, name), "rsa")
    a_case(office, "Gamma")
    return office


@pytest.fixture
def shown() -> list[UUID]:
    return []


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    return page


@pytest.fixture
def dialog(
    office: Office,
    jobs: Jobs,
    answers: Answers,
    settings: Settings,
    shown: list[UUID],
    page: QWidget,
) -> BatchLettersDialog:
    def show(letters: Sequence[UUID]) -> None:
        shown.extend(letters)

    desk = open_desk(office.store, office.engine, office.clock)
    tools = CasesTools(desk, Navigator(), answers, jobs, settings, show_letters=show)
    dialog = BatchLettersDialog(page, tools, desk.case_list.rows())
    dialog.open()
    return dialog


def letters_there(office: Office) -> int:
    desk = open_desk(office.store, office.engine, office.clock)
    return sum(len(desk.letters.of_case(row.id)) for row in desk.case_list.rows())


def test_the_letters_are_written_seen_and_taken_back(
    dialog: BatchLettersDialog, office: Office, shown: list[UUID], qtbot: QtBot
) -> None:
    choose(dialog.letter, "Relancer l'organisme", qtbot)
    assert "laissé de côté" in plain(dialog.when.text())
    press(dialog, "Écrire les courriers", qtbot)
    qtbot.waitUntil(dialog.notice.isVisible)
    assert "2 courriers écrits" in plain(dialog.notice.words)
    assert "Sans démarche ouverte : GAMMA Awa" in plain(dialog.notice.words)
    assert letters_there(office) == 2
    press(dialog.notice, "Voir et imprimer…", qtbot)
    assert len(shown) == 2
    press(dialog.notice, "Annuler ces courriers", qtbot)
    qtbot.waitUntil(lambda: "supprimés" in dialog.notice.words)
    assert letters_there(office) == 0


def test_a_letter_about_no_claim_is_written_in_every_case(
    dialog: BatchLettersDialog, office: Office, qtbot: QtBot
) -> None:
    choose(dialog.letter, "Demander une domiciliation", qtbot)
    press(dialog, "Écrire les courriers", qtbot)
    qtbot.waitUntil(dialog.notice.isVisible)
    assert "3 courriers écrits" in plain(dialog.notice.words)
    assert "Sans démarche" not in dialog.notice.words


def test_going_back_before_the_end_leaves_nothing(
    dialog: BatchLettersDialog, office: Office, jobs: Jobs, qtbot: QtBot
) -> None:
    began, go = threading.Event(), threading.Event()
    write = dialog._tools.desk.letter_batch.write

    def slowly(code: str, ids: Sequence[UUID], told: Callable[[float], None]) -> Batch:
        began.set()
        go.wait(5)
        return write(code, ids, told)

    dialog._tools.desk.letter_batch.write = slowly  # type: ignore[assignment, method-assign]
    dialog.go_on()
    qtbot.waitUntil(began.is_set)
    dialog.reject()
    go.set()
    jobs.close()  # waits for what is under way
    assert letters_there(office) == 0
