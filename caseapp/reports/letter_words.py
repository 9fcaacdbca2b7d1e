"""What a letter says around its text, and how its blanks look: the same in every kind of file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.kernel.typography import typeset
from caseapp.rules.letters.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.domain.letter import LetterPaper

SUBJECT = "Objet :"
ENCLOSURES = "Pièces jointes :"
BLANK, BLANK_GROUND = (
    "#b3261e",
    "#fdeceb",
)  # its ink and what it stands on; heavier, for grey prints
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE = 5  # millimetres of a line, its space with it
_ACROSS = 42  # characters of a line of the address
_BY_HAND = "……………………"


def blanks_of(text: str) -> tuple[str, ...]:
    """Return what is to be written in a text: « date de la décision »."""
    found = (run.text for run in plain(text) if run.blank)
    return tuple(words.partition(" : ")[2].removesuffix("]") for words in found)


def blanks(paper: LetterPaper) -> tuple[str, ...]:
    """Return what is to be written anywhere on a letter, in the order of the eye."""
    body = ["".join(run.text for run in one.runs) for one in paper.paragraphs]
    around: tuple[str, ...] = (*paper.sender, *paper.recipient, paper.subject)
    after: tuple[str, ...] = (*paper.signature, *paper.enclosures)
    texts = body if paper.is_whole else (*around, *body, *after)
    return tuple(words for text in texts for words in blanks_of(text))


def in_xml(text: str) -> str:
    """Return words as French sets them, without the characters that no XML file may hold."""
    return typeset(_FORBIDDEN.sub("", text))


def when(paper: LetterPaper) -> str:
    """Return « Nantes, le 26 novembre 2026 », or a line for the hand."""
    day = french.long_day(paper.on) if paper.on else _BY_HAND
    return f"{paper.place}, le {day}" if paper.place else f"Le {day}"


def around(paper: LetterPaper) -> dict[str, str]:
    """Return what a letter says beside its text, by the names of a paper with a heading."""
    return {
        "courrier.expediteur": "\n".join(paper.sender),
        "courrier.destinataire": "\n".join(paper.recipient),
        "courrier.objet": in_xml(paper.subject),
        "courrier.envoi": paper.sent_by,
        "courrier.signature": "\n".join(paper.signature),
        "courrier.pieces_jointes": "\n".join(f"- {one}" for one in paper.enclosures),
        "courrier.lieu": paper.place,
        "courrier.date": french.long_day(paper.on) if paper.on else _BY_HAND,
    }


def opening_room(paper: LetterPaper, address_top: int) -> int:
    """Return the millimetres to leave under the sender, so that the date stands under the address.

    For files whose lines are broken by another program: counted, not measured. `address_top` is
    where the address begins, under the top margin.
    """
    sender = _lines(paper.sender) + len(paper.references)
    below_address = address_top + _LINE * _lines(paper.recipient) + 2 * _LINE
    return max(2 * _LINE, below_address - _LINE * sender)


def _lines(texts: Sequence[str]) -> int:
    return sum(1 + len(text) // _ACROSS for text in texts)


def title(paper: LetterPaper) -> str:
    """Return the title of the file, in its properties."""
    return in_xml(f"{paper.subject}, dossier {paper.reference}")


def author(paper: LetterPaper) -> str:
    """Return who signs, in its properties."""
    return in_xml(", ".join(paper.signature))


def file_name(reference: str, name: str, suffix: str) -> str:
    """Return « Courrier 2026-0147 Relance.docx »: the number of the case, and no name."""
    return f"Courrier {reference} {french.fold(name).replace(' ', '-')[:60]}{suffix}"
