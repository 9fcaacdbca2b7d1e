"""A PDF read back by another library than the one that made it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pypdfium2

from caseapp.ui.widgets.paper.pdf import alone

if TYPE_CHECKING:
    import pypdf


def fonts(reader: pypdf.PdfReader) -> dict[str, Any]:
    """Return the description of each font that a file draws with, by its name."""
    found: dict[str, Any] = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]  # a dictionary of PDF
            described = font.get_object()
            found[described["/BaseFont"]] = described.get("/FontDescriptor", {})
    return found


def text_of(made: bytes) -> str:
    """Return the text of every page, as another program reads it."""
    with alone(), pypdfium2.PdfDocument(made) as document:  # a page may be drawn meanwhile
        return "\n".join(str(page.get_textpage().get_text_range()) for page in document)
