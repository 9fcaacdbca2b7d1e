"""What can be shown of a document: pages drawn from memory, a text, or why it cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

_MOST_PIXELS = 24_000_000  # of one page on screen: about 100 MB
_LEAST = 16


class CannotShowError(Exception):
    """A content cannot be shown; the sentence says why. It is kept all the same."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Viewable(Protocol):
    """Something with pages that can be drawn, off the thread of the window."""

    pages: int

    def render(self, page: int, width: int, turned: int) -> QImage:
        """Draw a page (the first is 0) so many pixels wide, turned by quarters to the right.

        Raises:
            CannotShowError: the page is damaged, or too large.
        """

    def close(self) -> None:
        """Let the content go, without waiting for what is being drawn of it."""


def fitted(across: float, down: float, width: int) -> tuple[int, int]:
    """Return the size in pixels of a page so wide, smaller where it would be unreasonably large."""
    wide = max(_LEAST, width)
    tall = max(1.0, wide * down / across)
    if wide * tall > _MOST_PIXELS:
        by = (_MOST_PIXELS / (wide * tall)) ** 0.5
        wide, tall = max(1, int(wide * by)), max(1.0, tall * by)
    return wide, round(tall)
