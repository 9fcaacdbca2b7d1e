"""A link shows where it leads before anything is opened, and only ever leads to the web."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

import caseapp
from caseapp.ui.dialogs.web import WebPage, open_page, web_link
from tests.support.screens import button, visible_buttons

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PAGE = "https://www.service-public.gouv.fr/particuliers/vosdroits/F19775"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(url.toString()))
    return found


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    shown = QWidget()
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
    return shown


def asked() -> WebPage:
    found = QApplication.activeModalWidget()
    assert isinstance(found, WebPage)
    return found


def test_the_address_is_shown_then_opened_or_not(
    window: QWidget, opened: list[str], qtbot: QtBot
) -> None:
    link = web_link("S'informer", PAGE)
    qtbot.addWidget(link)
    link.click()
    qtbot.keyClick(asked(), Qt.Key.Key_Escape)
    assert opened == []
    link.click()
    qtbot.mouseClick(button(asked(), "Copier l'adresse"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == PAGE
    qtbot.keyClick(button(asked(), "Ouvrir dans le navigateur"), Qt.Key.Key_Return)
    assert opened == [PAGE]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "smb://serveur/partage",
        "calc.exe",
        "http://[",
        "",
    ],
)
def test_what_is_no_page_is_never_opened(
    address: str, window: QWidget, opened: list[str], qtbot: QtBot
) -> None:
    open_page(address)
    assert "Ouvrir dans le navigateur" not in visible_buttons(asked())
    qtbot.keyClick(asked(), Qt.Key.Key_Return)
    asked().go_on()
    assert opened == []


def test_no_other_place_hands_an_address_to_the_system() -> None:
    root = Path(caseapp.__file__).parent
    found = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if "openUrl" in path.read_text(encoding="utf-8")
        or "setOpenExternalLinks(True" in path.read_text(encoding="utf-8")
    }
    assert found == {"ui/dialogs/web.py", "ui/dated/phones.py"}  # the latter: tel:, after a number
