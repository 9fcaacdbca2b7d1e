"""Documents for tests: real files of each kind, made here, and taken in as a person would."""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.services.documents import Documents

if TYPE_CHECKING:
    from uuid import UUID

    from tests.support.builders import Office


def documents_of(office: Office) -> Documents:
    """Return the documents of the base of an office."""
    return Documents(office.store, office.clock, load_catalogue())


def a_pdf(*pages: str, locked_by: str | None = None) -> bytes:
    """Return a PDF with a sentence on each page."""
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(300, 400), encrypt=locked_by)
    for words in pages or ("Quittance",):
        canvas.drawString(40, 340, words)
        canvas.setFillColorRGB(0.8, 0.1, 0.1)
        canvas.rect(0, 0, 300, 60, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def a_large_pdf(size: int, *, pages: int = 3) -> bytes:
    """Return a sound PDF of about a size: the first page is followed by what fills it."""
    noise = random.Random(7).randbytes(size)  # noqa: S311 - not a secret
    start = a_pdf(*(f"Page {number}" for number in range(1, pages + 1)))
    return start + b"\n%" + noise.replace(b"\n", b" ").replace(b"\r", b" ") + b"\n" + _tail(start)


def add(
    office: Office,
    case_id: UUID,
    name: str,
    content: bytes | None = None,
    **typed: str,
) -> UUID:
    """Take a document into a case, described as it would be typed; return it."""
    documents = documents_of(office)
    data = a_pdf(name) if content is None else content
    document_id = documents.add(case_id, io.BytesIO(data), name).document_id
    if typed:
        documents.describe(document_id, documents.shown(document_id) | typed)
    return document_id


def _tail(pdf: bytes) -> bytes:
    """Return the end of a PDF that leads back to its own table of contents."""
    return pdf[pdf.rindex(b"trailer") :]
