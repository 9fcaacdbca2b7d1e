"""« Formulaires » of a case: an official form field by field, and the PDF forms of the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from caseapp.kernel import french
from caseapp.ui.pages.forms.aid_card import AidCard
from caseapp.ui.pages.forms.pdf_card import PdfCard
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.case_content import CaseContent
from caseapp.ui.widgets.fields import ChoiceField
from caseapp.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.services.form_rows import FormRow
    from caseapp.ui.pages.forms.tools import FormsTools
    from caseapp.ui.widgets.buttons import Button


class FormsTab(CaseContent):
    """One case at a time; nothing is kept of an aid."""

    def __init__(self, tools: FormsTools) -> None:
        super().__init__()
        self._tools = tools
        self._case: UUID | None = None
        self.notice = Notice()
        self.notice.hide()
        self._rows = tools.aids.library()
        self.form = ChoiceField("Formulaire", [(row.code, _words(row)) for row in self._rows])
        self.card = AidCard(self._print, tools.number_of)
        self.pdfs = PdfCard(tools)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(16)
        for whole in (self.notice, self.form, self.card, self.pdfs):
            outer.addWidget(whole)
        outer.addStretch(1)
        self.form.committed.connect(lambda _code: self._show())
        self.pdfs.said.connect(self._say)

    def show_case(self, case_id: UUID, focus: str = "") -> None:
        """Show a case; `focus` is the code of a right, or of a form."""
        if case_id != self._case:
            self._case = self.pdfs.case = case_id
            self.notice.hide()
        code = self._form_of(focus)
        if focus and not code:
            self._say("Aucun formulaire national n'est décrit pour ce droit.", Tone.INFO, None)
        if code:
            self.form.show_value(code)
        self._show()
        self.pdfs.show_forms()

    def _form_of(self, focus: str) -> str:
        """Return the form that a focus names: that of a right on paper before that in line."""
        of_right = sorted((r for r in self._rows if focus in r.rights), key=lambda r: r.online)
        named = [row.code for row in self._rows if row.code == focus]
        found = [row.code for row in of_right] if of_right else named
        return found[0] if found else ""

    def _show(self) -> None:
        if self._case is not None and self.form.value:
            self.card.show_aid(self._tools.aids.aid(self._case, self.form.value))

    def _print(self) -> None:
        if self._case is not None and self.form.value:
            self._tools.print_aid(self._case, self.form.value)

    def _say(self, words: str, tone: Tone, way_back: Button | None) -> None:
        buttons = [] if way_back is None else [way_back]
        self.notice.say("", words, tone, *buttons)
        self.notice.setVisible(bool(words))


def _words(row: FormRow) -> str:
    return f"{row.rights_words} : {row.name} ({row.number})".replace(" :", f"{french.NO_BREAK}:")
