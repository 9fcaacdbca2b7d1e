"""The Tab key goes as the eye does: by the places things have, not by the day they were made.

Qt's own order is that in which widgets were made; what is made anew while one works (a notice's
buttons, the fields after an answer) would come last on the page. It cannot be told otherwise for
good: told an order twice, Qt ties its chain into a ring that leaves out the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QSplitter, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARGIN = 50  # pixels left around what one comes to, as Qt leaves them


class TabByEye(QWidget):
    """A ground on which Tab goes as the eye does; it asks its window, whatever holds it."""

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Go to the next thing that Tab stops at, or to the one before."""
        return go_on(self.window(), forward=forward)


def go_on(window: QWidget, *, forward: bool) -> bool:
    """Put the keyboard on the stop after where it is, or before; say whether there was any."""
    here: QWidget | None = window.focusWidget()
    before: list[QWidget] = []
    after: list[QWidget] = []
    passed = here is None
    for part in _by_eye(window, here):
        if part is here or part.isHidden():  # what holds it was just put away: from its place on
            passed = True
        elif _is_stop(part):
            (after if passed else before).append(part)
    is_lost = here is not None and not here.isVisible()
    if not forward or (is_lost and not after):  # nothing follows what went: what stood before it
        in_turn = [*reversed(before), *reversed(after)]
    else:
        in_turn = after + before
    if not in_turn:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    in_turn[0].setFocus(reason)
    _bring_in_sight(in_turn[0])
    return True


def _is_stop(part: QWidget) -> bool:
    wanted = Qt.FocusPolicy.TabFocus
    return part.focusPolicy() & wanted == wanted and part.isEnabled() and part.focusProxy() is None


def _by_eye(ground: QWidget, here: QWidget | None) -> Iterator[QWidget]:
    """Give what is seen on a ground: what its layout holds in the layout's order, then the rest.

    What is hidden is given only where the keyboard still is in it, for its place.
    """
    laid: dict[QWidget, None] = {}  # a set that keeps its order
    if (layout := ground.layout()) is not None:
        laid.update(dict.fromkeys(_laid_out(layout)))
    if isinstance(ground, QSplitter):
        held = (ground.widget(place) for place in range(ground.count()))
        laid.update(dict.fromkeys(part for part in held if part is not None))
    laid.update(dict.fromkeys(part for part in ground.children() if isinstance(part, QWidget)))
    for part in laid:
        if part.isWindow():
            continue
        if part.isVisible():
            yield part
            yield from _by_eye(part, here)
        elif part is here or (here is not None and part.isAncestorOf(here)):
            yield part


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        grid = layout
        places.sort(key=lambda place: grid.getItemPosition(place)[:2])  # type: ignore[index] # stubs
    for place in places:
        if (item := layout.itemAt(place)) is None:
            continue
        if (inner := item.layout()) is not None:
            yield from _laid_out(inner)
        elif (part := item.widget()) is not None:
            yield part


def _bring_in_sight(part: QWidget) -> None:
    ground = part.parentWidget()
    while ground is not None:
        if isinstance(ground, QScrollArea):
            ground.ensureWidgetVisible(part, _MARGIN, _MARGIN)
        ground = ground.parentWidget()
