"""The cases behind one figure: it can be counted again by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.models.table import Column, RowModel
from caseapp.ui.navigator import CasePlace
from caseapp.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from caseapp.services.case_rows import CaseRow
    from caseapp.ui.navigator import Navigator

_TALL = 420  # pixels of the list


class BehindDialog(Dialog):
    """Lists cases; Enter opens one."""

    def __init__(
        self, parent: QWidget, title: str, rows: Sequence[CaseRow], navigator: Navigator
    ) -> None:
        count = french.plural(len(rows), "dossier")
        super().__init__(parent, title, f"{count} derrière ce chiffre.", width=640)
        self._navigator = navigator
        self.table: Table[CaseRow] = Table(
            RowModel(_columns(), lambda row: row.id), "Dossiers derrière ce chiffre", even=True
        )
        self.table.setFixedHeight(_TALL)
        self.table.rows_model.set_rows(rows)
        self.table.opened.connect(self._open)
        self.add(self.table)
        self.add_way_back("Fermer")

    def _open(self, row: CaseRow) -> None:
        self.accept()
        self._navigator.go(CasePlace(row.id))


def _columns() -> list[Column[CaseRow]]:
    return [
        Column(
            title="Dossier",
            text=lambda row: row.name,
            discreet=lambda row: french.initials(row.name),
            sort_key=lambda row: row.sort_name,
            strong=True,
            stretch=True,
        ),
        Column(
            title="Référence",
            text=lambda row: row.reference,
            sort_key=lambda row: row.reference,
            width=110,
        ),
        Column(
            title="Référent",
            text=lambda row: row.referent,
            sort_key=lambda row: row.referent,
            width=160,
        ),
    ]
