"""What is copied goes again: after a minute, when the base is locked, when the program ends.

Every copy that the program makes goes through `copy`, which marks it as ours and asks the histories
of clipboards not to keep it. What Qt's own inputs copy (Ctrl+C in a text) is known by its owner,
where the system tells. What somebody else copied meanwhile is never cleared.
"""

from __future__ import annotations

import sys
from secrets import token_bytes
from typing import cast

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

SECONDS = 60
_MARK = "application/x-caseapp-copy"
_TOKEN = token_bytes(16)  # of this run of the program
# What KDE's Klipper, Windows' history and cloud, and the managers of macOS look for.
_UNKEPT = {
    "linux": {"x-kde-passwordManagerHint": b"secret"},
    "win32": {
        f'application/x-qt-windows-mime;value="{name}"': b"\0\0\0\0"
        for name in (
            "ExcludeClipboardContentFromMonitorProcessing",
            "CanIncludeInClipboardHistory",
            "CanUploadToCloudClipboard",
        )
    },
    "darwin": {"application/x-nspasteboard-concealed-type": b""},
}
_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


def copy(text: str) -> None:
    """Copy a text."""
    data = QMimeData()
    data.setText(text)
    data.setData(_MARK, _TOKEN)
    for kind, value in _UNKEPT.get(sys.platform, {}).items():
        data.setData(kind, value)
    QGuiApplication.clipboard().setMimeData(data)


class ClipboardGuard(QObject):
    """Clears what the program copied, a while after the last copy."""

    def __init__(
        self, clipboard: QClipboard, parent: QObject | None = None, *, seconds: float = SECONDS
    ) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(seconds * 1000))
        self._timer.timeout.connect(self.forget)
        clipboard.dataChanged.connect(self._changed)

    @property
    def is_waiting(self) -> bool:
        """Whether something of ours is there, to be cleared later."""
        return self._timer.isActive()

    def forget(self) -> None:
        """Clear what is ours now: the base is locked, the program ends, or a minute has passed."""
        self._timer.stop()
        for mode in _MODES:
            if self._is_ours(mode):
                self._clipboard.clear(mode)

    def _changed(self) -> None:
        if self._is_ours(QClipboard.Mode.Clipboard):
            self._timer.start()
        else:
            self._timer.stop()

    def _is_ours(self, mode: QClipboard.Mode) -> bool:
        owns = (
            self._clipboard.ownsClipboard()
            if mode is QClipboard.Mode.Clipboard
            else self._clipboard.ownsSelection()
        )
        # Where the system has no such clipboard, there is none, whatever PySide's types say.
        data = cast("QMimeData | None", self._clipboard.mimeData(mode))
        if data is None or not data.formats():
            return False
        return owns or data.data(_MARK) == QByteArray(_TOKEN)
