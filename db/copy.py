"""A verified, encrypted copy of an open base, with its key file beside it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlcipher

from caseapp.kernel.files import write_atomically
from db.checks import soundness
from db.connection import BY_PARTS, connect
from db.errors import DamagedBaseError, DiskFullError
from db.files import beside, new_private, sync_file, sync_folder
from db.keys import COPY_ENDING, ENDING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from db.store import Store

DRAFT = ".nouveau"  # ends the name of a copy that is not finished
_STEPS = 20_000  # of SQLite between two questions whether to go on: a few milliseconds
_ROOM = 8 << 20  # bytes beside the copy itself


class CopyStoppedError(Exception):
    """Nobody wants the copy any more; nothing is left of it."""


def verified_copy(
    store: Store, target: Path, *, also: float = 0, stopped: Callable[[], bool] = lambda: False
) -> None:
    """Write a copy of a base under a temporary name, check it, then give it its name.

    `also` is how much the disk must hold besides, in sizes of the base; `stopped` is asked all the
    time.

    Raises:
        FileExistsError: there is already a file of that name.
        DiskFullError: the disk has not room for the copy and what follows.
        DamagedBaseError: the base cannot be copied whole.
        CopyStoppedError: it was stopped.
    """
    if target.exists():
        raise FileExistsError(target)
    size = store.path.stat().st_size
    if shutil.disk_usage(target.parent).free < (1 + also) * size + _ROOM:
        raise DiskFullError(target)
    draft = beside(target, DRAFT)
    draft.unlink(missing_ok=True)  # what a killed program left behind
    new_private(draft)  # VACUUM INTO fills an empty file, and keeps its permissions
    try:
        _copy_into(store, draft, stopped)
        _check(store, draft, stopped)
        _go_on_unless(stopped)  # a small base is done before SQLite asks
        sync_file(draft)
        # The keys first: a copy that has its name can be opened.
        keys = beside(store.path, ENDING)
        if keys.exists():
            write_atomically(beside(target, ENDING), keys.read_bytes())
            write_atomically(beside(target, COPY_ENDING), keys.read_bytes())
        draft.rename(target)
    except BaseException as error:
        draft.unlink(missing_ok=True)
        if isinstance(error, sqlcipher.OperationalError) and stopped():
            raise CopyStoppedError from error
        raise
    sync_folder(target.parent)


def _go_on_unless(stopped: Callable[[], bool]) -> None:
    if stopped():
        raise CopyStoppedError


def _copy_into(store: Store, draft: Path, stopped: Callable[[], bool]) -> None:
    pooled = store.engine.raw_connection()
    try:
        connection: Any = pooled.driver_connection
        connection.set_progress_handler(lambda: int(stopped()), _STEPS)
        try:
            connection.execute(f"PRAGMA {BY_PARTS}")  # of the copy, where the base has it not
            connection.execute("VACUUM INTO ?", (str(draft),))
        finally:
            connection.set_progress_handler(None, 0)
    finally:
        pooled.close()


def _check(store: Store, draft: Path, stopped: Callable[[], bool]) -> None:
    with store.data_key() as key:
        connection = connect(draft, key)
    try:
        # A copy just written has no free page: as its structure is checked, every seal is.
        if not soundness(connection, with_seals=False, told=lambda: _go_on_unless(stopped)).ok:
            raise DamagedBaseError(store.path)
    finally:
        connection.close()
