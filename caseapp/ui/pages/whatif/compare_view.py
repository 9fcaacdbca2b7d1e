"""Right by right: the present and its variants side by side, then the totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.domain.estimate import Outcome
from caseapp.services.simulation_words import cell_note, cell_text
from caseapp.ui.models.table import Column, RowModel
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.services.simulation_rows import CompareCell, CompareRow

_WIDTHS = {2: 190, 3: 170, 4: 150, 5: 136}  # of a column, by how many there are


class CompareView(QWidget):
    """Makes its table anew: variants come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.table: Table[Any] | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._note = Text(
            "Montants par mois, une fois que tous les droits ont suivi le changement. Le total va "
            "de ce qui est probable, dont l'écart est indiqué, à tout ce qui reste à vérifier. Les "
            "droits sans montant qui ne changent pas ne sont pas montrés.",
            TextRole.HINT,
            wrap=True,
        )
        self._note.setContentsMargins(10, 0, 10, 8)
        self._layout.addWidget(self._note)

    def show_rows(self, names: Sequence[str], rows: Sequence[CompareRow]) -> None:
        """Show the rows under the names of their columns."""
        if self.table is not None:
            self._layout.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        columns = [
            Column(title="Droit", text=lambda row: row.name, strong=True, stretch=True),
            *(_column(place, name, len(names)) for place, name in enumerate(names)),
        ]
        model: RowModel[CompareRow] = RowModel(columns, lambda row: row.key)
        self.table = Table(model, "Comparaison droit par droit", grows=True)
        model.set_rows(rows)
        self._layout.insertWidget(0, self.table)


def _column(place: int, name: str, count: int) -> Column[CompareRow]:
    return Column(
        title=name,
        text=lambda row: cell_text(row.cells[place]),
        hint=lambda row: cell_note(row.cells[place], is_present=place == 0),
        tone=lambda row: None if place == 0 else _tone(row.cells[place]),
        tooltip=lambda row: f"{row.name}, {name}",
        numeric=True,
        width=_WIDTHS[max(2, count)],
    )


def _tone(cell: CompareCell) -> Tone | None:
    least, most = cell.change, cell.change if cell.change_most is None else cell.change_most
    if cell.is_lost or (most and most.cents < 0):
        return Tone.BAD
    if cell.is_new or (least and least.cents > 0):
        return Tone.UNKNOWN if cell.outcome is Outcome.TO_CHECK else Tone.OK
    return None
