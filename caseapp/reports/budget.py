"""The budget of a household on paper: lines with their totals, debts, quotients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from caseapp.kernel import french
from caseapp.reports import page, styles

if TYPE_CHECKING:
    import datetime as dt

    from reportlab.platypus import Flowable

    from caseapp.domain.budget_report import BudgetReportData

TITLE = "Budget du foyer"
_AMOUNT = 34 * mm


def render(data: BudgetReportData) -> bytes:
    """Return the PDF of a budget."""
    return page.print_report(TITLE, data, lambda today: _story(data, today))


def _story(data: BudgetReportData, today: dt.date) -> list[Flowable]:
    parts: list[Flowable] = [
        styles.text(f"{TITLE}, {french.month(data.month)}", styles.TITLE),
        page.whose(data, "établi", today),
        styles.text(data.summary, styles.SECONDARY),
        Spacer(0, 5 * mm),
        _lines(data),
    ]
    parts += [styles.text(note, styles.NOTE) for note in data.notes]
    if data.debts:
        parts += [Spacer(0, 6 * mm), _debts(data)]
    if data.quotients:
        parts += [Spacer(0, 6 * mm), _quotients(data)]
    return parts


def _lines(data: BudgetReportData) -> Flowable:
    heads = ["Poste", "Aujourd'hui", *(["Avec les droits estimés"] if data.has_then else [])]
    rows = [_heads(heads)]
    for line in data.lines:
        amount = styles.AMOUNT_BOLD if line.is_total else styles.AMOUNT
        cells: list[Flowable] = [
            styles.text(line.label, styles.CELL_BOLD if line.is_total else styles.CELL),
            styles.text(line.now, amount),
        ]
        if data.has_then:
            cells.append(styles.text(line.then, amount))
        rows.append(cells)
    amounts = len(heads) - 1
    widths = [page.CONTENT - amounts * _AMOUNT, *[_AMOUNT] * amounts]
    return styles.listing("Par mois", rows, widths)


def _debts(data: BudgetReportData) -> Flowable:
    rows = [_heads(["Créancier", "Dû en tout", "Par mois", "Impayé depuis"])]
    rows += [
        [
            styles.text(text, styles.CELL if place == 0 else styles.AMOUNT)
            for place, text in enumerate(debt)
        ]
        for debt in data.debts
    ]
    width = 30 * mm
    return styles.listing(
        f"Dettes : {data.owed} connus", rows, [page.CONTENT - 3 * width, *[width] * 3]
    )


def _quotients(data: BudgetReportData) -> Flowable:
    rows = [_heads(["Quotient", "Formule", "Montant"])]
    rows += [
        [
            styles.text(name, styles.CELL),
            styles.text(formula, styles.CELL),
            styles.text(given, styles.AMOUNT),
        ]
        for name, formula, given in data.quotients
    ]
    name, amount = 55 * mm, 36 * mm
    return styles.listing("Quotients", rows, [name, page.CONTENT - name - amount, amount])


def _heads(heads: list[str]) -> list[Flowable]:
    return [
        styles.text(head, styles.COLUMN if place == 0 or head == "Formule" else styles.COLUMN_RIGHT)
        for place, head in enumerate(heads)
    ]
