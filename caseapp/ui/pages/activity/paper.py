"""The activity report as it goes to paper: what is masked is said, the file may be an archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from caseapp.ui.dialogs.paper import Made, PaperOptions
from caseapp.ui.widgets.fields import ChoiceField
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable

_ARCHIVE = "archive"


class ActivityOptions(PaperOptions):
    """The pages of one period: what is counted is chosen on the page behind."""

    def __init__(
        self,
        render: Callable[[], bytes],
        archived: Callable[[bytes], bytes],
        noted: Callable[[bool], None] = lambda _printed: None,
    ) -> None:
        """`archived` returns a PDF as an archive keeps it; `noted` hears that it left, printed or not."""
        super().__init__()
        self._render, self._archived, self._noted = render, archived, noted
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        column.addWidget(
            Text(
                "Les chiffres de la période, sans aucun nom. Ceux qui comptent moins de cinq"
                " dossiers sont masqués, pour que personne ne s'y reconnaisse.",
                TextRole.SECONDARY,
                wrap=True,
            )
        )
        self.kept = ChoiceField(
            "Fichier", [("", "PDF ordinaire"), (_ARCHIVE, "PDF/A-2b, à archiver")]
        )
        column.addWidget(self.kept)
        column.addStretch(1)

    def work(self) -> Callable[[], Made]:
        render = self._render
        return lambda: Made(render())

    def left(self, *, printed: bool) -> None:
        self._noted(printed)

    def sealed(self, made: bytes) -> bytes:
        return self._archived(made) if self.kept.value == _ARCHIVE else made
