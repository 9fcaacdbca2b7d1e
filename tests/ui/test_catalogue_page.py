"""« Catalogue des droits »: searched without accents, walked by keyboard, read and copied whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication

from caseapp.rules.catalogue_loader import is_official, load_catalogue
from caseapp.rules.places import load_communes
from caseapp.services.catalogue_reading import CatalogueReading
from caseapp.services.corrections import Corrections
from caseapp.services.local_catalogue import open_catalogue
from caseapp.services.local_rights import LocalRights
from caseapp.ui.navigator import CataloguePlace, Navigator
from caseapp.ui.pages.catalogue.claim_dates import ClaimDates
from caseapp.ui.pages.catalogue.page import CataloguePage
from caseapp.ui.theme import Scheme, apply_theme
from tests.support.builders import an_office
from tests.support.hands import TableHands, plain, press
from tests.support.screens import CTRL
from tests.support.web import agree_to_page

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

RIGHTS = load_catalogue().codes()


class CatalogueHands:
    def __init__(self, page: CataloguePage, navigator: Navigator, qtbot: QtBot) -> None:
        self.page, self.navigator, self.bot = page, navigator, qtbot
        self.table = TableHands(page.table, qtbot)

    def look_for(self, text: str) -> list[str]:
        """Type in the search; return the names found."""
        self.page.search.clear()
        self.bot.keyClicks(self.page.search, text)
        return self.names

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        focused = self.page.window().focusWidget()
        assert focused is not None
        self.bot.keyClick(focused, key, modifier)

    @property
    def names(self) -> list[str]:
        return [row[0].partition(" | ")[0] for row in self.table.rows]

    @property
    def title(self) -> str:
        return plain(self.page.panel.title.text())

    @property
    def file(self) -> str:
        return plain(self.page.panel.file.toPlainText())

    @property
    def links(self) -> list[str]:
        """The addresses of the links of the file."""
        found = set()
        document = self.page.panel.file.document()
        block = document.begin()
        while block.isValid():
            fragments = block.begin()
            while not fragments.atEnd():
                found.add(fragments.fragment().charFormat().anchorHref())
                fragments += 1
            block = block.next()
        return sorted(found - {""})


@pytest.fixture
def catalogue(qtbot: QtBot, tmp_path: Path, answers: Answers, jobs: Jobs) -> CatalogueHands:
    navigator, office = Navigator(), an_office(tmp_path)
    merged = open_catalogue(office.store, load_catalogue())
    page = CataloguePage(
        CatalogueReading(merged),
        navigator,
        LocalRights(office.store, office.clock, merged, load_communes()),
        Corrections(office.store, office.clock, merged),
        answers,
        ClaimDates(jobs, lambda _told: 0),
    )
    qtbot.addWidget(page)
    navigator.moved.connect(page.show_place)
    page.resize(1072, 740)
    navigator.go(CataloguePlace())
    with qtbot.waitActive(page):
        page.show()
    page.setFocus()
    return CatalogueHands(page, navigator, qtbot)


def test_all_rights_are_there_and_the_first_is_open(catalogue: CatalogueHands) -> None:
    assert len(catalogue.table.rows) == len(RIGHTS)
    assert plain(catalogue.page.header.summary) == f"{len(RIGHTS)} droits"
    assert catalogue.title == catalogue.names[0]
    assert "En bref" in catalogue.file


def test_a_row_tells_the_agency_the_family_whether_it_is_computed_and_how_sure_it_is(
    catalogue: CatalogueHands,
) -> None:
    assert catalogue.table.row("solidarité active") == [
        "Revenu de solidarité active | CAF ou MSA",
        "Minima",
        "calculé",
        "23/11/2026",
        "assez sûr",
    ]
    row = catalogue.table.row("Aide alimentaire")
    assert (row[2], row[4]) == ("par conditions", "à confirmer")


def test_one_searches_without_accents_in_any_order(catalogue: CatalogueHands) -> None:
    assert catalogue.look_for("reversion pension")[0].startswith("Pension de réversion")
    assert catalogue.title.startswith("Pension de réversion")
    assert "Revenu de solidarité active" in catalogue.look_for("L262-2")


def test_a_family_is_kept_with_a_chip_and_the_search_goes_on_in_it(
    catalogue: CatalogueHands, qtbot: QtBot
) -> None:
    press(catalogue.page.families, "Santé", qtbot)
    assert {row[1] for row in catalogue.table.rows} == {"Santé"}
    assert [name[:12] for name in catalogue.look_for("rsa")] == ["Complémentai"]
    press(catalogue.page.families, "Toutes", qtbot)
    assert catalogue.names[0] == "Revenu de solidarité active"


def test_the_list_is_sorted_by_a_click_on_its_header(catalogue: CatalogueHands) -> None:
    catalogue.page.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    computed = [row[2] for row in catalogue.table.rows]
    assert computed == sorted(computed, key=("calculé", "par conditions", "non évalué").index)
    catalogue.page.table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    assert catalogue.table.rows[0][4] == "à confirmer"


@pytest.mark.parametrize(
    ("key", "modifier"),
    [(Qt.Key.Key_F, CTRL), (Qt.Key.Key_Slash, Qt.KeyboardModifier.NoModifier)],
)
def test_a_key_goes_to_the_search_from_anywhere(
    catalogue: CatalogueHands, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    catalogue.page.panel.file.setFocus()
    catalogue.press(key, modifier)
    assert catalogue.page.search.hasFocus()


def test_a_slash_can_be_typed_in_the_search(catalogue: CatalogueHands) -> None:
    assert catalogue.look_for("APL/AL")[0].startswith("Aides personnelles au logement")


def test_the_list_is_walked_with_the_arrows_and_the_file_read_with_them(
    catalogue: CatalogueHands,
) -> None:
    catalogue.look_for("allocations")
    catalogue.press(Qt.Key.Key_Down)
    assert catalogue.page.table.hasFocus()
    catalogue.press(Qt.Key.Key_Down)
    assert catalogue.title == catalogue.names[1]
    assert catalogue.page.panel.file.verticalScrollBar().value() == 0
    catalogue.press(Qt.Key.Key_Return)
    assert catalogue.page.panel.file.hasFocus()
    catalogue.press(Qt.Key.Key_PageDown)
    assert catalogue.page.panel.file.verticalScrollBar().value() > 0
    catalogue.press(Qt.Key.Key_Escape)
    assert catalogue.page.table.hasFocus()


def test_nothing_found_says_what_to_do_and_one_key_or_button_undoes_it(
    catalogue: CatalogueHands, qtbot: QtBot
) -> None:
    press(catalogue.page.families, "Budget", qtbot)
    catalogue.look_for("licorne")
    assert catalogue.page.empty.isVisible()
    assert not catalogue.page.panel.isVisible()
    press(catalogue.page.empty, "Effacer la recherche", qtbot)
    assert len(catalogue.names) == len(RIGHTS)
    assert catalogue.page.panel.isVisible()
    assert catalogue.page.search.hasFocus()
    catalogue.look_for("licorne")
    catalogue.press(Qt.Key.Key_Escape)
    assert len(catalogue.names) == len(RIGHTS)


def test_free_and_low_confidence_are_said_in_words(catalogue: CatalogueHands) -> None:
    catalogue.table.choose("Aide alimentaire")
    assert "Démarche : gratuite" in catalogue.file
    assert "à confirmer" in catalogue.file.partition("Confiance, point par point")[2]
    marks = plain(" ".join(pill.text() for pill in catalogue.page.panel.marks))
    assert marks == "Démarche gratuite Évalué par ses conditions Point le moins sûr : à confirmer"


def test_every_right_is_shown_with_official_links_only(catalogue: CatalogueHands) -> None:
    for code in RIGHTS:
        right = load_catalogue().right(code)
        catalogue.navigator.go(CataloguePlace(code))
        assert catalogue.title == plain(right.name)
        file, links = catalogue.file, catalogue.links
        for part in ("En bref", "Démarche gratuite", "Recours, dans l'ordre", "Sources"):
            assert part in file, code
        assert right.agency.replace("\u2019", "'") in file
        assert all(is_official(address) for address in links), code
        assert set(right.channel.online) <= set(links)
        assert "\u2019" not in file, code


def test_an_official_page_opens_in_the_browser(
    catalogue: CatalogueHands, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    catalogue.look_for("rsa")
    catalogue.page.panel.file.setFocus()
    catalogue.press(Qt.Key.Key_Tab)
    catalogue.press(Qt.Key.Key_Return)
    agree_to_page()
    assert opened == list(load_catalogue().right("rsa").channel.online)
    assert catalogue.title == "Revenu de solidarité active"


def test_the_whole_file_is_copied_as_plain_text(catalogue: CatalogueHands, qtbot: QtBot) -> None:
    catalogue.look_for("rsa")
    press(catalogue.page.panel, "Copier", qtbot)
    copied = QGuiApplication.clipboard().text()
    lines = [plain(line) for line in copied.splitlines()]
    assert lines[:3] == ["Revenu de solidarité active", "", "EN BREF"]
    assert "- Pièce d'identité ou titre de séjour" in lines
    assert "- 1er jour du mois civil du dépôt de la demande [sûr]" in lines
    assert any("https://wwwd.caf.fr" in line for line in lines)
    assert "RESTE À VÉRIFIER" in lines


def test_a_part_of_the_file_is_selected_and_copied(catalogue: CatalogueHands) -> None:
    catalogue.look_for("rsa")
    catalogue.page.panel.file.setFocus()
    catalogue.press(Qt.Key.Key_A, CTRL)
    catalogue.press(Qt.Key.Key_C, CTRL)
    assert "Revenu" not in catalogue.page.search.selectedText()
    assert "Base légale" in QGuiApplication.clipboard().text()


def test_coming_for_a_right_shows_it_even_behind_a_search_and_going_back_finds_it_again(
    catalogue: CatalogueHands, qtbot: QtBot
) -> None:
    press(catalogue.page.families, "Santé", qtbot)
    catalogue.navigator.go(CataloguePlace("visale"))
    assert "Visale" in catalogue.title
    assert len(catalogue.names) == len(RIGHTS)
    catalogue.table.choose("Revenu de solidarité active")
    assert catalogue.navigator.current == CataloguePlace("rsa")
    catalogue.navigator.go(CataloguePlace("ame"))
    catalogue.navigator.back()
    assert catalogue.title == "Revenu de solidarité active"


def test_a_right_that_the_catalogue_lost_leaves_the_page_as_it_was(
    catalogue: CatalogueHands,
) -> None:
    catalogue.navigator.go(CataloguePlace("rsa"))
    catalogue.navigator.go(CataloguePlace("disparu"))
    assert catalogue.title == "Revenu de solidarité active"


def test_a_narrow_page_keeps_the_names_and_the_narrowest_puts_the_file_under_the_list(
    catalogue: CatalogueHands, qtbot: QtBot
) -> None:
    page = catalogue.page
    page.resize(732, 538)
    assert page.table.isColumnHidden(1)
    assert page.panel.x() > page.table.x()
    page.resize(560, 538)
    qtbot.waitUntil(lambda: page.columns.are_stacked)
    page.resize(1072, 740)
    assert not page.table.isColumnHidden(1)


def test_the_file_takes_the_colours_of_another_scheme(
    catalogue: CatalogueHands, qapp: QApplication
) -> None:
    light = catalogue.page.panel.file.toHtml()
    apply_theme(qapp, Scheme.DARK)
    assert catalogue.page.panel.file.toHtml() != light
    assert "En bref" in catalogue.file
