"""The whole base in an open format: read back into an empty base, nothing differs."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from caseapp.desk_parts import open_desk
from caseapp.kernel.files import FileNotWrittenError
from caseapp.services import demo
from caseapp.services.open_export import (
    BadExportError,
    NotEmptyError,
    OpenExport,
    OtherVersionError,
)
from db.models import BlobChunk
from tests.support.any_row import dump
from tests.support.builders import Office, a_case, an_office
from tests.support.engines import answer, monthly

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_MADE_AGAIN = {"search_entry", "blob_chunk"}  # keys of their own; compared by what they hold


def export_of(office: Office) -> OpenExport:
    return open_desk(office.store, office.engine, office.clock).open_export


def held(office: Office) -> dict[str, list[dict[str, Any]]]:
    with office.store.read() as session:
        found = dump(session)
        chunks = session.execute(
            sa.select(BlobChunk.blob_id, BlobChunk.position, BlobChunk.data).order_by(
                BlobChunk.blob_id, BlobChunk.position
            )
        )
        found["contents"] = [{"chunk": tuple(row)} for row in chunks]
    return {name: rows for name, rows in found.items() if name not in _MADE_AGAIN}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The demonstration base, with its documents."""
    made = an_office(tmp_path_factory.mktemp("demo"))
    made.engine.answers = (answer("prime_activite", amount=monthly(120)),)
    demo.fill(open_desk(made.store, made.engine, made.clock), made.clock, lambda _done, _of: None)
    return made


@pytest.fixture
def empty(tmp_path: Path) -> Office:
    folder = tmp_path / "empty"
    folder.mkdir()
    return an_office(folder)


@pytest.fixture
def file(whole: Office, tmp_path: Path) -> Path:
    path = tmp_path / "export.zip"
    export_of(whole).write(path)
    return path


def test_the_demonstration_base_comes_back_identical(
    whole: Office, empty: Office, file: Path
) -> None:
    assert export_of(empty).read(file) == 40
    before, after = held(whole), held(empty)
    assert before["contents"]
    assert before["interview"]
    assert {name for name in before if before[name] != after[name]} == set()
    desk = open_desk(empty.store, empty.engine, empty.clock)
    assert [group.title for group in desk.search.find("ouattara")]  # found again
    assert desk.cases.rows() == open_desk(whole.store, whole.engine, whole.clock).cases.rows()
    (awa,) = desk.cases.rows("ouattara")
    assert desk.cases.header(a_case(empty)).reference > awa.reference  # numbers go on


def test_the_file_is_read_by_any_program(file: Path) -> None:
    with zipfile.ZipFile(file) as source:
        names = source.namelist()
        people = json.loads(source.read("tables/person.json"))
        documents = json.loads(source.read("tables/document.json"))
        assert f"pieces/{documents[0]['blob_id']}" in names
        assert "en clair" in source.read("LISEZ-MOI.txt").decode()
    assert any(person["last_name"].casefold() == "ouattara" for person in people)
    assert not [name for name in names if "journal" in name]
    assert file.stat().st_mode & 0o077 == 0


def test_an_export_goes_into_an_empty_base_alone(whole: Office, file: Path) -> None:
    with pytest.raises(NotEmptyError):
        export_of(whole).read(file)
    assert len(whole.cases.rows()) == 40


def _without_a_piece(names: list[str]) -> list[str]:
    return [name for name in names if name != next(n for n in names if n.startswith("pieces/"))]


@pytest.mark.parametrize(
    "choose",
    [_without_a_piece, lambda names: [n for n in names if n != "tables/person.json"]],
)
def test_an_export_that_is_not_whole_changes_nothing(
    empty: Office, file: Path, tmp_path: Path, choose: Callable[[list[str]], list[str]]
) -> None:
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(broken, "w") as target:
        for name in choose(source.namelist()):
            target.writestr(name, source.read(name))
    before = held(empty)
    with pytest.raises(BadExportError):
        export_of(empty).read(broken)
    assert held(empty) == before


@pytest.mark.parametrize(
    ("member", "content", "error"),
    [
        ("format.json", '{"format": "caseapp-export-1", "revision": "0001"}', OtherVersionError),
        ("format.json", "[]", BadExportError),
        ("tables/person.json", '[{"id": 1}]', BadExportError),
        ("tables/person.json", "{", BadExportError),
        ("tables/person.json", '{"a": 1}', BadExportError),
    ],
)
def test_a_file_of_another_make_is_refused(
    empty: Office, file: Path, tmp_path: Path, member: str, content: str, error: type[Exception]
) -> None:
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            target.writestr(name, content if name == member else source.read(name))
    before = held(empty)
    with pytest.raises(error):
        export_of(empty).read(other)
    assert held(empty) == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"plain text"])
def test_a_file_that_is_no_zip_is_refused(empty: Office, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    with pytest.raises(BadExportError):
        export_of(empty).read(path)


def test_an_export_that_is_stopped_or_fails_leaves_no_file(whole: Office, tmp_path: Path) -> None:
    def stop(done: int, _of: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_of(whole).write(tmp_path / "export.zip", stop)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(FileNotWrittenError):
        export_of(whole).write(tmp_path / "nowhere" / "export.zip")
