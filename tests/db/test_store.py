"""The open base: its settings, its sessions, its end."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher

from db.connection import check_library
from db.errors import ClosedStoreError
from db.models import Case, Person
from db.transactions import ReadingSessionError
from tests.support.rows import add_full_case, case
from tests.support.store import fresh_store

if TYPE_CHECKING:
    from pathlib import Path

    from db.store import Store

SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "temp_store": 2,
    "secure_delete": 1,
    "trusted_schema": 0,
    "busy_timeout": 5000,
    "cell_size_check": 1,
    "cipher_memory_security": "1",
}


def test_the_library_has_no_known_corruption_bug() -> None:
    check_library()
    assert sqlcipher.sqlite_version_info >= (3, 51, 3)


def test_every_connection_of_the_pool_has_the_settings_that_protect_the_base(store: Store) -> None:
    with ExitStack() as open_together:
        connections = [store.engine.raw_connection() for _ in range(5)]
        for connection in connections:
            open_together.callback(connection.close)
        seen = {id(connection.driver_connection) for connection in connections}
        assert len(seen) == 5
        for connection in connections:
            db: Any = connection.driver_connection
            found = {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in SETTINGS}
            assert found == SETTINGS


def test_what_was_written_is_read_back_after_reopening(tmp_path: Path) -> None:
    store = fresh_store(tmp_path)
    with store.data_key() as lent:
        data_key = bytearray(lent)
    with store.write() as session:
        add_full_case(session, name="Ouattara")
    store.close()

    again = type(store)(store.path, data_key)
    with again.read() as session:
        assert session.scalars(sa.select(Person.last_name)).all() == ["Ouattara"]
    again.close()


def test_a_writing_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(LookupError), store.write() as session:
        add_full_case(session)
        session.flush()
        raise LookupError
    with store.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Case)) == 0


def test_a_reading_session_writes_nothing(store: Store) -> None:
    with pytest.raises(ReadingSessionError), store.read() as session:
        session.add(case())
        session.flush()
    for statement in (
        "UPDATE case_file SET note = ''",
        " delete from case_file",
        "DROP TABLE fact",
    ):
        with pytest.raises(ReadingSessionError), store.read() as session:
            session.execute(sa.text(statement))
    with store.write() as session:  # the connection goes back to the pool able to write
        session.add(case())


def test_a_reading_session_sees_one_moment_of_the_base(store: Store) -> None:
    count = sa.select(sa.func.count()).select_from(Case)
    with store.read() as reader:
        assert reader.scalar(count) == 0
        with store.write() as writer:
            writer.add(case())
        assert reader.scalar(count) == 0
    with store.read() as reader:
        assert reader.scalar(count) == 1


def test_four_threads_write_without_losing_a_row(store: Store) -> None:
    with store.write() as session:
        session.add(case())

    def lengthen() -> None:
        for _ in range(25):
            with store.write() as session:
                row = session.scalars(sa.select(Case)).one()
                row.note += "x"

    with ThreadPoolExecutor(4) as pool:
        for outcome in [pool.submit(lengthen) for _ in range(4)]:
            outcome.result()
    with store.read() as session:
        assert session.scalar(sa.select(sa.func.length(Case.note))) == 100


def test_a_row_that_changed_meanwhile_is_not_overwritten(store: Store) -> None:
    with store.write() as session:
        session.add(case())
    with store.read() as session:
        stale = session.scalars(sa.select(Case)).one()
    with store.write() as session:
        session.scalars(sa.select(Case)).one().note = "first"
    with pytest.raises(sa.orm.exc.StaleDataError), store.write() as session:
        stale.note = "second"
        session.add(stale)


def test_rows_are_added_in_any_order_and_a_broken_reference_is_refused(store: Store) -> None:
    with store.write() as session:
        add_full_case(session)
    with pytest.raises(sa.exc.IntegrityError), store.write() as session:
        add_full_case(session, "2026-0002")
        session.flush()
        session.execute(sa.update(Person).values(case_id=case().id))


def test_erasing_a_case_erases_all_that_hangs_from_it(store: Store) -> None:
    from db.migrate import row_counts  # noqa: PLC0415 - only here

    with store.write() as session:
        case_id = add_full_case(session)
    with store.write() as session:
        session.execute(sa.delete(Case).where(Case.id == case_id))
    with store.read() as session:
        left = {name for name, count in row_counts(session.connection()).items() if count}
    assert left == {"journal_line", "journal_chain"}  # that it was there, by its reference


def test_a_closed_base_leaves_one_file_and_refuses_everything(tmp_path: Path) -> None:
    store = fresh_store(tmp_path)
    with store.write() as session:
        add_full_case(session)
    store.close()
    store.close()

    assert [path.name for path in tmp_path.iterdir()] == [store.path.name]
    for refused in (store.read, store.write, store.data_key):
        with pytest.raises(ClosedStoreError), refused():
            pass


def test_closing_waits_for_a_writing_that_is_about_to_end(tmp_path: Path) -> None:
    store = fresh_store(tmp_path)
    begun, may_end = threading.Event(), threading.Event()

    def write() -> None:
        with store.write() as session:
            session.add(case())
            begun.set()
            assert may_end.wait(5)

    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(write)
        assert begun.wait(5)
        closing = pool.submit(store.close)
        may_end.set()
        writing.result()
        closing.result()
    assert [path.name for path in tmp_path.iterdir()] == [store.path.name]


def test_closing_cuts_a_session_that_does_not_end(tmp_path: Path) -> None:
    store = fresh_store(tmp_path)
    begun, closed = threading.Event(), threading.Event()

    def linger() -> str:
        try:
            with store.read() as session:
                session.scalars(sa.select(Case)).all()
                begun.set()
                assert closed.wait(10)
                session.scalars(sa.select(Case)).all()
        except Exception as error:  # noqa: BLE001 - which one is what is asked
            return type(error).__name__
        return "still reads"

    with ThreadPoolExecutor(1) as pool:
        lingering = pool.submit(linger)
        assert begun.wait(5)
        store.close()
        closed.set()
        assert lingering.result() == "ClosedStoreError"


def test_an_error_shows_no_value_of_a_row(store: Store) -> None:
    with store.write() as session:
        session.add(case("2026-0001"))
    with pytest.raises(sa.exc.IntegrityError) as caught, store.write() as session:
        session.add(case("2026-0001", note="Ouattara Awa"))
    assert "Ouattara" not in str(caught.value)
    assert "2026-0001" not in str(caught.value)
