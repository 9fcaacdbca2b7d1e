"""A PDF form: its fields read, then filled; in memory alone.

Only what was made harmless (`exchange.pdf_harmless`) is read here. A field that is filled keeps
its look, and stays one that can be corrected.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader, PdfWriter
from pypdf.constants import FieldDictionaryAttributes as Names
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject

from caseapp.exchange.pdf_harmless import PdfFormError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_READ_ONLY, _RADIO, _PUSH, _PASSWORD, _FILE = 1, 1 << 15, 1 << 16, 1 << 13, 1 << 20


class PdfFieldKind(StrEnum):
    """What a field takes."""

    TEXT = "text"
    BOX = "box"  # ticked, or not
    CHOICE = "choice"  # one of `options`
    RADIO = "radio"  # one of `options`, each a button


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfField:
    """One field of the form, in the order of the pages."""

    name: str
    words: str  # what the form says of it, else its name
    kind: PdfFieldKind
    page: int  # from 1; 0 where no page shows it
    options: tuple[str, ...] = ()
    longest: int = 0  # characters it takes; 0: any


def fields(content: bytes) -> tuple[PdfField, ...]:
    """Return the fields of a form that was made harmless, as the pages show them.

    Raises:
        PdfFormError: they cannot be read.
    """
    try:
        found = list(_fields(PdfReader(io.BytesIO(content))))
    except (PyPdfError, ValueError, TypeError, KeyError, RecursionError, AttributeError) as error:
        raise PdfFormError("Les champs de ce PDF ne se lisent pas.") from error
    by_name: dict[str, PdfField] = {}
    for field in found:
        by_name.setdefault(field.name, field)
    return tuple(by_name.values())


def fill(content: bytes, values: Mapping[str, str]) -> bytes:
    """Return the form with values in its fields, by their names; an empty value leaves one as it is.

    A box is ticked by « oui » or by the name of its ticked state, left empty by « non ».

    Raises:
        PdfFormError: it cannot be filled.
    """
    known = {field.name: field for field in fields(content)}
    try:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
        states = {name: _state(known[name], text) for name, text in values.items() if name in known}
        wanted = {name: state for name, state in states.items() if state}
        for page in writer.pages:
            if "/Annots" in page:
                writer.update_page_form_field_values(page, wanted, auto_regenerate=False)
        target = io.BytesIO()
        writer.write(target)
    except (PyPdfError, ValueError, TypeError, KeyError, RecursionError, AttributeError) as error:
        raise PdfFormError("Ce PDF ne se laisse pas remplir : recopiez les valeurs.") from error
    return target.getvalue()


# ---------------------------------------------------------------------- read
def _fields(reader: PdfReader) -> Iterator[PdfField]:
    for number, page in enumerate(reader.pages, 1):
        notes = page.get("/Annots")
        for entry in notes.get_object() if notes is not None else ():
            note = entry.get_object()
            if note.get("/Subtype") == "/Widget" and (field := _field(note, number)) is not None:
                yield field


def _field(note: DictionaryObject, page: int) -> PdfField | None:
    """Return the field that a widget shows; none where it is no field that one fills."""
    name = _full_name(note)
    kind, flags = _inherited(note, "/FT"), int(_inherited(note, "/Ff") or 0)
    if not name or kind is None or flags & _READ_ONLY or flags & _FILE:
        return None
    words = str(_inherited(note, "/TU") or name)
    if kind == "/Tx" and not flags & _PASSWORD:
        longest = int(_inherited(note, "/MaxLen") or 0)
        return PdfField(name=name, words=words, kind=PdfFieldKind.TEXT, page=page, longest=longest)
    if kind == "/Ch":
        options = tuple(_option(one) for one in _inherited(note, "/Opt") or ())
        return PdfField(
            name=name, words=words, kind=PdfFieldKind.CHOICE, page=page, options=options
        )
    if kind == "/Btn" and not flags & _PUSH:
        states = _states(note)
        if flags & _RADIO:
            group: Any = (note.get("/Parent") or note).get_object()
            kids = group.get("/Kids") or [note]
            every = tuple(dict.fromkeys(s for kid in kids for s in _states(kid.get_object())))
            return PdfField(
                name=name, words=words, kind=PdfFieldKind.RADIO, page=page, options=every
            )
        return PdfField(name=name, words=words, kind=PdfFieldKind.BOX, page=page, options=states)
    return None


def _states(note: DictionaryObject) -> tuple[str, ...]:
    """Return the names of the ticked states of a box."""
    looks = note.get("/AP")
    normal = looks.get_object().get("/N") if looks is not None else None
    if normal is None or not isinstance(shown := normal.get_object(), DictionaryObject):
        return ()
    return tuple(name.removeprefix("/") for name in shown if name != "/Off")


def _option(one: Any) -> str:
    plain = one.get_object()
    return str(plain[-1] if isinstance(plain, ArrayObject) else plain)


def _full_name(note: Any) -> str:
    parts: list[str] = []
    node, depth = note, 0
    while node is not None and depth < 20:
        if Names.T in node:
            parts.append(str(node[Names.T]))
        parent = node.get("/Parent")
        node, depth = (None if parent is None else parent.get_object()), depth + 1
    return ".".join(reversed(parts))


def _inherited(note: Any, key: str) -> Any:
    node, depth = note, 0
    while node is not None and depth < 20:
        if key in node:
            return node[key]
        parent = node.get("/Parent")
        node, depth = (None if parent is None else parent.get_object()), depth + 1
    return None


# ---------------------------------------------------------------------- filled
def _state(field: PdfField, text: str) -> str:
    """Return what a field is given: the text, cut to what it takes; the state of a box."""
    plain = text.strip()
    match field.kind:
        case PdfFieldKind.TEXT:
            return plain[: field.longest] if field.longest else plain
        case PdfFieldKind.CHOICE:
            return plain
        case PdfFieldKind.RADIO:
            return f"/{plain}" if plain in field.options else ""
        case PdfFieldKind.BOX:
            if plain.lower() in {"", "non", "off", "0"}:
                return ""
            on = next(iter(field.options), "Yes")
            return f"/{plain}" if plain in field.options else f"/{on}"
