"""« Fraîcheur », as a caseworker looks through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.engine import EngineTroubleError
from caseapp.services.freshness import Freshness
from caseapp.ui.navigator import CataloguePlace, FreshnessPlace, Navigator
from caseapp.ui.pages.freshness_page import FreshnessPage
from tests.support.engines import ReadyEngine
from tests.support.hands import TableHands, plain, press
from tests.support.web import agree_to_page

if TYPE_CHECKING:
    from datetime import date

    from pytestqt.qtbot import QtBot

    from caseapp.domain.freshness import DatedFact
    from caseapp.kernel.clock import FixedClock
    from caseapp.ui.tasks import Jobs


class FreshnessHands:
    def __init__(self, page: FreshnessPage, navigator: Navigator, qtbot: QtBot) -> None:
        self.page, self.navigator, self.bot = page, navigator, qtbot
        self.table = TableHands(page.table, qtbot)

    def look_for(self, text: str) -> list[str]:
        self.page.search.editor.clear()
        self.bot.keyClicks(self.page.search.editor, text)
        return self.facts

    def filter(self, words: str) -> list[str]:
        press(self.page.filters, words, self.bot)
        return self.facts

    @property
    def facts(self) -> list[str]:
        return [plain(row[0]).partition(" | ")[0] for row in self.table.rows]


class SilentEngine(ReadyEngine):
    """Has no value to tell."""

    def scales(self, on: date) -> tuple[DatedFact, ...]:
        raise EngineTroubleError("Le moteur de calcul ne répond pas.", "Réessayez.")


def opened(engine: ReadyEngine, clock: FixedClock, jobs: Jobs, qtbot: QtBot) -> FreshnessHands:
    navigator = Navigator()
    page = FreshnessPage(Freshness(load_catalogue(), engine, clock), navigator, jobs)
    qtbot.addWidget(page)
    page.resize(1072, 738)
    page.show()
    navigator.moved.connect(page.show_place)
    navigator.go(FreshnessPlace())
    qtbot.waitUntil(lambda: not jobs.busy)
    return FreshnessHands(page, navigator, qtbot)


@pytest.fixture
def hands(clock: FixedClock, jobs: Jobs, qtbot: QtBot) -> FreshnessHands:
    return opened(ReadyEngine(), clock, jobs, qtbot)


def test_what_is_to_be_read_again_stands_first(hands: FreshnessHands) -> None:
    assert hands.facts[0] == "AAH : CSS L821-1"
    assert hands.table.row("AAH : CSS L821-1")[4] == "Texte modifié"
    assert "textes modifiés depuis" in plain(hands.page.header.summary)
    states = [row[4] for row in hands.table.rows]
    assert "À jour" not in states


def test_the_values_of_the_model_join_the_list_with_their_date(hands: FreshnessHands) -> None:
    assert hands.filter("Barèmes") == ["Montant de base"]
    row = [plain(cell) for cell in hands.table.row("Montant de base")]
    assert row[1:5] == ["646,52 € | depuis le 01/04/2024", "RSA", "—", "Plus d'un an"]


def test_coming_back_leaves_the_list_as_it_was(hands: FreshnessHands) -> None:
    hands.filter("Tout")
    bar = hands.page.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    with hands.bot.assertNotEmitted(hands.page.table.rows_model.modelReset):
        hands.navigator.refresh()
    assert bar.value() == bar.maximum() > 0


def test_any_fact_is_found_by_its_words_or_its_article(hands: FreshnessHands) -> None:
    hands.filter("Tout")
    assert "Âge d'ouverture du RSA" in hands.look_for("age rsa")
    assert hands.look_for("R146-1 mdph inexistant") == []
    assert hands.page.empty.isVisible()
    press(hands.page.empty, "Tout voir", hands.bot)
    assert len(hands.facts) > 500


def test_enter_reads_the_text_where_it_is_published(
    hands: FreshnessHands, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_pages: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened_pages.append(url.toString())
    )
    hands.table.press("AAH : CSS L821-1", Qt.Key.Key_Return)
    assert opened_pages == []  # the address is shown first
    assert agree_to_page() == opened_pages[0]
    assert opened_pages[0].startswith("https://www.legifrance.gouv.fr/")


def test_a_whole_file_is_read_in_the_catalogue(hands: FreshnessHands) -> None:
    hands.table.press_button("ASI : fiche entière")
    assert hands.navigator.current == CataloguePlace("asi")


def test_an_engine_in_trouble_leaves_the_rest_of_the_list(
    clock: FixedClock, jobs: Jobs, qtbot: QtBot
) -> None:
    hands = opened(SilentEngine(), clock, jobs, qtbot)
    assert hands.page.notice.isVisible()
    assert "Réessayez" in hands.page.notice.words
    assert hands.facts
