"""« File active », as a caseworker runs it and works through what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
import sqlalchemy as sa

from caseapp.domain.estimate import Outcome
from caseapp.kernel.money import Money
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.services.caseload import Caseload
from caseapp.services.caseload_rows import ChangeRow
from caseapp.ui.navigator import ClaimPlace, Navigator
from caseapp.ui.pages.caseload.columns import hint_of, words_of
from caseapp.ui.pages.caseload.page import CaseloadPage
from caseapp.ui.pages.caseload.runner import Runner
from db.models import ChangeKind, Review, ReviewReason
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
    assert hands.told == ["RSA : 400 € par mois"]
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
    assert hands.told == ["RSA : 400 € par mois"]


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


def row(kind: ChangeKind, euros: int | None, words: str = "", *, once: bool = False) -> ChangeRow:
    """Return a change of the RSA, from an amount to a hundred euros more."""
    before, after = (
        None if euros is None else (Money.euros(x), Money.euros(x))
        for x in ((euros or 0), (euros or 0) + 100)
    )
    return ChangeRow(
        id=uuid4(),
        case_id=uuid4(),
        kind=kind,
        case_name="OUATTARA Awa",
        reference="2026-0001",
        right="rsa",
        right_name="RSA",
        words=words,
        before=before,
        after=after,
        is_once=once,
        on=None,
        claim_id=None,
        can_claim=False,
        is_seen=False,
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (row(ChangeKind.NEW_RIGHT, 300), "RSA : 400 € par mois"),
        (row(ChangeKind.NEW_RIGHT, 300, once=True), "RSA : 400 € une fois"),
        (row(ChangeKind.NEW_RIGHT, None), "RSA"),
        (row(ChangeKind.AMOUNT, 300), "RSA : 300 € → 400 € par mois"),
        (row(ChangeKind.LOST_RIGHT, 300), "RSA : 300 € par mois en moins"),
        (row(ChangeKind.LOST_RIGHT, None), "RSA"),
        (row(ChangeKind.THRESHOLD, None, "Awa a 25 ans"), "Awa a 25 ans"),
    ],
)
def test_a_change_is_told_in_a_sentence(change: ChangeRow, told: str) -> None:
    assert plain(words_of(change)) == told


def test_a_lost_right_says_which_condition_fails() -> None:
    lost = row(ChangeKind.LOST_RIGHT, 300, "Avoir 25 ans")
    assert hint_of(lost) == "Condition non remplie : Avoir 25 ans"
    assert not hint_of(row(ChangeKind.LOST_RIGHT, 300))
