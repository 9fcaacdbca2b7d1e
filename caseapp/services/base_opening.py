"""Opening a base: its place, its keys, its lock, then its schema; each trouble by its name."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.kernel.clock import SystemClock
from caseapp.kernel.files import FileNotWrittenError
from caseapp.services import workers
from db import keys
from db.attempts import Attempts
from db.copy import CopyStoppedError, verified_copy
from db.errors import (
    BadPlaceError,
    DamagedBaseError,
    MigrationFailedError,
    MissingBaseError,
    NewerSchemaError,
    NotABaseError,
    ReadOnlyFolderError,
    RemoteFolderError,
    StrangeFileError,
)
from db.files import beside, is_strange
from db.folders import is_remote
from db.kdf import NotEnoughMemoryError, raised
from db.key_errors import (
    ForeignKeysFileError,
    MissingKeysError,
    WrongPasswordError,
    WrongRecoveryKeyError,
)
from db.lock import ENDING as LOCK_ENDING
from db.lock import BaseLock
from db.pages import any_page_holds, is_foreign
from db.renewal import open_key_file, renew
from db.schema import SCHEMA
from db.secret import wipe
from db.store import Store
from db.troubles import known_troubles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from caseapp.kernel.clock import Clock
    from db.schema import Schema
    from db.slots import Secret

# Written by their names: a link there would have another file written.
_OURS = (LOCK_ENDING, "-wal", "-shm", "-journal", keys.NEXT_ENDING)


def unlock(
    path: Path, secret: Secret, *, clock: Clock, schema: Schema = SCHEMA, likely: str = ""
) -> Store:
    """Open a base; an older one is copied, the copy verified, then brought up to date.

    `likely` is the slot of the key file that is tried first.

    Raises:
        BaseTroubleError: one class for each trouble.
    """
    held = hold(path, secret, clock=clock, likely=likely)
    try:
        with known_troubles(held.base):
            check_readable(held)
            held.strengthen(secret)
    except BaseException:
        held.let_go()
        raise
    store = held.open(clock)
    try:
        with known_troubles(store.path):
            _bring_up_to_date(store, clock, schema)
            if schema is SCHEMA:
                _arrive(store, clock)
    except BaseException:
        store.close()
        raise
    return store


@dataclass(frozen=True, slots=True)
class Held:
    """A base that is ours to open: its lock is taken, its key is known, it is not read yet."""

    base: Path
    key_file: keys.KeyFile
    opened: keys.Opened
    lock: BaseLock

    @property
    def data_key(self) -> bytearray:
        """The key of the base."""
        return self.opened.data_key

    def open(self, clock: Clock | None = None) -> Store:
        """Open it: the store now owns the key and the lock."""
        return Store(
            self.base,
            self.data_key,
            on_close=self.lock.release,
            clock=clock,
            slot=self.opened.slot.id,
        )

    def strengthen(self, secret: Secret) -> None:
        """Have a try of this password cost more, where this machine makes it too cheap."""
        slot = self.opened.slot
        higher = None if slot.cost is None else raised(slot.cost, self.opened.took)
        if higher is None:
            return
        with suppress(NotEnoughMemoryError, FileNotWrittenError):  # it opens as it is
            new = slot.rewrapped(self.key_file.vault, secret, secret, higher, slot.label)
            if new is not None:
                keys.save(self.base, self.key_file.replacing(self.data_key, new))

    def let_go(self) -> None:
        """Wipe the key and release the lock."""
        wipe(self.data_key)
        self.lock.release()


def hold(
    path: Path,
    secret: Secret,
    *,
    clock: Clock | None = None,
    likely: str = "",
    counted_on: Path | None = None,
) -> Held:
    """Take a base, whatever is in it.

    A failure counts on another base where this one is a passing copy of it.

    Raises:
        TooSoonError: tries failed, and the wait is not over.
        BaseTroubleError: one class for each trouble of the file, its keys and its lock.
    """
    base, clock = local_path(path), clock or SystemClock()
    with known_troubles(base), ExitStack() as undo:
        _check_file(base)
        lock = BaseLock(base)
        undo.callback(lock.release)
        keys.load(base)  # a trouble of the file is told before a try is counted
        attempts = Attempts(counted_on or base, clock)
        attempts.begin()
        try:
            key_file, opened = open_key_file(base, secret, likely=likely, today=clock.today)
        except (WrongPasswordError, WrongRecoveryKeyError):
            attempts.failed()
            raise
        except BaseException:
            attempts.succeeded()  # what was typed was not the trouble
            raise
        undo.callback(wipe, opened.data_key)
        attempts.succeeded()
        keys.heal(base, key_file)
        undo.pop_all()
    return Held(base, key_file, opened, lock)


def renew_key(held: Held, *, told: Callable[[float], object], stopped: Callable[[], bool]) -> bool:
    """Write a base anew under another data key, and let go of it; tell whether it was not stopped.

    Raises:
        BaseTroubleError: the base is damaged, or there is no room for a second one.
    """
    try:
        with known_troubles(held.base):
            check_readable(held)
            renew(held.base, held.key_file, held.data_key, told=told, stopped=stopped)
    except CopyStoppedError:
        return False
    finally:
        held.let_go()
    return True


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
    for ending in _OURS:
        if is_strange(beside(base, ending)):
            raise StrangeFileError(beside(base, ending))
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


def _arrive(store: Store, clock: Clock) -> None:
    """Have the settings name whoever opened the base, where several may."""
    with store.read() as session:
        if not workers.is_to_arrive(session, store.slot):
            return
    with store.write() as session:
        workers.arrive(session, store.slot, clock)


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
