"""F1: the keys of the program, and where to find what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from caseapp.ui.actions import IN_A_CASE, IN_A_LIST, IN_THE_HOUSEHOLD, ON_DATES, Key
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget


class HelpWindow(Dialog):
    """The keys, in groups side by side."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "Aide", width=900)
        beside = QHBoxLayout()
        beside.setSpacing(28)
        everywhere = ("Partout", [(key.shown, key.words) for key in Key])
        for groups in (
            (everywhere, ("Foyer et ressources", IN_THE_HOUSEHOLD)),
            (
                ("Dans un dossier", IN_A_CASE),
                ("Ma journée et Échéances", ON_DATES),
                ("Dans une liste", IN_A_LIST),
            ),
        ):
            column = QVBoxLayout()
            column.setSpacing(8)
            for title, keys in groups:
                column.addWidget(Text(title, TextRole.STRONG))
                column.addLayout(_keys(keys))
            column.addStretch(1)
            beside.addLayout(column, 1)
        self.add(beside)
        about = (
            "Ce qui n'est pas su se note « inconnu », jamais 0 : l'estimation dit alors ce que"
            " l'information changerait. Toutes les démarches proposées sont gratuites."
        )
        self.add(Text(about, TextRole.SECONDARY, wrap=True))
        self.add_way_on("Fermer").setFocus()


_TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


def _keys(rows: Iterable[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, 92)  # so that the words of all groups stand in one line
    grid.setColumnStretch(1, 1)
    for place, (key, words) in enumerate(rows):
        grid.addWidget(Text(key, TextRole.KEY), place, 0, _TOP_LEFT)
        grid.addWidget(Text(words, wrap=True), place, 1)
    return grid
