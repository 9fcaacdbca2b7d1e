"""The reading pane: the case one is on, at a glance, and its tags to edit there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import primary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.closed_case import ClosedCase
from caseapp.ui.widgets.lines import AmountLine
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.page import ScrollPage
from caseapp.ui.widgets.texts import Line, Pill, Text, TextRole
from caseapp.ui.wording import CLAIM_STATES, NO_CONTACT, capital, day

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QLayout

    from caseapp.services.case_glance import CaseGlance
    from caseapp.services.retention_rows import Refusal
    from caseapp.ui.pages.cases.tags import TagsField

_CLAIMS = 6


class CasePane(ScrollPage):
    """Shows one case; « Ouvrir » goes to it."""

    open_asked = Signal(object)  # id of a case

    def __init__(self, tags: TagsField) -> None:
        super().__init__(margin=0)
        self.setAccessibleName("Aperçu du dossier")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._case: UUID | None = None
        self.tags = tags
        self.card = Card()
        self.nothing = EmptyState(
            "Aucun dossier choisi", "Les flèches vont d'un dossier à l'autre."
        )
        self.hidden = EmptyState(
            "Aperçu masqué", "L'écran est partagé : l'aperçu d'un autre dossier ne se montre pas."
        )
        self.hidden.hide()
        self.closed = ClosedCase()
        self.closed.hide()
        self._name = Line("", TextRole.CARD_TITLE)
        self._status = Pill()
        self.open = primary("Ouvrir", self._ask_open, hint="Entrée, depuis la liste")
        self._summary = Text("", TextRole.SECONDARY, wrap=True, selectable=True)
        self._beside = Text("", TextRole.HINT, wrap=True, selectable=True)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(6)
        self._lay_out()
        self.show_glance(None)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._name, 1)
        top.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)
        self.card.add(top)
        self.card.add(self._status)
        self.card.add(self._summary)
        self.card.add(self._beside)
        self.card.add(self.tags)
        self.card.add(self._parts)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.add(self.nothing)
        self.add(self.hidden)
        self.add(self.closed)
        self.add(self.card)
        self.end()

    @property
    def words(self) -> str:
        """What the pane says, one part a line."""
        labels = self.card.findChildren(Text)
        return "\n".join(label.text() for label in labels if label.isVisibleTo(self.card))

    def hide_case(self) -> None:
        """Show nothing of the case that is chosen: somebody else sees the screen."""
        self.show_glance(None)
        self.nothing.hide()
        self.hidden.show()

    def show_refusal(self, refusal: Refusal) -> None:
        """Show nothing of a case that may not be read, but why."""
        self.show_glance(None)
        self.nothing.hide()
        self.closed.show_refusal(refusal)

    def show_glance(self, glance: CaseGlance | None) -> None:
        """Show a case, or that none is chosen."""
        self.card.setVisible(glance is not None)
        self.nothing.setVisible(glance is None)
        self.hidden.hide()
        self.closed.show_refusal(None)
        self._case = None if glance is None else glance.header.id
        self._clear()
        if glance is None:
            return
        header = glance.header
        self._name.setText(header.name)
        self._status.show_word(*_status(glance))
        self._summary.setText(header.summary)
        self._summary.setVisible(bool(header.summary))
        self._beside.setText(_beside(glance))
        self.tags.show_tags(header.id, glance.tags)
        self._show_parts(glance)
        self.verticalScrollBar().setValue(0)

    def _show_parts(self, glance: CaseGlance) -> None:
        if glance.closed_reason:
            self._title("Motif de clôture")
            self._say(glance.closed_reason)
        self._title("Dernière estimation")
        if glance.totals is None:
            self._say("Aucune estimation n'a été faite.", TextRole.SECONDARY)
        else:
            rights, income = glance.totals.rights, glance.totals.income
            when = f"estimés le {day(glance.totals.on)}"
            monthly = f"{french.euros(rights, cents=False)}/mois"
            self._add(AmountLine("Droits probables", monthly, when, strong=True))
            self._add(AmountLine("Autres ressources", f"{french.euros(income, cents=False)}/mois"))
        self._show_work(glance)
        if glance.interview is not None:
            spoken = glance.interview
            self._title("Dernier entretien")
            self._say(f"{day(spoken.on)} · {capital(spoken.words)}", TextRole.SECONDARY)
            if spoken.said:
                self._say(spoken.said)
        if glance.note:
            self._title("Note du dossier")
            self._say(glance.note)

    def _show_work(self, glance: CaseGlance) -> None:
        self._title("Prochaines échéances")
        for due in glance.deadlines:
            late = " (en retard)" if due.is_late else ""
            self._say(f"{day(due.on)}{late} · {due.label}", tone=Tone.BAD if due.is_late else None)
        if not glance.deadlines:
            self._say("Aucune.", TextRole.SECONDARY)
        self._title(f"Démarches en cours{french.NO_BREAK}: {len(glance.claims)}")
        for claim in glance.claims[:_CLAIMS]:
            line = QHBoxLayout()
            line.addWidget(Text(claim.name, wrap=True), 1)
            pill = Pill()
            line.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
            self._add(line)
            pill.show_word(*CLAIM_STATES[claim.state])  # within the card, not as a window
        if len(glance.claims) > _CLAIMS:
            self._say(f"et {len(glance.claims) - _CLAIMS} autres.", TextRole.SECONDARY)

    def _title(self, words: str) -> None:
        self._parts.addSpacing(6)
        self._add(Text(words, TextRole.LABEL))

    def _say(self, words: str, role: TextRole = TextRole.BODY, *, tone: Tone | None = None) -> None:
        self._add(Text(words, role, tone=tone, wrap=True, selectable=True))

    def _add(self, part: QWidget | QLayout) -> None:
        if isinstance(part, QWidget):
            self._parts.addWidget(part)
        else:
            self._parts.addLayout(part)

    def _clear(self) -> None:
        while (item := self._parts.takeAt(0)) is not None:
            inner = item.layout()
            for widget in [item.widget()] if inner is None else _widgets_of(inner):
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()

    def _ask_open(self) -> None:
        if self._case is not None:
            self.open_asked.emit(self._case)


def _widgets_of(layout: QLayout) -> list[QWidget | None]:
    items = (layout.itemAt(place) for place in range(layout.count()))
    return [item.widget() for item in items if item is not None]


def _status(glance: CaseGlance) -> tuple[str, Tone]:
    if glance.closed_on is None:
        return "Ouvert", Tone.INFO
    return f"Clos le {day(glance.closed_on)}", Tone.NEUTRAL


def _beside(glance: CaseGlance) -> str:
    header = glance.header
    parts = [
        header.reference,
        f"ouvert le {day(header.opened_on)}",
        f"référent{french.NO_BREAK}: {header.referent}" if header.referent else "sans référent",
    ]
    contact = header.last_contact_on
    parts.append(f"dernier contact le {day(contact)}" if contact else NO_CONTACT)
    return " · ".join(parts)
