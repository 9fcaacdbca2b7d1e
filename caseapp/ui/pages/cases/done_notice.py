"""What was just done, in a sentence, with the button that takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from caseapp.ui.pages.cases.actions import CaseActions
    from caseapp.ui.widgets.undone import Undone


class DoneNotice(Notice):
    """Hidden until something is done; taking it back hides it."""

    def __init__(self, doing: CaseActions, views: Undone) -> None:
        """`views` keeps its changes among those of the cases: one key takes back the last."""
        super().__init__()
        self._doing = doing
        self.hide()
        doing.told.connect(lambda words: self._tell(words, can_undo=False))
        for doer in (doing, views):
            doer.stored.connect(self.hide)  # its « Annuler » would take back another change
            doer.said.connect(lambda words: self._tell(words, can_undo=True))

    def undo(self) -> None:
        """Take back what was done last."""
        self.hide()
        self._doing.undo()

    def _tell(self, words: str, *, can_undo: bool) -> None:
        buttons = [secondary("Annuler", self.undo)] if can_undo else []
        self.say("", words, Tone.INFO, *buttons)
        self.show()
