"""The side of the paper of an alert: nothing is to be chosen, that it left is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from caseapp.ui.dialogs.paper import Made, PaperOptions
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable

_WORDS = (
    "Écrit confidentiel : remettez-le au seul destinataire. L'impression et l'enregistrement sont"
    " notés au journal, sans le contenu. Un fichier enregistré n'est plus protégé par la base."
)


class AlertPaperOptions(PaperOptions):
    """Makes the paper as it is."""

    def __init__(self, render: Callable[[], bytes], left: Callable[[bool], None]) -> None:
        super().__init__()
        self._render, self._left = render, left
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(Text(_WORDS, TextRole.SECONDARY, wrap=True))
        column.addStretch(1)

    def work(self) -> Callable[[], Made]:
        return lambda: Made(self._render())

    def left(self, *, printed: bool) -> None:
        self._left(printed)
