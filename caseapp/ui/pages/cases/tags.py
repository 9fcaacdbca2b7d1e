"""The tags of a case: each with its cross, and a line that suggests those in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.ui.widgets.buttons import Button, ButtonKind
from caseapp.ui.widgets.fields import TextField
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.suggest_words import suggest_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID


class TagsField(QWidget):
    """Adds and removes the tags of one case; Enter adds what is typed."""

    add_asked = Signal(object, str)  # id of a case, tag
    remove_asked = Signal(object, str)

    def __init__(self, known: Callable[[], Sequence[str]], check: Callable[[str], str]) -> None:
        super().__init__()
        self._known, self._check = known, check
        self._case: UUID | None = None
        self._tags: tuple[str, ...] = ()
        self.chips = FlowLayout(gap=6)
        self.line = TextField("Étiquettes", placeholder="Ajouter une étiquette")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        outer.addWidget(self.line)
        outer.addLayout(self.chips)
        self.line.editor.returnPressed.connect(self._add)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags shown."""
        return self._tags

    def show_tags(self, case_id: UUID, tags: Sequence[str]) -> None:
        """Show the tags of a case."""
        if case_id != self._case:
            self.line.editor.setText("")
            self.line.show_error("")
        self._case, self._tags = case_id, tuple(tags)
        while (item := self.chips.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for tag in tags:
            self.chips.addWidget(self._chip(tag))
        suggest_words(self.line.editor, [one for one in self._known() if one not in tags])
        self.updateGeometry()

    def _chip(self, tag: str) -> Button:
        chip = Button(f"{tag}{french.NO_BREAK}×", ButtonKind.CHIP)
        chip.setAccessibleName(f"Retirer l'étiquette {tag}")
        chip.setToolTip(f"Retirer l'étiquette « {tag} »")
        chip.clicked.connect(lambda _on, tag=tag: self._remove(tag))
        return chip

    def _remove(self, tag: str) -> None:
        self.line.setFocus()  # the chip goes: the keyboard stays here
        self.remove_asked.emit(self._case, tag)

    def _add(self) -> None:
        if self._case is None or not self.line.text.strip():
            return
        try:
            tag = self._check(self.line.text)
        except UserInputError as error:
            self.line.show_error(error.sentence)
            return
        self.line.show_error("")
        self.line.editor.setText("")  # unlike clear(), leaves Ctrl+Z to the page
        self.add_asked.emit(self._case, tag)
