"""The recovery key on one sheet: its groups in large signs, what it is for, where to keep it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    HRFlowable,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)

from caseapp.kernel import french
from caseapp.reports import fonts, styles

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

_MARGIN = 22 * mm
_WIDTH = A4[0] - 2 * _MARGIN
_A_ROW = 4
_TEXT = ParagraphStyle("recovery", styles.TEXT, fontSize=11.5, leading=16, textColor=black)
_POINT = ParagraphStyle("recovery point", _TEXT, leftIndent=16, spaceAfter=3, bulletFontSize=11.5)
_TITLE = ParagraphStyle("recovery title", _TEXT, fontName=fonts.BOLD, fontSize=26, leading=31)
_HEADING = ParagraphStyle(
    "recovery heading", _TEXT, fontName=fonts.BOLD, fontSize=13, spaceBefore=12, spaceAfter=4
)
_GROUP = ParagraphStyle(
    "recovery group", _TEXT, fontName="Courier-Bold", fontSize=21, leading=26, alignment=TA_CENTER
)
_NUMBER = ParagraphStyle("recovery number", styles.SECONDARY, fontSize=8.5, alignment=TA_CENTER)
_KEEP = (
    "Dans une enveloppe fermée, en un lieu qui ferme à clé, loin de l'ordinateur et des sauvegardes.",
    "Jamais en photo, dans un courriel ni dans un fichier : qui a cette feuille et la base lit tout.",
    "Si elle est perdue ou a pu être lue : faites-en une autre, celle-ci n'ouvrira plus la base.",
)
_USE = (
    "Ouvrez CaseApp, choisissez la base, puis « Clé de secours… ».",
    (
        "Copiez les huit groupes dans l'ordre. Majuscules et espaces ne comptent pas ; le signe 0 est "
        "toujours un zéro, le signe 1 un un : il n'y a ni la lettre O, ni I, ni L."
    ),
    "Choisissez aussitôt un nouveau mot de passe dans « Réglages », « Sécurité ».",
)


def render(groups: Sequence[str], base: str, service: str, day: dt.date) -> bytes:
    """Return the PDF, one page; it stays in memory until it is on paper.

    Args:
        groups: the key, as it is printed.
        base: the name of the file that it opens.
        service: whose base it is; may be empty.
        day: since when it opens it.
    """
    fonts.register()
    target = io.BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=A4,
        title="Clé de secours",
        author=service,
        creator="CaseApp",
        lang="fr-FR",
        initialFontName=fonts.REGULAR,
        displayDocTitle=True,
    )
    frame = Frame(_MARGIN, _MARGIN, _WIDTH, A4[1] - 2 * _MARGIN, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("page", [frame])])
    document.build(_story(groups, base, service, day))
    return target.getvalue()


def _story(groups: Sequence[str], base: str, service: str, day: dt.date) -> list[Flowable]:
    whose = f" ({service})" if service else ""
    return [
        styles.text("Clé de secours", _TITLE),
        Spacer(0, 3 * mm),
        styles.text(f"Elle ouvre la base « {base} »{whose}, sans mot de passe.", _TEXT),
        styles.text(f"Faite le {french.day(day)}. Elle n'est imprimée qu'une fois.", _TEXT),
        Spacer(0, 6 * mm),
        HRFlowable(width="100%", thickness=1.5, color=black),
        Spacer(0, 6 * mm),
        _key(groups),
        Spacer(0, 3 * mm),
        HRFlowable(width="100%", thickness=1.5, color=black),
        styles.text("La garder", _HEADING),
        *(_point("•", line) for line in _KEEP),
        styles.text("S'en servir", _HEADING),
        *(_point(f"{number}.", line) for number, line in enumerate(_USE, 1)),
    ]


def _point(mark: str, line: str) -> Flowable:
    return styles.marked(f"<bullet>{mark}</bullet>{escape(line)}", _POINT)


def _key(groups: Sequence[str]) -> Table:
    rows: list[list[Flowable]] = []
    for start in range(0, len(groups), _A_ROW):
        row = groups[start : start + _A_ROW]
        rows.append([styles.text(str(start + place + 1), _NUMBER) for place in range(len(row))])
        rows.append([styles.text(group, _GROUP) for group in row])
    table = Table(rows, colWidths=[_WIDTH / _A_ROW] * _A_ROW)
    table.setStyle(
        TableStyle(
            [
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ]
        )
    )
    return table
