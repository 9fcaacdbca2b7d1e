"""Letters of several cases on one pile of paper: how many, and what is still to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from caseapp.kernel import french
from caseapp.ui.dialogs.paper import PaperOptions
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.ui.dialogs.paper import Made


class PileOptions(PaperOptions):
    """Nothing is chosen: the letters stand in the order of the cases."""

    def __init__(self, count: int, make: Callable[[], Made], left: Callable[[bool], None]) -> None:
        super().__init__()
        self._make, self._left = make, left
        self.blanks = Notice()
        self.blanks.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        words = (
            f"{french.plural(count, 'courrier')}, chacun sur sa page, dans l'ordre des dossiers."
        )
        column.addWidget(Text(words, TextRole.SECONDARY, wrap=True))
        column.addWidget(self.blanks)
        column.addStretch(1)

    def work(self) -> Callable[[], Made]:
        return self._make

    def made(self, remarks: tuple[str, ...]) -> None:
        self.blanks.setVisible(bool(remarks))
        if remarks:
            count = french.plural(len(remarks), "blanc à compléter", "blancs à compléter")
            self.blanks.say(count, "Ils restent marqués, à remplir à la main.", Tone.WARN)

    def left(self, *, printed: bool) -> None:
        self._left(printed)
