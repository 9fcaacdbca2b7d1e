"""« Courriers » by hand: begun from the library, written, sent, taken back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from caseapp.domain.claim import Channel, ClaimState, Filed, Refused
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.letters.loader import load_letters
from caseapp.rules.letters.text import read
from caseapp.services.letter_sending import LetterSending
from caseapp.ui.navigator import new_about
from caseapp.ui.pages.letters.body import BodyEditor
from caseapp.ui.pages.letters.library import LibraryDialog
from caseapp.ui.pages.letters.tab import LettersTab
from caseapp.ui.pages.letters.tools import LettersTools
from tests.support.builders import Office, a_case, an_office
from tests.support.hands import FormHands, dialog_over, plain, press
from tests.support.letters import letters_of, papers_of, templates_of

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.services.letters import Letters
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)  # Monday 23/11/2026


@pytest.fixture
def case(office: Office) -> UUID:
    return a_case(office)


@pytest.fixture
def letters(office: Office) -> Letters:
    return letters_of(office)


@pytest.fixture
def saved() -> list[UUID]:
    return []


@pytest.fixture
def tab(
    office: Office, letters: Letters, answers: Answers, saved: list[UUID], jobs: Jobs, qtbot: QtBot
) -> LettersTab:
    tools = LettersTools(
        letters=letters,
        sending=LetterSending(office.store, office.clock, load_catalogue()),
        claims=office.claims,
        clock=office.clock,
        asker=answers,
        jobs=jobs,
        templates=templates_of(office),
        show_paper=saved.append,
        show_trial=lambda case, row: None,
    )
    tab = LettersTab(tools)
    qtbot.addWidget(tab)
    tab.resize(1000, 1300)
    tab.show()
    return tab


def refused(office: Office, case: UUID) -> UUID:
    claim = office.claims.open(case, "rsa")
    office.claims.record(claim, Filed(on=date(2026, 9, 1), channel=Channel.ONLINE))
    office.claims.record(claim, Refused(on=date(2026, 10, 5), notified_on=date(2026, 10, 8)))
    return claim


def library(tab: LettersTab, qtbot: QtBot) -> LibraryDialog:
    dialog = dialog_over(tab, qtbot)
    assert isinstance(dialog, LibraryDialog)
    return dialog


def test_a_letter_is_found_by_its_words_and_begun(
    tab: LettersTab, office: Office, case: UUID, qtbot: QtBot
) -> None:
    refused(office, case)
    tab.show_case(case)
    assert tab.nothing.isVisible()
    press(tab, "Nouveau courrier", qtbot)
    dialog = library(tab, qtbot)
    qtbot.keyClicks(dialog.search.editor, "remise dette")
    assert dialog.code == "remise_dette"
    assert "Attention : Demander une remise ne conteste pas la dette" in plain(dialog.when.text())
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert tab.table.isVisible()
    assert "remise totale" in tab.editor.text.editor.toPlainText()
    assert tab.editor.text.blanks > 0


def test_a_letter_about_a_claim_cannot_begin_without_one(
    tab: LettersTab, case: UUID, qtbot: QtBot
) -> None:
    tab.show_case(case)
    press(tab, "Nouveau courrier", qtbot)
    dialog = library(tab, qtbot)
    qtbot.keyClicks(dialog.search.editor, "relancer")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "choisissez-la" in dialog.notice.words
    dialog.reject()


def test_what_is_written_is_stored_and_the_next_blank_is_selected(
    tab: LettersTab, letters: Letters, office: Office, case: UUID, qtbot: QtBot
) -> None:
    letter = letters.begin(case, "rapo", refused(office, case))
    tab.show_case(case, str(letter))
    press(tab.editor, "Blanc suivant", qtbot)
    selected = tab.editor.text.editor.textCursor().selectedText()
    assert selected.startswith("[à compléter : ")
    with qtbot.waitSignal(tab.editor.text.written):
        qtbot.keyClicks(tab.editor.text.editor, "Mes ressources sont mal lues *1*.")
    assert "Mes ressources sont mal lues *1*." in "".join(
        run.text for one in papers_of(office).of(letter).paper.paragraphs for run in one.runs
    )


def test_an_appeal_that_went_is_an_act_of_the_claim_and_comes_back(
    tab: LettersTab, letters: Letters, office: Office, case: UUID, qtbot: QtBot
) -> None:
    claim = refused(office, case)
    tab.show_case(case, str(letters.begin(case, "rapo", claim)))
    press(tab.editor, "Noter l'envoi…", qtbot)
    form = FormHands(dialog_over(tab, qtbot), qtbot)
    form.type(form.text("on"), "hier soir")
    form.enter()
    assert form.text("on").error
    form.type(form.text("on"), "20/11/2026")
    form.enter()
    assert office.claims.page(claim).state is ClaimState.APPEAL
    assert not tab.editor.recipient.isEnabled()
    press(tab.editor, "Annuler l'envoi", qtbot)
    assert office.claims.page(claim).state is ClaimState.REFUSED
    assert tab.editor.recipient.isEnabled()


def test_the_paper_of_a_letter_is_shown_once_what_is_typed_is_kept(
    tab: LettersTab, office: Office, case: UUID, saved: list[UUID], qtbot: QtBot
) -> None:
    letter = tab.tools.letters.begin(case, "rapo", refused(office, case))
    tab.show_case(case, str(letter))
    tab.editor.recipient.editor.setPlainText("Conseil départemental\n1 rue A")
    press(tab.editor, "Imprimer ou enregistrer…", qtbot)
    assert saved == [letter]
    assert papers_of(office).of(letter).paper.recipient == ("Conseil départemental", "1 rue A")


def test_a_removed_letter_is_put_back(
    tab: LettersTab, letters: Letters, office: Office, case: UUID, qtbot: QtBot
) -> None:
    letter = letters.begin(case, "rapo", refused(office, case))
    tab.show_case(case)
    press(tab, "Supprimer", qtbot)
    assert letters.of_case(case) == ()
    press(tab, "Annuler", qtbot)
    assert [row.id for row in letters.of_case(case)] == [letter]


@pytest.mark.parametrize("code", load_letters())
def test_what_is_seen_in_the_editor_is_what_is_read_for_the_paper(
    code: str, letters: Letters, office: Office, case: UUID, qtbot: QtBot
) -> None:
    page = letters.page(letters.begin(case, code, refused(office, case)))
    body = BodyEditor()
    qtbot.addWidget(body)
    body.show_markdown(page.body, editable=True)
    assert read(body.markdown) == read(page.body)
    seen = body.editor.toPlainText().split()
    on_paper = "".join(f"{run.text} " for p in read(page.body) for run in p.runs).split()
    assert "".join(seen) == "".join(on_paper)


def test_the_library_opens_about_the_claim_that_a_place_names(
    tab: LettersTab, office: Office, case: UUID, qtbot: QtBot
) -> None:
    claim = office.claims.open(case, "rsa")
    office.claims.open(case, "aah")
    for asked in (claim, case):  # what is no claim of the case chooses none
        tab.show_case(case, new_about(asked))
        dialog = dialog_over(tab, qtbot)
        assert isinstance(dialog, LibraryDialog)
        assert (dialog.claim_id == claim) is (asked == claim)
        dialog.reject()
