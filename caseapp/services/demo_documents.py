"""The documents of the demonstration: short PDF pages, written by hand, that say they are invented."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from caseapp.kernel import french

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from caseapp.services.documents import Documents

_PAGE = (595, 842)  # A4, in points


def enter(
    documents: Documents,
    case_id: UUID,
    entries: Iterable[dict[str, Any]],
    people: Sequence[UUID],
    today: date,
) -> None:
    """Take documents into a case: `name`, and days from today `on` and `until`, `who` by place."""
    for entry in entries:
        title = entry["name"].partition(".")[0]
        on = today + timedelta(days=entry["on"])
        paper = a_paper(
            title, (f"Établi le {french.long_day(on)}.", "Document de démonstration, inventé.")
        )
        added = documents.add(case_id, io.BytesIO(paper), entry["name"])
        typed = documents.shown(added.document_id)
        typed["on_date"] = french.day(on)
        if "until" in entry:
            typed["valid_until"] = french.day(today + timedelta(days=entry["until"]))
        if "who" in entry:
            typed["person"] = str(people[entry["who"]])
        documents.describe(added.document_id, typed)


def a_paper(title: str, lines: Sequence[str]) -> bytes:
    """Return a PDF of one page: a title and some lines."""
    words = [f"BT /F1 22 Tf 72 740 Td ({_escaped(title)}) Tj ET"]
    words.extend(
        f"BT /F1 12 Tf 72 {700 - 20 * place} Td ({_escaped(line)}) Tj ET"
        for place, line in enumerate(lines)
    )
    drawn = "\n".join(words).encode("cp1252", errors="replace")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_PAGE[0]} {_PAGE[1]}] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    return _numbered(parts)


def _numbered(parts: Sequence[bytes]) -> bytes:
    """Return a PDF of these objects, with the table that says where each begins."""
    made, starts = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, start=1):
        starts.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    for start in starts:
        made += b"%010d 00000 n \n" % start
    made += b"trailer << /Size %d /Root 1 0 R >>\n" % (len(parts) + 1)
    made += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(made)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
