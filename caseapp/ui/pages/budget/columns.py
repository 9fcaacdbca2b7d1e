"""The columns of the tables of a budget: its lines, its debts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.theme import Tone

if TYPE_CHECKING:
    from caseapp.kernel.money import Money
    from caseapp.services.budget_lines import BudgetTableLine
    from caseapp.services.budget_rows import LiabilityRow


def budget_columns() -> list[Column[BudgetTableLine]]:
    """Return the columns of the lines of a budget, amounts by the month."""
    return [
        Column(
            title="Poste",
            text=lambda line: line.label,
            hint=lambda line: line.hint,
            strong=lambda line: line.is_total,
            stretch=True,
        ),
        Column(
            title="Aujourd'hui",
            text=lambda line: line.now,
            tone=lambda line: Tone.UNKNOWN if line.is_unknown else None,
            strong=lambda line: line.is_total,
            numeric=True,
            width=128,
        ),
        Column(
            title="Avec les droits estimés",
            text=lambda line: line.then or "—",
            tone=_then_tone,
            strong=lambda line: line.is_total,
            numeric=True,
            width=172,
        ),
    ]


def liability_columns() -> list[Column[LiabilityRow]]:
    """Return the columns of the debts."""
    return [
        Column(
            title="Dette",
            text=lambda row: row.kind_words,
            hint=lambda row: "\n".join(part for part in (row.creditor, row.note) if part),
            strong=True,
            stretch=True,
        ),
        Column(
            title="Dû en tout",
            text=lambda row: _amount(row.owed),
            tone=lambda row: Tone.UNKNOWN if row.owed is None else None,
            numeric=True,
            width=98,
        ),
        Column(
            title="Par mois",
            text=lambda row: _amount(row.monthly),
            hint=lambda row: f"jusqu'au {french.day(row.plan_until)}" if row.plan_until else "",
            tone=lambda row: Tone.UNKNOWN if row.monthly is None else None,
            numeric=True,
            width=112,
        ),
        Column(
            title="Impayé depuis",
            text=lambda row: french.day(row.arrears_since) if row.arrears_since else "—",
            numeric=True,
            width=104,
        ),
        Column(
            title="État",
            text=lambda row: (
                f"soldée le {french.day(row.closed_on)}" if row.closed_on else "en cours"
            ),
            tone=lambda row: Tone.NEUTRAL if row.closed_on else Tone.WARN,
            kind=Kind.PILL,
        ),
        Column(title="", text=lambda _row: "Modifier", kind=Kind.ACTION),
    ]


def _then_tone(line: BudgetTableLine) -> Tone | None:
    if line.is_unknown:
        return Tone.UNKNOWN
    if line.rises is None:
        return None
    return Tone.OK if line.rises else Tone.BAD


def _amount(amount: Money | None) -> str:
    return "inconnu" if amount is None else french.euros(amount)
