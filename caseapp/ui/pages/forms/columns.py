"""The lines of a form beside a case: its headings, and under each its fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.domain.form_aid import AidField, AidPart, AidState, FormAid
from caseapp.kernel import french
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from caseapp.services.pdf_form_rows import PdfFormRow

STATES: dict[AidState, tuple[str, Tone]] = {
    AidState.READY: ("prêt", Tone.INFO),
    AidState.PARTLY: ("en partie", Tone.WARN),
    AidState.MISSING: ("à demander", Tone.WARN),
    AidState.BY_HAND: ("à la main", Tone.NEUTRAL),
    AidState.NONE: ("sans objet", Tone.NEUTRAL),
}


@dataclass(frozen=True, slots=True)
class AidLine:
    """A heading, or a field under it."""

    key: str
    part: AidPart
    field: AidField | None = None

    @property
    def can_copy(self) -> bool:
        """Whether there is something whole to copy."""
        return self.field is not None and self.field.state is AidState.READY


def lines(aid: FormAid) -> Iterator[AidLine]:
    """Yield the lines of a form, in its order."""
    for place, part in enumerate(aid.parts):
        yield AidLine(f"part {place}", part)
        for field in part.fields:
            yield AidLine(field.key, part, field)


def aid_columns(is_copied: Callable[[str], bool]) -> list[Column[AidLine]]:
    """Return the columns; `is_copied` tells whether the value of a field was just copied."""

    def state(line: AidLine) -> tuple[str, Tone]:
        if line.field is None:
            return "", Tone.NEUTRAL
        return ("copié", Tone.OK) if is_copied(line.key) else STATES[line.field.state]

    return [
        Column(
            title="Champ du formulaire",
            text=_label,
            hint=lambda line: line.field.box if line.field else _whose(line.part),
            strong=lambda line: line.field is None,
            width=330,
        ),
        Column(
            title="À écrire",
            text=_value,
            hint=lambda line: _lacking(line) if line.field and line.field.value else "",
            copied=lambda line: line.field.copied if line.field else "",
            strong=lambda line: line.can_copy,
            stretch=True,
        ),
        Column(
            title="État",
            text=lambda line: state(line)[0],
            tone=lambda line: state(line)[1],
            kind=Kind.PILL,
            width=120,
        ),
        Column(title="", text=lambda line: "Copier" if line.can_copy else "", kind=Kind.ACTION),
    ]


def pdf_columns() -> list[Column[PdfFormRow]]:
    """Return the columns of the PDF forms of the service."""
    return [
        Column(
            title="Formulaire",
            text=lambda row: row.name,
            hint=lambda row: f"ajouté le {french.day(row.added_at)}",
            strong=True,
            stretch=True,
        ),
        Column(
            title="Champs reliés",
            text=lambda row: french.number(row.mapped),
            numeric=True,
            width=130,
        ),
        Column(title="", text=lambda _row: "Remplir", kind=Kind.ACTION),
    ]


def _label(line: AidLine) -> str:
    return line.part.title if line.field is None else line.field.label


def _whose(part: AidPart) -> str:
    return " · ".join(words for words in (part.person, part.page) if words)


def _value(line: AidLine) -> str:
    if line.field is None:
        return line.part.nobody
    return line.field.value or _lacking(line)


def _lacking(line: AidLine) -> str:
    if line.field is None:
        return ""
    asked = f"à demander : {', '.join(line.field.missing)}" if line.field.missing else ""
    return " · ".join(words for words in (asked, line.field.hint) if words)
