"""« Courriers » of a case: what is to be sent, what went, and the letter being written."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.domain.claim import ENDED, Channel
from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.ui import clipboard
from caseapp.ui.models.table import Column, Kind, RowModel
from caseapp.ui.navigator import begins
from caseapp.ui.pages.letters.editor import LetterEditor
from caseapp.ui.pages.letters.library import LibraryDialog
from caseapp.ui.pages.letters.sending import send_form
from caseapp.ui.pages.letters.templates import TemplatesDialog
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.case_content import CaseContent
from caseapp.ui.widgets.notice import EmptyState, Notice
from caseapp.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caseapp.services.letter_rows import LetterRow
    from caseapp.ui.dialogs.form import RefusableForm
    from caseapp.ui.pages.letters.tools import LettersTools


class LettersTab(CaseContent):
    """One case at a time; what is written is stored as one types."""

    def __init__(self, tools: LettersTools) -> None:
        super().__init__()
        self.tools = tools
        self._case: UUID | None = None
        self._letter: UUID | None = None
        self.notice = Notice()
        self.notice.hide()
        self.table: Table[LetterRow] = Table(
            RowModel(_columns(), lambda row: row.id), "Courriers du dossier", grows=True
        )
        self.nothing = EmptyState(
            "Aucun courrier",
            "Relance, demande de motifs, recours, remise de dette : commencez par un modèle, les"
            " blancs se remplissent avec le dossier.",
            primary("Nouveau courrier", self.begin),
        )
        self.remove = secondary("Supprimer", self._remove)
        self.editor = LetterEditor()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(16)
        card = Card("Courriers", flush=True)
        self.new = secondary("Nouveau courrier", self.begin)
        card.add_action(secondary("Modèles du service…", self._show_templates))
        card.add_action(self.new)
        line = QHBoxLayout()
        line.addWidget(self.remove)
        line.addStretch(1)
        for part in (self.table, self.nothing, line):
            card.add(part)
        for whole in (self.notice, card, self.editor):
            outer.addWidget(whole)
        outer.addStretch(1)

    def _connect(self) -> None:
        self.table.chosen.connect(self._chosen)
        editor = self.editor
        editor.settled.connect(self._store)
        editor.paper_asked.connect(self._show_paper)
        editor.send_asked.connect(self._send)
        editor.undo_send_asked.connect(self._undo_send)
        editor.copy_asked.connect(lambda: clipboard.copy(self.editor.text.editor.toPlainText()))

    def show_case(self, case_id: UUID, focus: str = "") -> None:
        """Show a case; `focus` is the identifier of a letter, or says that one is to be begun."""
        if case_id != self._case:
            self._case, self._letter = case_id, None
            self.notice.hide()
        if begins(focus):
            self._show(self._letter)
            self._choose(focus.partition(":")[2])
        else:
            self._show(UUID(focus) if focus else self._letter)

    def leave(self) -> None:
        """Store what is being written."""
        if self._letter is not None:
            self.editor.leave()

    def begin(self) -> None:
        """Choose a letter of the library, and begin it."""
        self._choose("")

    def _choose(self, about: str) -> None:
        """Let a letter be chosen; `about` names the claim it is to speak of."""
        if self._case is None:
            return
        claims = [
            (str(row.id), f"{row.name} · {row.state_words}")
            for row in self.tools.claims.of_case(self._case)
            if row.state not in ENDED
        ]
        dialog = LibraryDialog(self, self.tools.letters.library(), claims)
        if about in dict(claims):
            dialog.claim.show_value(about)
        dialog.accepted.connect(lambda: self._start(dialog.code, dialog.claim_id))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # ------------------------------------------------------------------ inside
    def _start(self, code: str, claim_id: UUID | None) -> None:
        if self._case is None:
            return
        try:
            letter = self.tools.letters.begin(self._case, code, claim_id)
        except (UserInputError, NotFoundError) as error:
            self._say("", error.sentence, Tone.BAD)
            self._show(self._letter)
            return
        self._show(letter)
        self.case_changed.emit()
        self.editor.text.go_to_blank()

    def _show(self, letter_id: UUID | None) -> None:
        if self._case is None:
            return
        rows = self.tools.letters.of_case(self._case)
        self.table.rows_model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.new.setVisible(bool(rows))
        known = {row.id for row in rows}
        shown = letter_id if letter_id in known else next(iter(row.id for row in rows), None)
        if shown is not None:
            self.table.choose(shown)
        self._show_letter()

    def _chosen(self, row: LetterRow | None) -> None:
        if (
            row is not None and row.id != self._letter
        ):  # the list is also read again while one writes
            self.leave()
            self._show_letter()

    def _show_letter(self) -> None:
        row = self.table.current
        self._letter = None if row is None else row.id
        self.editor.setVisible(row is not None)
        self.remove.setVisible(row is not None)
        if row is not None:
            self.editor.show_page(self.tools.letters.page(row.id))
            self.editor.show_errors({})

    def _store(self, typed: Mapping[str, str]) -> None:
        if self._letter is None:
            return
        try:
            self.tools.letters.change(self._letter, typed)
        except UserInputError as error:
            self.editor.show_errors({error.field: error.sentence})
            return
        self.editor.show_errors({})
        if self._case is not None:
            self.table.rows_model.set_rows(self.tools.letters.of_case(self._case))

    def _show_paper(self) -> None:
        self.leave()
        if self._letter is not None:
            self.tools.show_paper(self._letter)

    def _show_templates(self) -> None:
        if self._case is None:
            return
        self.leave()
        dialog = TemplatesDialog(self, self.tools, self._case)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _send(self) -> None:
        self.leave()
        if self._letter is None:
            return
        letter = self._letter
        page = self.tools.letters.page(letter)
        today = self.tools.clock.today()

        def record(typed: dict[str, str]) -> None:
            self.tools.sending.record(letter, typed)

        proposed = Channel.REGISTERED_LETTER if page.registered else Channel.LETTER
        form: RefusableForm = send_form(self, page, today, proposed, record)
        form.accepted.connect(lambda: self._went(letter))
        form.finished.connect(form.deleteLater)
        form.open()

    def _went(self, letter: UUID) -> None:
        self._show(letter)
        self.case_changed.emit()
        self._say("", "L'envoi est noté dans la démarche et à l'agenda.", Tone.OK)

    def _undo_send(self) -> None:
        if self._letter is None:
            return
        self.tools.sending.undo_send(self._letter)
        self._show(self._letter)
        self.case_changed.emit()
        self._say("", "L'envoi est annulé : le courrier peut être modifié.", Tone.INFO)

    def _remove(self) -> None:
        row = self.table.current
        if row is None:
            return
        self._letter = None
        gone = self.tools.letters.remove(row.id)

        def put_back() -> None:
            self.tools.letters.restore(gone)
            self.notice.hide()
            self._show(row.id)
            self.case_changed.emit()

        self._show(None)
        self.case_changed.emit()
        self.notice.say(
            "", f"« {row.name} » est supprimé.", Tone.INFO, secondary("Annuler", put_back)
        )
        self.notice.show()

    def _say(self, title: str, sentence: str, tone: Tone) -> None:
        self.notice.say(title, sentence, tone)
        self.notice.show()


def _columns() -> list[Column[LetterRow]]:
    return [
        Column(
            title="État",
            text=lambda row: f"envoyé le {french.day(row.sent_on)}" if row.sent_on else "à envoyer",
            tone=lambda row: Tone.OK if row.sent_on else Tone.WARN,
            kind=Kind.PILL,
            sort_key=lambda row: row.sent_on,
            width=170,
        ),
        Column(
            title="Courrier",
            text=lambda row: row.name,
            hint=lambda row: row.recipient,
            strong=True,
            stretch=True,
        ),
        Column(title="Démarche", text=lambda row: row.about, width=150),
        Column(
            title="Blancs",
            text=lambda row: str(row.blanks) if row.blanks and not row.sent_on else "",
            numeric=True,
            width=80,
        ),
    ]
