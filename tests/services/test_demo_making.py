"""The demonstration base appears whole or not at all, and harms nothing of its folder."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from caseapp.services import access, demo_base
from tests.support.processes import folder_of_nobody

if TYPE_CHECKING:
    from pathlib import Path

_KEYS = f"{demo_base.FILE_NAME}.cles"


def _names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_a_making_that_is_interrupted_leaves_nothing(tmp_path: Path) -> None:
    with suppress(KeyboardInterrupt), demo_base.making_in(tmp_path) as base:
        base.write_bytes(b"half")
        raise KeyboardInterrupt
    assert _names(tmp_path) == set()


def test_after_a_making_that_was_killed_the_next_one_starts_anew(tmp_path: Path) -> None:
    with demo_base.making_in(tmp_path) as base:
        aside = base.parent
    aside.mkdir()
    for name in (demo_base.FILE_NAME, _KEYS):  # as a killed making leaves them
        (aside / name).write_bytes(b"half")
    with demo_base.making_in(tmp_path) as base:
        assert _names(aside) == set()
        for name in (demo_base.FILE_NAME, _KEYS):
            (aside / name).write_bytes(b"whole")
        assert demo_base.FILE_NAME not in _names(tmp_path)
    assert _names(tmp_path) == {demo_base.FILE_NAME, _KEYS}
    assert (tmp_path / demo_base.FILE_NAME).read_bytes() == b"whole"


def test_a_making_touches_nothing_of_what_stands_in_its_folder(tmp_path: Path) -> None:
    own = tmp_path / "en-cours" / "lettre.txt"
    own.parent.mkdir()
    own.write_text("à garder", encoding="utf-8")
    with demo_base.making_in(tmp_path) as base:
        put_there = base.parent / "autre.txt"
        put_there.write_text("à garder aussi", encoding="utf-8")
        base.write_bytes(b"whole")
    assert own.read_text(encoding="utf-8") == "à garder"
    assert put_there.read_text(encoding="utf-8") == "à garder aussi"
    assert (tmp_path / demo_base.FILE_NAME).read_bytes() == b"whole"


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "fichier").touch()
    for folder in (tmp_path / "fichier", tmp_path / ("a" * 300)):
        with pytest.raises(access.BadPlaceError), demo_base.making_in(folder):
            pass


def test_a_folder_that_may_not_be_written_is_told() -> None:
    with folder_of_nobody() as folder:
        folder.chmod(0o500)
        with pytest.raises(access.ReadOnlyFolderError), demo_base.making_in(folder):
            pass
