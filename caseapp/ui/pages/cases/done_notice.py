"""What was just done, in a sentence, with the button that takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.ui.pages.cases.actions import CaseActions


class DoneNotice(Notice):
    """Hidden until something is done; taking it back hides it."""

    def __init__(self, doing: CaseActions) -> None:
        super().__init__()
        self._doing = doing
        doing.said.connect(self._say_done)

    def undo(self) -> None:
        """Take back the last change of cases."""
        self._take_back(self._doing.undo)

    def tell(self, words: str, undo: Callable[[], object] | None) -> None:
        """Say what was done, and offer to take it back where that can be."""
        buttons = [] if undo is None else [secondary("Annuler", lambda: self._take_back(undo))]
        self.say("", words, Tone.INFO, *buttons)
        self.show()

    def _say_done(self, words: str, can_undo: bool) -> None:  # noqa: FBT001 - told by a signal
        self.tell(words, self._doing.undo if can_undo else None)

    def _take_back(self, undo: Callable[[], object]) -> None:
        self.hide()
        undo()
