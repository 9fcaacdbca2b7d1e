"""The look of a page: colours, paragraphs and tables, the same for every report."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Table, TableStyle

from caseapp.kernel import french
from caseapp.kernel.typography import typeset
from caseapp.reports import fonts, shaping
from caseapp.reports.tagging import H1, H2, TH, TableTags

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from reportlab.platypus import Flowable, Paragraph

BRAND = HexColor("#1d4f7c")
INK = HexColor("#1b2430")
INK_2 = HexColor("#566073")
LINE = HexColor("#dfe3ea")
LINE_2 = HexColor("#aab2bf")
GROUND = HexColor("#f8fafc")
PAPER = HexColor("#ffffff")
BAD = HexColor("#b3261e")

# A row is cut between two pages only when it is taller than twice this.
_SPLIT_ROW_FROM = int(30 * mm)
_ROW_PADDING = 3.4

_base = ParagraphStyle(
    "text",
    fontName=fonts.REGULAR,
    bulletFontName=fonts.REGULAR,  # else Helvetica, which no file embeds
    fontSize=9,
    leading=13,
    textColor=INK,
    splitLongWords=1,
)
TEXT = _base
SECONDARY = ParagraphStyle("secondary", _base, textColor=INK_2)
SECONDARY_RIGHT = ParagraphStyle("secondary right", SECONDARY, alignment=TA_RIGHT)
TITLE = ParagraphStyle("title", _base, fontName=fonts.BOLD, fontSize=16, leading=21, role=H1)
HEADING = ParagraphStyle(
    "heading", _base, fontName=fonts.BOLD, fontSize=10.5, leading=14, textColor=BRAND, role=H2
)
NOTE = ParagraphStyle("note", _base, fontSize=7.8, leading=11, textColor=INK_2)
COLUMN = ParagraphStyle(
    "column", _base, fontName=fonts.MEDIUM, fontSize=7.8, leading=11, textColor=INK_2, role=TH
)
COLUMN_RIGHT = ParagraphStyle("column right", COLUMN, alignment=TA_RIGHT)
CELL = ParagraphStyle("cell", _base, fontSize=8.6, leading=12)
CELL_BOLD = ParagraphStyle("cell bold", CELL, fontName=fonts.MEDIUM)
DATE = ParagraphStyle("date", CELL, fontName=fonts.FIGURES)
AMOUNT = ParagraphStyle("amount", DATE, alignment=TA_RIGHT)
AMOUNT_BOLD = ParagraphStyle("amount bold", AMOUNT, fontName=fonts.BOLD_FIGURES)


def text(words: str, style: ParagraphStyle = TEXT) -> Paragraph:
    """Return a paragraph of words as somebody typed them: signs shown, line ends kept."""
    return marked("<br/>".join(escape(line) for line in words.splitlines()), style)


def bold(words: str) -> str:
    """Return words as markup, in the heavier face, for `marked`."""
    return f'<font name="{fonts.MEDIUM}">{escape(words)}</font>'


def marked(markup: str, style: ParagraphStyle = TEXT) -> Paragraph:
    """Return a paragraph of markup, whose variable parts the caller has escaped."""
    # ReportLab would end a line at the narrow space of « 1 024 », but never at the wide one.
    return shaping.paragraph(typeset(markup).replace(french.NARROW, french.NO_BREAK), style)


def box(columns: Sequence[Sequence[Flowable]], widths: Sequence[float]) -> Table:
    """Return a framed block that stands out of the text, of one column or more."""
    table = Table(
        [[list(column) for column in columns]], colWidths=list(widths), splitInRow=_SPLIT_ROW_FROM
    )
    table.setStyle(
        TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
                ("BACKGROUND", (0, 0), (-1, -1), GROUND),
                ("BOX", (0, 0), (-1, -1), 0.6, LINE),
                ("ROUNDEDCORNERS", [4, 4, 4, 4]),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 10),
                ("RIGHTPADDING", (0, 0), (-1, -1), 10),
                ("TOPPADDING", (0, 0), (-1, -1), 7),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
            ]
        )
    )
    return table


def listing(
    heading: str,
    rows: Sequence[Sequence[Flowable]],
    widths: Sequence[float],
    *extra: tuple[Any, ...],
) -> Table:
    """Return a headed table: the first of the rows holds the names of the columns.

    The heading is a row of the table itself, so that no page can end between the two; the
    names of the columns come again on every page, the heading does not.
    """
    empty = [None] * (len(widths) - 1)
    table = Table(
        [[text(heading, HEADING), *empty], *(list(row) for row in rows)],
        colWidths=list(widths),
        repeatRows=(1,),
        renderCB=TableTags(),  # type: ignore[arg-type]  # any callable will do
        splitInRow=_SPLIT_ROW_FROM,
    )
    table.setStyle(
        TableStyle(
            [
                ("SPAN", (0, 0), (-1, 0)),
                ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 8),
                ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), _ROW_PADDING),
                ("BOTTOMPADDING", (0, 0), (-1, -1), _ROW_PADDING + 0.6),
                ("LINEBELOW", (0, 1), (-1, 1), 0.8, LINE_2),
                ("LINEBELOW", (0, 2), (-1, -1), 0.5, LINE),
                *extra,
            ]
        )
    )
    return table
