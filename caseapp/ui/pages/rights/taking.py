"""The explanation of a right taken along: on paper, or as a PDF where there is no printer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.kernel.errors import KnownTroubleError
from caseapp.kernel.files import write_atomically
from caseapp.ui.dialogs.ask import PDF
from caseapp.ui.pages.rights.printing import ask_and_print, document_of, has_printer, pdf_of
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument
    from PySide6.QtWidgets import QWidget

    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.widgets.notice import Notice


def print_or_save(
    parent: QWidget, asker: Asker, notice: Notice, reference: str, heading: str, text: str
) -> None:
    """Print a text of a case; without a printer, say so and offer a PDF where the person says."""
    document = document_of(f"Dossier {reference}", heading, text)
    if has_printer():
        ask_and_print(parent, document)
        return
    proposed = Path.home() / f"Explication {reference}.pdf"

    def save() -> None:
        path = asker.save_file(parent, "Enregistrer l'explication", proposed, PDF)
        if path is not None:
            _save(document, path, notice)

    notice.say(
        "Aucune imprimante n'est installée sur ce poste",
        "L'explication peut être enregistrée en PDF. Le fichier n'est pas chiffré.",
        Tone.WARN,
        secondary("Enregistrer en PDF", save),
    )
    notice.show()


def _save(document: QTextDocument, path: Path, notice: Notice) -> None:
    try:
        write_atomically(path, pdf_of(document))
    except KnownTroubleError as trouble:
        notice.say(trouble.sentence, trouble.way_out, Tone.BAD)
        return
    notice.say("Explication enregistrée", f"{path.name}, dans {path.parent}.", Tone.OK)
