"""Files outside the base: opened with care, found in the folder of scans, wiped when asked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from caseapp.services.document_files import FileTroubleError, Originals, opened
from caseapp.services.document_words import size_words
from tests.support.builders import Office, a_case, an_office
from tests.support.documents import add
from tests.support.hands import plain

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    folder = tmp_path / "numérisations"
    folder.mkdir()
    return folder


def test_a_file_is_opened_and_read(scans: Path) -> None:
    (scans / "a.txt").write_bytes(b"abc")
    with opened(scans / "a.txt") as file:
        assert file.read() == b"abc"


@pytest.mark.parametrize("name", ["absent.pdf", "x" * 300, "nul\x00.pdf"])
def test_a_file_that_is_not_there_is_told_in_a_sentence(scans: Path, name: str) -> None:
    with pytest.raises(FileTroubleError), opened(scans / name):
        pass


def test_a_folder_is_no_document(scans: Path) -> None:
    with pytest.raises(FileTroubleError, match="n'est pas un fichier"), opened(scans):
        pass


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are POSIX")
def test_a_pipe_is_refused_at_once(scans: Path) -> None:
    os.mkfifo(scans / "pipe")
    with pytest.raises(FileTroubleError, match="n'est pas un fichier"), opened(scans / "pipe"):
        pass


def test_the_folder_of_scans_lists_what_the_base_does_not_have(office: Office, scans: Path) -> None:
    add(office, a_case(office), "scan1.pdf", b"first scan")
    for name, content, moment in (
        ("scan1.pdf", b"first scan", 3),
        ("scan2.pdf", b"other scan", 1),  # of the same length
        ("scan3.pdf", b"a longer scan", 2),
        ("vide.pdf", b"", 4),
        (".cache", b"hidden", 5),
    ):
        (scans / name).write_bytes(content)
        os.utime(scans / name, (moment, moment))
    (scans / "dossier").mkdir()
    found = Originals(office.store).new_files(scans, lambda _share: None)
    assert [file.path.name for file in found] == ["scan3.pdf", "scan2.pdf"]


def test_a_folder_of_scans_that_is_gone_is_told(office: Office, scans: Path) -> None:
    with pytest.raises(FileTroubleError, match="ne peut pas être lu"):
        Originals(office.store).new_files(scans / "absent", lambda _share: None)


def test_an_original_is_overwritten_then_deleted(office: Office, scans: Path) -> None:
    original = scans / "rib.pdf"
    original.write_bytes(b"secret" * 1000)
    add(office, a_case(office), "rib.pdf", original.read_bytes())
    witness = os.open(original, os.O_RDONLY)  # the same bytes on the disk, under no name
    Originals(office.store).wipe(original)
    assert list(scans.iterdir()) == []
    left = os.pread(witness, 6000, 0)
    os.close(witness)
    assert len(left) == 6000
    assert b"secret" not in left


def test_a_file_that_the_base_does_not_have_is_never_wiped(office: Office, scans: Path) -> None:
    original = scans / "rib.pdf"
    original.write_bytes(b"changed since")
    add(office, a_case(office), "rib.pdf", b"what was taken in")
    with pytest.raises(FileTroubleError, match="a changé"):
        Originals(office.store).wipe(original)
    assert original.read_bytes() == b"changed since"


def test_a_second_name_of_the_same_file_keeps_its_content(office: Office, scans: Path) -> None:
    original, other = scans / "rib.pdf", scans / "same.pdf"
    original.write_bytes(b"shared")
    os.link(original, other)
    add(office, a_case(office), "rib.pdf", b"shared")
    Originals(office.store).wipe(original)
    assert other.read_bytes() == b"shared"
    assert not original.exists()


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 octet"),
        (999, "999 octets"),
        (2_400, "2,4 Ko"),
        (812_000, "812 Ko"),
        (1_900_000_000, "1,9 Go"),
    ],
)
def test_sizes_are_told_in_french(size: int, words: str) -> None:
    assert plain(size_words(size)) == words
