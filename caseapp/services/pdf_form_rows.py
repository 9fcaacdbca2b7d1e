"""Rows of the PDF forms of the service."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID

    from caseapp.exchange.pdf_form import PdfFieldKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfFormRow:
    """One form of the service."""

    id: UUID
    name: str
    mapped: int  # fields that are given a value
    added_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfMappingRow:
    """One field of a form: what goes into it, and what that gives for the case at hand."""

    name: str
    words: str
    kind: PdfFieldKind
    page: int
    options: tuple[str, ...]
    expression: str
    value: str = field(repr=False)
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfFormPage:
    """A form with all its fields."""

    id: UUID
    name: str
    rows: tuple[PdfMappingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledPdf:
    """A form filled for a case, and what it lacks."""

    pdf: bytes = field(repr=False)
    filled: int
    missing: tuple[str, ...]
