"""What may be chosen of an aid, or of a filled form, as it goes to paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from caseapp.ui.dialogs.paper import Made, PaperOptions
from caseapp.ui.widgets.fields import ChoiceField
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable

_ALL, _TO_ASK = "all", "to_ask"


class AidOptions(PaperOptions):
    """The whole form, or what has to be asked."""

    def __init__(self, work: Callable[[bool], Callable[[], bytes]]) -> None:
        """`work` reads the case in the window, and returns what makes the PDF beside it."""
        super().__init__()
        self._work = work
        column = _column(
            self,
            "Une feuille à poser à côté du formulaire, dans le même ordre ; ou la liste de ce qu'il"
            " faut demander à la personne.",
        )
        self.kept = ChoiceField(
            "Lignes", [(_ALL, "Tout le formulaire"), (_TO_ASK, "Ce qu'il faut demander")]
        )
        self.kept.committed.connect(lambda _value: self.changed.emit())
        column.addWidget(self.kept)
        column.addStretch(1)

    def work(self) -> Callable[[], Made]:
        render = self._work(self.kept.value == _TO_ASK)
        return lambda: Made(render())


class FilledOptions(PaperOptions):
    """A filled form: what it lacks is said beside it."""

    def __init__(self, work: Callable[[], Made]) -> None:
        super().__init__()
        self._work = work
        column = _column(
            self,
            "Le formulaire reste modifiable dans le fichier enregistré. Relisez-le avant de le"
            " remettre : la personne signe elle-même.",
        )
        self.remarks = Text("", wrap=True, selectable=True)
        column.addWidget(Text("Laissé vide", TextRole.LABEL))
        column.addWidget(self.remarks)
        column.addStretch(1)

    def work(self) -> Callable[[], Made]:
        return self._work

    def made(self, remarks: tuple[str, ...]) -> None:
        self.remarks.setText(
            "\n".join(f"– {words}" for words in remarks)
            or "Rien : tous les champs reliés sont remplis."
        )


def _column(options: PaperOptions, words: str) -> QVBoxLayout:
    column = QVBoxLayout(options)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(10)
    column.addWidget(Text(words, TextRole.SECONDARY, wrap=True))
    return column
