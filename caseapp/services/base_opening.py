"""Opening a base: its place, its keys, its lock, then its schema; each trouble by its name."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from db import keys
from db.copy import verified_copy
from db.errors import (
    BadPlaceError,
    DamagedBaseError,
    ForeignKeysFileError,
    MigrationFailedError,
    MissingBaseError,
    MissingKeysError,
    NewerSchemaError,
    NotABaseError,
    ReadOnlyFolderError,
    RemoteFolderError,
)
from db.folders import is_remote
from db.lock import BaseLock
from db.pages import any_page_holds, is_foreign
from db.schema import SCHEMA
from db.secret import wipe
from db.store import Store
from db.troubles import known_troubles

if TYPE_CHECKING:
    from pathlib import Path

    from caseapp.kernel.clock import Clock
    from db.schema import Schema


def unlock(path: Path, password: str, *, clock: Clock, schema: Schema = SCHEMA) -> Store:
    """Open a base; an older one is copied, the copy verified, then brought up to date.

    Raises:
        BaseTroubleError: one class for each trouble.
    """
    held = hold(path, password)
    try:
        with known_troubles(held.base):
            check_readable(held)
    except BaseException:
        held.let_go()
        raise
    store = held.open(clock)
    try:
        with known_troubles(store.path):
            _bring_up_to_date(store, clock, schema)
    except BaseException:
        store.close()
        raise
    return store


@dataclass(frozen=True, slots=True)
class Held:
    """A base that is ours to open: its lock is taken, its key is known, it is not read yet."""

    base: Path
    data_key: bytearray = field(repr=False)
    lock: BaseLock

    def open(self, clock: Clock | None = None) -> Store:
        """Open it: the store now owns the key and the lock."""
        return Store(self.base, self.data_key, on_close=self.lock.release, clock=clock)

    def let_go(self) -> None:
        """Wipe the key and release the lock."""
        wipe(self.data_key)
        self.lock.release()


def hold(path: Path, password: str) -> Held:
    """Take a base, whatever is in it.

    Raises:
        BaseTroubleError: one class for each trouble of the file, its keys and its lock.
    """
    base = local_path(path)
    with known_troubles(base), ExitStack() as undo:
        _check_file(base)
        lock = BaseLock(base)
        undo.callback(lock.release)
        key_file = keys.load(base)
        data_key = keys.open_with(base, key_file, password)
        undo.callback(wipe, data_key)
        keys.heal(base, key_file)
        undo.pop_all()
    return Held(base, data_key, lock)


def check_readable(held: Held) -> None:
    """Read the first page, and say what stands in the way.

    SQLCipher gives one answer to a damaged page, to the key of another base and to a text.

    Raises:
        DamagedBaseError: the base is ours, and damaged.
        NotABaseError: the file is something else.
        ForeignKeysFileError: the key is that of another base.
    """
    base = held.base
    probe = Store(base, bytearray(held.data_key))
    try:
        with probe.read() as session:
            session.connection()
    except DamagedBaseError as error:
        if any_page_holds(base, held.data_key):
            raise
        kind = NotABaseError if is_foreign(base) else ForeignKeysFileError
        raise kind(base) from error
    finally:
        probe.close()


def local_path(path: Path) -> Path:
    """Return the one path of a file, whatever links lead to it.

    Raises:
        BadPlaceError: its links lead to each other.
        RemoteFolderError: it is on the network.
    """
    try:
        base = path.resolve()
    except (RuntimeError, OSError) as error:  # the former before Python 3.13
        raise BadPlaceError(path) from error
    if is_remote(base):
        raise RemoteFolderError(base)
    return base


def revision_of(store: Store) -> str:
    """Return the revision of the schema of a base.

    Raises:
        DamagedBaseError: it has none, though it is ours.
    """
    column: sa.ColumnClause[str] = sa.column("version_num")
    statement = sa.select(column).select_from(sa.table("alembic_version"))
    with store.read() as session:
        if not sa.inspect(session.connection()).has_table("alembic_version"):
            raise DamagedBaseError(store.path)
        revision = session.execute(statement).scalar_one_or_none()
    if revision is None:
        raise DamagedBaseError(store.path)
    return str(revision)


def _check_file(base: Path) -> None:
    if not base.exists():
        raise MissingBaseError(base)
    if not base.is_file() or base.stat().st_size == 0:
        raise NotABaseError(base)
    if not any(path.exists() for path in keys.places(base)):
        raise NotABaseError(base) if is_foreign(base) else MissingKeysError(base)
    # SQLite would open a file that it may not write, for reading only, without a word.
    if not (os.access(base, os.W_OK) and os.access(base.parent, os.W_OK)):
        raise ReadOnlyFolderError(base)


def _bring_up_to_date(store: Store, clock: Clock, schema: Schema) -> None:
    revision = revision_of(store)
    if revision == schema.revision:
        return
    # Alembic is slow to import: only an older base pays for it.
    from db.migrate import known_revisions, upgrade  # noqa: PLC0415 - Alembic

    if revision not in known_revisions(schema):
        raise NewerSchemaError(store.path)
    copy = _name_of_copy(store.path, schema.revision, clock)
    verified_copy(store, copy, also=1)
    try:
        upgrade(store.engine, schema)
    except Exception as error:
        raise MigrationFailedError(store.path, copy) from error


def _name_of_copy(base: Path, revision: str, clock: Clock) -> Path:
    """Return a free name: « dossiers.avant-0002-2026-11-23.caseapp », then « …-2 »."""
    stem = f"{base.stem}.avant-{revision}-{clock.today().isoformat()}"
    number = 1
    while True:
        name = stem if number == 1 else f"{stem}-{number}"
        candidate = base.with_name(f"{name}{base.suffix}")
        if not candidate.exists():
            return candidate
        number += 1
