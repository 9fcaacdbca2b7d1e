"""What the file of a right is made of: titled sections of lines, and how a line is composed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.services.catalogue_words import label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caseapp.domain.deadline import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing to read: its words, what is said under them, how sure it is."""

    text: str
    label: str = ""  # « Organisme », « 1. La personne »
    details: tuple[str, ...] = ()
    link: str = ""  # an official page, or a site that the service itself gave
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the file."""

    title: str
    lines: tuple[Line, ...]


def listed(texts: Iterable[str]) -> tuple[Line, ...]:
    """Return a line for each text."""
    return tuple(Line(text=text) for text in texts)


def details(*pairs: tuple[str, str]) -> tuple[str, ...]:
    """Return « Source : CASF L262-2 » for each pair that says something."""
    return tuple(f"{label(name)} : {text}" if name else text for name, text in pairs if text)


def joined(*texts: str) -> str:
    """Return the texts that say something, in one."""
    return " ; ".join(text for text in texts if text)
