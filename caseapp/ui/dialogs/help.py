"""F1: the keys of the program, and where to find what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from caseapp.ui.actions import IN_A_LIST, IN_THE_GRID, Key
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget


class HelpWindow(Dialog):
    """The keys, in two groups."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "Aide", width=520)
        self.add(Text("Partout", TextRole.STRONG))
        self.add(_keys((key.shown, key.words) for key in Key))
        self.add(Text("Dans une liste", TextRole.STRONG))
        self.add(_keys(IN_A_LIST))
        self.add(Text("Dans la grille des ressources", TextRole.STRONG))
        self.add(_keys(IN_THE_GRID))
        about = (
            "Ce qui n'est pas su se note « inconnu », jamais 0 : l'estimation dit alors ce que"
            " l'information changerait. Toutes les démarches proposées sont gratuites."
        )
        self.add(Text(about, TextRole.SECONDARY, wrap=True))
        self.add_way_on("Fermer").setFocus()


def _keys(rows: Iterable[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, 56)  # so that the words of all groups stand in one line
    grid.setColumnStretch(1, 1)
    for place, (key, words) in enumerate(rows):
        grid.addWidget(Text(key, TextRole.KEY), place, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(Text(words), place, 1)
    return grid
