"""A form beside the case: each value copied with one key, in the order of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QVBoxLayout

from caseapp.domain.form_aid import AidState
from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError
from caseapp.ui import clipboard
from caseapp.ui.dialogs.web import open_page
from caseapp.ui.models.table import RowModel
from caseapp.ui.pages.forms.columns import AidLine, aid_columns, lines
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import link, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.sight import bring_place
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Pill, Text, TextRole
from caseapp.ui.wording import day

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.domain.form_aid import FormAid


class AidCard(Card):
    """Shows one form; what is copied is said, then the next value is at hand."""

    def __init__(self, print_aid: Callable[[], None], number_of: Callable[[UUID], str]) -> None:
        """`number_of` returns a « numéro de sécurité sociale » to be copied, and notes that it was."""
        super().__init__("Aide au remplissage", flush=True)
        self.aid: FormAid | None = None
        self._number_of = number_of
        self._copied: set[str] = set()
        self.number = Text("", TextRole.STRONG, wrap=True)
        self.order = Text("", TextRole.SECONDARY, wrap=True)
        self.doubt = Pill("ordre à vérifier", Tone.WARN)
        self.summary = Text("", TextRole.SECONDARY, wrap=True)
        self.said = Text("", TextRole.STRONG, wrap=True)
        self.said.setAccessibleName("Dernière copie")
        self.table: Table[AidLine] = Table(
            RowModel(aid_columns(self._copied.__contains__), lambda line: line.key),
            "Champs du formulaire",
            grows=True,
        )
        self.official = link("Ouvrir le formulaire officiel", self._open, drawing="external")
        self.ask = link(
            "Copier ce qu'il faut demander", self.copy_missing, hint="Une ligne par question"
        )
        self.print_button = secondary("Imprimer à côté…", print_aid)
        self._lay_out()
        self.table.acted.connect(lambda line, _column: self.copy(line))
        self.table.opened.connect(self.copy)

    def _lay_out(self) -> None:
        self.add_action(self.print_button)
        above = QVBoxLayout()
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(6)
        first = FlowLayout(gap=10)
        first.addWidget(self.number)
        first.addWidget(self.doubt)
        above.addLayout(first)
        above.addWidget(self.order)
        above.addWidget(self.summary)
        links = FlowLayout(gap=12)
        links.addWidget(self.official)
        links.addWidget(self.ask)
        above.addLayout(links)
        above.addWidget(self.said)
        self.add(above)
        self.add(self.table)

    def show_aid(self, aid: FormAid) -> None:
        """Show a form; what was copied of another, or of another case, is forgotten."""
        before = self.aid
        if before is None or (before.code, before.reference) != (aid.code, aid.reference):
            self._copied.clear()
            self.said.setText("")
        self.said.setVisible(bool(self.said.text()))
        self.aid = aid
        self.set_title("Aide au remplissage", aid.name)
        version = f" · {aid.version}" if aid.version else ""
        self.number.setText(f"{aid.number}{version}")
        self.order.setText(
            f"{aid.order} Vu le {day(aid.checked_on)}. Sources : {' ; '.join(aid.sources)}."
        )
        self.doubt.setVisible(aid.is_order_doubtful)
        self.summary.setText(_summary(aid))
        self.ask.setVisible(bool(aid.missing))
        self.table.rows_model.set_rows(list(lines(aid)))

    def copy(self, line: AidLine) -> None:
        """Put the value of a field in the clipboard, say so, and go to the next one."""
        if line.field is None or not line.can_copy:
            self._say("Rien à copier ici.")
            return
        whose = line.field.number_of
        try:
            text = line.field.copied if whose is None else self._number_of(whose)
        except NotFoundError as error:  # taken out meanwhile
            self._say(error.sentence)
            return
        clipboard.copy(text)
        self._copied.add(line.key)
        rows = self.table.rows_model.rows
        self.table.rows_model.set_rows(rows)  # its pill says it
        self._say(f"Copié : {line.field.label}.")
        place = self.table.rows_model.place_of(line.key)
        after = next((one for one in rows[place + 1 :] if one.can_copy), None)
        if after is not None:
            self.table.choose(after.key)
            row = self.table.visualRect(self.table.currentIndex())
            bring_place(self.table.viewport(), row)  # the page scrolls, not the table

    def copy_missing(self) -> None:
        """Put what has to be asked in the clipboard, a line each."""
        if self.aid is not None:
            clipboard.copy("\n".join(self.aid.missing))
            self._say(f"Copié : {french.plural(len(self.aid.missing), 'chose')} à demander.")

    def _open(self) -> None:
        if self.aid is not None:
            open_page(self.aid.link)

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.said, words))


def _summary(aid: FormAid) -> str:
    ready, asked = aid.count(AidState.READY), aid.count(AidState.MISSING, AidState.PARTLY)
    by_hand = aid.count(AidState.BY_HAND)
    return (
        f"{french.plural(ready, 'champ prêt', 'champs prêts')} à copier,"
        f" {french.number(asked)} à demander, {french.number(by_hand)} à écrire à la main."
        " Entrée copie la valeur et passe à la suivante."
    )
