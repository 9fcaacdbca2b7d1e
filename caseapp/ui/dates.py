"""The dates that move with the day, brought up to date beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from caseapp.ui.tasks import Jobs


class Dates:
    """Brings dates up to date in a job; `done` is told how many claims were looked at.

    With thousands of claims that takes seconds: what is shown meanwhile is to be shown again.
    """

    def __init__(
        self, owner: QObject, jobs: Jobs, refresh: Callable[[], int], done: Callable[[int], object]
    ) -> None:
        self._owner, self._jobs = owner, jobs
        self._refresh, self._done = refresh, done
        self._is_under_way = False

    def bring_up_to_date(self) -> None:
        """Begin, unless it is under way already."""
        if self._is_under_way:
            return
        self._is_under_way = True
        self._jobs.start(self._owner, lambda _job: self._bring(), self._done)

    def _bring(self) -> int:
        try:
            return self._refresh()
        finally:
            self._is_under_way = False
