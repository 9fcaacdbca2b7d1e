"""Opening a document to look at it, off the thread of the window."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.domain import media
from caseapp.ui.pages.documents.picture import PictureFile
from caseapp.ui.widgets.paper.viewing import CannotShowError

if TYPE_CHECKING:
    from caseapp.ui.widgets.paper.viewing import Viewable
    from db.blob_reader import BlobReader

_LONGEST_TEXT = 1_000_000  # bytes: more is not read on a screen
_LONGEST_LINE = 2000  # letters: a line without an end takes seconds to lay out
_NO_WAY = "CaseApp affiche les PDF, les images et les textes."


@dataclass(frozen=True, slots=True)
class Opened:
    """What is shown of a document: pages, or a text, or the reason why neither."""

    pages: Viewable | None = None
    text: str = field(default="", repr=False)
    refusal: str = ""


def open_content(reader: BlobReader, media_type: str) -> Opened:
    """Open a content by what it is, whatever its name says."""
    try:
        if media_type == media.PDF:
            from caseapp.ui.widgets.paper.pdf import PdfFile  # noqa: PLC0415 - 5 MB of PDFium

            return Opened(pages=PdfFile(reader))
        if media_type.startswith("image/"):
            return Opened(pages=PictureFile(reader))
        if media_type == media.TEXT:
            return Opened(text=_text(reader))
    except CannotShowError as error:
        return Opened(refusal=error.sentence)
    return Opened(refusal=_NO_WAY)


def _text(reader: BlobReader) -> str:
    """Read a text in UTF-8, else in the alphabet of Windows, of which every byte is a letter."""
    data = reader.read(_LONGEST_TEXT)
    is_cut = reader.size > _LONGEST_TEXT
    try:
        text = data.decode("utf-8-sig", errors="ignore" if is_cut else "strict")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    text = "\n".join(_short(line) for line in text.split("\n"))
    return f"{text}\n\n[La suite est trop longue pour être affichée.]" if is_cut else text


def _short(line: str) -> str:
    starts = range(0, len(line), _LONGEST_LINE)
    return "\n".join(line[start : start + _LONGEST_LINE] for start in starts)
