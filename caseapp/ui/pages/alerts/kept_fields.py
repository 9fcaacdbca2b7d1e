"""Fields that are kept by themselves while they are typed, each settled one with what undoes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from caseapp.ui.pages.alerts.sheet import Field

_SOON = 250  # milliseconds of a pause in the typing
_LATEST = 2000  # milliseconds of typing without a pause: what a power cut may take at most


class KeptFields(QObject):
    """Tells `due` with what is to be kept, `settled` with a field one has left: old, new."""

    due = Signal(dict)  # texts by name
    started = Signal()  # something is typed that is not kept yet
    settled = Signal(str, str, str)  # name, the text before, the text now

    def __init__(self, fields: Mapping[str, Field], over: QWidget) -> None:
        super().__init__(over)
        self._fields = fields
        self._dirty: set[str] = set()
        self._before: dict[str, str] = {}  # as each line and choice was last settled
        self._soon, self._latest = QTimer(self), QTimer(self)
        for timer, wait in ((self._soon, _SOON), (self._latest, _LATEST)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(self.keep)
        for name, field in fields.items():
            if isinstance(field, TextArea):
                field.typed.connect(lambda name=name: self._mark(name))
                continue
            field.committed.connect(lambda text, name=name: self._settle(name, text))
            if isinstance(field, TextField):
                field.editor.textEdited.connect(lambda _text, name=name: self._mark(name))

    def show_texts(self, texts: Mapping[str, str], errors: Mapping[str, str]) -> None:
        """Show what the base holds; a text that is the same keeps what undoes its typing."""
        self.rest()
        for name, field in self._fields.items():
            text = texts[name]
            if isinstance(field, ChoiceField):
                field.show_value(text)
            elif isinstance(field, TextArea):
                if field.text != text:
                    field.show_text(text)
            else:
                field.show_text(text)
            field.show_error(errors.get(name, ""))
        self._before = dict(texts)

    def show_errors(self, typed: Mapping[str, str], errors: Mapping[str, str]) -> None:
        """Show what was refused; nothing yet of the line one is in."""
        for name in typed:
            field, sentence = self._fields[name], errors.get(name, "")
            is_typing = isinstance(field, TextField) and field.editor.hasFocus() and field.is_edited
            if not sentence or not is_typing:
                field.show_error(sentence)

    def keep(self) -> None:
        """Tell what is typed and not kept yet."""
        self._soon.stop()
        self._latest.stop()
        if self._dirty:
            typed = {
                name: text_of(self._fields[name]) for name in self._fields if name in self._dirty
            }
            self._dirty.clear()
            self.due.emit(typed)

    def leave(self) -> None:
        """Keep all, the line one is in too."""
        for field in self._fields.values():
            if not isinstance(field, TextArea):
                field.commit()
        self.keep()

    def rest(self) -> None:
        """Forget what was not kept: it was of something that is gone."""
        self._dirty.clear()
        self._soon.stop()
        self._latest.stop()

    def _mark(self, name: str) -> None:
        self._dirty.add(name)
        self.started.emit()
        self._soon.start()
        if not self._latest.isActive():
            self._latest.start()

    def _settle(self, name: str, text: str) -> None:
        before = self._before.get(name, "")
        self._dirty.add(name)
        self.keep()
        if text != before:
            self._before[name] = text
            self.settled.emit(name, before, text)


def text_of(field: Field) -> str:
    """Return what stands in a field."""
    return field.value if isinstance(field, ChoiceField) else field.text
