"""« File active », as a caseworker runs it and works through what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from caseapp.domain.estimate import Outcome
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.services.caseload import Caseload
from caseapp.ui.navigator import ClaimPlace, Navigator
from caseapp.ui.pages.caseload.page import CaseloadPage
from caseapp.ui.pages.caseload.runner import Runner
from db.models import Review, ReviewReason
from tests.support.builders import Office, a_case, an_office
from tests.support.engines import answer, monthly
from tests.support.hands import TableHands, plain, press

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers


class CaseloadHands:
    def __init__(self, office: Office, jobs: Jobs, answers: Answers, qtbot: QtBot) -> None:
        self.bot, self.jobs, self.office = qtbot, jobs, office
        caseload = Caseload(office.store, office.clock, office.engine, load_catalogue(), "essai 1")
        self.navigator = Navigator()
        self.runner = Runner(caseload, jobs, self.navigator)
        self.page = CaseloadPage(
            caseload, office.claims, self.runner, self.navigator, jobs, answers
        )
        qtbot.addWidget(self.page)
        self.page.resize(1072, 738)
        self.page.show()
        self.page.show_place(None)  # type: ignore[arg-type]
        self.table = TableHands(self.page.table, qtbot)
        self.wait()

    def wait(self) -> None:
        self.bot.waitUntil(lambda: not self.jobs.busy and not self.runner.is_running)

    def run(self) -> None:
        press(self.page, "Réestimer la file active", self.bot)
        self.wait()

    @property
    def told(self) -> list[str]:
        return [plain(row[2]).partition(" | ")[0] for row in self.table.rows]


@pytest.fixture
def hands(tmp_path: Path, jobs: Jobs, answers: Answers, qtbot: QtBot) -> Iterator[CaseloadHands]:
    office = an_office(tmp_path)
    office.engine.answers = (answer("rsa", Outcome.NO),)
    office.estimates.run(a_case(office))
    yield CaseloadHands(office, jobs, answers, qtbot)
    jobs.close()
    office.store.close()


def test_a_new_right_is_claimed_from_its_row(hands: CaseloadHands) -> None:
    assert hands.page.never.isVisible()
    hands.office.engine.answers = (answer("rsa", amount=monthly(400)),)
    hands.run()
    assert hands.told == ["RSA : 400 €"]
    hands.table.press_button("RSA : 400 €")
    assert isinstance(hands.navigator.current, ClaimPlace)


def test_what_was_seen_goes_and_comes_back(hands: CaseloadHands) -> None:
    hands.office.engine.answers = (answer("rsa", amount=monthly(400)),)
    hands.run()
    hands.table.choose("RSA : 400 €")
    press(hands.page, "Marquer comme vu", hands.bot)
    hands.wait()
    assert hands.told == []
    assert hands.page.nothing.isVisible()
    press(hands.page, "Annuler", hands.bot)
    hands.wait()
    assert hands.told == ["RSA : 400 €"]


def test_a_review_that_changes_nothing_says_so(hands: CaseloadHands) -> None:
    hands.run()
    assert hands.page.nothing.isVisible()
    assert "1 dossier" in plain(hands.page.header.summary)


def test_one_review_at_a_time(hands: CaseloadHands) -> None:
    hands.runner.start(ReviewReason.ASKED)
    hands.runner.start(ReviewReason.ASKED)
    hands.wait()
    with hands.office.store.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Review)) == 1
    assert hands.page.again.isEnabled()
