"""A letter on paper: the sender, the address where a window envelope shows it, the text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Spacer,
)

from caseapp.domain.letter import Bullet
from caseapp.reports import fonts, letter_words, page, styles
from caseapp.reports.tagging import built
from caseapp.rules.letters import text

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable

    from caseapp.domain.letter import LetterPaper, Paragraph, Run

# NF Z 11-001: the address stands where the window of a DL envelope is.
_ADDRESS_LEFT, _ADDRESS_TOP = 110 * mm, 45 * mm
_MARGIN, _BOTTOM, _TOP = 22 * mm, 20 * mm, 20 * mm
_WIDTH = page.WIDTH - 2 * _MARGIN
_TEXT = ParagraphStyle("letter", styles.TEXT, fontSize=10.5, leading=15, spaceAfter=8)
_LINES = ParagraphStyle("lines", _TEXT, spaceAfter=0, leading=14)
_SUBJECT = ParagraphStyle("subject", _TEXT, fontName=fonts.MEDIUM, spaceBefore=4, spaceAfter=12)
_POINT = ParagraphStyle("point", _TEXT, leftIndent=14, bulletIndent=3, spaceAfter=3)
_NOTE = ParagraphStyle("enclosures", styles.SECONDARY, fontSize=9, leading=13)


def render(paper: LetterPaper) -> bytes:
    """Return the PDF of a letter, A4, its fonts embedded."""
    fonts.register()
    alone, pages = _lay_out(paper, 0)
    return alone if pages == 1 else _lay_out(paper, pages)[0]  # numbered, once they are counted


def _lay_out(paper: LetterPaper, pages: int) -> tuple[bytes, int]:
    target = io.BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=(page.WIDTH, page.HEIGHT),
        title=letter_words.title(paper),
        author=letter_words.author(paper),
        creator="CaseApp",
        lang="fr-FR",
        initialFontName=fonts.REGULAR,
        displayDocTitle=True,
    )
    head = _head(paper)
    below = max(_ADDRESS_TOP + _height(_address(paper)), _TOP + _height(head)) + 10 * mm
    if paper.is_whole:
        below = _TOP

    def number(canvas: Canvas, document: BaseDocTemplate) -> None:
        if pages > 1:
            canvas.setFont(fonts.REGULAR, 8)
            canvas.drawRightString(page.WIDTH - _MARGIN, 11 * mm, f"{document.page} / {pages}")

    def first(canvas: Canvas, document: BaseDocTemplate) -> None:
        if not paper.is_whole:
            _draw(canvas, head, _MARGIN, _TOP)
            _draw(canvas, _address(paper), _ADDRESS_LEFT, _ADDRESS_TOP)
        number(canvas, document)

    document.addPageTemplates(
        [
            PageTemplate("first", [_frame(below)], onPage=first),
            PageTemplate("later", [_frame(_TOP)], onPage=number),
        ]
    )
    return built(document, [NextPageTemplate("later"), *_story(paper)], target), document.page


def _frame(top: float) -> Frame:
    return Frame(
        _MARGIN, _BOTTOM, _WIDTH, page.HEIGHT - top - _BOTTOM,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip


def _head(paper: LetterPaper) -> list[Flowable]:
    lines = [_line(line, _LINES) for line in paper.sender]
    return [*lines, *(_line(f"{name} : {text}", _NOTE) for name, text in paper.references)]


def _address(paper: LetterPaper) -> list[Flowable]:
    return [_line(line, _LINES) for line in paper.recipient]


def _line(words: str, style: ParagraphStyle, before: str = "") -> Flowable:
    """Return a line outside the text: an unknown place stands out in it as it does in the text."""
    return styles.marked(before + "".join(map(_run, text.plain(words))), style)


def _height(parts: list[Flowable]) -> float:
    return float(sum(part.wrap(_ADDRESS_LEFT - _MARGIN - 6 * mm, page.HEIGHT)[1] for part in parts))


def _draw(canvas: Canvas, parts: list[Flowable], left: float, top: float) -> None:
    y = page.HEIGHT - top
    for part in parts:
        y -= part.wrap(_ADDRESS_LEFT - _MARGIN - 6 * mm, page.HEIGHT)[1]
        part.drawOn(canvas, left, y)


def _story(paper: LetterPaper) -> list[Flowable]:
    parts = [_paragraph(one) for one in paper.paragraphs]
    if paper.is_whole:
        return parts
    return [*_opening(paper), *parts, KeepTogether(_foot(paper)), *_enclosures(paper)]


def _opening(paper: LetterPaper) -> list[Flowable]:
    parts = [_line(letter_words.when(paper), _TEXT)]
    if paper.sent_by:
        parts.append(_line(paper.sent_by, _NOTE))
    return [*parts, _line(paper.subject, _SUBJECT, styles.bold(f"{letter_words.SUBJECT} "))]


def _foot(paper: LetterPaper) -> list[Flowable]:
    lines = [_line(line, _LINES) for line in paper.signature]
    return [Spacer(0, 4 * mm), *lines, Spacer(0, 18 * mm)]  # for the hand that signs


def _enclosures(paper: LetterPaper) -> list[Flowable]:
    if not paper.enclosures:
        return []
    title = styles.marked(styles.bold(letter_words.ENCLOSURES), _NOTE)
    return [title, *(_line(f"- {one}", _NOTE) for one in paper.enclosures)]


def _paragraph(paragraph: Paragraph) -> Flowable:
    markup = "".join(map(_run, paragraph.runs))
    match paragraph.bullet:
        case Bullet.NONE:
            return styles.marked(markup, _TEXT)
        case Bullet.DOT:
            return styles.marked(f"<bullet>•</bullet>{markup}", _POINT)
        case Bullet.NUMBER:
            return styles.marked(f"<bullet>{paragraph.number}.</bullet>{markup}", _POINT)


def _run(run: Run) -> str:
    words = escape(run.text).replace("\n", "<br/>")
    if run.bold or run.italic:
        words = f'<font name="{fonts.BOLD if run.bold else fonts.ITALIC}">{words}</font>'
    if not run.blank:
        return words
    look = f'color="{letter_words.BLANK}" backColor="{letter_words.BLANK_GROUND}"'
    return f'<font name="{fonts.MEDIUM}" {look}>{words}</font>'
