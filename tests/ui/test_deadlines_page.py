"""« Échéances »: what stands on each day, moved, opened, filtered, listed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from caseapp.desk_parts import open_desk
from caseapp.domain.claim import Channel, Filed, Refused
from caseapp.ui.dated.tools import DatedTools
from caseapp.ui.navigator import CasePlace, CaseTab, ClaimPlace, DeadlinesPlace, Navigator
from caseapp.ui.pages.deadlines.cell import places
from caseapp.ui.pages.deadlines.page import DeadlinesPage
from caseapp.ui.pages.deadlines.words import words_of
from caseapp.ui.settings import Settings
from caseapp.ui.widgets.buttons import secondary
from tests.support.asking import Answers
from tests.support.builders import Office, a_case, an_office
from tests.support.hands import TableHands, choose, plain, press
from tests.support.screens import CTRL

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

_LEFT = Qt.MouseButton.LeftButton


class DeadlinesHands:
    def __init__(self, page: DeadlinesPage, navigator: Navigator, qtbot: QtBot) -> None:
        self.page, self.navigator, self.bot = page, navigator, qtbot
        self.grid, self.list = page.grid, TableHands(page.list, qtbot)
        self.day = TableHands(page.day.table, qtbot)

    def on(self, day: date) -> list[str]:
        """Return what is written on a day."""
        index = self.grid.calendar.place_of(day)
        return [plain(words_of(entry)) for entry in self.grid.calendar.day(index).entries]

    def point(self, day: date, words: str = "") -> QPoint:
        """Return a point of a day, on what is written there where something is named."""
        index = self.grid.calendar.place_of(day)
        rect = self.grid.visualRect(index)
        for place, entry in places(rect, self.grid.calendar.day(index)):
            shown = "+" if entry is None else words_of(entry)
            if words and words in shown:
                return place.center()
        assert not words, f"no « {words} » on {day}: {self.on(day)}"
        return rect.bottomRight() - QPoint(8, 4)

    def drag(self, words: str, start: date, end: date) -> None:
        viewport = self.grid.viewport()
        self.bot.mousePress(viewport, _LEFT, pos=self.point(start, words))
        self.bot.mouseMove(viewport, self.point(start, words) + QPoint(30, 12))
        self.bot.mouseMove(viewport, self.point(end))
        self.bot.mouseRelease(viewport, _LEFT, pos=self.point(end))

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        self.bot.keyClick(self.grid, key, modifier or Qt.KeyboardModifier.NoModifier)

    @property
    def notice(self) -> str:
        return plain(self.page.notice.words) if self.page.notice.isVisible() else ""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def the_page(
    office: Office, qtbot: QtBot, settings: Settings | None = None, *more: str
) -> DeadlinesHands:
    navigator = Navigator()
    desk = open_desk(office.store, office.engine, office.clock)
    tools = DatedTools(desk, navigator, Answers(), settings or Settings(None), lambda *_: None)
    page = DeadlinesPage(tools, [secondary(words) for words in more])
    qtbot.addWidget(page)
    page.resize(1072, 900)
    navigator.moved.connect(
        lambda place: page.show_place(place) if isinstance(place, DeadlinesPlace) else None
    )
    with qtbot.waitActive(page):
        page.show()
    navigator.go(DeadlinesPlace())
    return DeadlinesHands(page, navigator, qtbot)


def a_task(office: Office, title: str, day: str, case: UUID | None = None, **typed: str) -> UUID:
    return office.agenda.record(case, {"title": title, "due_on": day, **typed})


def refused(office: Office) -> UUID:
    """Return a claim whose appeal is due on Friday 18 December, computed on the 21st."""
    claim_id = office.claims.open(a_case(office, "Benali", "Samira"), "rsa")
    office.claims.record(claim_id, Filed(on=date(2026, 8, 1), channel=Channel.COUNTER))
    office.claims.record(claim_id, Refused(on=date(2026, 10, 15), notified_on=date(2026, 10, 20)))
    return claim_id


def test_a_month_shows_its_days_with_holidays_today_and_what_is_past(
    office: Office, qtbot: QtBot
) -> None:
    claim_id = office.claims.open(a_case(office, "Roux", "Gérard"), "asf")
    office.claims.record(claim_id, Filed(on=date(2026, 11, 3), channel=Channel.COUNTER))
    hands = the_page(office, qtbot)
    assert plain(hands.page.when.text()) == "Novembre 2026"
    assert "✓ Roux · ASF déposée" in hands.on(date(2026, 11, 3))
    model = hands.grid.calendar
    armistice = model.data(model.place_of(date(2026, 11, 11)), Qt.ItemDataRole.AccessibleTextRole)
    assert armistice == "mercredi 11 novembre 2026, Armistice, rien"
    today = model.data(model.place_of(date(2026, 11, 23)), Qt.ItemDataRole.AccessibleTextRole)
    assert today.startswith("lundi 23 novembre 2026, aujourd'hui")
    assert hands.grid.isColumnHidden(5)
    assert hands.grid.isColumnHidden(6)


def test_a_weekend_on_which_something_stands_is_shown(office: Office, qtbot: QtBot) -> None:
    a_task(office, "permanence", "28/11/2026")
    hands = the_page(office, qtbot)
    assert not hands.grid.isColumnHidden(5)
    assert hands.grid.isColumnHidden(6)
    assert hands.on(date(2026, 11, 28)) == ["permanence"]


def test_one_turns_the_pages_and_comes_back_to_today(office: Office, qtbot: QtBot) -> None:
    refused(office)
    hands = the_page(office, qtbot)
    qtbot.mouseClick(hands.page.after, _LEFT)
    assert plain(hands.page.when.text()) == "Décembre 2026"
    assert "Benali · recours RSA (18→20)" in hands.on(date(2026, 12, 18))
    assert hands.navigator.current == DeadlinesPlace(date(2026, 12, 1))
    hands.key(Qt.Key.Key_PageDown)
    assert plain(hands.page.when.text()) == "Janvier 2027"
    press(hands.page, "Aujourd'hui", qtbot)
    assert plain(hands.page.when.text()) == "Novembre 2026"
    day = hands.grid.current_day
    assert day is not None
    assert day.is_today


def test_a_task_is_dragged_to_another_day_and_taken_back(office: Office, qtbot: QtBot) -> None:
    a_task(office, "relancer", "25/11/2026", a_case(office))
    hands = the_page(office, qtbot)
    hands.drag("relancer", date(2026, 11, 25), date(2026, 11, 27))
    assert hands.on(date(2026, 11, 25)) == []
    assert hands.on(date(2026, 11, 27)) == ["Ouattara · relancer"]
    assert hands.notice.startswith("relancer : ven. 27 nov.")
    press(hands.page, "Annuler", qtbot)
    assert hands.on(date(2026, 11, 25)) == ["Ouattara · relancer"]


def test_the_keyboard_moves_what_it_chose_and_follows_it(office: Office, qtbot: QtBot) -> None:
    task = a_task(office, "relancer", "25/11/2026")
    hands = the_page(office, qtbot)
    qtbot.mouseClick(hands.grid.viewport(), _LEFT, pos=hands.point(date(2026, 11, 23)))
    for _ in range(2):
        hands.key(Qt.Key.Key_Right)
    hands.key(Qt.Key.Key_Space)
    hands.key(Qt.Key.Key_Right, CTRL)
    hands.key(Qt.Key.Key_Down, CTRL)
    assert hands.on(date(2026, 12, 3)) == ["relancer"]
    hands.key(Qt.Key.Key_Left, CTRL)
    assert office.agenda.typed(task)["due_on"] == "02/12/2026"
    qtbot.keyClick(hands.page, Qt.Key.Key_Z, CTRL)
    assert office.agenda.typed(task)["due_on"] == "03/12/2026"


def test_a_date_of_the_law_stays_and_says_why(office: Office, qtbot: QtBot) -> None:
    refused(office)
    hands = the_page(office, qtbot)
    qtbot.mouseClick(hands.page.after, _LEFT)
    before = hands.on(date(2026, 12, 18))
    hands.drag("recours RSA", date(2026, 12, 18), date(2026, 12, 16))
    assert "vient de la loi" in hands.notice
    assert hands.on(date(2026, 12, 18)) == before
    assert hands.on(date(2026, 12, 16)) == []


def test_a_reminder_that_waits_stands_beside_its_date_and_moves_up_to_it(
    office: Office, qtbot: QtBot
) -> None:
    refused(office)
    (item,) = (
        item for item in office.dated_items.to_act(date(2026, 12, 31)) if item.route == "rapo"
    )
    office.handling.postpone([item], "14/12/2026", "attendre")
    hands = the_page(office, qtbot)
    qtbot.mouseClick(hands.page.after, _LEFT)
    (reminder,) = hands.on(date(2026, 12, 14))
    assert reminder.startswith("Benali · rappel")
    hands.drag("rappel", date(2026, 12, 14), date(2026, 12, 17))
    assert hands.on(date(2026, 12, 17)) == [reminder]
    hands.drag("rappel", date(2026, 12, 17), date(2026, 12, 22))
    assert "pas au-delà" in hands.notice
    assert hands.on(date(2026, 12, 17)) == [reminder]


def test_a_day_with_many_opens_whole(office: Office, qtbot: QtBot) -> None:
    for number in range(9):
        a_task(office, f"appel {number}", "25/11/2026")
    hands = the_page(office, qtbot)
    qtbot.mouseClick(hands.grid.viewport(), _LEFT, pos=hands.point(date(2026, 11, 25), "+"))
    assert len(hands.day.rows) == 9
    hands.day.choose("appel 8")
    press(hands.page.day.bar, "Fait", qtbot)
    assert hands.day.row("appel 8")[2] == "✓ fait"
    press(hands.page.day, "Fermer", qtbot)
    assert not hands.page.day.isVisible()


def test_enter_and_a_double_click_open_what_they_are_on(office: Office, qtbot: QtBot) -> None:
    claim_id = refused(office)
    case = a_case(office)
    task = a_task(office, "relancer", "25/11/2026", case)
    hands = the_page(office, qtbot)
    where = hands.point(date(2026, 11, 25), "relancer")
    qtbot.mouseDClick(hands.grid.viewport(), _LEFT, pos=where)
    first: object = hands.navigator.current
    assert first == CasePlace(case, CaseTab.AGENDA, str(task))
    hands.navigator.go(DeadlinesPlace(date(2026, 12, 18)))
    hands.key(Qt.Key.Key_Space)
    hands.key(Qt.Key.Key_Return)
    assert hands.navigator.current == ClaimPlace(claim_id)


def test_filters_keep_some_and_are_remembered_without_any_name(
    office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    refused(office)
    a_task(office, "relancer", "25/11/2026", a_case(office, "Martin", "Chloé"))
    settings = Settings(tmp_path)
    hands = the_page(office, qtbot, settings)
    press(hands.page, "Filtrer", qtbot)
    choose(hands.page.filters.kind, "Tâches", qtbot)
    qtbot.keyClick(hands.page.filters.kind.editor, Qt.Key.Key_Return)
    qtbot.keyClicks(hands.page.filters.person.editor, "martin")
    press(hands.page.spans, "Semaine", qtbot)
    assert [item.label for item in hands.page.items] == ["relancer"]
    again = the_page(office, qtbot, Settings(tmp_path))
    assert again.page.span.value == "week"
    assert again.page.filters.criteria.kind == "task"
    assert again.page.filters.criteria.person == ""
    assert "artin" not in (tmp_path / "windows.json").read_text(encoding="utf-8")


def test_the_list_is_sorted_and_copied_as_text(office: Office, qtbot: QtBot) -> None:
    refused(office)
    a_task(office, "équipe", "25/11/2026", at="14h")
    hands = the_page(office, qtbot)
    press(hands.page.spans, "Liste", qtbot)
    dates = [row[0] for row in hands.list.rows]
    assert "mer. 25 nov. | 14h" in dates
    hands.page.list.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    assert [row[0] for row in hands.list.rows] == dates[::-1]
    press(hands.page, "Copier la liste", qtbot)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == len(dates)
    assert any(plain(line).startswith("25/11/2026 14h Sans dossier équipe") for line in lines)


def test_names_are_hidden_while_somebody_sees_the_screen(office: Office, qtbot: QtBot) -> None:
    a_task(office, "voir Mme Martin", "25/11/2026", a_case(office, "Martin", "Chloé"))
    hands = the_page(office, qtbot)
    hands.page.show_discreet(True)
    index = hands.grid.calendar.place_of(date(2026, 11, 25))
    said = hands.grid.calendar.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert "M. C. · tâche" in said
    assert "Martin" not in said


def test_others_put_their_buttons_in_the_heading(office: Office, qtbot: QtBot) -> None:
    hands = the_page(office, qtbot, None, "Exporter vers l'agenda (.ics)")
    press(hands.page, "Exporter vers l'agenda (.ics)", qtbot)
