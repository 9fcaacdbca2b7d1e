"""What is whole in a damaged base comes out word for word; what is not is counted, case by case."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from copy import copy
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from caseapp.kernel.clock import FixedClock
from caseapp.kernel.ids import new_id
from db.blobs import Blobs
from db.connection import connect
from db.models import Case, DocumentRow, Person
from db.new_base import tables_of
from db.pages import PAGE_SIZE
from db.plain_pages import PlainPages
from db.plain_rows import INDEX_NODE, TABLE_NODE, children, kind_of
from db.salvage import salvage
from db.store import Store
from tests.support.rows import NOW, add_full_case
from tests.support.store import fresh_store

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

Rows = dict[str, Counter[tuple[Any, ...]]]
CASES = 80
TOLD = datetime(2026, 11, 26, 9, tzinfo=UTC)


class Broken:
    """A base that was filled, then damaged."""

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        store = fresh_store(folder)
        with store.data_key() as lent:
            self.key = bytearray(lent)
        with store.write() as session:
            self.cases = [add_full_case(session, f"2026-{n:04}") for n in range(CASES)]
        self.document(store, self.cases[7], "Bail", clock)
        self.document(store, self.cases[8], "Avis d'imposition", clock)
        store.close()
        self.path, self.target = store.path, folder / "sauvee.caseapp"
        self.path.with_name(f"{self.path.name}.cles").write_bytes(b"keys")
        self.before = rows(self.path, self.key)

    def copied(self, folder: Path) -> Broken:
        """Return the same in another folder, to be damaged there."""
        mine = copy(self)
        shutil.copytree(self.path.parent, folder, dirs_exist_ok=True)
        mine.key = bytearray(self.key)
        mine.path, mine.target = folder / self.path.name, folder / self.target.name
        return mine

    @staticmethod
    def document(store: Store, case: UUID, title: str, clock: FixedClock) -> None:
        content = BytesIO(b"%PDF-" + random.Random(title).randbytes(60_000))  # noqa: S311 - filling
        blobs = Blobs(store, clock)
        with blobs.take(content) as taken, store.write() as session:
            blob = blobs.settle(session, taken, "application/pdf")
            session.add(
                DocumentRow(id=new_id(), case_id=case, blob_id=blob, title=title, added_at=NOW)
            )

    def pages_of(self, name: str) -> list[int]:
        """Return the pages of a tree, its root first."""
        return self._trees()[name]

    def pages_of_contents(self) -> list[int]:
        """Return the pages in which long rows go on: here, those of the documents."""
        in_trees = {page for pages in self._trees().values() for page in pages}
        return sorted(set(range(2, self.path.stat().st_size // PAGE_SIZE + 1)) - in_trees)

    def _trees(self) -> dict[str, list[int]]:
        connection = connect(self.path, self.key)
        roots = connection.execute("SELECT name, rootpage FROM sqlite_schema").fetchall()
        connection.close()
        found: dict[str, list[int]] = {}
        with PlainPages(self.path, self.key) as pages:
            for name, root in [*((n, r) for n, r in roots if r), ("sqlite_schema", 1)]:
                found[name] = waiting = [root]
                for number in waiting:  # it grows meanwhile
                    content = pages.read(number)
                    assert content is not None
                    if kind_of(content, number) in {TABLE_NODE, INDEX_NODE}:
                        waiting += children(content, number)
        return found

    def damage(self, *pages: int) -> None:
        content = bytearray(self.path.read_bytes())
        for page in pages:
            content[(page - 1) * PAGE_SIZE + 900] ^= 8
        self.path.write_bytes(content)

    def salvage(self) -> Any:
        return salvage(self.path, self.key, self.target, TOLD)


def rows(path: Path, key: bytearray) -> Rows:
    connection = connect(path, key)
    try:
        return {
            name: Counter(connection.execute(f'SELECT * FROM "{name}"').fetchall())  # noqa: S608 - our names
            for name in tables_of(connection)
        }
    finally:
        connection.close()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Broken:
    """Filled once; each test damages a copy of its own."""
    return Broken(tmp_path_factory.mktemp("filled"), FixedClock.on(date(2026, 11, 23)))


@pytest.fixture
def broken(filled: Broken, tmp_path: Path) -> Broken:
    return filled.copied(tmp_path)


def test_a_sound_base_comes_out_the_same(broken: Broken) -> None:
    found = broken.salvage()
    assert (found.damaged, found.lost, found.documents, found.rebuilt) == ((), (), (), ())
    assert rows(broken.target, broken.key) == broken.before
    assert broken.target.with_name("sauvee.caseapp.cles").read_bytes() == b"keys"


def test_without_its_first_page_nothing_is_lost(broken: Broken) -> None:
    broken.damage(1)
    found = broken.salvage()
    assert [page.number for page in found.damaged] == [1]
    assert (found.lost, found.unplaced) == ((), 0)
    assert rows(broken.target, broken.key) == broken.before


@pytest.mark.parametrize("table", ["fact", "case_file", "claim_event", "history"])
def test_without_the_root_of_a_table_its_rows_are_found_all_the_same(
    table: str, broken: Broken
) -> None:
    pages = broken.pages_of(table)
    assert len(pages) > 1
    broken.damage(pages[0])
    found = broken.salvage()
    assert [page.owner for page in found.damaged] == [table]
    assert found.lost == ()
    assert rows(broken.target, broken.key) == broken.before


def test_a_lost_leaf_is_told_case_by_case(broken: Broken) -> None:
    broken.damage(broken.pages_of("claim_event")[2])
    found = broken.salvage()
    after = rows(broken.target, broken.key)
    missing = broken.before["claim_event"] - after["claim_event"]
    assert missing
    assert {row.table for row in found.lost} == {"claim_event"}
    assert sum(row.count for row in found.lost) == missing.total()
    assert all(row.case.startswith("2026-") for row in found.lost)
    assert not after["claim_event"] - broken.before["claim_event"]


def test_cases_whose_row_is_lost_are_rebuilt_with_all_that_is_theirs(broken: Broken) -> None:
    broken.damage(broken.pages_of("case_file")[1])
    found = broken.salvage()
    after = rows(broken.target, broken.key)
    assert after["person"] == broken.before["person"]
    assert after["fact"] == broken.before["fact"]
    rebuilt = [row.case for row in found.rebuilt]
    assert len(rebuilt) > 5
    assert all(case.startswith("2026-") for case in rebuilt)
    store = Store(broken.target, bytearray(broken.key))
    with store.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Case)) == CASES
        note = session.scalar(sa.select(Case.note).where(Case.reference == rebuilt[0]))
    store.close()
    assert note is not None
    assert note.startswith("Fiche reconstituée")


def test_people_whose_row_is_lost_keep_their_facts(broken: Broken) -> None:
    broken.damage(broken.pages_of("person")[1])
    found = broken.salvage()
    assert rows(broken.target, broken.key)["fact"] == broken.before["fact"]
    assert {row.table for row in found.rebuilt} == {"person"}
    store = Store(broken.target, bytearray(broken.key))
    with store.read() as session:
        people = session.execute(sa.select(Person.last_name, Person.role)).all()
    store.close()
    assert len(people) == CASES
    assert {name.upper() for name, _role in people} == {"OUATTARA"}
    assert {role.value for _name, role in people} == {"applicant"}


def test_a_document_that_is_not_whole_is_named_and_the_other_is_kept(broken: Broken) -> None:
    broken.damage(broken.pages_of_contents()[3])  # of one of the two
    found = broken.salvage()
    assert [page.owner for page in found.damaged] == ["blob_chunk"]
    assert len(found.documents) == 1
    lost = found.documents[0]
    assert (lost.case, lost.title) in {("2026-0007", "Bail"), ("2026-0008", "Avis d'imposition")}
    assert found.lost == ()
    after = rows(broken.target, broken.key)
    assert after["document"].total() == after["blob"].total() == 1


def test_whatever_is_damaged_what_comes_out_was_there_and_what_is_missing_is_told(
    broken: Broken,
) -> None:
    whole = broken.path.read_bytes()
    chance = random.Random(2026)  # noqa: S311 - the same pages every time
    for _round in range(6):
        broken.path.write_bytes(whole)
        broken.damage(*chance.sample(range(1, len(whole) // PAGE_SIZE + 1), chance.randint(1, 12)))
        found = broken.salvage()
        after = rows(broken.target, broken.key)
        told = Counter[str]()
        for row in found.lost:
            told[row.table] += row.count
        for table, kept in after.items():
            if table in {"blob", "blob_chunk", "document"}:
                continue
            rebuilt = sum(row.table == table for row in found.rebuilt)
            assert (kept - broken.before[table]).total() == rebuilt
            missing = (broken.before[table] - kept).total()
            if not found.unplaced and all(page.owner is not None for page in found.damaged):
                assert missing == told[table] + rebuilt, table
        assert after["document"].total() + len(found.documents) == 2
        for path in broken.target.parent.glob("sauvee*"):
            path.unlink()


def test_a_file_cut_short_gives_what_is_left(broken: Broken) -> None:
    content = broken.path.read_bytes()
    broken.path.write_bytes(content[: len(content) * 2 // 3 + 100])
    found = broken.salvage()
    after = rows(broken.target, broken.key)
    assert (
        0
        < sum(kept.total() for kept in after.values())
        < sum(kept.total() for kept in broken.before.values())
    )
    assert found.lost


def test_what_only_stands_in_the_journal_is_saved_too(tmp_path: Path, clock: FixedClock) -> None:
    store = fresh_store(tmp_path)
    with store.data_key() as lent:
        key = bytearray(lent)
    with store.write() as session:
        add_full_case(session, "2026-0001")
    copied = tmp_path / "tuee.caseapp"
    for ending in ("", "-wal"):  # as a kill leaves it: nothing was brought into the file
        copied.with_name(copied.name + ending).write_bytes(
            store.path.with_name(store.path.name + ending).read_bytes()
        )
    copied.with_name(f"{copied.name}.cles").write_bytes(b"keys")
    store.close()
    with PlainPages(copied, key) as pages:
        assert all(pages.holds(number) for number in range(1, pages.count + 1))
    target = tmp_path / "sauvee.caseapp"
    found = salvage(copied, key, target, clock.now())
    assert found.lost == ()
    assert rows(target, key)["case_file"].total() == 1


def test_stopped_half_way_it_leaves_nothing(broken: Broken) -> None:
    class StoppedError(Exception):
        pass

    shares: list[float] = []

    def told(share: float) -> None:
        shares.append(share)
        if share > 0.5:
            raise StoppedError

    before = sorted(path.name for path in broken.path.parent.iterdir())
    with pytest.raises(StoppedError):
        salvage(broken.path, broken.key, broken.target, TOLD, told)
    assert sorted(path.name for path in broken.path.parent.iterdir()) == before
    assert shares == sorted(shares)


def test_the_damaged_base_is_not_touched(broken: Broken) -> None:
    broken.damage(1, 5, 30)
    before = broken.path.read_bytes()
    broken.salvage()
    assert broken.path.read_bytes() == before
    with pytest.raises(FileExistsError):
        broken.salvage()
