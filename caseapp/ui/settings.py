"""What the program remembers of its windows on this machine: never personal data."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_FILE = "windows.json"


class Settings:
    """Sizes of windows, widths of columns, the last base: a small file that may be lost."""

    def __init__(self, folder: Path | None) -> None:
        """Remember in a folder, or for as long as the program runs where there is none."""
        self._file = None if folder is None else folder / _FILE
        self._values = self._read()

    @property
    def last_base(self) -> Path | None:
        """The base that was opened last."""
        path = self._values.get("last_base")
        return Path(path) if isinstance(path, str) and path else None

    def remember_base(self, path: Path) -> None:
        """Propose this base next time."""
        self._write("last_base", str(path))

    @property
    def scan_folder(self) -> Path | None:
        """The folder that scans come in."""
        path = self._values.get("scan_folder")
        return Path(path) if isinstance(path, str) and path else None

    def remember_scan_folder(self, path: Path) -> None:
        """Look for scans in this folder next time."""
        self._write("scan_folder", str(path))

    def way_in(self, path: Path) -> str:
        """Return the slot of the key file by which a base was last opened here: no name."""
        known = self._values.get("ways_in")
        slot = known.get(str(path), "") if isinstance(known, dict) else ""
        return slot if isinstance(slot, str) else ""

    def remember_way_in(self, path: Path, slot: str) -> None:
        """Try this slot first next time: each try of a password takes half a second."""
        known = self._values.get("ways_in")
        self._write("ways_in", (known if isinstance(known, dict) else {}) | {str(path): slot})

    def restore_window(self, name: str, window: QWidget) -> bool:
        """Give a window the size and place it had; say whether it had any."""
        text = self._values.get(f"window.{name}")
        if not isinstance(text, str):
            return False
        return window.restoreGeometry(QByteArray.fromBase64(text.encode()))

    def remember_window(self, name: str, window: QWidget) -> None:
        """Remember the size and place of a window."""
        geometry = window.saveGeometry().toBase64().data()
        self._write(f"window.{name}", bytes(geometry).decode())

    def widths(self, table: str) -> list[int]:
        """Return the widths of the columns of a table, empty if never changed."""
        found = self._values.get(f"columns.{table}")
        is_list = isinstance(found, list) and all(isinstance(w, int) for w in found)
        return list(found) if is_list and found else []

    def remember_widths(self, table: str, widths: list[int]) -> None:
        """Remember the widths of the columns of a table."""
        self._write(f"columns.{table}", widths)

    def layout(self, name: str) -> dict[str, Any]:
        """Return how a part of the program was arranged, empty if never changed."""
        found = self._values.get(f"layout.{name}")
        return dict(found) if isinstance(found, dict) else {}

    def remember_layout(self, name: str, layout: dict[str, Any]) -> None:
        """Remember how a part of the program is arranged."""
        self._write(f"layout.{name}", layout)

    def _read(self) -> dict[str, Any]:
        if self._file is None:
            return {}
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, key: str, value: object) -> None:
        if self._values.get(key) == value:
            return
        self._values[key] = value
        if self._file is None:
            return
        beside = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(self._values, indent=1), encoding="utf-8")
            os.replace(beside, self._file)  # noqa: PTH105 - replaces at once on every system
        except OSError:
            return  # a folder one may not write: the windows are merely not remembered
