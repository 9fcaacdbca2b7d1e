"""« Agenda externe » of the settings: off at first, chosen, stopped, and its trouble said there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from caseapp.services.calendar_export import Detail
from caseapp.services.calendar_feed import CalendarFeed
from caseapp.ui.dated.feed_card import FeedCard
from tests.support.builders import Office, a_case, an_office
from tests.support.hands import plain, press

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = an_office(tmp_path)
    case = a_case(made, "Ouattara", "Awa")
    made.agenda.record(case, {"title": "Appeler", "due_on": "01/12/2026"})
    return made


@pytest.fixture
def card(office: Office, answers: Answers, jobs: Jobs, qtbot: QtBot) -> FeedCard:
    made = FeedCard(CalendarFeed(office.store, office.clock, office.dated_items), answers, jobs)
    qtbot.addWidget(made)
    made.resize(640, 400)
    made.show()
    made.show_settings()
    return made


def test_it_is_off_until_a_file_is_chosen_and_can_be_stopped(
    card: FeedCard, answers: Answers, jobs: Jobs, tmp_path: Path, qtbot: QtBot
) -> None:
    assert "rien ne sort" in plain(card.file.text())
    assert not card.stop.isVisible()
    path = tmp_path / "abonnement.ics"
    answers.answers = [path]
    press(card, "Choisir le fichier…", qtbot)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert card.file.text() == str(path)
    assert b"2026-0001" in path.read_bytes()
    press(card, "Ne plus l'écrire", qtbot)
    assert "rien ne sort" in plain(card.file.text())


def test_no_name_is_among_what_may_be_chosen(card: FeedCard) -> None:
    values = [card.detail.editor.itemData(i) for i in range(card.detail.editor.count())]
    assert values == [Detail.NEUTRAL.value, Detail.RIGHT.value]


def test_a_folder_that_is_gone_is_said_under_the_file(
    card: FeedCard, answers: Answers, jobs: Jobs, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.answers = [tmp_path / "clé" / "abonnement.ics"]
    press(card, "Choisir le fichier…", qtbot)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert "n'existe plus" in plain(card.trouble.text())
