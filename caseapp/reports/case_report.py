"""The report of a case, as handed to a commission or a judge: calm, dated, page by page."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, KeepTogether, Spacer, Table, TableStyle

from caseapp.domain.case_report import Section
from caseapp.reports import case_sections, fonts, page, styles

if TYPE_CHECKING:
    import datetime as dt

    from reportlab.platypus import Flowable

    from caseapp.domain.case_report import CaseReportData

_NAMES = {
    Section.PEOPLE: "foyer",
    Section.HEALTH: "santé",
    Section.CONTACTS: "coordonnées",
    Section.MANDATES: "mandats et accords",
    Section.RESOURCES: "ressources et charges",
    Section.RIGHTS: "droits estimés",
    Section.CLAIMS: "démarches",
    Section.DEADLINES: "échéances",
    Section.DUTIES: "année à venir",
    Section.NEXT_STEPS: "prochaines étapes",
    Section.CLOSING: "clôture",
    Section.INTERVIEWS: "entretiens",
}


def render(data: CaseReportData) -> bytes:
    """Return the PDF of a case, with the chosen sections and nothing of the others."""
    return page.print_report(data.title, data, lambda today: _story(data, today))


def _story(data: CaseReportData, today: dt.date) -> list[Flowable]:
    parts = [
        [Spacer(0, 5 * mm), *case_sections.lay_out(section, data, today)]
        for section in Section
        if section in data.sections
    ]
    parts += [
        [
            Spacer(0, 5 * mm),
            styles.listing(
                part.title,
                [[styles.text(paragraph)] for paragraph in part.text.split("\n\n")],
                [page.CONTENT],
            ),
        ]
        for part in data.written
        if part.text.strip()
    ]
    # Signatures stand under what is signed: the last section goes overleaf with them.
    last = [*(parts.pop() if parts else []), Spacer(0, 6 * mm), _signatures(data)]
    return [*_opening(data, today), *chain.from_iterable(parts), KeepTogether(last)]


def _opening(data: CaseReportData, today: dt.date) -> list[Flowable]:
    chosen = (
        ", ".join(_NAMES[section] for section in Section if section in data.sections) or "aucune"
    )
    stated = [
        f"{styles.bold(label)} {escape(value)}"
        for label, value in (("Destinataire :", data.recipient), ("Objet :", data.purpose))
        if value
    ]
    consent = f"{data.consent.rstrip(' .')}. " if data.consent else ""
    terms = f"{consent}Rubriques choisies : {chosen}."
    frame = [styles.marked("<br/>".join(stated))] if stated else []
    frame.append(styles.text(terms, styles.SECONDARY))
    return [
        styles.text(data.title, styles.TITLE),
        page.whose(data, "établi", today),
        Spacer(0, 3 * mm),
        styles.box([frame], [page.CONTENT]),
    ]


def _signatures(data: CaseReportData) -> Flowable:
    width = 76 * mm  # a name and a function on one line
    line = HRFlowable(width=width, thickness=0.6, color=styles.LINE_2, hAlign="LEFT")
    table = Table(
        [
            [
                styles.text("La personne concernée", styles.SECONDARY),
                "",
                styles.text(data.author or "Le service", styles.SECONDARY),
            ],
            [line, "", line],
        ],
        colWidths=[width, page.CONTENT - 2 * width, width],
        rowHeights=[None, 14 * mm],
    )
    table.setStyle(
        TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
                ("VALIGN", (0, 0), (-1, 0), "TOP"),
                ("VALIGN", (0, 1), (-1, 1), "BOTTOM"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("NOSPLIT", (0, 0), (-1, -1)),
            ]
        )
    )
    return table
