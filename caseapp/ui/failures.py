"""What happens when something fails that nobody foresaw: it is noted without personal data.

A note carries the kind of the failure and the places in our code, never its message nor any
value: a message may quote what was typed.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from caseapp.kernel.errors import CaseAppError, KnownTroubleError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

_log = logging.getLogger("caseapp")
_LARGEST_LOG = 500_000
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Failure:
    """An unforeseen failure, in words that can be handed on: no personal data."""

    reference: str
    kind: str
    places: tuple[str, ...]

    @classmethod
    def of(cls, error: BaseException) -> Failure:
        """Read an exception without its message."""
        frames = traceback.extract_tb(error.__traceback__)
        places = tuple(f"{_short(f.filename)}:{f.lineno} {f.name}" for f in frames)
        return cls(token_hex(3), type(error).__name__, places)

    @property
    def details(self) -> str:
        """What the person may copy into a message to whoever mends the program."""
        return "\n".join((f"CaseApp · {self.reference} · {self.kind}", *self.places))


class Failures(QObject):
    """Catches what nobody caught, in any thread, and has it shown in the window's thread."""

    _caught = Signal(object)

    def __init__(
        self,
        show_failure: Callable[[Failure], object],
        show_trouble: Callable[[str, str], object],
        parent: QObject | None = None,
    ) -> None:
        """Take how to show a failure, and how to show a known trouble and its way out."""
        super().__init__(parent)
        self._show_failure, self._show_trouble = show_failure, show_trouble
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._before = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """Catch from now on."""
        sys.excepthook = self._from_python
        threading.excepthook = self._from_thread
        qInstallMessageHandler(_from_qt)

    def remove(self) -> None:
        """Catch no more."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(None)

    def _from_python(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._caught.emit(error)

    def _from_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self._caught.emit(caught.exc_value)

    def _show(self, error: BaseException) -> None:
        if isinstance(error, KnownTroubleError):
            self._show_trouble(error.sentence, error.way_out)
        elif isinstance(error, CaseAppError):
            self._show_trouble(error.sentence, "")
        else:
            failure = Failure.of(error)
            _log.error("%s", failure.details.replace("\n", " | "))
            self._show_failure(failure)


def keep_log(folder: Path) -> None:
    """Write what is noted to a small file of the user's machine, where that is possible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "caseapp.log", maxBytes=_LARGEST_LOG, backupCount=1, encoding="utf-8"
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    _log.propagate = False


def _from_qt(kind: QtMsgType, context: QMessageLogContext, _message: str) -> None:
    """Note where Qt complains; what it says may quote a text on screen."""
    if kind in {QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}:
        _log.warning("Qt %s %s", kind.name, context.category)


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else path.name
