"""Rows of « Documents »: what is said of each, and what it is good for."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from caseapp.services.removed import Removed


class ValidityState(StrEnum):
    """Whether a document can still be handed in."""

    EXPIRED = "expired"
    SOON = "soon"
    VALID = "valid"
    UNDATED = "undated"  # nothing says until when


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """Until when a document is accepted, in words."""

    state: ValidityState
    until: date | None
    words: str  # « expire dans 12 jours »


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """One document of a case."""

    id: UUID
    case_id: UUID
    title: str = field(repr=False)
    kind: str
    kind_words: str
    person_id: UUID | None
    person: str = field(repr=False)  # « Awa », or nothing
    on_date: date | None
    validity: Validity
    file_name: str = field(repr=False)
    note: str = field(repr=False)
    media_type: str
    size: int
    added_on: date
    original: str  # « original conservé par le service », « original restitué le … », or nothing
    claims: tuple[str, ...]  # short names of the rights whose claims it serves


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsPage:
    """The documents of a case, the newest first."""

    lines: tuple[DocumentLine, ...] = field(repr=False)
    people: tuple[tuple[str, str], ...] = field(repr=False)  # id, name
    base_size: int  # bytes of all documents of the base, each content once

    @property
    def warnings(self) -> tuple[int, int]:
        """How many have expired, how many soon will."""
        states = [line.validity.state for line in self.lines]
        return states.count(ValidityState.EXPIRED), states.count(ValidityState.SOON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """A piece that a document ticked."""

    claim_id: UUID
    right: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What came of a file that was handed in."""

    document_id: UUID
    size: int
    was_there: bool  # the same content was a document of this case already
    media_type: str
    is_misnamed: bool
    ticked: tuple[Ticked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a form changed: what stood before, to undo, and the pieces it ticked or unticked."""

    before: dict[str, str] = field(repr=False)
    ticked: tuple[Ticked, ...]
    unticked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedDocument:
    """A document that was removed, with the pieces that it had ticked; handed back to undo."""

    row: Removed = field(repr=False)
    pieces: tuple[tuple[UUID, date | None], ...]  # piece, the day it was received
    proved: tuple[UUID, ...] = ()  # the events of claims, and the mandates, that it proved
