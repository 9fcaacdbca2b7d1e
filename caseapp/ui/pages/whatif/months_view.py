"""Month by month: what each right pays in turn, and a sentence of what to expect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.services.simulation_words import amount_text
from caseapp.ui.models.table import Column, RowModel
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import Chips
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.wording import capital

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.services.simulation_rows import MonthRow

_SHORT = 8  # letters that a column always has room for


class MonthsView(QWidget):
    """Shows one column of the comparison at a time."""

    chosen = Signal(int)  # 0 for the present, then the variants

    def __init__(self) -> None:
        super().__init__()
        self.table: Table[Any] | None = None
        self.whose = Chips((), "Choisir la variante")
        self.expectation = Text("", TextRole.STRONG, wrap=True, selectable=True)
        note = Text(
            "Chaque mois est calculé avec ce que les mois précédents ont versé, comme si chaque "
            "droit probable était demandé tout de suite. La CAF recalcule le RSA et la prime "
            "d'activité par trimestre : le changement peut être vu un ou deux mois plus tard.",
            TextRole.HINT,
            wrap=True,
        )
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        for part in (self.whose, self.expectation, note):
            self._layout.addWidget(part)
        for part in (self.expectation, note):
            part.setContentsMargins(10, 0, 10, 4)
        self.whose.setContentsMargins(10, 0, 10, 0)
        self.whose.chosen.connect(lambda value: self.chosen.emit(int(value)))

    def show_names(self, names: Sequence[str], place: int) -> None:
        """Show whose months can be seen."""
        self.whose.set_choices([(str(i), name) for i, name in enumerate(names)])
        self.whose.choose(str(place))

    def show_months(
        self, titles: Sequence[str], rows: Sequence[MonthRow], expectation: str
    ) -> None:
        """Show the months of one column; `titles` are the rights."""
        self.expectation.setText(expectation)
        if self.table is not None:
            self._layout.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        columns: list[Column[MonthRow]] = [
            Column(title="Mois", text=lambda r: capital(french.month(r.month)), strong=True, width=132),
            Column(
                title="Ressources",
                text=lambda r: french.euros(r.income, cents=False),
                numeric=True,
                width=104,
            ),
            *(_right(place, title) for place, title in enumerate(titles)),
            Column(
                title="Total",
                text=lambda r: amount_text(r.total),
                numeric=True,
                strong=True,
                width=128,
            ),
        ]  # fmt: skip
        model: RowModel[MonthRow] = RowModel(columns, lambda row: row.month)
        self.table = Table(model, "Mois par mois", grows=True)
        model.set_rows(rows)
        self._layout.insertWidget(2, self.table)


def _right(place: int, title: str) -> Column[MonthRow]:
    return Column(
        title=_on_two_lines(title),
        text=lambda row: amount_text(row.amounts[place]),
        hint=lambda row: "à vérifier" if row.doubtful[place] else "",
        tone=lambda row: Tone.UNKNOWN if row.doubtful[place] else None,
        tooltip=lambda _row: title,
        numeric=True,
        stretch=True,
    )


def _on_two_lines(title: str) -> str:
    """Break a name at the space nearest its middle: six of them stand beside each other."""
    spaces = [place for place, letter in enumerate(title) if letter == " "]
    if len(title) <= _SHORT or not spaces:
        return title
    middle = min(spaces, key=lambda place: abs(2 * place - len(title)))
    return f"{title[:middle]}\n{title[middle + 1 :]}"
