"""The side of a paper of which nothing is to be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from caseapp.ui.dialogs.paper import Made, PaperOptions
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable

_WORDS = (
    "Ce qui est entre crochets reste à compléter par le service. Le document se régénère à chaque"
    " ouverture, d'après l'état de la base."
)


class PlainPaperOptions(PaperOptions):
    """Makes the paper as it is."""

    def __init__(self, render: Callable[[], bytes]) -> None:
        super().__init__()
        self._render = render
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(Text(_WORDS, TextRole.SECONDARY, wrap=True))
        column.addStretch(1)

    def work(self) -> Callable[[], Made]:
        return lambda: Made(self._render())
