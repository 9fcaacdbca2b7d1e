"""Rows of the letters of a case, and of the library they are begun from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from caseapp.domain.claim import Channel
    from caseapp.domain.deadline import Confidence
    from caseapp.domain.letter import LetterGroup, Signer
    from caseapp.rules.letters.template import LetterBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryRow:
    """One template, as the library shows it."""

    code: str
    group: LetterGroup
    name: str
    when: str
    caution: str
    basis: tuple[LetterBasis, ...]
    confidence: Confidence
    needs_claim: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedRow:
    """A letter that the state of a claim calls for."""

    code: str
    name: str
    when: str
    body: str  # to whom: the agency, or the authority of the appeal
    before: date | None  # the cautious date of what it keeps
    computed: date | None
    is_past: bool = False  # the computed date has gone by


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRow:
    """One letter of a case, as a line."""

    id: UUID
    claim_id: UUID | None
    name: str
    about: str  # « RSA », or nothing
    recipient: str = field(repr=False)  # its first line
    on: date | None
    sent_on: date | None
    sent_by: Channel | None
    blanks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage:
    """One letter, whole; every text is as it is edited."""

    id: UUID
    case_id: UUID
    case_name: str = field(repr=False)
    case_reference: str
    claim_id: UUID | None
    code: str
    name: str
    when: str
    caution: str
    basis: tuple[LetterBasis, ...]
    confidence: Confidence
    signer: Signer
    recipient: str = field(repr=False)
    place: str
    on: date | None
    registered: bool
    subject: str = field(repr=False)
    body: str = field(repr=False)  # Markdown
    enclosures: tuple[str, ...] = field(repr=False)
    sent_on: date | None
    sent_by: Channel | None
    follow_up_on: date | None  # proposed once it is sent
    makes_appeal: bool
    addressee: str = ""  # of the appeal, as the claim explains it
    is_whole: bool = False  # a template of the service: its text is all of the letter
    acts: tuple[tuple[str, str], ...] = ()  # appeals it may be, where its template does not say
    before: date | None  # the cautious date it must go by, where there is one
    blanks: int
