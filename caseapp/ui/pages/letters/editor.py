"""One letter being written: to whom, about what, its text, what goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from caseapp.domain.letter import Signer
from caseapp.kernel import french
from caseapp.rules.letters.filling import BLANK
from caseapp.ui.pages.letters.body import PAUSE, BodyEditor
from caseapp.ui.pages.letters.library import basis_words
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.text_area import TextArea
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caseapp.services.letter_rows import LetterPage
    from caseapp.ui.widgets.fields import FormField

_SIGNERS = [(Signer.PERSON.value, "La personne"), (Signer.WORKER.value, "Le travailleur social")]


class LetterEditor(Card):
    """Tells `settled` with what changed; the tab stores."""

    settled = Signal(dict)
    paper_asked = Signal()
    send_asked = Signal()
    undo_send_asked = Signal()
    copy_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Courrier")
        self.about = Notice()
        self.recipient = TextArea("Destinataire", lines=4)
        self.subject = TextField("Objet")
        self.place = TextField("Lieu")
        self.on = TextField("Date", placeholder="jj/mm/aaaa, ou rien : à la main")
        self.signer = ChoiceField("Signature", _SIGNERS)
        self.registered = QCheckBox("Lettre recommandée avec avis de réception")
        self.text = BodyEditor()
        self.enclosures = TextArea("Pièces jointes, une par ligne", lines=3)
        self.left = Text("", TextRole.SECONDARY)
        self.send = primary("Noter l'envoi…", self.send_asked.emit)
        self.take_back = secondary("Annuler l'envoi", self.undo_send_asked.emit)
        self._typed: dict[str, str] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.add_action(secondary("Copier le texte", self.copy_asked.emit))
        self.add_action(secondary("Imprimer ou enregistrer…", self.paper_asked.emit))
        self.add_action(self.take_back)
        self.add_action(self.send)
        line = QHBoxLayout()
        line.setSpacing(8)
        for field, share in ((self.place, 2), (self.on, 2), (self.signer, 2)):
            line.addWidget(field, share)
        for part in (
            self.about, self.recipient, self.subject, line, self.registered, self.text, self.left,
            self.enclosures,
        ):  # fmt: skip
            self.add(part)

    def _connect(self) -> None:
        for name, line in (("subject", self.subject), ("place", self.place), ("on", self.on)):
            line.committed.connect(lambda text, name=name: self.settled.emit({name: text}))
        self.signer.committed.connect(lambda value: self.settled.emit({"signer": value}))
        self.registered.clicked.connect(
            lambda on: self.settled.emit({"registered": "true" if on else "false"})
        )
        self.text.written.connect(lambda text: self.settled.emit({"body": text}))
        self.text.editor.textChanged.connect(self._count)
        for name, area in (("recipient", self.recipient), ("enclosures", self.enclosures)):
            area.typed.connect(self._count)
            area.typed.connect(lambda name=name, area=area: self._later(name, area.text))
        self._pause.timeout.connect(self._tell_typed)

    def _later(self, name: str, text: str) -> None:
        self._typed[name] = text
        self._pause.start()

    def _tell_typed(self) -> None:
        self._pause.stop()
        typed, self._typed = self._typed, {}
        if typed:
            self.settled.emit(typed)

    def show_page(self, page: LetterPage) -> None:
        """Show a letter; one that went is only read."""
        self.set_title(page.name, "" if page.sent_on is None else "parti, il reste comme il était")
        editable = page.sent_on is None
        self.recipient.show_text(page.recipient)
        self.subject.show_text(page.subject)
        self.place.show_text(page.place)
        self.on.show_text(french.day(page.on) if page.on else "")
        self.signer.show_value(page.signer.value)
        self.registered.setChecked(page.registered)
        for part in (self.subject, self.place, self.on, self.signer, self.registered,
                     self.enclosures):  # fmt: skip
            part.setHidden(page.is_whole)  # its text says all of it
        self.text.show_markdown(page.body, editable=editable)
        self.enclosures.show_text("\n".join(page.enclosures))
        for part in (self.recipient, self.subject, self.place, self.on, self.signer,
                     self.registered, self.enclosures):  # fmt: skip
            part.setEnabled(editable)
        self.send.setVisible(editable)
        self.take_back.setVisible(not editable)
        self._tell(page)
        self._count()

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Show what was refused at its field, and nothing at the others."""
        fields: dict[str, FormField[Any]] = {
            "recipient": self.recipient, "subject": self.subject, "place": self.place,
            "on": self.on, "body": self.text.field, "enclosures": self.enclosures,
        }  # fmt: skip
        for name, field in fields.items():
            field.show_error(errors.get(name, ""))

    def leave(self) -> None:
        """Store what is being written."""
        for field in (self.subject, self.place, self.on):
            field.commit()
        self._tell_typed()
        self.text.store()

    def _tell(self, page: LetterPage) -> None:
        until = f"À envoyer avant le {french.day(page.before)}. " if page.before else ""
        to = f"Devant : {page.addressee}." if page.addressee else ""
        caution = f"Attention : {page.caution}" if page.caution else ""
        words = "\n".join(part for part in (f"{until}{page.when}", to, caution) if part)
        self.about.say("Quand l'employer", f"{words}\n{basis_words(page.basis)}".strip(), Tone.INFO)

    def _count(self) -> None:
        places = (self.recipient.text, self.subject.text, self.enclosures.text)
        count = self.text.blanks + sum(text.count(f"[{BLANK} : ") for text in places)
        self.left.setText(
            f"{french.plural(count, 'blanc')} à compléter" if count else "Tout est complété."
        )
        self.text.next_blank.setEnabled(bool(self.text.blanks))
