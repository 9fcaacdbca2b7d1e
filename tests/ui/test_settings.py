"""The program remembers its windows, and starts all the same when it cannot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from caseapp.ui.settings import Settings

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot


def test_the_last_base_the_windows_and_the_columns_are_remembered(
    tmp_path: Path, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(40, 50, 640, 480)
    first = Settings(tmp_path / "new folder")
    first.remember_base(Path("/data/dossiers.caseapp"))
    first.remember_window("main", window)
    first.remember_widths("cases", [120, 80])

    again, other = Settings(tmp_path / "new folder"), QWidget()
    qtbot.addWidget(other)
    assert again.last_base == Path("/data/dossiers.caseapp")
    assert again.restore_window("main", other)
    assert other.size() == window.size()
    assert again.widths("cases") == [120, 80]


def test_the_way_into_each_base_is_remembered(tmp_path: Path) -> None:
    one, other = Path("/data/one.caseapp"), Path("/data/other.caseapp")
    Settings(tmp_path).remember_way_in(one, "a slot")
    again = Settings(tmp_path)
    assert (again.way_in(one), again.way_in(other)) == ("a slot", "")


def test_a_spoiled_file_is_as_good_as_none(tmp_path: Path, qtbot: QtBot) -> None:
    for content in ("{", "[1]", '{"last_base": 3, "ways_in": [], "columns.cases": ["a"]}'):
        (tmp_path / "windows.json").write_text(content)
        settings, window = Settings(tmp_path), QWidget()
        qtbot.addWidget(window)
        assert settings.last_base is None
        assert settings.way_in(Path("x")) == ""
        assert settings.widths("cases") == []
        assert not settings.restore_window("main", window)


def test_a_folder_one_may_not_write_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    settings = Settings(blocked)
    settings.remember_widths("cases", [1])
    assert settings.widths("cases") == [1]
