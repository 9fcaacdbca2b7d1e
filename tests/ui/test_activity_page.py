"""« Activité »: a period, the figures, the cases behind each, what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from caseapp.desk_parts import open_desk
from caseapp.ui.navigator import ActivityPlace, CasePlace, Navigator
from caseapp.ui.pages.activity.behind import BehindDialog
from caseapp.ui.pages.activity.page import ActivityPage
from caseapp.ui.pages.activity.tools import ActivityTools
from tests.support.builders import Office, a_case, an_office
from tests.support.hands import TableHands, dialog_over, press

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.ui.tasks import Jobs


class Hands:
    def __init__(self, office: Office, jobs: Jobs, qtbot: QtBot) -> None:
        desk = open_desk(office.store, office.engine, office.clock)
        self.navigator, self.saved, self.bot = Navigator(), list[str](), qtbot
        self.page = ActivityPage(
            ActivityTools(
                activity=desk.activity,
                cases=desk.case_list,
                referents=desk.case_changes.known_referents,
                clock=desk.clock,
                navigator=self.navigator,
                jobs=jobs,
                save=lambda _data, kind: self.saved.append(kind),
            )
        )
        self.table = TableHands(self.page.table, qtbot)
        qtbot.addWidget(self.page)
        self.page.resize(1100, 800)
        with qtbot.waitActive(self.page):
            self.page.show()
        self.page.show_place(ActivityPlace())
        qtbot.waitUntil(self.page.pdf.isEnabled)

    def type(self, first: str, last: str) -> None:
        for field, text in ((self.page.first, first), (self.page.last, last)):
            field.editor.setText(text)
            field.commit()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = an_office(tmp_path)
    a_case(made)
    return made


@pytest.fixture
def hands(office: Office, jobs: Jobs, qtbot: QtBot) -> Hands:
    return Hands(office, jobs, qtbot)


def test_the_year_so_far_is_counted_at_first(hands: Hands) -> None:
    assert (hands.page.first.text, hands.page.last.text) == ("01/01/2026", "23/11/2026")
    assert hands.table.row("Foyers")[1:3] == ["1", "masqué"]
    assert not hands.page.notice.isVisible()


def test_another_period_has_other_figures(hands: Hands) -> None:
    hands.type("01/01/2025", "31/12/2025")
    hands.bot.waitUntil(lambda: hands.table.row("Foyers")[1] == "0")


def test_a_date_that_is_none_is_refused_at_its_field(hands: Hands) -> None:
    hands.type("bientôt", "23/11/2026")
    assert "Écrire une date" in hands.page.first.error
    hands.type("01/12/2026", "23/11/2026")
    assert "précède" in hands.page.last.error


def test_a_figure_leads_to_the_cases_behind_it_and_to_each(hands: Hands, office: Office) -> None:
    hands.table.press_button("Foyers")
    dialog = dialog_over(hands.page, hands.bot)
    assert isinstance(dialog, BehindDialog)
    TableHands(dialog.table, hands.bot).press("OUATTARA Awa", Qt.Key.Key_Return)
    assert hands.navigator.current == CasePlace(office.cases.rows()[0].id)


def test_the_paper_and_the_workbook_are_asked_for(hands: Hands) -> None:
    press(hands.page, "Voir et imprimer le PDF…", hands.bot)
    press(hands.page, "Enregistrer le tableur…", hands.bot)
    assert hands.saved == ["pdf", "xlsx"]
