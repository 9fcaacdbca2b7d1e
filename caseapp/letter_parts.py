"""A letter on its paper, shown, printed or kept in a file: the dialog, and what makes its files.

Imports stand inside the functions: ReportLab and the files of Word are not loaded before they are
asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from caseapp.domain.journal import JournalAction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from caseapp.rules.letters.filling import Values
    from caseapp.services.desk import Desk
    from caseapp.services.letter_papers import LetterOnPaper
    from caseapp.services.service_templates import ServiceTemplateRow
    from caseapp.ui.application import Tools
    from caseapp.ui.dialogs.paper import Made
    from caseapp.ui.main_window import MainWindow


def letter_shower(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[UUID], None]:
    """Return what shows a letter as it will be, to be printed or kept."""

    def show(letter_id: UUID) -> None:
        case_id = desk.letters.page(letter_id).case_id

        def record(recipient: str, printed: bool) -> None:  # noqa: FBT001 - a box
            desk.letter_papers.record(letter_id, recipient, printed=printed)
            action = JournalAction.PRINTED if printed else JournalAction.EXPORTED
            desk.journal.note(action, case_id, "letter")

        def under(letterhead: str) -> tuple[bytes, Values] | None:
            return desk.letter_papers.letterhead(letter_id, UUID(letterhead))

        _show((window, desk, tools), desk.letter_papers.of(letter_id), record, under)

    return show


def trial_shower(
    window: MainWindow, desk: Desk, tools: Tools
) -> Callable[[UUID, ServiceTemplateRow], None]:
    """Return what shows a template of the service filled with a case; nothing is kept."""

    def show(case_id: UUID, row: ServiceTemplateRow) -> None:
        from caseapp.kernel.errors import CaseAppError

        claims = desk.claims.of_case(case_id)
        claim = claims[0].id if claims else None
        try:
            tried = desk.letter_papers.trial(case_id, claim, row.id)
        except CaseAppError as error:
            tools.asker.tell(window, "Ce modèle ne se remplit pas", str(error))
            return
        _show((window, desk, tools), tried, None, lambda _letterhead: None)

    return show


def pile_shower(window: MainWindow, desk: Desk, tools: Tools) -> Callable[[Sequence[UUID]], None]:
    """Return what shows the letters of a batch as they will be, to be printed or kept."""

    def show(letters: Sequence[UUID]) -> None:
        from caseapp.reports import letter_pile, letter_words
        from caseapp.ui.dialogs.paper import Made, PaperDialog, PaperTools
        from caseapp.ui.pages.letters.pile_options import PileOptions

        def make() -> Made:
            papers = [desk.letter_papers.of(one).paper for one in letters]
            blanks = tuple(words for paper in papers for words in letter_words.blanks(paper))
            return Made(letter_pile.render(papers), blanks)

        def left(printed: bool) -> None:  # noqa: FBT001 - a box
            desk.letter_papers.record_all(letters, printed=printed)

        dialog = PaperDialog(
            window,
            "Courriers",
            PileOptions(len(letters), make, left),
            "Courriers.pdf",
            PaperTools(tools.jobs, tools.asker),
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    return show


def _show(
    where: tuple[MainWindow, Desk, Tools],
    letter: LetterOnPaper,
    record: Callable[[str, bool], None] | None,
    under: Callable[[str], tuple[bytes, Values] | None],
) -> None:
    from caseapp.reports import letter_words
    from caseapp.ui.dialogs.paper import PaperDialog, PaperTools
    from caseapp.ui.pages.letters.paper_options import LetterOptions, LetterPaperTools

    window, desk, tools = where
    paper = letter.paper
    recipient = paper.recipient[0] if paper.recipient else ""
    options = LetterOptions(
        LetterPaperTools(
            recipient="" if letter_words.blanks_of(recipient) else recipient,
            is_whole=letter.template is not None,
            letterheads=[
                (str(row.id), row.name)
                for row in desk.service_templates.rows()
                if row.is_letterhead
            ],
            pdf=lambda: _pdf(letter),
            word=lambda letterhead: _word(letter, under(letterhead) if letterhead else None),
            odt=lambda: _odt(letter),
            record=record,
        )
    )
    dialog = PaperDialog(
        window,
        letter.name if record is not None else f"Essai : {letter.name}",
        options,
        letter_words.file_name(paper.reference, letter.name, ".pdf"),
        PaperTools(tools.jobs, tools.asker),
    )
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _pdf(letter: LetterOnPaper) -> Made:
    from caseapp.reports import letter as letter_pdf
    from caseapp.reports import letter_words
    from caseapp.ui.dialogs.paper import Made

    return Made(letter_pdf.render(letter.paper), letter_words.blanks(letter.paper))


def _word(letter: LetterOnPaper, under: tuple[bytes, Values] | None) -> bytes:
    """Return the Word file of a letter: on its own template, on a paper of the service, on none."""
    from caseapp.kernel.errors import KnownTroubleError
    from caseapp.reports import letter_docx, letter_on_word
    from caseapp.rules.letters.filling import TemplateFaultError

    try:
        if letter.template is not None:
            return letter_on_word.on_template(letter.template, letter.values, letter.paper)
        if under is not None:
            return letter_on_word.on_letterhead(*under, letter.paper)
    except TemplateFaultError as fault:
        raise KnownTroubleError(
            f"Le modèle du service ne se remplit pas. {fault}", "Choisissez un autre papier."
        ) from fault
    return letter_docx.render(letter.paper)


def _odt(letter: LetterOnPaper) -> bytes:
    from caseapp.reports import letter_odt

    return letter_odt.render(letter.paper)
