"""What a person types of a document, read into its row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING
from uuid import UUID

from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.rules.document_kinds import load_document_kinds
from caseapp.services import typed_values

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from db.models import DocumentRow

FIELDS = (
    "title", "kind", "person", "on_date", "valid_until", "note", "original", "original_returned_on",
)  # fmt: skip
KEPT = "kept"  # the service holds the paper original
_TITLE, _FILE_NAME, _NOTE = 200, 255, 1000
_OLDEST = date(1900, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What is said of a document, read and checked."""

    title: str
    kind: str
    person_id: UUID | None
    on_date: date | None
    valid_until: date | None
    note: str
    original_kept: bool
    original_returned_on: date | None

    def write(self, row: DocumentRow) -> None:
        """Put it in a row."""
        row.title, row.kind, row.person_id = self.title, self.kind, self.person_id
        row.on_date, row.valid_until, row.note = self.on_date, self.valid_until, self.note
        row.original_kept = self.original_kept or None
        row.original_returned_on = self.original_returned_on


def read(typed: Mapping[str, str], people: Collection[UUID], today: date) -> Description:
    """Read a form.

    Raises:
        UserInputError: a part is refused; `field` says which.
    """
    title = " ".join(typed.get("title", "").split())
    if not title:
        raise UserInputError("title", "Écrire un titre.")
    if len(title) > _TITLE:
        raise UserInputError("title", f"Un titre a {_TITLE} caractères au plus.")
    kind = typed.get("kind", "")
    if kind not in load_document_kinds().codes:
        raise UserInputError("kind", "Choisir la nature du document.")
    note = typed.get("note", "").strip()
    if len(note) > _NOTE:
        raise UserInputError("note", f"Une note a {_NOTE} caractères au plus.")
    on_date = _day(typed, "on_date", today)
    if on_date is not None and on_date > today:
        raise UserInputError("on_date", "Cette date n'est pas encore passée.")
    valid_until = _day(typed, "valid_until", today)
    if on_date is not None and valid_until is not None and valid_until < on_date:
        raise UserInputError("valid_until", "La validité finirait avant la date du document.")
    kept, returned = _original(typed, today)
    return Description(
        title=title,
        kind=kind,
        person_id=_person(typed.get("person", ""), people),
        on_date=on_date,
        valid_until=valid_until,
        note=note,
        original_kept=kept,
        original_returned_on=returned,
    )


def _original(typed: Mapping[str, str], today: date) -> tuple[bool, date | None]:
    """Read whether the service held the paper, and the day it was given back."""
    kept = typed.get("original", "") == KEPT
    returned = _day(typed, "original_returned_on", today)
    if returned is not None and not kept:
        raise UserInputError("original", "Dire que l'original a été conservé, puis restitué.")
    if returned is not None and returned > today:
        raise UserInputError("original_returned_on", "Ce jour n'est pas encore passé.")
    return kept, returned


def shown(row: DocumentRow) -> dict[str, str]:
    """Return what a form shows of a row."""
    return {
        "title": row.title,
        "kind": row.kind,
        "person": str(row.person_id) if row.person_id else "",
        "on_date": french.day(row.on_date) if row.on_date else "",
        "valid_until": french.day(row.valid_until) if row.valid_until else "",
        "note": row.note,
        "original": KEPT if row.original_kept else "",
        "original_returned_on": french.day(row.original_returned_on)
        if row.original_returned_on
        else "",
    }


def clean_name(file_name: str) -> str:
    """Return a file name that fits its column, its ending kept, without what cannot be shown."""
    name = "".join(c for c in PurePath(file_name).name if c.isprintable()).strip()
    ending = PurePath(name).suffix[:20]
    stem = name[: len(name) - len(ending)] if ending else name
    return stem[: _FILE_NAME - len(ending)] + ending


def title_of(file_name: str) -> str:
    """Return the title that is proposed for a file."""
    words = PurePath(file_name).stem.replace("_", " ").split()
    return " ".join(words)[:_TITLE] or "Document"


def _day(typed: Mapping[str, str], field: str, today: date) -> date | None:
    text = typed.get(field, "").strip()
    if not text:
        return None
    try:
        day = typed_values.read_date(text, today=today, in_past=field == "on_date")
    except ValueError as error:
        raise UserInputError(field, str(error)) from None
    if day < _OLDEST:
        raise UserInputError(field, "Cette date est trop ancienne.")
    return day


def _person(text: str, people: Collection[UUID]) -> UUID | None:
    if not text:
        return None
    try:
        person_id = UUID(text)
    except ValueError:
        person_id = None
    if person_id not in people:
        raise UserInputError("person", "Cette personne ne fait plus partie du dossier.")
    return person_id
