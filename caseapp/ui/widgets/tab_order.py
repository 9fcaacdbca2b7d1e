"""The order of the Tab key, where what is made last does not stand last on the screen."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable


def tab_through(parts: Iterable[QWidget]) -> None:
    """Have Tab go from each part to the next; the first stays where it was."""
    for before, after in pairwise(parts):
        if before.nextInFocusChain() is not after:  # told twice, Qt ties the chain into a ring
            QWidget.setTabOrder(before, after)
