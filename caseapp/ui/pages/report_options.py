"""What a report of the service holds: its outline, to whom and why, what is read and written in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QVBoxLayout

from caseapp.domain.case_report import Section
from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.rules.report_outlines import load_outlines
from caseapp.services.social_reports import AskedReport
from caseapp.ui.dialogs.paper import Made, PaperOptions
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.password_field import PasswordField
from caseapp.ui.widgets.text_area import TextArea
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.wording import date_confidence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from caseapp.rules.report_outlines import Outline
    from caseapp.services.interview_rows import InterviewRow

_LIST = 112  # pixels: four interviews, the others by scrolling
_KEY = Qt.ItemDataRole.UserRole
_TO_THE_PERSON = "acces"  # the outline whose recipient is the person
_SHORTEST = 8  # characters of a password that a file travels with


@dataclass(frozen=True, slots=True)
class ReportTools:
    """What a report is made with: `make` reads and lays out, beside the window."""

    interviews: Sequence[InterviewRow]
    make: Callable[[AskedReport], Made]
    seal: Callable[[bytes, str, bool], bytes]  # with a password, or for an archive
    record: Callable[[AskedReport, bool], None]  # it left, printed or not
    keep: Callable[[Mapping[str, str]], None]


class ReportOptions(PaperOptions):
    """Only what is ticked and written is on the pages."""

    def __init__(self, tools: ReportTools, typed: Mapping[str, str]) -> None:
        super().__init__()
        self._tools = tools
        self._outline = next(iter(load_outlines().values()))
        self._texts = {name: text for name, text in typed.items() if name.startswith("= ")}
        self.outline = ChoiceField("Écrit", [(o.code, o.name) for o in load_outlines().values()])
        self.recipient = TextField("Destinataire")
        self.purpose = TextField("Objet")
        self.consent = TextField(
            "Accord de la personne, ou texte",
            placeholder="communiqué avec son accord du 20/11/2026",
        )
        self.boxes = {section: QCheckBox(words) for section, words in _BOXES.items()}
        self.interviews = QListWidget()
        self.interviews.setAccessibleName("Entretiens communiqués")
        self.interviews.setFixedHeight(_LIST)
        self.basis = Text("", TextRole.HINT, wrap=True)
        self.written: dict[str, TextArea] = {}
        self.third = Notice()
        self.password = PasswordField(
            "Mot de passe du fichier (facultatif)",
            "Le fichier ne s'ouvrira qu'avec lui : dites-le autrement que par le même courriel.",
        )
        self.archive = QCheckBox("À conserver (PDF/A-2b)")
        self._areas = QVBoxLayout()
        self._lay_out()
        for row in tools.interviews:
            self._offer(row)
        self._take_up(typed)
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        for part in (self.outline, self.basis, self.recipient, self.purpose, self.consent):
            column.addWidget(part)
        self.third.hide()
        column.addWidget(self.third)
        column.addWidget(Text("Rubriques lues dans le dossier", TextRole.LABEL))
        for box in self.boxes.values():
            column.addWidget(box)
        column.addWidget(self.interviews)
        column.addLayout(self._areas)
        column.addWidget(self.password)
        column.addWidget(self.archive)
        column.addStretch(1)

    def _connect(self) -> None:
        self.outline.committed.connect(lambda code: self._choose(load_outlines()[code]))
        for field in (self.recipient, self.purpose, self.consent):
            field.editor.textChanged.connect(lambda _text: self.changed.emit())
        for box in self.boxes.values():
            box.toggled.connect(lambda _on: self._ticked())
        self.interviews.itemChanged.connect(lambda _item: self.changed.emit())

    # ------------------------------------------------------------------ what is chosen
    @property
    def sections(self) -> frozenset[Section]:
        """The sections that are ticked."""
        return frozenset(section for section, box in self.boxes.items() if box.isChecked())

    @property
    def asked(self) -> AskedReport:
        """All that is chosen now."""
        items = [self.interviews.item(place) for place in range(self.interviews.count())]
        return AskedReport(
            outline=self._outline.code,
            recipient=self.recipient.text.strip(),
            purpose=self.purpose.text.strip(),
            consent=self.consent.text.strip(),
            sections=self.sections,
            interviews=tuple(
                item.data(_KEY) for item in items if item.checkState() is Qt.CheckState.Checked
            ),
            written={title: area.text for title, area in self.written.items()},
        )

    def choose(self, code: str) -> None:
        """Begin with an outline."""
        self._choose(load_outlines()[code])

    def work(self) -> Callable[[], Made]:
        asked = self.asked
        self._tools.keep(self._typed(asked))
        if not asked.sections and not any(text.strip() for text in asked.written.values()):
            raise UserInputError("sections", "Cochez au moins une rubrique.")
        return lambda: self._tools.make(asked)

    def made(self, remarks: tuple[str, ...]) -> None:
        self.third.setVisible(bool(remarks))
        if remarks:
            self.third.say("À relire avant de remettre", "\n".join(remarks), Tone.WARN)

    def check(self) -> None:
        """Professional secrecy: nothing leaves without saying to whom, what for, on what ground."""
        needed: tuple[tuple[TextField, str], ...] = (
            (self.recipient, "Indiquez à qui cet écrit est remis, fût-ce à la personne."),
            (self.purpose, "Indiquez à quoi cet écrit doit servir."),
        )
        if self._outline.code != _TO_THE_PERSON:  # CASF L121-6-2: an agreement, or a text
            words = (
                "Indiquez l'accord de la personne et sa date, ou le texte qui permet ce partage."
            )
            needed = (*needed, (self.consent, words))
        lacking = [(field, words) for field, words in needed if not field.text.strip()]
        for field, words in needed:
            field.show_error(words if (field, words) in lacking else "")
        if lacking:
            lacking[0][0].setFocus()
            raise UserInputError("recipient", lacking[0][1])
        if Section.INTERVIEWS in self.sections and not self.asked.interviews:
            raise UserInputError("interviews", "Cochez au moins un entretien.")
        password = self.password.editor.text()
        if password and len(password) < _SHORTEST:
            raise UserInputError("password", f"Le mot de passe a {_SHORTEST} caractères au moins.")
        if password and self.archive.isChecked():
            raise UserInputError("password", "Un PDF/A ne peut pas être protégé : choisir l'un.")

    def sealed(self, made: bytes) -> bytes:
        return self._tools.seal(made, self.password.editor.text(), self.archive.isChecked())

    def left(self, *, printed: bool) -> None:
        self._tools.record(self.asked, printed)

    # ------------------------------------------------------------------ inside
    def _choose(self, outline: Outline) -> None:
        """Offer what an outline proposes; what was typed for another one stays in mind."""
        self._remember()
        self._outline = outline
        self.outline.show_value(outline.code)
        self.basis.setText(
            " · ".join(
                f"{one.article} : {one.about} ({date_confidence(one.confidence)})"
                for one in outline.basis
            )
        )
        self.basis.setVisible(bool(outline.basis))
        self.recipient.show_text(outline.recipient)
        self.purpose.show_text(outline.purpose)
        for section, box in self.boxes.items():
            box.setChecked(section in outline.sections)
        if outline.every_interview:
            for place in range(self.interviews.count()):
                self.interviews.item(place).setCheckState(Qt.CheckState.Checked)
        self._write_under(outline)
        self._ticked()

    def _write_under(self, outline: Outline) -> None:
        while (item := self._areas.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.written = {}
        for heading in outline.written:
            area = TextArea(heading.title, heading.hint, lines=4)
            area.show_text(self._texts.get(f"= {heading.title}", ""))
            area.typed.connect(self.changed.emit)
            self.written[heading.title] = area
            self._areas.addWidget(area)

    def _ticked(self) -> None:
        has_some = bool(self.interviews.count())
        self.boxes[Section.INTERVIEWS].setVisible(has_some)
        self.interviews.setVisible(has_some and self.boxes[Section.INTERVIEWS].isChecked())
        self.changed.emit()

    def _offer(self, row: InterviewRow) -> None:
        words = f"{french.day(row.on)} · {row.kind_words} · {row.medium_words}"
        item = QListWidgetItem(words, self.interviews)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        item.setData(_KEY, row.id)

    def _remember(self) -> None:
        self._texts |= {f"= {title}": area.text for title, area in self.written.items()}

    def _typed(self, asked: AskedReport) -> dict[str, str]:
        self._remember()
        return {
            "outline": asked.outline,
            "recipient": self.recipient.text,
            "purpose": self.purpose.text,
            "consent": self.consent.text,
            **{name: text for name, text in self._texts.items() if text.strip()},
        }

    def _take_up(self, typed: Mapping[str, str]) -> None:
        known = load_outlines()
        self._choose(known.get(typed.get("outline", ""), self._outline))
        for name in ("recipient", "purpose", "consent"):
            if name in typed:
                getattr(self, name).show_text(typed[name])


_BOXES = {
    Section.PEOPLE: "Foyer",
    Section.HEALTH: "Santé, si le destinataire en a besoin",
    Section.CONTACTS: "Coordonnées",
    Section.MANDATES: "Mandats et accords en cours",
    Section.RESOURCES: "Ressources et charges du mois",
    Section.RIGHTS: "Droits estimés",
    Section.CLAIMS: "Démarches",
    Section.DEADLINES: "Échéances",
    Section.NEXT_STEPS: "Prochaines étapes",
    Section.CLOSING: "Clôture",
    Section.INTERVIEWS: "Entretiens (sans les notes de travail)",
}
