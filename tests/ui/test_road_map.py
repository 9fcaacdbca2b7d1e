"""The road map in its window: what is ticked is what the pages show, and what is written."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from caseapp.domain.road_map import Act, RoadMapData, RoadStep
from caseapp.reports.road_map import render
from caseapp.ui.dialogs.paper import PaperDialog, PaperTools
from caseapp.ui.pages.road_map_options import RoadMapOptions
from tests.support.hands import press
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

STEPS = (
    RoadStep(key="rsa", act=Act.ASK, what="RSA", where=("CAF",), before=dt.date(2026, 11, 30)),
    RoadStep(key="asf", act=Act.CONTEST, what="ASF", where=("commission",)),
    RoadStep(key="apl", act=Act.WAIT, what="APL", detail="La demande est déposée."),
)


def work(keys: frozenset[str], language: str) -> Callable[[], bytes]:
    data = RoadMapData(
        service_name="CCAS",
        service_address="",
        worker="Claire Morel",
        person="OUATTARA Awa",
        reference="2026-0147",
        on=dt.date(2026, 11, 23),
        language=language,
        steps=tuple(step for step in STEPS if step.key in keys),
    )
    return lambda: render(data)


class Hands:
    def __init__(self, tools: PaperTools, qtbot: QtBot) -> None:
        self.bot = qtbot
        self.over = QWidget()
        qtbot.addWidget(self.over)
        self.options = RoadMapOptions(STEPS, work)
        self.dialog = PaperDialog(
            self.over, "Feuille de route", self.options, "Feuille de route 2026-0147.pdf", tools
        )
        with qtbot.waitActive(self.dialog):
            self.dialog.show()
        self.wait()

    def wait(self) -> None:
        self.bot.waitUntil(self.dialog.save.isEnabled)

    def tick(self, words: str, *, on: bool) -> None:
        (item,) = self.options.list.findItems(words, Qt.MatchFlag.MatchContains)
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    @property
    def text(self) -> str:
        assert self.dialog.made is not None
        return read(self.dialog.made)


def read(made: bytes) -> str:
    return text_of(made).replace("\xa0", " ")


@pytest.fixture
def tools(jobs: Jobs, answers: Answers, tmp_path: Path) -> PaperTools:
    def printer(_over: QWidget) -> QPrinter:
        made = QPrinter()
        made.setOutputFileName(str(tmp_path / "printed.pdf"))
        return made

    return PaperTools(jobs, answers, printer)


@pytest.fixture
def hands(tools: PaperTools, qtbot: QtBot) -> Hands:
    return Hands(tools, qtbot)


def test_what_is_to_do_is_ticked_and_what_waits_is_not(hands: Hands) -> None:
    assert hands.options.keys == {"rsa", "asf"}
    assert "Demander : RSA" in hands.text
    assert "APL" not in hands.text
    assert hands.dialog.view.count == 1


def test_what_is_no_longer_ticked_leaves_the_pages(hands: Hands) -> None:
    hands.tick("RSA", on=False)
    assert not hands.dialog.save.isEnabled()  # the pages are not yet what is chosen
    hands.wait()
    assert "RSA" not in hands.text


def test_nothing_ticked_is_said_and_nothing_can_go(hands: Hands) -> None:
    for words in ("RSA", "ASF"):
        hands.tick(words, on=False)
    hands.bot.waitUntil(lambda: "au moins une étape" in hands.dialog.notice.words)
    assert not hands.dialog.save.isEnabled()


def test_a_second_language_is_chosen(hands: Hands) -> None:
    hands.options.language.show_value("es")
    hands.options.language.committed.emit("es")
    hands.bot.waitUntil(lambda: hands.dialog.save.isEnabled() and "hoja de ruta" in hands.text)


def test_the_pdf_is_written_where_one_says_and_nowhere_else(
    hands: Hands, answers: Answers, tmp_path: Path
) -> None:
    target = tmp_path / "out" / "a.pdf"
    target.parent.mkdir()
    answers.answers.append(target)
    press(hands.dialog, "Enregistrer le PDF…", hands.bot)
    hands.bot.waitUntil(lambda: "Enregistré" in hands.dialog.notice.words)
    assert read(target.read_bytes()) == hands.text
    assert [path.name for path in target.parent.iterdir()] == ["a.pdf"]


def test_the_pages_are_printed(hands: Hands, tmp_path: Path) -> None:
    press(hands.dialog, "Imprimer…", hands.bot)
    hands.bot.waitUntil(lambda: "impression" in hands.dialog.notice.words)
    assert (tmp_path / "printed.pdf").stat().st_size
