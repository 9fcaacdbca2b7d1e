"""What one sees before two cases become one, and what one chooses."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID


class Side(StrEnum):
    """Whose value is kept."""

    KEPT = "kept"
    MERGED = "merged"


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeChoice:
    """What was chosen: who is who, and which value wins where both cases have one."""

    people: Mapping[UUID, UUID | None] | None = None  # of the merged case; None: as proposed
    sides: Mapping[str, Side] = field(default_factory=dict)  # by key of a difference


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSide:
    """One of the two cases."""

    case_id: UUID
    reference: str
    name: str = field(repr=False)
    opened_on: date
    people: tuple[tuple[UUID, str], ...] = field(repr=False)  # « OUATTARA Issa, 05/06/2018 »


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMatch:
    """Somebody of the merged case, and who that is in the kept one."""

    person_id: UUID
    words: str = field(repr=False)
    same_as: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Something that both cases say, and not alike."""

    key: str
    label: str = field(repr=False)  # « Awa : Date de naissance »
    kept: str = field(repr=False)
    merged: str = field(repr=False)
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCount:
    """How many rows of a kind each case has."""

    label: str
    kept: int
    merged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePreview:
    """Both sides of a merge."""

    kept: MergeSide
    merged: MergeSide
    people: tuple[PersonMatch, ...]
    differences: tuple[Difference, ...]
    parts: tuple[PartCount, ...]
    warnings: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A value that did not win: it is shown with the merge."""

    label: str = field(repr=False)
    kept: str = field(repr=False)
    lost: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMerge:
    """A merge that was made."""

    id: UUID
    kept_id: UUID
    merged_id: UUID
    reference: str  # of the merged case
    name: str = field(repr=False)
    at: datetime
    author: str = field(repr=False)
    undone_at: datetime | None
    lost: tuple[Lost, ...] = field(repr=False)
    can_undo: bool
