"""The side of a paper of which nothing is to be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from caseapp.ui.dialogs.paper import Made, PaperOptions
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable


class PlainPaperOptions(PaperOptions):
    """Makes the paper as it is; says in a few words what it is and where it may go."""

    def __init__(
        self, words: str, render: Callable[[], bytes], left: Callable[[bool], None]
    ) -> None:
        """`left` hears that it left the desk, and whether on paper."""
        super().__init__()
        self._render, self._left = render, left
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(Text(words, TextRole.SECONDARY, wrap=True))
        column.addStretch(1)

    def work(self) -> Callable[[], Made]:
        return lambda: Made(self._render())

    def left(self, *, printed: bool) -> None:
        self._left(printed)
