"""Real encrypted bases for a test: with a raw key, so no Argon2, or with a password."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.kernel.clock import FixedClock
from caseapp.services.access import create_base
from db.connection import connect
from db.kdf import FLOOR
from db.migrate import upgrade
from db.secret import DATA_KEY_SIZE, new_secret
from db.store import Store

if TYPE_CHECKING:
    from caseapp.kernel.clock import Clock

PASSWORD = "Tambour-Lilas-37-Corbeau"
NAME = "essai.caseapp"


def empty_store(folder: Path, name: str = NAME) -> Store:
    """Return a base of the right format, without a table."""
    path = folder / name
    path.touch(0o600, exist_ok=False)
    data_key = new_secret(DATA_KEY_SIZE)
    connect(path, data_key, new=True).close()
    return Store(path, data_key)


def fresh_store(folder: Path, name: str = NAME, clock: Clock | None = None) -> Store:
    """Return an empty base with the tables of today; migrated once a run, then copied."""
    data_key, content = _migrated()
    path = folder / name
    path.touch(0o600, exist_ok=False)
    path.write_bytes(content)
    return Store(path, bytearray(data_key), clock=clock)


def is_fresh(store: Store) -> bool:
    """Say whether nobody looked in a base since `fresh_store` made it."""
    pool = store.engine.pool
    assert isinstance(pool, sa.QueuePool)
    is_open = bool(pool.checkedin() or pool.checkedout())
    return not is_open and store.path.read_bytes() == _migrated()[1]


def locked_base(folder: Path, name: str = NAME) -> Path:
    """Return the path of an empty base that `PASSWORD` opens, at the lowest cost of Argon2."""
    path = folder / name
    for ending, content in _locked().items():
        path.with_name(name + ending).write_bytes(content)
    return path


@cache
def _migrated() -> tuple[bytes, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        store = empty_store(Path(folder))
        upgrade(store.engine)
        with store.data_key() as lent:
            data_key = bytes(lent)
        store.close()
        return data_key, store.path.read_bytes()


@cache
def _locked() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        create_base(path, PASSWORD, clock=FixedClock.on(date(2026, 11, 23)), cost=FLOOR).close()
        return {file.name.removeprefix(NAME): file.read_bytes() for file in path.parent.iterdir()}


def digest_of(store: Store) -> str:
    """Return a digest of every row of every table of an open base."""
    digest = hashlib.sha256()
    with store.read() as session:
        tables = sa.inspect(session.connection()).get_table_names()
        for table in sorted(tables):
            rows = session.execute(sa.select(sa.text("*")).select_from(sa.table(table))).all()
            for row in sorted(map(repr, rows)):
                digest.update(f"{table} {row}\n".encode())
    return digest.hexdigest()
