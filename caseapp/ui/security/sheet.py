"""The sheet of a recovery key in the window of papers: printed, never written to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from caseapp.ui.dialogs.paper import Made, PaperOptions
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable

_WORDS = (
    "Imprimez cette feuille, ou recopiez-la à la main : elle ouvre la base si le mot de passe est perdu.",
    "Elle n'est jamais écrite dans un fichier, et ne sera plus montrée.",
    (
        "Fermez ensuite cette fenêtre : il vous sera demandé de la recopier, pour être sûr qu'elle est "
        "lisible. Elle n'ouvrira la base qu'après cela."
    ),
)


class SheetOptions(PaperOptions):
    """Nothing is chosen; it says what happens next."""

    def __init__(self, make: Callable[[], bytes]) -> None:
        super().__init__()
        self._make = make
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        for words in _WORDS:
            column.addWidget(Text(words, TextRole.SECONDARY, wrap=True))
        column.addStretch(1)

    def work(self) -> Callable[[], Made]:
        """Return what makes the sheet."""
        make = self._make
        return lambda: Made(make())
