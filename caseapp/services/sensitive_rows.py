"""What a page says of sensitive facts: how many are closed, which aids open them, what is open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.services.removed import Removed


@dataclass(frozen=True, slots=True, kw_only=True)
class AidOffer:
    """An aid that needs facts which are closed."""

    right: str
    name: str  # « AAH »
    keys: tuple[str, ...]  # that it opens
    first: str  # of them, the first that is asked
    labels: str  # « taux d'incapacité, GIR »: of those that are asked at once


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFact:
    """A sensitive fact that is open, and why."""

    key: str
    label: str
    reason: str = field(repr=False)  # « pour : AAH, le 12/11/2026, par Julie Martin »
    has_value: bool  # something would be erased


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitiveLine:
    """The sensitive facts of one person, or of the household: a quiet line under its fields."""

    person_id: UUID | None
    title: str  # « Santé »
    closed: int
    offers: tuple[AidOffer, ...] = ()
    open: tuple[OpenFact, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedFacts:
    """What closing facts took out of the base, so that it can be put back."""

    removed: Removed = field(repr=False)
    closed: tuple[UUID, ...]  # openings that were active
    noted: tuple[UUID, ...]  # openings made to tell that a value stood there
