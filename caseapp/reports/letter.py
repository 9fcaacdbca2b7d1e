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
from caseapp.kernel import french
from caseapp.reports import fonts, page, styles

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
_BLANK = "#b3261e"


def render(paper: LetterPaper) -> bytes:
    """Return the PDF of a letter, A4, its fonts embedded."""
    fonts.register()
    pages = _lay_out(paper, 0)[1]
    return _lay_out(paper, pages)[0]


def file_name(paper: LetterPaper, name: str) -> str:
    """Return « Courrier 2026-0147 Relance.pdf »: the number of the case, and no name."""
    return f"Courrier {paper.reference} {french.fold(name).replace(' ', '-')[:60]}.pdf"


def _lay_out(paper: LetterPaper, pages: int) -> tuple[bytes, int]:
    target = io.BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=(page.WIDTH, page.HEIGHT),
        title=f"{paper.subject}, dossier {paper.reference}",
        author=", ".join(paper.signature),
        creator="CaseApp",
        lang="fr-FR",
        initialFontName=fonts.REGULAR,
        displayDocTitle=True,
    )
    head = _head(paper)
    below = max(_ADDRESS_TOP + _height(_address(paper)), _TOP + _height(head)) + 10 * mm

    def number(canvas: Canvas, document: BaseDocTemplate) -> None:
        if pages > 1:
            canvas.setFont(fonts.REGULAR, 8)
            canvas.drawRightString(page.WIDTH - _MARGIN, 11 * mm, f"{document.page} / {pages}")

    def first(canvas: Canvas, document: BaseDocTemplate) -> None:
        _draw(canvas, head, _MARGIN, _TOP)
        _draw(canvas, _address(paper), _ADDRESS_LEFT, _ADDRESS_TOP)
        number(canvas, document)

    document.addPageTemplates(
        [
            PageTemplate("first", [_frame(below)], onPage=first),
            PageTemplate("later", [_frame(_TOP)], onPage=number),
        ]
    )
    document.build([NextPageTemplate("later"), *_story(paper)])
    return target.getvalue(), document.page


def _frame(top: float) -> Frame:
    return Frame(
        _MARGIN, _BOTTOM, _WIDTH, page.HEIGHT - top - _BOTTOM,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip


def _head(paper: LetterPaper) -> list[Flowable]:
    lines = [styles.text(line, _LINES) for line in paper.sender]
    return [*lines, *(styles.text(f"{name} : {text}", _NOTE) for name, text in paper.references)]


def _address(paper: LetterPaper) -> list[Flowable]:
    return [styles.text(line, _LINES) for line in paper.recipient]


def _height(parts: list[Flowable]) -> float:
    return float(sum(part.wrap(_ADDRESS_LEFT - _MARGIN - 6 * mm, page.HEIGHT)[1] for part in parts))


def _draw(canvas: Canvas, parts: list[Flowable], left: float, top: float) -> None:
    y = page.HEIGHT - top
    for part in parts:
        y -= part.wrap(_ADDRESS_LEFT - _MARGIN - 6 * mm, page.HEIGHT)[1]
        part.drawOn(canvas, left, y)


def _story(paper: LetterPaper) -> list[Flowable]:
    day = french.long_day(paper.on) if paper.on else "……………………"
    when = f"{paper.place}, le {day}" if paper.place else f"Le {day}"
    parts: list[Flowable] = [styles.text(when, _TEXT)]
    if paper.sent_by:
        parts.append(styles.text(paper.sent_by, _NOTE))
    parts.append(styles.marked(f"{styles.bold('Objet :')} {escape(paper.subject)}", _SUBJECT))
    parts += [_paragraph(one) for one in paper.paragraphs]
    foot: list[Flowable] = [Spacer(0, 4 * mm)]
    foot += [styles.text(line, _LINES) for line in paper.signature]
    foot.append(Spacer(0, 18 * mm))  # for the hand that signs
    parts.append(KeepTogether(foot))
    if paper.enclosures:
        listed = "".join(f"<br/>- {escape(one)}" for one in paper.enclosures)
        parts.append(styles.marked(f"{styles.bold('Pièces jointes :')}{listed}", _NOTE))
    return parts


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
    text = escape(run.text).replace("\n", "<br/>")
    if run.bold or run.italic:
        text = f'<font name="{fonts.BOLD if run.bold else fonts.ITALIC}">{text}</font>'
    return f'<font color="{_BLANK}">{text}</font>' if run.blank else text
