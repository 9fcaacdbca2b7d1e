"""The report of a simulation: the changes tried, right by right, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from caseapp.kernel import french
from caseapp.reports import page, styles

if TYPE_CHECKING:
    import datetime as dt

    from reportlab.platypus import Flowable

    from caseapp.domain.simulation_report import (
        ComparedRow,
        MonthsPart,
        SimulationReportData,
    )

TITLE = "Simulation"


def render(data: SimulationReportData) -> bytes:
    """Return the PDF of a simulation."""
    return page.print_report(TITLE, data, lambda today: _story(data, today))


def _story(data: SimulationReportData, today: dt.date) -> list[Flowable]:
    tried = [
        styles.marked(f"{styles.bold(variant.name)} : {escape(' ; '.join(variant.changes))}")
        for variant in data.variants
    ]
    note = (
        f"Estimation indicative pour {french.month(data.month)}, {data.engine}. Montants par mois "
        "sauf mention, une fois que tous les droits ont suivi le changement. Le total va de ce "
        "qui est probable, dont l'écart est indiqué, à tout ce qui reste à vérifier. Elle n'engage pas les organismes."
    )
    parts: list[Flowable] = [
        styles.text(f"{TITLE} : {data.name}" if data.name else TITLE, styles.TITLE),
        page.whose(data, "établie", today),
        Spacer(0, 3 * mm),
        styles.box([tried], [page.CONTENT]),
        Spacer(0, 5 * mm),
        _compared(data),
        Spacer(0, 1.5 * mm),
        styles.text(note, styles.NOTE),
    ]
    for months in data.months:
        parts += [Spacer(0, 6 * mm), _months(months), Spacer(0, 1.5 * mm)]
        parts.append(styles.text(months.expectation, styles.TEXT))
    if data.months:
        parts.append(
            styles.text(
                "Chaque mois est calculé avec ce que les mois précédents ont versé ; la CAF "
                "recalcule le RSA et la prime d'activité par trimestre.",
                styles.NOTE,
            )
        )
    return parts


def _compared(data: SimulationReportData) -> Flowable:
    head: list[Flowable] = [styles.text("Droit", styles.COLUMN)]
    head += [styles.text(name, styles.COLUMN_RIGHT) for name in data.columns]
    width = 30 * mm if len(data.columns) > 3 else 36 * mm
    widths = [page.CONTENT - width * len(data.columns), *[width] * len(data.columns)]
    return styles.listing("Droit par droit", [head, *map(_row, data.compared)], widths)


def _row(row: ComparedRow) -> list[Flowable]:
    amount = styles.AMOUNT_BOLD if row.is_total else styles.AMOUNT
    return [
        styles.text(row.name, styles.CELL_BOLD if row.is_total else styles.CELL),
        *(styles.text(f"{text}\n{note}" if note else text, amount) for text, note in row.cells),
    ]


def _months(months: MonthsPart) -> Flowable:
    head = [
        styles.text(name, styles.COLUMN if i == 0 else styles.COLUMN_RIGHT)
        for i, name in enumerate(months.heads)
    ]
    rows: list[list[Flowable]] = [
        [styles.text(text, styles.CELL if i == 0 else styles.AMOUNT) for i, text in enumerate(row)]
        for row in months.rows
    ]
    first = 28 * mm
    others = (page.CONTENT - first) / (len(months.heads) - 1)
    widths = [first, *[others] * (len(months.heads) - 1)]
    return styles.listing(f"Mois par mois : {months.name}", [head, *rows], widths)
