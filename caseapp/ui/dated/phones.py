"""The numbers to dial, shown before anything is called: copied, or handed to the system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout

from caseapp.ui import clipboard
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from caseapp.services.phones import Phone

_NONE = (
    "Aucun numéro n'est noté. Il s'écrit dans le foyer, parmi ce qui est connu de chaque personne."
)


class PhonesWindow(Dialog):
    """Shows numbers; « Appeler » opens the telephone of the system, where there is one."""

    def __init__(self, parent: QWidget, title: str, phones: Sequence[Phone]) -> None:
        super().__init__(parent, title, "" if phones else _NONE, width=520)
        self.said = Text("", TextRole.HINT, wrap=True)
        for phone in phones:
            self._add(phone)
        self.add(self.said)
        self.add_way_on("Fermer")

    def _add(self, phone: Phone) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Text(phone.name), 1)
        number = Text(phone.shown, TextRole.STRONG, selectable=True, figures=True)
        line.addWidget(number)
        copy = secondary("Copier", lambda: self._copy(phone))
        copy.setAccessibleName(f"Copier {phone.shown}")
        call = secondary("Appeler", lambda: self._call(phone))
        call.setAccessibleName(f"Appeler {phone.name}, {phone.shown}")
        line.addWidget(copy)
        line.addWidget(call)
        self.add(line)

    def _copy(self, phone: Phone) -> None:
        clipboard.copy(phone.shown)
        self.said.setText(f"{phone.shown} est copié.")
        self.fit()

    def _call(self, phone: Phone) -> None:
        if not QDesktopServices.openUrl(QUrl(f"tel:{phone.number}")):
            self.said.setText(
                "Aucun programme de cet ordinateur ne téléphone : composez le numéro."
            )
            self.fit()
