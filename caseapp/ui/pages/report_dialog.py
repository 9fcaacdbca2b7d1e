"""What a report discloses: to whom, why, with whose agreement, which sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from caseapp.domain.case_report import Section
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.fields import TextField
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

SECTIONS = {
    Section.PEOPLE: "Foyer",
    Section.RESOURCES: "Ressources et charges du mois",
    Section.RIGHTS: "Droits estimés",
    Section.CLAIMS: "Démarches",
    Section.DEADLINES: "Échéances",
    Section.NEXT_STEPS: "Prochaines étapes",
}


class ReportDialog(Dialog):
    """Collects what is disclosed. Only what is ticked leaves the desk."""

    def __init__(self, parent: QWidget, person: str) -> None:
        super().__init__(
            parent,
            "Exporter le rapport",
            f"Dossier de {person}. Ne cochez que ce dont le destinataire a besoin.",
            width=560,
        )
        self.recipient = TextField(
            "Destinataire", placeholder="commission FSL, avocat, la personne…"
        )
        self.purpose = TextField("Objet", placeholder="demande d'aide au maintien")
        self.consent = TextField(
            "Accord de la personne", placeholder="communiqué avec son accord du 20/11/2026"
        )
        self.boxes = {section: QCheckBox(words) for section, words in SECTIONS.items()}
        self.notice = Notice()
        self.notice.hide()
        for field in (self.recipient, self.purpose, self.consent):
            self.add(field)
        self.add(Text("Rubriques communiquées", TextRole.LABEL))
        for box in self.boxes.values():
            box.setChecked(True)
            self.add(box)
        self.add(self.notice)
        self.add_way_back()
        self.add_way_on("Choisir où l'enregistrer…")
        self.recipient.setFocus()

    @property
    def sections(self) -> frozenset[Section]:
        """The sections that were left ticked."""
        return frozenset(section for section, box in self.boxes.items() if box.isChecked())

    def go_on(self) -> None:
        if not self.sections:
            self.notice.say("", "Cochez au moins une rubrique.", Tone.BAD)
            self.notice.show()
            self.fit()
            return
        self.accept()
