"""What a sheet of dates tells beside what is to do, and whether it is printed or kept as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from caseapp.services.date_paper import Beside
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.widgets.buttons import secondary

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_SENTENCE = (
    "Une feuille se perd : n'y mettez que ce qu'il faut pour la journée, et détruisez-la ensuite."
)


class SheetWindow(Dialog):
    """Asks what stands on the sheet; `print_it` and `save` take the answer."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        print_it: Callable[[Beside], None],
        save: Callable[[Beside], None],
    ) -> None:
        super().__init__(parent, title, _SENTENCE)
        self._print_it, self._save = print_it, save
        self.phones = QCheckBox("Téléphones")
        self.addresses = QCheckBox("Adresses")
        self.initials = QCheckBox("Initiales et références au lieu des noms")
        self.phones.setChecked(True)
        for box in (self.phones, self.addresses, self.initials):
            self.add(box)
        self.add_way_back()
        self.add_button(secondary("Enregistrer un PDF…", self._keep))
        self.add_way_on("Imprimer…")

    @property
    def beside(self) -> Beside:
        """What was ticked."""
        return Beside(
            phones=self.phones.isChecked(),
            addresses=self.addresses.isChecked(),
            initials=self.initials.isChecked(),
        )

    def go_on(self) -> None:
        self.accept()
        self._print_it(self.beside)

    def _keep(self) -> None:
        self.accept()
        self._save(self.beside)
