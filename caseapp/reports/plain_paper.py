"""A paper of headings and lines as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, Spacer

from caseapp.kernel import french
from caseapp.kernel.clock import PARIS
from caseapp.reports import fonts, page, styles

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from caseapp.domain.plain_paper import PaperLine, PaperPart, PlainPaper

_LARGE = ParagraphStyle("large", styles.TEXT, fontSize=11, leading=15.5)
_LARGE_HEADING = ParagraphStyle(
    "large heading", styles.HEADING, fontSize=12, leading=16, textColor=styles.INK
)


def render(data: PlainPaper) -> bytes:
    """Return the PDF."""
    fonts.register()
    edited = data.edited_at.astimezone(PARIS)
    sheet = page.Sheet(
        title=data.title,
        author=data.author,
        service_name=data.service_name,
        service_address=data.service_address,
        running=data.title,
        footer=data.title,
        edited=f"Édité le {french.day(edited)} à {edited:%H:%M}",
        is_confidential=data.is_confidential,
    )
    return page.print_on(sheet, lambda: _story(data))


def _story(data: PlainPaper) -> list[Flowable]:
    story: list[Flowable] = [styles.text(data.title, styles.TITLE)]
    if data.note:
        story += [Spacer(0, 2 * mm), styles.text(data.note, styles.SECONDARY)]
    for part in data.parts:
        story += _part(part, is_large=data.is_large)
    return story


def _part(part: PaperPart, *, is_large: bool) -> list[Flowable]:
    heading = styles.text(part.heading, _LARGE_HEADING if is_large else styles.HEADING)
    lines = [_line(line, is_large=is_large) for line in part.lines]
    gap = Spacer(0, (3.5 if is_large else 4) * mm)
    if not part.heading:
        return [gap, *(flowable for line in lines for flowable in line)]
    first, rest = (lines[0], lines[1:]) if lines else ([], [])
    flat = [flowable for line in rest for flowable in line]
    return [gap, KeepTogether([heading, Spacer(0, 1 * mm), *first]), *flat]


def _line(line: PaperLine, *, is_large: bool) -> list[Flowable]:
    style = _LARGE if is_large else styles.TEXT
    label = f"{styles.bold(line.label)} " if line.label else ""
    made: list[Flowable] = [styles.marked(label + escape(line.words), style)]
    if line.mark:
        made.append(styles.text(line.mark, styles.NOTE))
    made.append(Spacer(0, 1.2 * mm))
    return made
