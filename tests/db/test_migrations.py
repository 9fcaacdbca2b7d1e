"""Bringing a base up to date: all of it or nothing, and no row lost on the way."""

from __future__ import annotations

import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from caseapp.kernel.ids import new_id
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.places import load_communes
from caseapp.services import access, settings
from caseapp.services.base_opening import unlock
from caseapp.services.search import PEOPLE, Search
from db import migrate
from db.migrate import MigrationError, differences, head, in_one_transaction, row_counts, upgrade
from db.models import Base, Case, FactRow, Person
from db.schema import SCHEMA, Schema
from tests.support.rows import NOW, add_full_case
from tests.support.store import PASSWORD, empty_store

if TYPE_CHECKING:
    from pathlib import Path

    from caseapp.kernel.clock import FixedClock
    from db.store import Store

WIDEN = """
    with op.batch_alter_table("case_file") as batch:
        batch.alter_column("referent", type_=sa.String(length=200))
"""
NEW_TABLE = """
    op.create_table("visit", sa.Column("id", sa.Uuid(), nullable=False))
    op.add_column("person", sa.Column("nickname", sa.String(length=40)))
"""
FAILS = """
    raise RuntimeError("half-way")
"""


def future(folder: Path, *steps: str) -> Schema:
    """Return the schema of a later program, whose next migration does the steps."""
    migrations = folder / "migrations"
    shutil.copytree(SCHEMA.folder, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    (migrations / "versions" / "9000_next.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = '9000'\ndown_revision = {SCHEMA.revision!r}\n"
        f"def upgrade():\n    pass\n{''.join(steps)}\n"
    )
    return Schema("9000", migrations)


def tables(store: Store) -> list[str]:
    with store.read() as session:
        found = session.execute(sa.text("SELECT sql FROM sqlite_schema ORDER BY name")).scalars()
        return [str(sql) for sql in found]


def counts(store: Store) -> dict[str, int]:
    with store.read() as session:
        return row_counts(session.connection())


def fill(store: Store) -> dict[str, int]:
    with store.write() as session:
        for number in range(5):
            add_full_case(session, f"2026-000{number}")
    return counts(store)


def test_the_program_works_with_the_newest_migration() -> None:
    assert head() == SCHEMA.revision


def test_the_migrations_make_the_tables_of_the_models(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    upgrade(store.engine)
    assert differences(store.engine) == []
    store.close()


def test_the_migrations_make_every_constraint_of_the_models(tmp_path: Path) -> None:
    """`alembic check` does not look at CHECK constraints nor at partial indexes."""
    by_migration, by_models = empty_store(tmp_path, "a"), empty_store(tmp_path, "b")
    upgrade(by_migration.engine)
    in_one_transaction(by_models.engine, Base.metadata.create_all)

    def written(store: Store) -> list[frozenset[str]]:
        lines = (_one_a_line(sql) for sql in tables(store))
        return [frozenset(sql.splitlines()) for sql in lines if "alembic_version" not in sql]

    assert [found for found in written(by_migration) if found != {"None"}] == [
        found for found in written(by_models) if found != {"None"}
    ]
    by_migration.close()
    by_models.close()


def _one_a_line(sql: str) -> str:
    """Return a statement with a column a line, also those added later, and its name unquoted."""
    sql = re.sub(r'^CREATE TABLE "(\w+)"', r"CREATE TABLE \1", sql.replace("\t", ""))
    sql = re.sub(r", (?=\w+ [A-Z]+(?:\(\d+\))?(?:, |$))", r", \n", sql, flags=re.MULTILINE)
    return sql.replace(", \n", "\n")


def test_the_day_a_case_was_opened_is_taken_out_of_the_last_contacts(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    upgrade(store.engine, Schema("0014", SCHEMA.folder))
    opened, met, noted = date(2026, 1, 5), date(2026, 3, 9), date(2026, 2, 2)
    with store.write() as session:  # by statements: the session would index them as of today
        contacts = {"never met": opened, "met": opened, "noted": noted}
        ids = {reference: new_id() for reference in contacts}
        case = sa.insert(Base.metadata.tables["case_file"])
        for reference, contact in contacts.items():
            values = {"id": ids[reference], "reference": reference, "contact_noted_on": contact}
            common = {"version": 1, "opened_on": opened, "created_at": NOW, "referent": ""}
            last = max(contact, met) if reference == "met" else contact
            session.connection().execute(
                case.values(**values, **common, note="", last_contact_on=last)
            )
        session.connection().execute(
            sa.insert(Base.metadata.tables["interview"]).values(
                id=new_id(), version=1, case_id=ids["met"], on_date=met, kind="follow_up",
                medium="office", present=[], is_contact=True, at="", place="", facts="", words="",
                analysis="", private="", author="", recorded_at=NOW, updated_at=NOW,
            )
        )  # fmt: skip

    upgrade(store.engine)

    with store.read() as session:
        found = session.execute(
            sa.select(Case.reference, Case.contact_noted_on, Case.last_contact_on)
        )
        after = {reference: (of_note, last) for reference, of_note, last in found}
    assert after == {"never met": (None, None), "met": (None, met), "noted": (noted, noted)}
    store.close()


def test_the_index_of_an_older_base_is_emptied_then_filled_with_births(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    upgrade(store.engine, Schema("0014", SCHEMA.folder))
    with store.write_aside() as session:
        add_full_case(session, "2026-0001")
        session.flush()
        fact = session.scalars(sa.select(FactRow).where(FactRow.person_id.is_not(None))).first()
        assert fact is not None
        fact.key, fact.value = "birth_date", "1984-03-12"
    with store.write_aside() as session:
        session.execute(sa.text("UPDATE search_text SET text = ''"))  # as it was indexed then

    upgrade(store.engine)

    search = Search(store, load_catalogue(), load_communes())
    assert search.find("12/03/1984") == ()
    assert search.fill() > 0
    assert [group.title for group in search.find("12/03/1984")] == [PEOPLE]
    store.close()


def test_rebuilding_a_parent_table_keeps_the_rows_that_hang_from_it(
    store: Store, tmp_path: Path
) -> None:
    before = fill(store)
    upgrade(store.engine, future(tmp_path, WIDEN))
    assert counts(store) == before
    with store.read() as session:
        assert session.scalar(sa.text("PRAGMA foreign_keys")) == 1


def test_without_the_guard_the_same_rebuilding_would_erase_them(store: Store) -> None:
    fill(store)
    with store.engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
        rebuild(connection)
    assert counts(store)["case_file"] == 5
    assert counts(store)["person"] == 0


def rebuild(connection: sa.Connection) -> None:
    operations = Operations(MigrationContext.configure(connection))
    with operations.batch_alter_table("case_file") as batch:
        batch.alter_column("referent", type_=sa.String(length=200))


def test_the_guard_refuses_to_work_with_foreign_keys_on(store: Store) -> None:
    before = fill(store)
    engine = store.engine.execution_options(begin="BEGIN IMMEDIATE")
    with pytest.raises(MigrationError, match="still on"), engine.begin() as connection:
        migrate.run_guarded(connection, rebuild)
    assert counts(store) == before


@pytest.mark.parametrize("steps", [(FAILS,), (NEW_TABLE, FAILS), (NEW_TABLE, WIDEN, FAILS)])
def test_a_migration_that_fails_leaves_nothing_of_itself(
    steps: tuple[str, ...], store: Store, tmp_path: Path
) -> None:
    rows, schema = fill(store), tables(store)
    with pytest.raises(RuntimeError, match="half-way"):
        upgrade(store.engine, future(tmp_path, *steps))
    assert (counts(store), tables(store)) == (rows, schema)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("    op.execute(\"DELETE FROM claim_event WHERE kind='filed'\")", "claim_event"),
        ("    op.execute(\"UPDATE person SET case_id='0'\")", "references broken in .'person'"),
    ],
)
def test_a_migration_that_would_lose_something_is_refused(
    step: str, said: str, store: Store, tmp_path: Path
) -> None:
    rows = fill(store)
    with pytest.raises(MigrationError, match=said):
        upgrade(store.engine, future(tmp_path, step))
    assert counts(store) == rows


def test_an_older_base_is_copied_then_brought_up_to_date(
    base: Path, tmp_path: Path, clock: FixedClock
) -> None:
    store = access.unlock(base, PASSWORD, clock=clock)
    rows = fill(store)
    store.close()

    store = unlock(base, PASSWORD, clock=clock, schema=future(tmp_path, NEW_TABLE, WIDEN))
    assert counts(store) == {**rows, "visit": 0}
    store.close()

    copy = base.with_name("essai.avant-9000-2026-11-23.caseapp")
    before = access.unlock(copy, PASSWORD, clock=clock)
    assert counts(before) == rows
    before.close()
    assert access.check_base(copy, PASSWORD).ok


def test_a_base_that_cannot_be_brought_up_to_date_stays_as_it_was(
    base: Path, tmp_path: Path, clock: FixedClock
) -> None:
    later = future(tmp_path, NEW_TABLE, FAILS)
    for _ in range(2):
        with pytest.raises(access.MigrationFailedError):
            unlock(base, PASSWORD, clock=clock, schema=later)

    store = access.unlock(base, PASSWORD, clock=clock)
    assert "visit" not in counts(store)
    store.close()
    assert {path.name for path in tmp_path.glob("*.caseapp")} == {
        "essai.caseapp",
        "essai.avant-9000-2026-11-23.caseapp",
        "essai.avant-9000-2026-11-23-2.caseapp",
    }


def test_a_copy_is_encrypted_and_leaves_no_draft(
    base: Path, tmp_path: Path, clock: FixedClock
) -> None:
    store = access.unlock(base, PASSWORD, clock=clock)
    with store.write() as session:
        add_full_case(session, name="Zyxwvutsrqponm")
        assert session.scalars(sa.select(Person.last_name)).all() == ["Zyxwvutsrqponm"]
    store.close()
    unlock(base, PASSWORD, clock=clock, schema=future(tmp_path, NEW_TABLE)).close()

    for path in tmp_path.glob("essai*"):
        assert b"Zyxwvutsrqponm" not in path.read_bytes()
        assert path.suffix in {".caseapp", ".cles", ".bak"}
        assert path.stat().st_mode & 0o077 == 0 or path.name.startswith("essai.caseapp")


def test_a_base_whose_clocks_were_set_by_an_older_program_comes_up_to_date(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    upgrade(store.engine, Schema("0011", SCHEMA.folder))
    at_rest = {"key": "claims.refreshed_on", "value": '["2026-11-23", "1"]'}
    row = {"id": new_id().hex, "version": 1, "updated_at": "2026-11-23 09:00:00", **at_rest}
    with store.write() as session:
        session.execute(
            sa.text(f"INSERT INTO setting ({', '.join(row)}) VALUES (:{', :'.join(row)})"),  # noqa: S608
            row,
        )
    upgrade(store.engine)
    with store.read() as session:
        assert settings.read(session, at_rest["key"]) is None  # every clock is set again
