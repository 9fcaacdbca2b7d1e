"""« File active » in the window: reached from the side bar, at work whichever page is shown."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from caseapp.caseload_parts import review_when_due
from caseapp.desk_parts import open_desk
from caseapp.domain.estimate import Outcome
from caseapp.rules.engine import nobody_looks
from caseapp.ui.application import Tools
from caseapp.ui.main_window import MainWindow
from caseapp.ui.navigator import Navigator
from caseapp.ui.pages.caseload.page import CaseloadPage
from caseapp.window_parts import entries, furnish
from db.models import Review, ReviewChange
from db.store import Store
from tests.support.builders import Office, a_case, an_office
from tests.support.engines import ReadyEngine, answer, monthly
from tests.support.hands import TableHands, plain, press
from tests.support.screens import MainScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.domain.household import Household
    from caseapp.rules.engine import Answer
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

MANY = 45  # cases: more than two batches
WRITTEN = {"locked": 20, "closed": 40}  # changes: the base of a closed window is still open


class GatedEngine(ReadyEngine):
    """Stops before the answer for one household of a review until it is let through."""

    def __init__(self, at: int) -> None:
        super().__init__((answer("rsa", amount=monthly(400)),))
        self.at, self.reached, self.passage = at, Event(), Event()

    def estimate_many(
        self, households: Sequence[Household], done: Callable[[int], None] = nobody_looks
    ) -> Iterator[Answer]:
        for number, given in enumerate(super().estimate_many(households, done), start=1):
            if number == self.at:
                self.reached.set()
                assert self.passage.wait(30), "nobody let the engine through"
            yield given


class Screen:
    """The window with all its pages, under a person's hands."""

    def __init__(
        self,
        office: Office,
        engine: ReadyEngine,
        qtbot: QtBot,
        tools: tuple[Jobs, Settings, Answers],
    ) -> None:
        self.office, self.bot = office, qtbot
        self.jobs, settings, answers = tools
        self.go = Navigator()
        self.window = MainWindow(self.go, self.jobs, settings, office.clock, entries())
        desk = open_desk(office.store, engine, office.clock)
        self.runner = furnish(
            self.window, desk, Tools(self.go, self.jobs, answers, settings, office.clock)
        ).review
        self.main = MainScreen(self.window, qtbot)
        self.window.resize(1280, 800)
        with qtbot.waitActive(self.window):
            self.window.show()

    @property
    def page(self) -> CaseloadPage:
        page = self.window.page
        assert isinstance(page, CaseloadPage)
        return page

    @property
    def table(self) -> TableHands:
        return TableHands(self.page.table, self.bot)

    @property
    def names(self) -> list[str]:
        return [plain(row[0]).partition(" | ")[0] for row in self.table.rows]

    def open_caseload(self) -> None:
        self.main.go_to("File active")
        self.wait()

    def run(self) -> None:
        press(self.page, "Réestimer la file active", self.bot)

    def wait(self) -> None:
        self.bot.waitUntil(lambda: not self.jobs.busy and not self.runner.is_running)

    def written(self) -> tuple[int, int]:
        """How many reviews and changes the base holds."""
        with self.office.store.read() as session:
            counts = [
                session.scalar(sa.select(sa.func.count()).select_from(table))
                for table in (Review, ReviewChange)
            ]
        return counts[0] or 0, counts[1] or 0


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = an_office(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def opened(
    office: Office, jobs: Jobs, settings: Settings, answers: Answers, qtbot: QtBot
) -> Iterator[Callable[..., Screen]]:
    """What opens the window on the base, with the engine of the office or another."""
    screens: list[Screen] = []

    def open_window(engine: ReadyEngine | None = None) -> Screen:
        screens.append(Screen(office, engine or office.engine, qtbot, (jobs, settings, answers)))
        return screens[-1]

    yield open_window
    jobs.close()
    for screen in screens:
        if isValid(screen.window):
            screen.window.close()
            screen.window.deleteLater()


def estimated(office: Office, *names: str) -> None:
    """Make cases without the RSA, which they are about to have."""
    office.engine.answers = (answer("rsa", Outcome.NO),)
    for name in names:
        office.estimates.run(a_case(office, name, ""))
    office.engine.answers = (answer("rsa", amount=monthly(400)),)


def many(office: Office) -> None:
    for number in range(MANY):
        a_case(office, f"Famille{number}", "")


def opener(office: Office) -> Callable[[], Store]:
    """Return what opens the base again once it is closed."""
    with office.store.data_key() as lent:
        key = bytes(lent)
    return lambda: Store(office.store.path, bytearray(key))


def reviewed(opened: Callable[..., Screen], office: Office) -> Screen:
    """Return the window at a review of two cases with a new right and one without estimate."""
    estimated(office, "Simon", "Ouattara")
    a_case(office, "Benali", "")
    screen = opened()
    screen.open_caseload()
    screen.run()
    screen.wait()
    return screen


def test_the_page_is_reached_by_the_side_bar_and_what_waits_from_the_day(
    office: Office, opened: Callable[..., Screen]
) -> None:
    estimated(office, "Simon", "Ouattara")
    screen = opened()
    screen.open_caseload()
    assert screen.main.chosen_page == "File active"
    assert screen.page.never.isVisible()
    screen.run()
    screen.wait()
    assert sorted(screen.names) == ["OUATTARA", "SIMON"]
    assert not screen.window.announcement.isVisible()  # who asked for it sees it
    screen.main.go_to("Ma journée")
    screen.wait()
    assert screen.window.page is not None
    press(
        screen.window.page, "2\N{NO-BREAK SPACE}changements à voir dans la file active", screen.bot
    )
    assert screen.main.chosen_page == "File active"
    screen.main.go_to("File active, 2 à traiter")  # its badge


def test_a_filter_and_a_search_keep_some_rows(
    office: Office, opened: Callable[..., Screen]
) -> None:
    screen = reviewed(opened, office)
    assert len(screen.names) == 3
    press(screen.page, "Première estimation", screen.bot)
    assert screen.names == ["BENALI"]
    press(screen.page, "Droit perdu", screen.bot)
    assert screen.page.none_here.isVisible()
    press(screen.page, "Tout", screen.bot)
    screen.bot.keyClicks(screen.page.search.editor, "ouatt")
    assert screen.names == ["OUATTARA"]


def test_a_narrow_window_tells_the_scales_and_leaves_the_model_to_the_side_bar(
    office: Office, opened: Callable[..., Screen]
) -> None:
    screen = reviewed(opened, office)
    assert "OpenFisca-France" in screen.page.header.summary
    screen.window.resize(1000, 640)
    screen.bot.waitUntil(lambda: "OpenFisca-France" not in screen.page.header.summary)
    assert "barèmes de novembre 2026" in screen.page.header.summary
    assert "OpenFisca-France" in screen.window.side.foot


def test_the_rows_on_screen_are_exported(
    office: Office, opened: Callable[..., Screen], answers: Answers, tmp_path: Path
) -> None:
    screen = reviewed(opened, office)
    screen.bot.keyClicks(screen.page.search.editor, "simon")
    answers.answers.append(tmp_path / "changements.csv")
    press(screen.page, "Exporter", screen.bot)
    screen.wait()
    lines = (tmp_path / "changements.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("Dossier;Référence;Nature;Droit")
    assert lines[1].startswith("SIMON;")
    assert "400,00;400,00;mois;non" in lines[1]
    assert "Le tableau est enregistré" in answers.asked[-1]


def test_a_review_goes_on_while_another_page_is_shown_and_can_be_stopped(
    office: Office, opened: Callable[..., Screen]
) -> None:
    many(office)
    engine = GatedEngine(at=21)  # once a batch is written
    screen = opened(engine)
    screen.open_caseload()
    screen.run()
    screen.bot.waitUntil(engine.reached.is_set)
    screen.main.go_to("Dossiers")
    screen.main.go_to("File active")
    assert not screen.page.again.isEnabled()
    screen.bot.waitUntil(lambda: f"20 dossiers sur {MANY}" in plain(screen.page.notice.words))
    press(screen.page, "Arrêter", screen.bot)
    engine.passage.set()
    screen.wait()
    assert screen.written() == (1, 40)  # the batch under way is kept, the rest is not begun
    assert "interrompue" in screen.page.header.summary
    assert not screen.page.notice.isVisible()
    assert screen.page.again.isEnabled()


@pytest.mark.parametrize("gone", ["locked", "closed"])
def test_a_review_writes_nothing_once_the_window_is_gone_and_is_due_again(
    office: Office, opened: Callable[..., Screen], gone: str
) -> None:
    many(office)
    engine = GatedEngine(at=21)
    screen = opened(engine)
    screen.open_caseload()
    screen.run()
    screen.bot.waitUntil(engine.reached.is_set)
    before = screen.written()
    again = opener(office)
    if gone == "locked":
        screen.window.retire()
        office.store.close()
    else:
        screen.window.close()
    engine.passage.set()
    screen.jobs.close()
    QApplication.processEvents()
    assert before == (1, 20)
    office.store.close()
    with closing(again()) as store, store.read() as session:
        assert session.scalar(sa.select(Review.ended_at)) is None  # so it is due again
        assert session.scalar(sa.select(sa.func.count()).select_from(ReviewChange)) == WRITTEN[gone]


def test_a_new_month_has_the_caseload_estimated_by_itself_and_says_so_at_the_foot(
    office: Office, opened: Callable[..., Screen]
) -> None:
    estimated(office, "Simon", "Ouattara")
    office.clock.moment += timedelta(days=31)
    screen = opened()
    screen.main.go_to("Dossiers")
    review_when_due(screen.runner, timedelta())
    screen.bot.waitUntil(screen.window.announcement.isVisible)
    assert plain(screen.window.announcement.words) == "File active réestimée : 2 changements à voir"
    press(screen.window.announcement, "Voir", screen.bot)
    screen.wait()
    assert sorted(screen.names) == ["OUATTARA", "SIMON"]
    assert not screen.window.announcement.isVisible()


def test_a_window_reviews_nothing_by_itself_unless_asked_nor_twice(
    office: Office, opened: Callable[..., Screen]
) -> None:
    estimated(office, "Simon")
    office.clock.moment += timedelta(days=31)
    screen = opened()
    screen.wait()
    assert screen.written() == (0, 0)
    for _time in range(2):
        screen.runner.start_if_due()
        screen.wait()
    assert screen.written() == (1, 1)
