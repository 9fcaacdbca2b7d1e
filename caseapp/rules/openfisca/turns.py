"""Whose turn it is to ask the engine's process: one at a time, who is waited for first."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Turns:
    """One question at a time: a person's goes before those of a long work."""

    def __init__(self) -> None:
        """Begin with nobody asking."""
        self._change = threading.Condition()
        self._busy = False
        self._hurried = 0  # persons who wait

    @contextlib.contextmanager
    def taken(self, *, hurried: bool) -> Iterator[None]:
        """Wait for one's turn, and hold it; who is not in a hurry lets every other one go first."""
        with self._change:
            self._hurried += hurried
            self._change.wait_for(lambda: not self._busy and (hurried or not self._hurried))
            self._hurried -= hurried
            self._busy = True
        try:
            yield
        finally:
            with self._change:
                self._busy = False
                self._change.notify_all()
