"""What changed between two estimates, in a window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caseapp.domain.estimate import Outcome
from caseapp.kernel import french
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.models.table import Column, RowModel
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.wording import OUTCOMES, amount, money

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from caseapp.domain.estimate import Range
    from caseapp.services.estimate_rows import AmountDifference, Comparison, FactDifference


class ComparisonDialog(Dialog):
    """Two estimates side by side: the rights that differ, and what explains it."""

    def __init__(self, parent: QWidget, comparison: Comparison) -> None:
        earlier, later = comparison.earlier, comparison.later
        super().__init__(
            parent,
            f"Du {french.day(earlier.on)} au {french.day(later.on)}",
            _around(comparison),
            width=720,
        )
        self.tables: list[Table[Any]] = []
        if comparison.rights:
            rights = Table(RowModel(_right_columns(), lambda row: row.right), "Droits", grows=True)
            rights.rows_model.set_rows(comparison.rights)
            self._add_table(rights)
        else:
            self.add(Text("Aucun droit n'a changé.", TextRole.STRONG))
        self.add(Text("Ce qui a changé dans le foyer", TextRole.CARD_TITLE))
        if comparison.facts:
            facts = Table(RowModel(_fact_columns(), lambda row: row.label), "Foyer", grows=True)
            facts.rows_model.set_rows(comparison.facts)
            self._add_table(facts)
        else:
            self.add(Text("Rien : la situation saisie est la même.", TextRole.SECONDARY))
        self.add_way_on("Fermer")

    def _add_table(self, table: Table[Any]) -> None:
        table.setProperty("framed", "true")
        self.tables.append(table)
        self.add(table)


def _around(comparison: Comparison) -> str:
    changed = []
    if not comparison.same_month:
        changed.append("le mois estimé")
    if not comparison.same_engine:
        changed.append("le moteur de calcul")
    if not comparison.same_catalogue:
        changed.append("le catalogue des droits")
    if not changed:
        return "Même mois, même moteur, même catalogue."
    return f"A aussi changé : {', '.join(changed)}."


def _answer(outcome: Outcome | None, value: Range | None) -> str:
    if outcome is None:
        return "—"
    if outcome is Outcome.NO or value is None:
        return OUTCOMES[outcome][0]
    return amount(value)


def _change(row: AmountDifference) -> str:
    sign = "+" if row.change is not None and row.change.cents > 0 else ""
    return f"{sign}{money(row.change)}"


def _right_columns() -> list[Column[AmountDifference]]:
    return [
        Column(title="Droit", text=lambda row: row.name, strong=True, stretch=True),
        Column(
            title="Avant",
            text=lambda row: _answer(row.before_outcome, row.before),
            numeric=True,
            width=150,
        ),
        Column(
            title="Après",
            text=lambda row: _answer(row.after_outcome, row.after),
            numeric=True,
            width=150,
        ),
        Column(title="Écart", text=_change, numeric=True, width=120),
    ]


def _fact_columns() -> list[Column[FactDifference]]:
    return [
        Column(title="Information", text=lambda row: row.label, strong=True, stretch=True),
        Column(
            title="Avant",
            text=lambda row: row.before or "—",
            tone=lambda row: Tone.UNKNOWN if row.before == "inconnu" else None,
            stretch=True,
        ),
        Column(title="Après", text=lambda row: row.after or "—", stretch=True),
    ]
