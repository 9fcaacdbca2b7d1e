"""« Vos démarches sont gratuites »: one sheet to hand over or to pin up, A4 or A5, for everybody."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4, A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    HRFlowable,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)

from caseapp.reports import fonts, styles
from caseapp.reports.tagging import H1, H2, built
from caseapp.rules.paid_services import load_paid_services

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from reportlab.platypus import Flowable

    from caseapp.rules.paid_services import FlyerPart, OfficialPlace

SIZES: Mapping[str, tuple[float, float]] = {"A4": A4, "A5": A5}
_MARGIN = 0.075  # of the width


def render(size: tuple[float, float], service: str, address: str) -> bytes:
    """Return the PDF, one page of that size, its fonts embedded; the service's name at its foot."""
    fonts.register()
    width, height = size
    scale = width / A4[0]
    margin = width * _MARGIN
    target = io.BytesIO()
    flyer = load_paid_services().flyer
    document = BaseDocTemplate(
        target,
        pagesize=size,
        title=flyer.title,
        author=service,
        creator="CaseApp",
        lang="fr-FR",
        initialFontName=fonts.REGULAR,
        displayDocTitle=True,
    )
    frame = Frame(
        margin, margin, width - 2 * margin, height - 2 * margin,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    document.addPageTemplates([PageTemplate("page", [frame])])
    return built(document, _Sheet(scale, width - 2 * margin).story(service, address), target)


class _Sheet:
    """The parts of the sheet, at a scale: 1 on A4."""

    def __init__(self, scale: float, width: float) -> None:
        self._scale, self._width = scale, width
        self._text = self._style("text", 12.5, 17)
        self._strong = self._style("strong", 12.5, 17, fontName=fonts.MEDIUM)
        self._heading = self._style(
            "heading",
            15,
            19,
            fontName=fonts.BOLD,
            role=H2,
            spaceBefore=11 * scale,
            spaceAfter=5 * scale,
        )
        self._small = self._style("small", 10, 13.5)

    def story(self, service: str, address: str) -> list[Flowable]:
        """Return all that stands on the sheet."""
        flyer = load_paid_services().flyer
        title = self._style("title", 31, 36, fontName=fonts.BOLD, role=H1)
        lead = self._style("lead", 15, 20.5, spaceBefore=6 * self._scale)
        parts: list[Flowable] = [
            styles.text(flyer.title, title),
            styles.text(flyer.lead, lead),
            Spacer(0, 8 * self._scale),
            HRFlowable(width="100%", thickness=2 * self._scale, color=black),
            styles.text("Où demander", self._heading),
            self._places(flyer.places),
            styles.text("Pour vous protéger", self._heading),
            *(self._point(line) for line in flyer.never),
            *self._block(flyer.helped),
            *self._block(flyer.paid),
        ]
        if service:
            where = ", ".join(line for line in address.splitlines() if line.strip())
            by = f"{styles.bold(service)}{'<br/>' + escape(where) if where else ''}"
            parts += [
                Spacer(0, 10 * self._scale),
                HRFlowable(width="100%", thickness=0.8 * self._scale, color=black),
                Spacer(0, 4 * self._scale),
                styles.marked(by, self._small),
            ]
        return parts

    def _places(self, places: tuple[OfficialPlace, ...]) -> Table:
        rows = [
            [
                styles.text(place.what, self._text),
                styles.text(place.site, self._strong),
                styles.text(place.phone, self._strong),
            ]
            for place in places
        ]
        shares = (0.38, 0.43, 0.19)
        table = Table(rows, colWidths=[share * self._width for share in shares])
        pad = 2.2 * self._scale
        table.setStyle(
            TableStyle(
                [
                    ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 6 * self._scale),
                    ("TOPPADDING", (0, 0), (-1, -1), pad),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
                    ("LINEBELOW", (0, 0), (-1, -1), 0.5, styles.LINE_2),
                ]
            )
        )
        return table

    def _block(self, part: FlyerPart) -> list[Flowable]:
        return [styles.text(part.title, self._heading), *map(self._point, part.lines)]

    def _point(self, line: str) -> Flowable:
        style = self._style(
            "point", 12.5, 17, leftIndent=13 * self._scale, spaceAfter=2.5 * self._scale
        )
        return styles.marked(f"<bullet>•</bullet>{escape(line)}", style)

    def _style(self, name: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
        return ParagraphStyle(
            f"flyer {name}",
            styles.TEXT,
            fontSize=size * self._scale,
            leading=leading * self._scale,
            textColor=black,
            bulletFontSize=size * self._scale,
            **more,
        )
