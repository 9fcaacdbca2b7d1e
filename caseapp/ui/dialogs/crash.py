"""The window of an unforeseen failure: calm, without personal data, and one goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit

from caseapp.ui import clipboard
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.widgets.buttons import link, secondary
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from caseapp.ui.failures import Failure

_KEPT = "Ce qui était tapé vient d'être enregistré."
_NOT_KEPT = (
    "Tout ce qui était tapé n'a pas pu être enregistré : avant de quitter, continuez et copiez-le"
    " ailleurs."
)
_SENTENCE = (
    "CaseApp a rencontré une erreur imprévue. Ce qui était à l'écran y reste. {} On peut continuer ;"
    " si l'erreur revient, quitter et rouvrir la base suffit le plus souvent."
)


class CrashWindow(Dialog):
    """Says that something failed, gives its reference, and lets one go on."""

    def __init__(
        self,
        parent: QWidget | None,
        failure: Failure,
        leave: Callable[[], object],
        *,
        is_kept: bool = True,
    ) -> None:
        sentence = _SENTENCE.format(_KEPT if is_kept else _NOT_KEPT)
        super().__init__(parent, "Une erreur imprévue est survenue", sentence, width=520)
        self._details = QPlainTextEdit(failure.details)
        self._details.setReadOnly(True)
        self._details.setAccessibleName("Détails techniques, sans donnée personnelle")
        self._details.setFixedHeight(150)
        self._details.hide()
        hint = f"Référence : {failure.reference}. Les détails ne contiennent aucune donnée personnelle."
        self.add(Text(hint, TextRole.HINT, wrap=True))
        self.add(link("Voir les détails techniques", self._unfold))
        self.add(self._details)
        self.add_button(
            secondary(
                "Copier les détails",
                lambda: clipboard.copy(failure.details),
            )
        )
        self.add_button(secondary("Quitter CaseApp", leave))
        self.add_way_on("Continuer").setFocus()

    def _unfold(self) -> None:
        self._details.setVisible(self._details.isHidden())
        self.fit()
