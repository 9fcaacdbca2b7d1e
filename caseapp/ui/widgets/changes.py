"""One thing that was done, so that Ctrl+Z takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from caseapp.kernel.errors import NotFoundError, UserInputError

if TYPE_CHECKING:
    from collections.abc import Callable


class Change(QUndoCommand):
    """Something done that can be undone and done again.

    It is already done when it is pushed: a refusal is shown where it was typed, not here.
    `path` names the field it happened in, so that undoing it shows it.
    """

    def __init__(
        self,
        undo: Callable[[], object],
        redo: Callable[[], object],
        after: Callable[[str], None],
        path: str = "",
    ) -> None:
        super().__init__()
        self._undo, self._redo, self._after, self._path = undo, redo, after, path
        self._is_done = True

    def undo(self) -> None:
        self._run(self._undo)
        self._is_done = False

    def redo(self) -> None:
        if not self._is_done:
            self._run(self._redo)

    def _run(self, what: Callable[[], object]) -> None:
        try:
            what()
        except UserInputError:
            pass  # a text that was refused is refused again, and kept again as a draft
        except NotFoundError:
            self.setObsolete(True)  # gone by another way meanwhile: the page shows it is
        self._after(self._path)
