"""Does before somebody asks for it what would stop the window then, a little at each turn.

Never beside the window: a module of Qt classes that another thread imports has crashed the program.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_BREATH = 20  # milliseconds between two steps, for what is typed meanwhile


class Ahead(QObject):
    """Takes a step at each turn while it says that there may be more; ends with its owner."""

    def __init__(self, owner: QObject, step: Callable[[], bool]) -> None:
        super().__init__(owner)
        self._step = step
        self._timer = QTimer(self)
        self._timer.setInterval(_BREATH)
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    def stop(self) -> None:
        """Take no more steps."""
        self._timer.stop()

    def _turn(self) -> None:
        if not self._step():
            self.stop()
            self.deleteLater()


def import_ahead(owner: QObject, modules: Iterable[str], then: Callable[[], object]) -> Ahead:
    """Import modules, one a turn, then do something."""
    names = iter(modules)

    def one() -> bool:
        name = next(names, None)
        if name is None:
            then()
            return False
        import_module(name)
        return True

    return Ahead(owner, one)
