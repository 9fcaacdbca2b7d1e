"""The same tables on PostgreSQL: the way to a shared base stays open."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql

from db.migrate import OPTIONS
from db.models import Base
from db.schema import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDERS = [*map(Path, sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True))]
_INITDB = shutil.which("initdb", path=os.pathsep.join([*map(str, _FOLDERS), os.environ["PATH"]]))
_USER = "postgres" if hasattr(os, "geteuid") and os.geteuid() == 0 else None


def ddl_of_migrations() -> str:
    """Return what the migrations say to PostgreSQL."""
    written = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={**OPTIONS, "as_sql": True, "output_buffer": written}
    )
    scripts = ScriptDirectory(str(SCHEMA.folder))
    with Operations.context(context):
        for script in reversed(list(scripts.walk_revisions())):
            script.module.upgrade()
    return written.getvalue()


def ddl_of_models() -> str:
    """Return what the models say to PostgreSQL."""
    written: list[str] = []
    dialect = postgresql.dialect()
    for table in Base.metadata.sorted_tables:
        written.append(str(sa.schema.CreateTable(table).compile(dialect=dialect)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        written += [str(sa.schema.CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    return ";\n".join(written) + ";\n"


def statements(ddl: str) -> set[frozenset[str]]:
    """Return the statements, each as the set of its lines: their order does not count.

    What `pg_dump` adds (its comments, its \\restrict with a word of chance) is left out, and what
    a migration does to rows.
    """
    ddl = re.sub(r"(?m)^(--|\\).*$", "", ddl)
    parts = re.split(r";\s*", ddl.replace("\t", "").replace(", \n", "\n").replace(",\n", "\n"))
    lines = (
        frozenset(line.strip() for line in part.splitlines() if line.strip()) for part in parts
    )
    made: list[frozenset[str]] = []
    for part in filter(None, lines):
        first = min(part, key=len) if len(part) == 1 else ""
        if first.startswith("DROP INDEX "):  # an index that is made again, otherwise
            name = f"CREATE INDEX {first.removeprefix('DROP INDEX ')} "
            made = [one for one in made if not any(line.startswith(name) for line in one)]
        elif again := re.fullmatch(r"ALTER TABLE (\w+) DROP CONSTRAINT (\w+)", first):
            # One that an earlier migration made again is made again here: the last one stands.
            name = f"ALTER TABLE {again[1]} ADD CONSTRAINT {again[2]} "
            made = [one for one in made if not any(line.startswith(name) for line in one)]
            made.append(part)
        elif not any(line.startswith(("UPDATE ", "DELETE ", "INSERT ")) for line in part):
            made.append(part)
    return _folded(set(made))


def _folded(found: set[frozenset[str]]) -> set[frozenset[str]]:
    """Return the statements with what later ones do to a table done in its CREATE TABLE."""
    added: dict[str, set[str]] = {}
    found = _without_dropped(_with_types_changed(found))
    for statement in tuple(found):
        words = re.fullmatch(
            r"ALTER TABLE (\w+) ADD (?:COLUMN (.+)|(CONSTRAINT .+))", "".join(statement)
        )
        if len(statement) == 1 and words:
            table, column, constraint = words.groups()
            added.setdefault(f"CREATE TABLE {table} (", set()).add(column or constraint)
            found.discard(statement)
    return {
        part.union(*(lines for start, lines in added.items() if start in part)) for part in found
    }


def _without_dropped(found: set[frozenset[str]]) -> set[frozenset[str]]:
    """Return the statements without the constraints that are made again, otherwise."""
    for statement in tuple(found):
        words = re.fullmatch(r"ALTER TABLE (\w+) DROP CONSTRAINT (\w+)", "".join(statement))
        if words is None:
            continue
        table, name = words.groups()
        found = {
            frozenset(line for line in part if not line.startswith(f"CONSTRAINT {name} "))
            if f"CREATE TABLE {table} (" in part
            else part
            for part in found - {statement}
        }
    return found


def _with_types_changed(found: set[frozenset[str]]) -> set[frozenset[str]]:
    """Return the statements with the types that later ones give to columns of a table."""
    change = re.compile(r"ALTER TABLE (\w+) ALTER COLUMN (\w+) TYPE (\w+)(?: USING .+)?")
    for statement in tuple(found):
        if len(statement) != 1 or not (words := change.fullmatch("".join(statement))):
            continue
        table, column, kind = words.groups()
        found = {
            frozenset(re.sub(rf"^{column} \w+", f"{column} {kind}", line) for line in part)
            if f"CREATE TABLE {table} (" in part
            else part
            for part in found - {statement}
        }
    return found


def test_the_migrations_and_the_models_say_the_same_to_postgresql() -> None:
    assert statements(ddl_of_migrations()) == statements(ddl_of_models())


def test_the_types_are_those_that_postgresql_keeps_well() -> None:
    ddl = ddl_of_migrations()
    for kind in ("UUID", "JSONB", "BIGINT", "BOOLEAN", "DATE", "TIMESTAMP WITH TIME ZONE"):
        assert f" {kind}" in ddl


@pytest.fixture
def server() -> Iterator[Path]:
    """A server of PostgreSQL with nothing in it, reached through the socket of its folder."""
    if _INITDB is None or os.name == "nt":
        pytest.skip("no server of PostgreSQL on this machine")
    programs = Path(_INITDB).parent
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        if _USER is not None:
            shutil.chown(folder, _USER)
    except LookupError:
        folder.rmdir()
        pytest.skip("root may not start PostgreSQL, and there is no user postgres")
    try:
        _run(
            programs / "initdb", "-D", folder / "data", "-A", "trust", "-E", "UTF8", "-U", "caseapp"
        )
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        _run(
            programs / "pg_ctl",
            "-D",
            folder / "data",
            "-w",
            "-o",
            options,
            "-l",
            folder / "log",
            "start",
        )
        yield folder
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            _run(programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(folder)


def _run(program: Path, *arguments: object, said: str = "") -> str:
    command = [str(program), *map(str, arguments)]
    if _USER is not None:
        command = ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--clear-groups", *command]
    ran = subprocess.run(  # noqa: S603 - programs of PostgreSQL, on arguments of ours
        command, input=said, capture_output=True, text=True, check=False, cwd="/"
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def _run_sql(server: Path, base: str, sql: str) -> None:
    psql = Path(str(_INITDB)).parent / "psql"
    _run(psql, "-h", server, "-U", "caseapp", "-v", "ON_ERROR_STOP=1", "-q", "-d", base, said=sql)


@pytest.mark.slow
def test_a_server_of_postgresql_makes_the_same_tables_of_both(server: Path) -> None:
    _run_sql(server, "postgres", "CREATE DATABASE migrated; ")
    _run_sql(server, "postgres", "CREATE DATABASE modelled; ")
    _run_sql(server, "migrated", ddl_of_migrations())
    _run_sql(server, "modelled", ddl_of_models())
    dump = Path(str(_INITDB)).parent / "pg_dump"
    schemas = [
        statements(_run(dump, "-h", server, "-U", "caseapp", "-s", base))
        for base in ("migrated", "modelled")
    ]
    assert schemas[0] == schemas[1]
    assert len(schemas[0]) > 50
