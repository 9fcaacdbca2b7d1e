"""What a search answers: rows grouped by what they are, with the words to mark and where to go."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from caseapp.kernel.typography import typeset

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.kernel.lookup import Sought, Span

_BEFORE = 40  # characters shown before the first word that answers
_SHOWN = 170


class Goal(StrEnum):
    """What a row leads to."""

    CASE = "case"  # its person, where one is named
    CLAIM = "claim"
    INTERVIEW = "interview"
    DOCUMENT = "document"
    TASK = "task"
    MANDATE = "mandate"
    SIMULATION = "simulation"
    LIABILITY = "liability"
    LETTER = "letter"
    PAID_SERVICE = "paid_service"
    RIGHT = "right"  # of the catalogue
    PAGE = "page"  # of the program


@dataclass(frozen=True, slots=True)
class Marked:
    """A text as it is shown, and its words that answer."""

    text: str = field(default="", repr=False)
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing that was found."""

    goal: Goal
    id: UUID | None = None
    case_id: UUID | None = None
    code: str = ""  # of a right or of a page
    title: Marked
    hint: Marked = Marked()  # whose it is, of when
    snippet: Marked = Marked()
    is_private: bool = False  # the words stand in the working notes, which never leave
    is_closed: bool = False  # of a case that is closed


@dataclass(frozen=True, slots=True)
class HitGroup:
    """What was found of one sort."""

    title: str
    hits: tuple[Hit, ...]
    has_more: bool = False  # others answer too: another word will tell


def marked(text: str, sought: Sought) -> Marked:
    """Return a text with its words that answer marked."""
    shown = typeset(text)
    return Marked(shown, sought.marks(shown))


def snippet(text: str, sought: Sought) -> Marked:
    """Return the part of a text around its first word that answers, on one line."""
    line = typeset(" ".join(text.split()))
    spans = sought.marks(line)
    if not spans:
        return Marked()
    start = _start_of_word(line, _best_start(spans))
    end = min(len(line), start + _SHOWN)
    if end < len(line) and (blank := line.rfind(" ", start, end)) > start + _SHOWN // 2:
        end = blank
    lead = "… " if start else ""
    shift = len(lead) - start
    kept = (span for span in spans if span.start >= start and span.end <= end)
    return Marked(
        f"{lead}{line[start:end]}{'…' if end < len(line) else ''}",
        tuple(span._replace(start=span.start + shift, end=span.end + shift) for span in kept),
    )


def _best_start(spans: tuple[Span, ...]) -> int:
    """Return where the most words that answer stand close together."""

    def together(span: Span) -> int:
        return sum(span.start <= other.start < span.start + _SHOWN - _BEFORE for other in spans)

    return max(spans, key=lambda span: (together(span), -span.start)).start


def _start_of_word(line: str, at: int) -> int:
    if at <= _BEFORE:
        return 0
    blank = line.find(" ", at - _BEFORE, at)
    return at if blank < 0 else blank + 1
