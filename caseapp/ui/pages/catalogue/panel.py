"""The whole file of the chosen right: one text to read, select and copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser

from caseapp.rules.merged_catalogue import is_local
from caseapp.services.catalogue_file import is_judged, lowest_confidence, sections
from caseapp.ui import clipboard
from caseapp.ui.dialogs.web import open_page
from caseapp.ui.pages.catalogue import words
from caseapp.ui.theme import Tone, font
from caseapp.ui.widgets.buttons import link, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.texts import Pill, Text, TextRole
from caseapp.ui.wording import CONFIDENCES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.rules.catalogue import Right
    from caseapp.services.catalogue_lines import Section
    from caseapp.services.corrections import CorrectedFact


class FilePanel(Card):
    """Shows one right at a time: its file is composed when it is chosen, never before."""

    correcting = Signal(object)  # the right, for each
    editing = Signal(object)
    copying = Signal(object)
    deleting = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Fiche du droit")
        self._right: Right | None = None
        self._sections: tuple[Section, ...] = ()
        self.title = Text("", TextRole.CARD_TITLE, wrap=True, selectable=True)
        self.copy_button = secondary("Copier", self._copy, hint="Copier toute la fiche")
        self._computed, self._sure, self._service = Pill(), Pill(), Pill()
        self.marks = (
            Pill("Démarche gratuite", Tone.OK),
            self._computed,
            self._sure,
            self._service,
        )
        self._of_service = (
            link("Modifier", lambda: self.editing.emit(self._right)),
            link("Dupliquer", lambda: self.copying.emit(self._right)),
            link("Supprimer", lambda: self.deleting.emit(self._right)),
        )
        self._of_shipped = link(
            "Corriger un fait local",
            lambda: self.correcting.emit(self._right),
            hint="Lieu de dépôt, contact, pièces demandées ici, délai constaté…",
        )
        self.file = QTextBrowser()
        self.file.setAccessibleName("Fiche du droit")
        self.file.setProperty("role", "file")
        self.file.document().setDefaultFont(font())
        self.file.document().setDocumentMargin(0)
        self.file.setOpenLinks(False)
        self.file.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.file.anchorClicked.connect(lambda address: open_page(address.toString()))
        self._lay_out()

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(12)
        heading.addWidget(self.title, 1)
        heading.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignTop)
        marks = FlowLayout(gap=8, line_gap=4)
        for mark in self.marks:
            marks.addWidget(mark)
        actions = FlowLayout(gap=16, line_gap=4)
        for action in (self._of_shipped, *self._of_service):
            actions.addWidget(action)
        self.add(heading)
        self.add(marks)
        self.add(actions)
        self.add(self.file, 1)

    def changeEvent(self, event: QEvent) -> None:
        """Write the file again in the colours of another scheme."""
        if event.type() == QEvent.Type.PaletteChange and self._right is not None:
            self.file.setHtml(words.rich_text(self._sections))
        super().changeEvent(event)

    def show_right(self, right: Right, corrections: Sequence[CorrectedFact] = ()) -> None:
        """Show the file of a right from its top, with what the service corrected in it."""
        self._right, self._sections = right, sections(right, corrections)
        local = is_local(right.code)
        self._service.show_word(
            "Aide locale" if local else "Modifié par le service" if corrections else "", Tone.INFO
        )
        self._of_shipped.setVisible(not local)
        for action in self._of_service:
            action.setVisible(local)
        self.title.setText(right.name)
        self._computed.show_word(
            "Calculé"
            if right.computed
            else "Évalué par ses conditions"
            if is_judged(right)
            else "Non évalué",
            Tone.INFO if right.computed else Tone.NEUTRAL,
        )
        lowest = lowest_confidence(right)
        sure, tone = CONFIDENCES[lowest] if lowest else ("", Tone.NEUTRAL)
        self._sure.show_word(f"Point le moins sûr : {sure}" if sure else "", tone)
        self.file.setHtml(words.rich_text(self._sections))

    def _copy(self) -> None:
        if self._right is not None:
            clipboard.copy(words.plain_text(self._right, self._sections))
