"""Bringing a base to the schema of this program: one transaction, all of it or nothing.

Alembic rebuilds a SQLite table by dropping it: with foreign keys on, that silently erases the
rows that hang from it. So they are off, set before BEGIN (inside a transaction SQLite ignores it),
the references are checked before COMMIT, and the rows of every table are counted before and after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from db import touched
from db.documents import PackedDocument
from db.models import Base, SearchEntry
from db.models.base import UtcDateTime
from db.models.search import MAKE_TRIGGER, is_of_index
from db.schema import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.schema import Schema

_MADE_AGAIN = frozenset({"search_entry"})  # from the other rows (`services.search`)


def _render(kind: str, thing: Any, _context: object) -> str | Literal[False]:
    """Write our own types in a new migration as what they are in the base."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, PackedDocument):
        return "sa.LargeBinary()"
    return False


def _is_ours(
    _thing: object, name: str | None, kind: str, _reflected: object, _other: object
) -> bool:
    """Tell what is compared with the models: not the index of the search, which SQLite keeps."""
    return kind != "table" or name is None or not is_of_index(name)


OPTIONS: dict[str, Any] = {
    "target_metadata": Base.metadata,
    "render_as_batch": True,
    "compare_type": True,
    "render_item": _render,
    "include_object": _is_ours,
    "transactional_ddl": False,  # the transaction is ours, begun and committed below
}


class MigrationError(RuntimeError):
    """A migration would damage the base; nothing of it was kept."""


def upgrade(engine: sa.Engine, schema: Schema = SCHEMA) -> None:
    """Bring a base to the schema of the program.

    Raises:
        MigrationError: references would be broken, or rows lost.
    """

    def run(connection: sa.Connection) -> None:
        config = _config(schema)
        config.attributes["connection"] = connection
        command.upgrade(config, schema.revision)
        _put_trigger_back(connection)

    in_one_transaction(engine, run)


def _put_trigger_back(connection: sa.Connection) -> None:
    """Make the trigger of the search again, which a batch drops with its table."""
    is_there = sa.inspect(connection).has_table(SearchEntry.__tablename__)
    if connection.dialect.name == "sqlite" and is_there:
        connection.exec_driver_sql(MAKE_TRIGGER)


def in_one_transaction(engine: sa.Engine, run: Callable[[sa.Connection], None]) -> None:
    """Change the schema under the guards of this module.

    Raises:
        MigrationError: references would be broken, or rows lost.
    """
    with engine.execution_options(begin="BEGIN IMMEDIATE").connect() as connection:
        lite: Any = None
        if connection.dialect.name == "sqlite":
            lite = connection.connection.driver_connection
            lite.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                touched.leave(connection)
                run_guarded(connection, run)
        finally:
            if lite is not None:
                lite.execute("PRAGMA foreign_keys=ON")


def run_guarded(connection: sa.Connection, run: Callable[[sa.Connection], None]) -> None:
    """Change the schema inside the caller's transaction, and refuse what would lose rows.

    Raises:
        MigrationError: foreign keys are on, references would be broken, or rows lost.
    """
    lite = connection.dialect.name == "sqlite"
    if lite and connection.exec_driver_sql("PRAGMA foreign_keys").scalar() != 0:
        raise MigrationError("foreign keys are still on: a batch would erase rows")
    before = row_counts(connection)
    run(connection)
    if lite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
        raise MigrationError(f"references broken in {sorted({row[0] for row in broken})}")
    after = row_counts(connection)
    lost = sorted(
        name
        for name in before
        if name in after and before[name] != after[name] and name not in _MADE_AGAIN
    )
    if lost:
        raise MigrationError(f"the number of rows changed in {lost}")


def known_revisions(schema: Schema = SCHEMA) -> frozenset[str]:
    """Return every revision that this program can start from."""
    return frozenset(script.revision for script in _scripts(schema).walk_revisions())


def head(schema: Schema = SCHEMA) -> str:
    """Return the newest revision of the folder."""
    return str(_scripts(schema).get_current_head())


def differences(engine: sa.Engine) -> list[Any]:
    """Return what sets the schema of a base apart from the models (`alembic check`)."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=OPTIONS)
        return list(compare_metadata(context, Base.metadata))


def row_counts(connection: sa.Connection) -> dict[str, int]:
    """Return the number of rows of every table, Alembic's own and the search's index apart."""
    names = sa.inspect(connection).get_table_names()
    return {
        name: connection.execute(
            sa.select(sa.func.count()).select_from(sa.table(name))
        ).scalar_one()
        for name in names
        if name != "alembic_version" and not is_of_index(name)
    }


def _config(schema: Schema) -> Config:
    config = Config()
    # A percent sign is read as an interpolation by Alembic's configuration.
    config.set_main_option("script_location", str(schema.folder).replace("%", "%%"))
    return config


def _scripts(schema: Schema) -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(schema))
