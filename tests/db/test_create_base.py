"""Making a base: all its files or none, and never over something."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from caseapp.kernel.errors import KnownTroubleError
from caseapp.services import access
from db.kdf import FLOOR
from tests.support.limits import file_size_limit
from tests.support.processes import folder_of_nobody
from tests.support.store import PASSWORD, locked_base

if TYPE_CHECKING:
    from pathlib import Path

    from caseapp.kernel.clock import FixedClock


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_base_is_three_files_for_their_owner_only(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "nouveau dossier" / "dossiers.caseapp"
    store = access.create_base(path, PASSWORD, clock=clock, cost=FLOOR)
    store.close()

    assert names(path.parent) == [path.name, f"{path.name}.cles", f"{path.name}.cles.bak"]
    if os.name != "nt":
        assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}
    access.unlock(path, PASSWORD, clock=clock).close()


def test_the_cost_is_measured_where_none_is_given(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "dossiers.caseapp"
    access.create_base(path, PASSWORD, clock=clock).close()
    written = path.with_name(path.name + ".cles").read_text()
    assert '"m": 262144' in written or '"m": 131072' in written or '"m": 65536' in written
    access.unlock(path, PASSWORD, clock=clock).close()


@pytest.mark.parametrize("password", ["", "Azerty123", "motdepasse", "x" * 3000])
def test_a_password_under_the_rule_makes_nothing(
    password: str, tmp_path: Path, clock: FixedClock
) -> None:
    with pytest.raises(access.WeakPasswordError) as caught:
        access.create_base(tmp_path / "a.caseapp", password, clock=clock, cost=FLOOR)
    assert caught.value.way_out
    assert names(tmp_path) == []


@pytest.mark.parametrize("content", [b"", b"Une lettre."])
def test_a_file_that_stands_there_is_never_overwritten(
    content: bytes, tmp_path: Path, clock: FixedClock
) -> None:
    path = tmp_path / "a.caseapp"
    path.write_bytes(content)
    with pytest.raises(access.BaseExistsError):
        access.create_base(path, PASSWORD, clock=clock, cost=FLOOR)
    assert (path.read_bytes(), names(tmp_path)) == (content, ["a.caseapp"])


def test_a_key_file_that_lost_its_base_is_never_overwritten(
    tmp_path: Path, clock: FixedClock
) -> None:
    path = locked_base(tmp_path)
    path.unlink()
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(access.KeysWithoutBaseError):
        access.create_base(path, PASSWORD, clock=clock, cost=FLOOR)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_a_making_that_was_killed_is_begun_again(tmp_path: Path, clock: FixedClock) -> None:
    path = locked_base(tmp_path)
    path.rename(path.with_name(f"{path.name}.nouveau"))  # killed before its last step
    access.create_base(path, PASSWORD, clock=clock, cost=FLOOR).close()
    assert names(tmp_path) == [path.name, f"{path.name}.cles", f"{path.name}.cles.bak"]


@pytest.mark.skipif(os.name == "nt", reason="permissions of folders are POSIX here")
def test_a_read_only_folder_is_told(clock: FixedClock, tmp_path: Path) -> None:
    with folder_of_nobody() as folder:
        folder.chmod(0o500)
        with pytest.raises(access.ReadOnlyFolderError):
            access.create_base(folder / "a.caseapp", PASSWORD, clock=clock, cost=FLOOR)
        assert names(folder) == []


@pytest.mark.skipif(os.name == "nt", reason="limits on a process are POSIX")
@pytest.mark.parametrize("room", [0, 20_000, 100_000])
def test_a_full_disk_leaves_nothing_behind(room: int, tmp_path: Path, clock: FixedClock) -> None:
    with file_size_limit(room), pytest.raises(KnownTroubleError) as caught:
        access.create_base(tmp_path / "a.caseapp", PASSWORD, clock=clock, cost=FLOOR)
    assert type(caught.value) is access.DiskFullError
    assert names(tmp_path) == []
