"""A file is written wholly or not at all."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from caseapp.kernel.files import FileNotWrittenError, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

KILLED_WHILE_WRITING = """
import os, sys
from pathlib import Path
from caseapp.kernel.files import write_atomically

os.fsync = lambda handle: os._exit(9)  # the machine stops here
write_atomically(Path(sys.argv[1]), b"new")
"""


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_new_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    write_atomically(tmp_path / "rapport.pdf", b"new")
    assert (tmp_path / "rapport.pdf").read_bytes() == b"new"
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "rapport.pdf").stat().st_mode) == 0o600
    assert names(tmp_path) == ["rapport.pdf"]


def test_a_file_that_stood_there_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "rapport.pdf").write_bytes(b"old")
    write_atomically(tmp_path / "rapport.pdf", b"new")
    assert (tmp_path / "rapport.pdf").read_bytes() == b"new"


def test_a_write_that_is_killed_leaves_the_old_file_and_the_next_one_tidies_up(
    tmp_path: Path,
) -> None:
    target = tmp_path / "rapport [1].pdf"
    target.write_bytes(b"old")
    done = subprocess.run(  # noqa: S603 - this interpreter, our own lines
        [sys.executable, "-c", KILLED_WHILE_WRITING, str(target)], check=False
    )
    assert done.returncode == 9
    assert target.read_bytes() == b"old"
    assert len(names(tmp_path)) == 2

    write_atomically(target, b"new")
    assert names(tmp_path) == ["rapport [1].pdf"]
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disque est plein"),
        (errno.EROFS, "lecture seule"),
        (errno.EACCES, "ouvert dans un autre"),
        (errno.EIO, "rien n'a été changé"),
    ],
)
def test_a_trouble_of_the_disk_is_said_in_french_and_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def fail(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    (tmp_path / "rapport.pdf").write_bytes(b"old")
    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(FileNotWrittenError, match=words) as trouble:
        write_atomically(tmp_path / "rapport.pdf", b"new")
    assert trouble.value.way_out.endswith(".")
    assert names(tmp_path) == ["rapport.pdf"]
    assert (tmp_path / "rapport.pdf").read_bytes() == b"old"


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotWrittenError, match="n'existe plus"):
        write_atomically(tmp_path / "parti" / "rapport.pdf", b"new")


def test_a_folder_that_bears_the_name_is_said(tmp_path: Path) -> None:
    (tmp_path / "rapport.pdf").mkdir()
    with pytest.raises(FileNotWrittenError, match="porte déjà ce nom"):
        write_atomically(tmp_path / "rapport.pdf", b"new")
    assert names(tmp_path) == ["rapport.pdf"]


def test_a_name_too_long_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotWrittenError, match="nom de fichier"):
        write_atomically(tmp_path / ("a" * 300), b"new")
