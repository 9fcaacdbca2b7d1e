"""What the table of documents shows of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.services.document_rows import ValidityState
from caseapp.services.document_words import size_words
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.theme import Tone
from caseapp.ui.wording import day

if TYPE_CHECKING:
    from caseapp.services.document_files import ScannedFile
    from caseapp.services.document_rows import DocumentLine

_TONES = {
    ValidityState.EXPIRED: Tone.BAD,
    ValidityState.SOON: Tone.WARN,
    ValidityState.VALID: Tone.OK,
    ValidityState.UNDATED: Tone.NEUTRAL,
}


def document_columns() -> list[Column[DocumentLine]]:
    """Return the columns of the documents of a case."""
    return [
        Column(
            title="Document",
            text=lambda line: line.title,
            hint=_kind_person_and_original,
            sort_key=lambda line: french.fold(line.title),
            tooltip=lambda line: line.note or line.file_name,
            strong=True,
            stretch=True,
        ),
        Column(
            title="Date",
            text=lambda line: day(line.on_date),
            hint=lambda line: size_words(line.size),
            sort_key=lambda line: line.on_date,
            numeric=True,
            width=108,
        ),
        Column(
            title="Valable jusqu'au",
            text=lambda line: "" if line.validity.until is None else validity_words(line),
            tone=lambda line: _TONES[line.validity.state],
            tooltip=lambda line: day(line.validity.until),
            sort_key=lambda line: line.validity.until,
            kind=Kind.PILL,
        ),
        Column(
            title="Sert à",
            text=lambda line: ", ".join(line.claims) or "—",
            tooltip=lambda line: ", ".join(line.claims),
            sort_key=lambda line: len(line.claims),
            width=110,
        ),
    ]


def validity_words(line: DocumentLine) -> str:
    """Return « expire dans 12 jours », else the date, or « — »."""
    return line.validity.words or day(line.validity.until)


def scan_columns() -> list[Column[tuple[ScannedFile, bool, str]]]:
    """Return the columns of the files of a folder: the file, whether it is chosen, its moment."""
    return [
        Column(title="", kind=Kind.TICK, ticked=lambda row: row[1], width=36),
        Column(title="Fichier", text=lambda row: row[0].path.name, stretch=True),
        Column(title="Modifié le", text=lambda row: row[2], numeric=True, width=168),
        Column(title="Taille", text=lambda row: size_words(row[0].size), numeric=True, width=90),
    ]


def _kind_person_and_original(line: DocumentLine) -> str:
    parts = (line.kind_words, line.person, line.original)
    return f"{french.NO_BREAK}· ".join(part for part in parts if part)
