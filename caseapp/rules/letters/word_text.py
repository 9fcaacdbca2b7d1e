"""The text of a filled Word file as Markdown, so that it is edited like every letter.

One line of the file, be it a paragraph or what stands between two line breaks, is one paragraph of
the letter: `lines` gives them in the order in which `to_markdown` writes them.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from caseapp.rules.letters.filling import as_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

_BODY = "./w:body//w:p[not(ancestor::w:txbxContent)]"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one look."""

    text: str
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file: what it says, and the paragraph it stands in."""

    paragraph: Any  # of python-docx
    pieces: tuple[Piece, ...]

    @property
    def is_point(self) -> bool:
        """Whether it is a point of a list."""
        properties = self.paragraph._p.pPr  # noqa: SLF001 - python-docx has no lists
        style = self.paragraph.style
        return (properties is not None and properties.numPr is not None) or (
            style is not None and style.name.startswith("List ")
        )

    @property
    def markdown(self) -> str:
        """The line in Markdown."""
        text = "".join(map(_piece, self.pieces)).strip()
        return f"- {text}" if self.is_point else text


def to_markdown(content: bytes) -> str:
    """Return the text of a Word file."""
    found = [line for line in lines(Document(io.BytesIO(content))) if line.markdown.strip("- ")]
    text = ""
    for at, line in enumerate(found):
        follows = at and line.is_point and found[at - 1].is_point
        text += ("" if not at else "\n" if follows else "\n\n") + line.markdown
    return text


def lines(document: Any) -> Iterator[Line]:
    """Yield the lines of a document, tables included, in their order."""
    for element in document.element.xpath(_BODY):
        paragraph = Paragraph(element, document)
        for pieces in _broken(paragraph):
            if "".join(piece.text for piece in pieces).strip():
                yield Line(paragraph, pieces)


def _broken(paragraph: Paragraph) -> Iterator[tuple[Piece, ...]]:
    """Yield the lines of a paragraph."""
    line: list[Piece] = []
    for run in _runs(paragraph):
        first, *others = run.text.split("\n")
        look = bool(run.bold), bool(run.italic)
        line.append(Piece(first, *look))
        for text in others:
            yield tuple(line)
            line = [Piece(text, *look)]
    yield tuple(line)


def _runs(paragraph: Paragraph) -> Iterator[Run]:
    for part in paragraph.iter_inner_content():
        if isinstance(part, Run):
            yield part
        else:
            yield from part.runs  # of a link


def _piece(piece: Piece) -> str:
    """Return characters in Markdown; signs of a look touch the words, never the spaces beside."""
    inner = piece.text.strip()
    if not inner or not (piece.bold or piece.italic):
        return as_markdown(piece.text)
    sign = "***" if piece.bold and piece.italic else "**" if piece.bold else "*"
    at = piece.text.index(inner)
    before, after = piece.text[:at], piece.text[at + len(inner) :]
    return f"{before}{sign}{as_markdown(inner)}{sign}{after}"
