"""A letter: who writes to whom, about what, in paragraphs that any paper can be made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class LetterGroup(StrEnum):
    """What a letter is needed for; the library is shown in this order."""

    SERVICE = "service"  # templates of the service's own
    FOLLOW_UP = "follow_up"
    RIGHTS_OF_THE_PUBLIC = "rights_of_the_public"  # what the CRPA lets anybody ask
    APPEAL = "appeal"
    DEBT = "debt"
    COURT = "court"
    SITUATION = "situation"
    INTERMEDIARY = "intermediary"


class Signer(StrEnum):
    """Who signs: never assumed, the place for the signature is left empty."""

    PERSON = "person"
    WORKER = "worker"


class Addressee(StrEnum):
    """Whom a letter goes to; the address itself is typed, or taken from the claim."""

    AGENCY = "agency"  # the body that has the claim
    APPEAL_BODY = "appeal_body"  # before whom the appeal is brought
    TYPED = "typed"  # known to nobody but the caseworker


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look; a blank is a place where something unknown is to be written."""

    text: str = field(repr=False)
    bold: bool = False
    italic: bool = False
    blank: bool = False


class Bullet(StrEnum):
    """What stands before a paragraph of a list."""

    NONE = ""
    DOT = "dot"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one point of a list."""

    runs: tuple[Run, ...]
    bullet: Bullet = Bullet.NONE
    number: int = 0  # of a point of a numbered list


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPaper:
    """All that stands on the paper; lines are as they are to be read."""

    sender: tuple[str, ...] = field(repr=False)
    recipient: tuple[str, ...] = field(repr=False)
    place: str
    on: date | None  # none: the day is left to be written by hand
    sent_by: str  # « Lettre recommandée avec avis de réception », or nothing
    references: tuple[tuple[str, str], ...] = field(repr=False)  # « Nos références », « 2026-0147 »
    subject: str = field(repr=False)
    paragraphs: tuple[Paragraph, ...] = field(repr=False)
    signature: tuple[str, ...] = field(repr=False)  # the name, then the title
    enclosures: tuple[str, ...] = field(repr=False)
    reference: str  # of the case, in the properties and the name of the file
    is_whole: bool = False  # its text is all of it: a template of the service says the rest itself
