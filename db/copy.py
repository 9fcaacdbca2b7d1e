"""A verified, encrypted copy of an open base, with its key file beside it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from caseapp.kernel.files import write_atomically
from db.checks import soundness
from db.connection import connect
from db.errors import DamagedBaseError, DiskFullError
from db.files import beside, new_private, sync_file, sync_folder
from db.keys import COPY_ENDING, ENDING

if TYPE_CHECKING:
    from pathlib import Path

    from db.store import Store


def verified_copy(store: Store, target: Path) -> None:
    """Write a copy of a base under a temporary name, check it, then give it its name.

    Raises:
        FileExistsError: there is already a file of that name.
        DiskFullError: the disk has not room for the copy and what follows.
        DamagedBaseError: the base cannot be copied whole.
    """
    if target.exists():
        raise FileExistsError(target)
    if shutil.disk_usage(target.parent).free < 2 * store.path.stat().st_size:
        raise DiskFullError(store.path)
    draft = beside(target, ".nouveau")
    draft.unlink(missing_ok=True)  # what a killed program left behind
    new_private(draft)  # VACUUM INTO fills an empty file, and keeps its permissions
    try:
        _copy_into(store, draft)
        _check(store, draft)
        sync_file(draft)
        # The keys first: a copy that has its name can be opened.
        keys = beside(store.path, ENDING)
        if keys.exists():
            write_atomically(beside(target, ENDING), keys.read_bytes())
            write_atomically(beside(target, COPY_ENDING), keys.read_bytes())
        draft.rename(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def _copy_into(store: Store, draft: Path) -> None:
    pooled = store.engine.raw_connection()
    try:
        connection: Any = pooled.driver_connection
        connection.execute("PRAGMA query_only=OFF")
        connection.execute("VACUUM INTO ?", (str(draft),))
    finally:
        pooled.close()


def _check(store: Store, draft: Path) -> None:
    with store.data_key() as key:
        connection = connect(draft, key)
    try:
        if not soundness(connection).ok:
            raise DamagedBaseError(store.path)
    finally:
        connection.close()
