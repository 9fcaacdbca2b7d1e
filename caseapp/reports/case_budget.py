"""The resources and charges of a case report side by side, and what is left to live on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from caseapp.domain.facts import NoFact
from caseapp.kernel import french
from caseapp.kernel.money import Money
from caseapp.reports import case_tables, page, styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

    from caseapp.domain.case_report import BudgetEntry, BudgetPart


def lay_out(budget: BudgetPart | None) -> list[Flowable]:
    """Return the section."""
    if budget is None or not (budget.resources or budget.charges):
        return case_tables.nothing("Ressources et charges", "Aucun montant n'est enregistré.")
    lines = max(len(budget.resources), len(budget.charges))
    left, right = _amounts(budget.resources, lines), _amounts(budget.charges, lines)
    gap = styles.text("")
    rows: list[list[Flowable]] = [[*a, gap, *b] for a, b in zip(left, right, strict=True)]
    head = case_tables.columns("Ressources", "€/mois", "", "Charges", "€/mois", right=(1, 4))
    half = (page.CONTENT - 8 * mm) / 2
    widths = [half - 26 * mm, 26 * mm, 8 * mm, half - 26 * mm, 26 * mm]
    table = styles.listing(
        f"Ressources et charges de {french.month(budget.month)}",
        [head, *rows],
        widths,
        ("RIGHTPADDING", (1, 1), (1, -1), 0),
        ("NOSPLIT", (0, -2), (-1, -1)),  # a total never stands alone
    )
    remainder = _remainder(budget)
    return [table, Spacer(0, 2.5 * mm), remainder] if remainder else [table]


def _amounts(entries: Sequence[BudgetEntry], lines: int) -> list[list[Flowable]]:
    rows: list[list[Flowable]] = [
        [styles.text(entry.label, styles.CELL), styles.text(_amount(entry.amount), styles.AMOUNT)]
        for entry in entries
    ]
    rows += [[styles.text(""), styles.text("")]] * (lines - len(entries))
    known = [entry.amount for entry in entries if isinstance(entry.amount, Money)]
    label = "Total" if len(known) == len(entries) else "Total des montants connus"
    total = french.number(Money.total(known).in_euros, 2)
    return [
        *rows,
        [styles.text(label, styles.CELL_BOLD), styles.text(total, styles.AMOUNT_BOLD)],
    ]


def _amount(amount: Money | NoFact) -> str:
    if isinstance(amount, NoFact):
        return case_tables.no_fact(amount)
    return french.number(amount.in_euros, 2)


def _remainder(budget: BudgetPart) -> Flowable | None:
    if budget.remainder is None:
        return None
    markup = f"{styles.bold('Reste à vivre')} {french.euros(budget.remainder)}"
    if budget.remainder_per_day is not None:
        markup += f", soit {french.euros(budget.remainder_per_day)} par jour et par personne"
    share = ""
    if budget.housing_share:
        percent = french.number(budget.housing_share)
        share = f"taux d'effort logement : {percent}{french.NO_BREAK}%"
    right = styles.text(share, styles.SECONDARY_RIGHT)
    return styles.box([[styles.marked(markup)], [right]], case_tables.widths(116))
