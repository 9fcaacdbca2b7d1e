"""The fields of an alert, laid out: what is written, how it left, what follows, how long it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from caseapp.rules.alert_guide import load_alert_guide
from caseapp.services.alert_rows import INFORMED, TEXTS
from caseapp.ui.widgets.columns import Columns
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from caseapp.domain.alert import AlertKind

_BESIDE = 780  # pixels from which the three texts stand side by side
_LINE = 560  # from which the short fields do
_DAY = 108  # pixels of « 20/11/2026 »
_HINTS = {
    "facts": "Ce que vous avez vu ou entendu vous-même : quand, où, qui était là.",
    "told": "Mot à mot, entre guillemets : qui, à qui, quel jour.",
    "evaluation": "Ce que vous en comprenez, à part des faits. Ces lignes peuvent être lues.",
}

Field = TextField | ChoiceField | TextArea


class AlertSheet(QWidget):
    """Holds the fields by the names of their columns."""

    def __init__(self) -> None:
        super().__init__()
        kinds = [(one.kind.value, one.name) for one in load_alert_guide().kinds]
        informed = [(one.value, words) for one, words in INFORMED.items()]
        self.fields: dict[str, Field] = {
            "kind": ChoiceField("Nature", kinds),
            "on_date": TextField("Date de l'écrit"),
            "recipient": TextField("Destinataire"),
            "about": TextArea(
                "Personnes concernées", "Une par ligne : nom, naissance, où elle vit.", lines=3
            ),
            **{name: TextArea(words, _HINTS[name]) for name, words in TEXTS.items()},
            "informed": ChoiceField("Information", informed),
            "informed_on": TextField("Informés le"),
            "not_informed": TextArea("Pourquoi l'information n'a pas été donnée", lines=2),
            "sent_on": TextField("Parti le"),
            "sent_by": TextField(
                "Par quel moyen", placeholder="courriel sécurisé, remise en main propre…"
            ),
        }
        for name in ("on_date", "informed_on", "sent_on"):
            self.fields[name].editor.setMinimumWidth(_DAY)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(self._line(("kind", 3), ("on_date", 1), ("recipient", 4)))
        outer.addWidget(self.fields["about"])
        texts = Columns(_BESIDE, gap=12)
        for name in TEXTS:
            texts.add(self.fields[name], 1)
        outer.addWidget(texts, 1)
        outer.addWidget(self._line(("informed", 2), ("informed_on", 1)))
        outer.addWidget(self.fields["not_informed"])
        outer.addWidget(self._line(("sent_on", 1), ("sent_by", 4)))

    def _line(self, *names: tuple[str, int]) -> QWidget:
        line = Columns(_LINE, gap=8)
        for name, share in names:
            line.add(self.fields[name], share)
        return line

    def show_kind(self, kind: AlertKind) -> None:
        """Say who is told of an alert of this kind."""
        self.fields["informed"].show_hint(load_alert_guide().kind(kind).informed)

    def show_informed(self, value: str) -> None:
        """Show what belongs to the answer given."""
        self.fields["informed_on"].setVisible(value == "yes")
        self.fields["not_informed"].setVisible(value == "no")

    def offer(self, *, recipients: bool, people: bool) -> None:
        """Offer the usual recipients, and the people of the case."""
        self.fields["recipient"].show_side("Choisir" if recipients else "")
        self.fields["about"].show_side("Ajouter du dossier" if people else "")


def pick(over: Field, choices: Sequence[str], chosen: Callable[[str], None]) -> None:
    """Show a menu of texts under a field."""
    menu = QMenu(over)
    for words in choices:
        menu.addAction(words.replace("&", "&&")).triggered.connect(
            lambda _on=False, words=words: chosen(words)
        )
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(over.mapToGlobal(over.rect().bottomLeft()))


def beside(*parts: QWidget) -> FlowLayout:
    """Return buttons on a line, on two where it is narrow."""
    line = FlowLayout(gap=8)
    for part in parts:
        line.addWidget(part)
    return line
