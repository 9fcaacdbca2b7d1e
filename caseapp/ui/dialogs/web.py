"""Links to official pages: the address is shown, then opened in the browser of the person.

The program itself never connects to anything, so no page is ever shown in it.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from caseapp.kernel.typography import breakable
from caseapp.ui import clipboard
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.widgets.buttons import Button, CutLink, secondary
from caseapp.ui.widgets.texts import Text, TextRole

_WEB = frozenset({"http", "https"})
_SENTENCE = "CaseApp ne se connecte à rien : cette page s'ouvre dans votre navigateur."
_NO_PAGE = "Cette adresse n'est pas celle d'une page du web : elle n'est pas ouverte."


class WebPage(Dialog):
    """Shows where a link leads; Enter goes there. An address that is no page is only shown."""

    def __init__(self, address: str) -> None:
        self._is_page = is_page(address)
        super().__init__(
            QApplication.activeWindow(),
            "Ouvrir une page du web",
            _SENTENCE if self._is_page else _NO_PAGE,
        )
        self.address = address
        self.add(Text(breakable(address), TextRole.STRONG, wrap=True, selectable=True))
        self.add_button(secondary("Copier l'adresse", lambda: clipboard.copy(address)))
        self.add_way_back("Annuler" if self._is_page else "Fermer")
        if self._is_page:
            self.add_way_on("Ouvrir dans le navigateur").setFocus()
        self.finished.connect(self.deleteLater)

    def go_on(self) -> None:
        """Hand the address to the system."""
        if self._is_page:
            QDesktopServices.openUrl(QUrl(self.address))
        self.accept()


def is_page(address: str) -> bool:
    """Tell whether an address is one of the web: not a file, not a command of the system."""
    try:
        parts = urlsplit(address)
        return parts.scheme in _WEB and bool(parts.hostname)
    except ValueError:
        return False


def web_link(words: str, address: str) -> Button:
    """Return a link that opens an address; the address itself shows under the pointer."""
    return CutLink(words, lambda: open_page(address), drawing="external", hint=address)


def open_page(address: str) -> None:
    """Show an address, and open it in the browser of the person once they agree."""
    WebPage(address).open()
