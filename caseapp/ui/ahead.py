"""Imports pages before somebody asks for them, one at each turn of the events.

Never beside the window: a module of Qt classes that another thread imports has crashed the program.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Iterable

_BREATH = 20  # milliseconds between two modules, for what is typed meanwhile


class ImportAhead(QObject):
    """Ends with its owner, or with the last module."""

    def __init__(self, owner: QObject, modules: Iterable[str]) -> None:
        super().__init__(owner)
        self._modules = iter(modules)
        self._timer = QTimer(self)
        self._timer.setInterval(_BREATH)
        self._timer.timeout.connect(self._next)
        self._timer.start()

    def _next(self) -> None:
        name = next(self._modules, None)
        if name is None:
            self._timer.stop()
            self.deleteLater()
            return
        import_module(name)
