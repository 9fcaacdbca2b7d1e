"""Documents seen from elsewhere: on a claim, above the tabs of a case, in the morning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from caseapp.ui.navigator import CasePlace, CaseTab, ClaimPlace, Navigator
from caseapp.ui.pages.case_page import CasePage
from caseapp.ui.pages.claim.page import ClaimPage
from caseapp.ui.pages.documents.tab import DocumentsTab
from tests.support.builders import Office, a_case, an_office
from tests.support.claim_page import claim_tools
from tests.support.documents import a_pdf, add
from tests.support.hands import TableHands, plain
from tests.support.pages.documents import DocumentsHands
from tests.support.pages.office_window import office_window

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def case(office: Office) -> UUID:
    return a_case(office)


@pytest.fixture
def navigator() -> Navigator:
    return Navigator()


@pytest.fixture
def claim(office: Office, case: UUID) -> UUID:
    return office.claims.open(case, "aah")


@pytest.fixture
def pieces(
    office: Office, claim: UUID, navigator: Navigator, answers: Answers, qtbot: QtBot
) -> TableHands:
    page = ClaimPage(claim_tools(office), navigator, office.clock, answers)
    qtbot.addWidget(page)
    page.resize(1072, 1400)
    navigator.moved.connect(
        lambda place: page.show_place(place) if isinstance(place, ClaimPlace) else None
    )
    page.show()
    navigator.go(ClaimPlace(claim))
    return TableHands(page.pieces, qtbot)


def test_a_piece_names_its_document_and_leads_to_it(
    office: Office, case: UUID, navigator: Navigator, pieces: TableHands
) -> None:
    document = add(office, case, "CNI.pdf")
    navigator.refresh()
    row = pieces.row("identité")
    assert row[1].endswith("| CNI")
    assert row[2:] == ["reçue le 23/11/2026", "Voir"]
    pieces.press_button("identité")
    assert navigator.current == CasePlace(case, CaseTab.DOCUMENTS, str(document))


def test_a_piece_says_which_document_expired_and_which_may_be_it(
    office: Office, case: UUID, navigator: Navigator, pieces: TableHands
) -> None:
    add(office, case, "quittance.pdf", valid_until="22/11/2026")
    add(office, case, "bulletin salaire.pdf")
    navigator.refresh()
    assert pieces.row("domicile")[1].endswith("| au dossier, expiré le 22/11/2026 : quittance")
    assert pieces.row("Ressources")[1].endswith("| peut-être : bulletin salaire")
    assert pieces.row("Ressources")[2] == "manquante"


def test_a_document_is_tied_by_hand_and_untied_by_its_box(
    office: Office, case: UUID, navigator: Navigator, answers: Answers, pieces: TableHands
) -> None:
    add(office, case, "CNI.pdf")
    document = add(office, case, "bulletin salaire.pdf")
    navigator.refresh()
    answers.answers = [str(document)]
    pieces.press("Ressources", Qt.Key.Key_Return)
    assert pieces.row("Ressources")[1:] == [
        "Ressources demandées ensuite par la CAF ou la MSA | bulletin salaire",
        "reçue le 23/11/2026",
        "Voir",
    ]
    pieces.press("Ressources", Qt.Key.Key_Space)
    assert pieces.row("Ressources")[2:] == ["manquante", "Lier…"]


def test_without_any_document_there_is_nothing_to_tie(pieces: TableHands) -> None:
    assert {row[3] for row in pieces.rows} == {""}


def test_the_case_counts_its_documents_and_warns_above_its_tabs(
    office: Office,
    case: UUID,
    jobs: Jobs,
    settings: Settings,
    answers: Answers,
    qtbot: QtBot,
) -> None:
    add(office, case, "titre de sejour.pdf", a_pdf("1"), valid_until="01/12/2026")
    add(office, case, "quittance.pdf", a_pdf("2"), valid_until="01/11/2026")
    window, go = office_window(office, qtbot, jobs, settings, answers)
    go.go(CasePlace(case, CaseTab.DOCUMENTS))
    page = window.findChild(CasePage)
    assert isinstance(page, CasePage)
    words = [plain(page.tabs.tabText(place)) for place in range(page.tabs.count())]
    assert "Documents 2" in words
    header = page.header
    assert "1 document expiré · 1 expire bientôt" in [plain(b.text()) for b in header._badges]
    screen = DocumentsHands(page.content(DocumentsTab), qtbot)
    screen.table.press("quittance", Qt.Key.Key_Delete)
    assert "1 document expire bientôt" in [plain(b.text()) for b in header._badges]
    assert "Documents 1" in [plain(page.tabs.tabText(p)) for p in range(page.tabs.count())]
    screen.wait_shown()
