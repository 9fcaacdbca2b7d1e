"""The copy made when the window closes: waited for, or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar, QWidget

from caseapp.ui.dialogs.frame import Dialog

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from caseapp.ui.backups.backing_up import BackingUp
    from caseapp.ui.dialogs.ask import Asker

_TITLE = "Sauvegarde avant de fermer"
_SENTENCE = "La base est copiée, puis la copie est vérifiée. La fenêtre se ferme ensuite."


class ClosingCopy(Dialog):
    """Makes the copy, and goes by itself when it is made."""

    def __init__(self, parent: QWidget, backing_up: BackingUp) -> None:
        super().__init__(parent, _TITLE, _SENTENCE, width=440)
        self._backing_up = backing_up
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName("Sauvegarde en cours")
        self.add(bar)
        self.without = self.add_way_back("Fermer sans attendre")
        backing_up.ended.connect(self.accept)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin once there is something to look at."""
        super().showEvent(event)
        self._backing_up.start()


def copied_before_closing(parent: QWidget, backing_up: BackingUp, asker: Asker) -> bool:
    """Copy the base if something changed; return whether the window may close."""
    if not backing_up.has_news:
        return True
    dialog = ClosingCopy(parent, backing_up)
    is_ended = dialog.exec() == Dialog.DialogCode.Accepted
    dialog.deleteLater()
    if not is_ended:  # one does not wait: nothing is left of the copy
        backing_up.stop()
        return True
    if any(outcome.made is not None for outcome in backing_up.outcomes):
        return True
    why = [str(outcome.trouble) for outcome in backing_up.outcomes if outcome.trouble is not None]
    return asker.confirm(
        parent,
        "La sauvegarde n'a pas été faite",
        "\n\n".join(why) or backing_up.trouble,
        "Fermer sans sauvegarde",
    )
