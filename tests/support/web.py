"""A person who is shown the address of a page, and goes there."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from caseapp.ui.dialogs.web import WebPage


def agree_to_page() -> str:
    """Press « Ouvrir dans le navigateur » in the window that shows an address; return it."""
    window = QApplication.activeModalWidget()
    assert isinstance(window, WebPage)
    address = window.address
    window.go_on()
    return address
