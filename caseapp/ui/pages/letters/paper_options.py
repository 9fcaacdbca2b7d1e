"""What is chosen of a letter on its paper: the kind of file, the paper of the service, to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.ui.dialogs.ask import ODT, WORD
from caseapp.ui.dialogs.paper import PDF_FILE, FileKind, Made, PaperOptions
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WORD_FILE, ODT_FILE = FileKind(WORD, ".docx"), FileKind(ODT, ".odt")
_KINDS = {"pdf": PDF_FILE, "docx": WORD_FILE, "odt": ODT_FILE}
_WORDS = [("pdf", "PDF"), ("docx", "Word (.docx)"), ("odt", "LibreOffice (.odt)")]
_SHOWN = "L'aperçu et l'impression montrent la présentation du programme."
_OWN = (
    "L'aperçu montre le texte. Le fichier Word garde la mise en page de votre modèle : imprimez-le"
    " depuis Word."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPaperTools:
    """What makes the files, beside the window; `record` notes that one left."""

    recipient: str
    is_whole: bool  # begun from a Word file of the service
    letterheads: Sequence[tuple[str, str]]  # value and name of each paper of the service
    pdf: Callable[[], Made]
    word: Callable[[str], bytes]  # on one of the letterheads, or on none
    odt: Callable[[], bytes]
    record: Callable[[str, bool], None] | None  # to whom, printed or not; none: a trial


class LetterOptions(PaperOptions):
    """The pages show what the letter says; the file is of the kind that is chosen."""

    saving = "Enregistrer…"

    def __init__(self, tools: LetterPaperTools) -> None:
        super().__init__()
        self._tools = tools
        self.format = ChoiceField("Enregistrer en", _WORDS)
        self.letterhead = ChoiceField(
            "Papier", [("", "Présentation du programme"), *tools.letterheads]
        )
        self.recipient = TextField("Remis à", hint="noté dans l'historique du dossier")
        self.recipient.show_text(tools.recipient)
        self.blanks = Notice()
        self.blanks.hide()
        self.shown = Text(_OWN if tools.is_whole else _SHOWN, TextRole.HINT, wrap=True)
        self._chosen = ("pdf", "")  # read beside the window
        self._lay_out()
        self.format.editor.currentIndexChanged.connect(lambda _at: self._choose())
        self.letterhead.editor.currentIndexChanged.connect(lambda _at: self._choose())
        if tools.is_whole:
            self.format.show_value("docx")
        self._choose()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        for part in (self.blanks, self.format, self.letterhead, self.shown, self.recipient):
            column.addWidget(part)
        column.addStretch(1)
        self.recipient.setVisible(self._tools.record is not None)

    def _choose(self) -> None:
        tools, kind = self._tools, self.format.value
        self.letterhead.setVisible(
            kind == "docx" and bool(tools.letterheads) and not tools.is_whole
        )
        self._chosen = (kind, self.letterhead.value)

    @property
    def kind(self) -> FileKind:
        return _KINDS[self._chosen[0]]

    def work(self) -> Callable[[], Made]:
        return self._tools.pdf

    def made(self, remarks: tuple[str, ...]) -> None:
        self.blanks.setVisible(bool(remarks))
        if remarks:
            count = french.plural(len(remarks), "blanc à compléter", "blancs à compléter")
            words = "\n".join(dict.fromkeys(f"– {one}" for one in remarks))
            self.blanks.say(count, f"{words}\nIls restent marqués, à remplir à la main.", Tone.WARN)

    def check(self) -> None:
        """Nothing leaves without saying to whom."""
        if self._tools.record is None or self.recipient.text.strip():
            self.recipient.show_error("")
            return
        sentence = "Indiquez à qui ce courrier est remis, fût-ce à la personne."
        self.recipient.show_error(sentence)
        self.recipient.setFocus()
        raise UserInputError("recipient", sentence)

    def sealed(self, made: bytes) -> bytes:
        kind, letterhead = self._chosen
        match kind:
            case "docx":
                return self._tools.word(letterhead)
            case "odt":
                return self._tools.odt()
            case _:
                return made

    def left(self, *, printed: bool) -> None:
        if self._tools.record is not None:
            self._tools.record(self.recipient.text.strip(), printed)
