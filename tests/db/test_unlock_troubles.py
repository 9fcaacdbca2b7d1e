"""Every trouble on the way into a base has its own name, and leaves the files as they were."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from caseapp.kernel.errors import KnownTroubleError
from caseapp.services import access
from db.folders import file_system
from db.kdf import FLOOR
from tests.support.processes import folder_of_nobody
from tests.support.rows import add_full_case
from tests.support.store import PASSWORD, fresh_store, locked_base

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from caseapp.kernel.clock import FixedClock


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def make_plain_sqlite(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def make_foreign(path: Path) -> None:
    other = path.parent / "autre"
    other.mkdir()
    store = fresh_store(other)
    store.close()
    shutil.move(store.path, path)
    other.rmdir()


def cut_in_two(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 + 100)


def cut_between_pages(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 4096)


def flip_first_page(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)


def damage_keys(path: Path) -> None:
    for ending in (".cles", ".cles.bak"):
        keys = path.with_name(path.name + ending)
        keys.write_bytes(keys.read_bytes()[:-40])


def lose_keys(path: Path) -> None:
    for ending in (".cles", ".cles.bak"):
        path.with_name(path.name + ending).unlink()


TROUBLES: dict[str, tuple[Callable[[Path], object], type[KnownTroubleError]]] = {
    "missing base": (lambda path: path.unlink(), access.MissingBaseError),
    "folder": (make_folder, access.NotABaseError),
    "0 byte": (lambda path: path.write_bytes(b""), access.NotABaseError),
    "3 bytes": (lambda path: path.write_bytes(b"abc"), access.NotABaseError),
    "text": (lambda path: path.write_text("Bonjour. " * 2000), access.NotABaseError),
    "NULs": (lambda path: path.write_bytes(bytes(8192)), access.NotABaseError),
    "plain SQLite": (make_plain_sqlite, access.NotABaseError),
    "base of another key": (make_foreign, access.ForeignKeysFileError),
    "cut in two": (cut_in_two, access.DamagedBaseError),
    "cut between two pages": (cut_between_pages, access.DamagedBaseError),
    "first page flipped": (flip_first_page, access.DamagedBaseError),
    "both key files damaged": (damage_keys, access.DamagedKeysError),
    "no key file": (lose_keys, access.MissingKeysError),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_trouble_has_its_own_error_and_changes_no_byte(
    trouble: str, base: Path, clock: FixedClock
) -> None:
    spoil, expected = TROUBLES[trouble]
    spoil(base)
    before = snapshot(base.parent)

    with pytest.raises(KnownTroubleError) as caught:
        access.unlock(base, PASSWORD, clock=clock)

    assert type(caught.value) is expected
    assert snapshot(base.parent) == before
    assert caught.value.sentence
    assert caught.value.way_out


@pytest.mark.parametrize(
    "spoil", [make_plain_sqlite, lambda path: path.write_text("Bonjour " * 99)]
)
def test_another_file_without_keys_is_not_a_base(
    spoil: Callable[[Path], object], base: Path, clock: FixedClock
) -> None:
    lose_keys(base)
    spoil(base)
    with pytest.raises(access.NotABaseError):
        access.unlock(base, PASSWORD, clock=clock)


def test_a_wrong_password_is_told_apart_from_damage(base: Path, clock: FixedClock) -> None:
    before = snapshot(base.parent)
    with pytest.raises(access.WrongPasswordError):
        access.unlock(base, "Tambour-Lilas-37-Corbeaux", clock=clock)
    after = snapshot(base.parent)
    assert after.pop(f"{base.name}.essais")  # the failure is counted, and nothing else changed
    assert after == before


def test_after_a_wrong_password_the_right_one_opens(base: Path, clock: FixedClock) -> None:
    with pytest.raises(access.WrongPasswordError):
        access.unlock(base, "autre", clock=clock)
    time.sleep(access.seconds_left(base, clock))
    store = access.unlock(base, PASSWORD, clock=clock)
    store.close()


def test_the_password_may_be_typed_with_composed_or_separate_accents(
    tmp_path: Path, clock: FixedClock
) -> None:
    path = tmp_path / "é.caseapp"
    access.create_base(path, "Été-Forêt-37-Corbeau", clock=clock, cost=FLOOR).close()
    decomposed = "E\u0301te\u0301-Fore\u0302t-37-Corbeau"
    access.unlock(path, decomposed, clock=clock).close()


def test_one_damaged_key_file_is_replaced_by_its_copy(base: Path, clock: FixedClock) -> None:
    keys = base.with_name(base.name + ".cles")
    whole = keys.read_bytes()
    for damaged in (b"", whole[:100], whole.replace(b'"p": 4', b'"p": 2'), b"[]", b"\xff\xfe"):
        keys.write_bytes(damaged)
        access.unlock(base, PASSWORD, clock=clock).close()
        assert keys.read_bytes() == whole


def test_a_base_of_a_newer_program_is_refused_untouched(base: Path, clock: FixedClock) -> None:
    store = access.unlock(base, PASSWORD, clock=clock)
    with store.write() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num='9999'"))
    store.close()
    before = snapshot(base.parent)

    with pytest.raises(access.NewerSchemaError):
        access.unlock(base, PASSWORD, clock=clock)

    assert snapshot(base.parent) == before


def test_a_damaged_page_is_told_when_it_is_read(base: Path, clock: FixedClock) -> None:
    store = access.unlock(base, PASSWORD, clock=clock)
    with store.write() as session:
        for number in range(200):
            add_full_case(session, f"2026-{number:04}")
    store.close()
    content = bytearray(base.read_bytes())
    for page in range(2, len(content) // 4096):
        content[page * 4096 + 50] ^= 1
    base.write_bytes(content)

    with pytest.raises(access.DamagedBaseError):  # noqa: SIM117 - the unlocking may raise too
        with access.unlock(base, PASSWORD, clock=clock).read() as session:
            session.execute(sa.text("SELECT * FROM person")).all()


def test_a_path_with_accents_and_signs_is_opened(tmp_path: Path, clock: FixedClock) -> None:
    path = locked_base(tmp_path, "dossiers été #1 ?50%.caseapp")
    access.unlock(path, PASSWORD, clock=clock).close()
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(
        [
            path.name,
            f"{path.name}.cles",
            f"{path.name}.cles.bak",
        ]
    )


@pytest.mark.skipif(os.name == "nt", reason="permissions of folders are POSIX here")
@pytest.mark.parametrize("read_only", ["folder", "file"])
def test_what_cannot_be_written_is_told(read_only: str, base: Path, clock: FixedClock) -> None:
    with folder_of_nobody() as folder:
        path = locked_base(folder)
        (folder if read_only == "folder" else path).chmod(0o500)
        with pytest.raises(access.ReadOnlyFolderError):
            access.unlock(path, PASSWORD, clock=clock)


def test_a_network_folder_is_recognised_in_the_table_of_mounts() -> None:
    mounts = (
        "/dev/sda1 / ext4 rw 0 0\n"
        "//serveur/partage /mnt/mes\\040documents cifs rw 0 0\n"
        "tmpfs /mnt/mes\\040documents/local tmpfs rw 0 0\n"
    )
    assert file_system(PurePosixPath("/home/a/b.caseapp"), mounts) == "ext4"
    assert file_system(PurePosixPath("/mnt/mes documents/b.caseapp"), mounts) == "cifs"
    assert file_system(PurePosixPath("/mnt/mes documents/local/b"), mounts) == "tmpfs"
