"""Joins what this machine remembers of a base to its window: a base set back is told over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from caseapp.services.base_course import Seen, SetBack
from caseapp.ui.backups.putting_back import restored_name

if TYPE_CHECKING:
    from caseapp.services.desk import Desk
    from caseapp.ui.application import Tools
    from caseapp.ui.main_window import MainWindow

_A_MINUTE = 60_000


class _Memory:
    """The end of the journal of one base, kept with the settings of the machine."""

    def __init__(self, desk: Desk, tools: Tools) -> None:
        self._settings = tools.settings
        self._name = f"seen {desk.base_course.name}"
        self.is_doubted = False  # what was seen stays, until somebody says that this is meant

    @property
    def seen(self) -> Seen | None:
        """What was kept last."""
        return Seen.read(self._settings.layout(self._name))

    def keep(self, seen: Seen | None) -> None:
        """Keep it, unless the base is doubted."""
        if seen is not None and not self.is_doubted:
            self._settings.remember_layout(self._name, seen.kept())

    def as_first_told(self, found: SetBack) -> SetBack:
        """Return what the base lacks: lines that it gets meanwhile make up for none of them."""
        before = self._settings.layout(self._name).get("missing")
        missing = max(found.missing, before if isinstance(before, int) else 0)
        self._settings.remember_layout(self._name, found.seen.kept() | {"missing": missing})
        return SetBack(found.seen, missing)


def doubt_base(window: MainWindow, desk: Desk, tools: Tools) -> None:
    """Say over the pages that the base was set back, where it was; remember it from now on."""
    memory, course = _Memory(desk, tools), desk.base_course
    seen = memory.seen
    is_put_back = tools.settings.layout(restored_name(desk.backups.base)).get("to_note")
    found = None if seen is None or is_put_back else course.set_back(seen)

    def accept() -> None:
        course.note(meant=True)
        memory.is_doubted = desk.backups.keeps_all = False
        memory.keep(course.end())

    if found is None:
        memory.keep(course.end())
    else:
        # The next copies would take the place of those of the days that are to be compared.
        memory.is_doubted = desk.backups.keeps_all = True
        course.note(meant=False)
        window.base_bar.say(memory.as_first_told(found).sentence)
        window.base_bar.confirmed.connect(accept)
    course.at_close(memory.keep)
    _keep_often(window, desk, tools, memory)


def _keep_often(window: MainWindow, desk: Desk, tools: Tools, memory: _Memory) -> None:
    """Keep it each minute too: a program that is killed closes nothing."""

    def look() -> None:
        tools.jobs.start(
            window,
            lambda _job: desk.base_course.end(),
            memory.keep,
            failed=lambda _error: None,  # it is looked at again in a minute
            name="seen",
        )

    timer = QTimer(window)
    timer.setObjectName("seen")
    timer.setInterval(_A_MINUTE)
    timer.timeout.connect(look)
    timer.start()
