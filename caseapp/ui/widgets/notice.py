"""Sentences that stand out: a notice with its way out, and an empty page that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.ui.theme import Tone, restyle
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.texts import Drawing, Text, TextRole

if TYPE_CHECKING:
    from caseapp.ui.widgets.buttons import Button


class Notice(QFrame):
    """A banner: a drawing, a title in bold, a sentence, and buttons that are the way out."""

    def __init__(self, title: str = "", sentence: str = "", tone: Tone = Tone.INFO) -> None:
        super().__init__()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(14, 12, 14, 12)
        outer.setSpacing(12)
        self._mark = Drawing(tone.value, tone)
        self._title = Text("", TextRole.STRONG, wrap=True)
        self._sentence = Text("", wrap=True, selectable=True)
        self._actions = FlowLayout(gap=8)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        words.addLayout(self._actions)
        outer.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(words, 1)
        self.say(title, sentence, tone)

    @property
    def words(self) -> str:
        """What the notice says."""
        return f"{self._title.text()} {self._sentence.text()}".strip()

    def say(self, title: str, sentence: str = "", tone: Tone = Tone.INFO, *actions: Button) -> None:
        """Say something else, with other buttons."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self._mark.show_as(tone.value, tone)
        self._pass_focus_on()
        while (item := self._actions.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for button in actions:
            self._actions.addWidget(button)
            button.show()  # at once, where the notice is on screen already
        self.setAccessibleName(title or sentence)
        self.setAccessibleDescription(sentence if title else "")
        restyle(self, notice=tone.value)

    def _pass_focus_on(self) -> None:
        """Put the keyboard on what follows; lost, it would start again at the side bar.

        Qt does so by itself in the active window only: a question may stand before ours.
        """
        for _each in range(self._actions.count()):
            held: QWidget | None = self.window().focusWidget()
            if held is None or not self.isAncestorOf(held):
                return
            self.focusNextChild()

    def say_again(self, sentence: str) -> None:
        """Say another sentence under the same title, with the same buttons."""
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        if self._title.text():
            self.setAccessibleDescription(sentence)
        else:
            self.setAccessibleName(sentence)


class EmptyState(QWidget):
    """What an empty screen says: what is not there yet, and what to do next."""

    def __init__(self, title: str, sentence: str = "", action: Button | None = None) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 32, 24, 32)
        outer.setSpacing(8)
        outer.addStretch(1)  # in a tall place its words stay together
        centre = Qt.AlignmentFlag.AlignHCenter
        for text, role in ((title, TextRole.CARD_TITLE), (sentence, TextRole.SECONDARY)):
            if text:
                label = Text(text, role, wrap=True)
                label.setAlignment(centre)
                outer.addWidget(label)
        if action is not None:
            outer.addSpacing(8)
            outer.addWidget(action, 0, centre)
        outer.addStretch(1)
