"""The text of a letter: bold, italic, lists; what is still to be written stands out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeySequence,
    QShortcut,
    QSyntaxHighlighter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextListFormat,
)
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from caseapp.rules.letters.filling import BLANK
from caseapp.ui.theme import Tone, current
from caseapp.ui.widgets.buttons import Button, secondary
from caseapp.ui.widgets.fields import FormField

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QTextList

PAUSE = 400  # milliseconds without a key before what is written is stored
_LINES = 360  # pixels
_APART = 8  # pixels between two paragraphs
_PLACE = re.compile(rf"\[{BLANK} : [^\]]+\]")
_MARKDOWN = QTextDocument.MarkdownFeature.MarkdownDialectCommonMark


class _Blanks(QSyntaxHighlighter):
    def highlightBlock(self, text: str) -> None:
        look = QTextCharFormat()
        look.setForeground(QColor(current().tone(Tone.BAD)[0]))
        look.setFontWeight(QFont.Weight.DemiBold)
        for found in _PLACE.finditer(text):
            self.setFormat(found.start(), found.end() - found.start(), look)


class _Editor(QTextEdit):
    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take the words of what is pasted, never its looks: the paper knows four of them."""
        if source.hasText():
            self.textCursor().insertText(source.text())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()


class BodyEditor(QWidget):
    """Tells `written` a moment after the last key, and before it is left."""

    written = Signal(str)  # Markdown

    def __init__(self) -> None:
        super().__init__()
        self.field: FormField[QTextEdit] = FormField("Texte", _Editor())
        self.editor = self.field.editor
        self.editor.setAcceptRichText(True)
        self.editor.setTabChangesFocus(True)
        self.editor.setMinimumHeight(_LINES)
        self._blanks = _Blanks(self.editor.document())
        self._shown = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.store)
        self.next_blank = secondary("Blanc suivant", self.go_to_blank)
        self.next_blank.setToolTip("F8")
        self._lay_out()
        self.editor.textChanged.connect(self._typed)
        shortcut = QShortcut(QKeySequence("F8"), self, self.go_to_blank)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for button in (
            self._look("Gras", "Ctrl+B", self._bold),
            self._look("Italique", "Ctrl+I", self._italic),
            secondary("Liste à points", lambda: self._list(QTextListFormat.Style.ListDisc)),
            secondary("Liste numérotée", lambda: self._list(QTextListFormat.Style.ListDecimal)),
            self.next_blank,
        ):
            bar.addWidget(button)
        bar.addStretch(1)
        outer.addLayout(bar)
        outer.addWidget(self.field, 1)

    def _look(self, words: str, keys: str, act: Callable[[], None]) -> Button:
        button = secondary(words, act)
        button.setToolTip(keys)
        button.setShortcut(QKeySequence(keys))
        return button

    # ------------------------------------------------------------------ shown
    def show_markdown(self, text: str, *, editable: bool) -> None:
        """Show the text of a letter."""
        self._pause.stop()
        self.editor.blockSignals(True)
        flags = _MARKDOWN | QTextDocument.MarkdownFeature.MarkdownNoHTML
        self.editor.document().setMarkdown(text, flags)
        self._air()
        self.editor.document().clearUndoRedoStacks()
        self.editor.blockSignals(False)
        self.editor.setReadOnly(not editable)
        self._shown = self.markdown

    def _air(self) -> None:
        """Set paragraphs apart, as they are on paper."""
        apart = QTextBlockFormat()
        apart.setBottomMargin(_APART)
        cursor = QTextCursor(self.editor.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(apart)

    @property
    def markdown(self) -> str:
        """What is written, as it is stored."""
        return self.editor.document().toMarkdown(_MARKDOWN).strip()

    @property
    def blanks(self) -> int:
        """How many places are still to be written."""
        return len(_PLACE.findall(self.editor.toPlainText()))

    def store(self) -> None:
        """Tell what is written, if it changed."""
        self._pause.stop()
        text = self.markdown
        if text != self._shown and not self.editor.isReadOnly():
            self._shown = text
            self.written.emit(text)

    def go_to_blank(self) -> None:
        """Select the next place to write, from the first again after the last."""
        text, cursor = self.editor.toPlainText(), self.editor.textCursor()
        found = _PLACE.search(text, cursor.selectionEnd()) or _PLACE.search(text)
        if found is None:
            return
        cursor.setPosition(found.start())
        cursor.setPosition(found.end(), QTextCursor.MoveMode.KeepAnchor)
        self.editor.setTextCursor(cursor)
        self.editor.setFocus()

    def _typed(self) -> None:
        self._pause.start()

    def _bold(self) -> None:
        heavy = self.editor.fontWeight() > QFont.Weight.Medium
        self.editor.setFontWeight(QFont.Weight.Normal if heavy else QFont.Weight.Bold)

    def _italic(self) -> None:
        self.editor.setFontItalic(not self.editor.fontItalic())

    def _list(self, style: QTextListFormat.Style) -> None:
        cursor = self.editor.textCursor()
        here = cast("QTextList | None", cursor.currentList())  # none outside a list
        if here is not None and here.format().style() is style:
            here.remove(cursor.block())
            block = cursor.blockFormat()
            block.setIndent(0)
            cursor.setBlockFormat(block)
            return
        cursor.createList(style)
