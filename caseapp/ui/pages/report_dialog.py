"""What a report discloses: to whom, why, with whose agreement, which sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem

from caseapp.domain.case_report import ALL_SECTIONS, Section
from caseapp.kernel import french
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.fields import TextField
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from caseapp.services.interview_rows import InterviewRow

_LIST = 132  # pixels: four interviews, the others by scrolling
_ROW = Qt.ItemDataRole.UserRole

SECTIONS = {
    Section.PEOPLE: "Foyer",
    Section.HEALTH: "Santé, si le destinataire en a besoin",
    Section.CONTACTS: "Coordonnées, si le destinataire doit joindre la personne",
    Section.MANDATES: "Mandats et accords en cours",
    Section.RESOURCES: "Ressources et charges du mois",
    Section.RIGHTS: "Droits estimés",
    Section.CLAIMS: "Démarches",
    Section.DEADLINES: "Échéances",
    Section.DUTIES: "L'année à venir : déclarations, renouvellements, âges",
    Section.NEXT_STEPS: "Prochaines étapes",
    Section.CLOSING: "Clôture : motif, date, relais, note",
    Section.INTERVIEWS: "Entretiens, à choisir un par un (sans les notes de travail)",
}


class ReportDialog(Dialog):
    """Collects what is disclosed. Only what is ticked leaves the desk."""

    def __init__(
        self, parent: QWidget, person: str, interviews: Sequence[InterviewRow] = ()
    ) -> None:
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
            "Accord de la personne, ou texte",
            placeholder="communiqué avec son accord du 20/11/2026",
        )
        self.boxes = {section: QCheckBox(words) for section, words in SECTIONS.items()}
        self.notice = Notice()
        self.notice.hide()
        for field in (self.recipient, self.purpose, self.consent):
            self.add(field)
        self.add(Text("Rubriques communiquées", TextRole.LABEL))
        for section, box in self.boxes.items():
            box.setChecked(section in ALL_SECTIONS)
            self.add(box)
        self.interviews = QListWidget()
        self.interviews.setAccessibleName("Entretiens communiqués")
        self.interviews.setFixedHeight(_LIST)
        self.interviews.hide()
        for row in interviews:
            self._offer(row)
        self.boxes[Section.INTERVIEWS].setVisible(bool(interviews))
        self.boxes[Section.INTERVIEWS].toggled.connect(self._show_interviews)
        self.add(self.interviews)
        self.add(self.notice)
        self.add_way_back()
        self.add_way_on("Choisir où l'enregistrer…")
        self.recipient.setFocus()

    @property
    def sections(self) -> frozenset[Section]:
        """The sections that were left ticked."""
        return frozenset(section for section, box in self.boxes.items() if box.isChecked())

    @property
    def chosen_interviews(self) -> tuple[UUID, ...]:
        """The interviews that were ticked."""
        items = [self.interviews.item(place) for place in range(self.interviews.count())]
        return tuple(
            item.data(_ROW) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    def _offer(self, row: InterviewRow) -> None:
        words = f"{french.day(row.on)} · {row.kind_words} · {row.medium_words}"
        item = QListWidgetItem(words, self.interviews)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        item.setData(_ROW, row.id)

    def _lacking(self) -> TextField | None:
        """Say what is lacking at its field; return the first one.

        Professional secrecy: nothing leaves without saying to whom, what for, on what ground.
        """
        needed = (
            (self.recipient, "Indiquez à qui ce rapport est remis, fût-ce à la personne."),
            (self.purpose, "Indiquez à quoi ce rapport doit servir."),
            (
                self.consent,
                (
                    "Indiquez l'accord de la personne et sa date, le texte qui permet ce partage, ou"
                    " « remis à la personne »."
                ),
            ),
        )
        empty = [field for field, _words in needed if not field.text.strip()]
        for field, words in needed:
            field.show_error(words if field in empty else "")
        return empty[0] if empty else None

    def _show_interviews(self, shown: bool) -> None:  # noqa: FBT001 - a signal's
        self.interviews.setVisible(shown)
        self.fit()

    def go_on(self) -> None:
        lacking = self._lacking()
        if lacking is not None:
            lacking.editor.setFocus()
            self.fit()
            return
        if Section.INTERVIEWS in self.sections and not self.chosen_interviews:
            self.notice.say("", "Cochez au moins un entretien.", Tone.BAD)
            self.notice.show()
            self.fit()
            return
        if not self.sections:
            self.notice.say("", "Cochez au moins une rubrique.", Tone.BAD)
            self.notice.show()
            self.fit()
            return
        self.accept()
