"""Links to official pages: opened in the browser of the person, never in the program."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from caseapp.ui.widgets.buttons import Button, CutLink


def web_link(words: str, address: str) -> Button:
    """Return a link that opens an address; the address itself shows under the pointer."""
    return CutLink(
        words, lambda: QDesktopServices.openUrl(QUrl(address)), drawing="external", hint=address
    )


def open_page(address: str) -> None:
    """Open an official page in the browser of the person."""
    QDesktopServices.openUrl(QUrl(address))
