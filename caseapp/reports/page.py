"""The sheet every report is printed on: A4, its header, its footer, « page x / y »."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageTemplate

from caseapp.kernel import french
from caseapp.kernel.clock import PARIS
from caseapp.reports import fonts, styles
from caseapp.reports.tagging import built, said, said_before

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable

WIDTH, HEIGHT = A4
MARGIN = 17 * mm
CONTENT = WIDTH - 2 * MARGIN
_TOP = 15 * mm
_BOTTOM = 20 * mm
_LEFT_PART = 0.6 * CONTENT
_RIGHT = ParagraphStyle("right", styles.SECONDARY, fontSize=8, leading=11, alignment=TA_RIGHT)
_SERVICE = ParagraphStyle("service", styles.TEXT, fontName=fonts.MEDIUM, fontSize=9.5)
_ADDRESS = ParagraphStyle("address", styles.SECONDARY, fontSize=8.5, leading=11.5)
_SECRET = "Secret professionnel, art. 226-13 du code pénal"  # noqa: S105 - the law's words


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Sheet:
    """What is printed around the text."""

    title: str  # of the document, in its properties
    author: str
    service_name: str
    service_address: str
    running: str  # « 2026-0147 · OUATTARA Awa », from the second page on
    footer: str  # « Rapport de situation · 2026-0147 »
    edited: str  # « Édité le 23/11/2026 à 10:42 »
    is_confidential: bool = True  # else nothing of it is anybody's secret: a notice


class Headed(Protocol):
    """What every report says of itself, whatever it holds."""

    @property
    def service_name(self) -> str:
        """The name of the service."""

    @property
    def service_address(self) -> str:
        """Its address."""

    @property
    def reference(self) -> str:
        """The number of the case."""

    @property
    def person(self) -> str:
        """Who it is about."""

    @property
    def author(self) -> str:
        """Who made it."""

    @property
    def edited_at(self) -> dt.datetime:
        """When, with its offset."""


def print_report(title: str, data: Headed, story: Callable[[dt.date], list[Flowable]]) -> bytes:
    """Return the PDF of a report of a case; `story` lays it out for the day it is made."""
    fonts.register()
    edited = data.edited_at.astimezone(PARIS)
    sheet = Sheet(
        title=f"{title}, dossier {data.reference}",
        author=data.author,
        service_name=data.service_name,
        service_address=data.service_address,
        running=f"{data.reference} · {data.person}",
        footer=f"{title} · {data.reference}",
        edited=f"Édité le {french.day(edited)} à {edited:%H:%M}",
    )
    return print_on(sheet, lambda: story(edited.date()))


def whose(data: Headed, established: str, today: dt.date) -> Flowable:
    """Return the line under the title: of whom, and when it was « établi » or « établie »."""
    by = f" par {data.author}" if data.author else ""
    return styles.text(
        f"{data.person} · dossier {data.reference} · {established} le {french.long_day(today)}{by}",
        styles.SECONDARY,
    )


def print_on(sheet: Sheet, story: Callable[[], list[Flowable]]) -> bytes:
    """Return the PDF: laid out once to count its pages, and once more to number them."""
    pages = _lay_out(sheet, story(), 0)[1]
    return _lay_out(sheet, story(), pages)[0]


def _lay_out(sheet: Sheet, story: list[Flowable], pages: int) -> tuple[bytes, int]:
    header = [
        styles.text(sheet.service_name, _SERVICE),
        styles.text(sheet.service_address, _ADDRESS),
    ]
    header_height = sum(part.wrap(_LEFT_PART, HEIGHT)[1] for part in header)
    header_height = max(header_height, 11 * mm)

    def first(canvas: Canvas, document: BaseDocTemplate) -> None:
        y = HEIGHT - _TOP
        for part in header:
            y -= part.wrap(_LEFT_PART, HEIGHT)[1]
            part.drawOn(canvas, MARGIN, y)
        if sheet.is_confidential:
            with said(canvas):
                _confidential(canvas)
            notice = styles.text(_SECRET, _RIGHT)
            _, height = notice.wrap(CONTENT - _LEFT_PART, HEIGHT)
            notice.drawOn(canvas, MARGIN + _LEFT_PART, HEIGHT - _TOP - 12 - height)
        _rule(canvas, HEIGHT - _TOP - header_height - 3 * mm)
        _foot(canvas, sheet, document.page, pages)

    def later(canvas: Canvas, document: BaseDocTemplate) -> None:
        running = styles.text(sheet.running, _SERVICE)
        running.wrap(_LEFT_PART, HEIGHT)
        with said_before(canvas):
            running.drawOn(canvas, MARGIN, HEIGHT - _TOP - running.height)
        if sheet.is_confidential:
            _confidential(canvas)
        _rule(canvas, HEIGHT - _TOP - running.height - 3 * mm)
        _foot(canvas, sheet, document.page, pages)

    running_height = styles.text(sheet.running, _SERVICE).wrap(_LEFT_PART, HEIGHT)[1]
    target = io.BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=A4,
        title=sheet.title,
        author=sheet.author,
        creator="CaseApp",
        lang="fr-FR",
        initialFontName=fonts.REGULAR,
        displayDocTitle=True,
    )
    document.addPageTemplates(
        [
            PageTemplate("first", [_frame(header_height)], onPage=first),
            PageTemplate("later", [_frame(running_height)], onPage=later),
        ]
    )
    story = [NextPageTemplate("later"), *story]
    if not pages:  # the first time, only to count
        document.build(story)
        return b"", document.page
    return built(document, story, target), document.page


def _frame(header_height: float) -> Frame:
    top = HEIGHT - _TOP - header_height - 6 * mm
    return Frame(
        MARGIN, _BOTTOM, CONTENT, top - _BOTTOM,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip


def _confidential(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setFont(fonts.BOLD, 8)
    canvas.setFillColor(styles.BAD)
    canvas.drawRightString(WIDTH - MARGIN, HEIGHT - _TOP - 9, "CONFIDENTIEL", charSpace=0.4)
    canvas.restoreState()


def _rule(canvas: Canvas, y: float) -> None:
    canvas.saveState()
    canvas.setStrokeColor(styles.BRAND)
    canvas.setLineWidth(0.9)
    canvas.line(MARGIN, y, WIDTH - MARGIN, y)
    canvas.restoreState()


def _foot(canvas: Canvas, sheet: Sheet, page: int, pages: int) -> None:
    y = 11 * mm
    canvas.saveState()
    canvas.setStrokeColor(styles.LINE_2)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, y + 10, WIDTH - MARGIN, y + 10)
    canvas.setFont(fonts.REGULAR, 7.5)
    canvas.setFillColor(styles.INK_2)
    canvas.drawString(MARGIN, y, sheet.footer)
    canvas.drawCentredString(WIDTH / 2, y, sheet.edited)
    canvas.drawRightString(WIDTH - MARGIN, y, f"{page} / {pages}")
    canvas.restoreState()
