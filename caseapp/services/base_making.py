"""Making a base: all its files, or none."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from caseapp.services.base_opening import local_path
from db import keys
from db.connection import connect
from db.errors import BaseExistsError
from db.files import beside, new_private, sync_folder
from db.kdf import calibrate
from db.key_errors import KeysWithoutBaseError
from db.lock import BaseLock
from db.migrate import upgrade
from db.secret import DATA_KEY_SIZE, new_secret, wipe
from db.store import Store
from db.troubles import known_troubles

if TYPE_CHECKING:
    from pathlib import Path

    from caseapp.kernel.clock import Clock
    from db.kdf import Cost

_DRAFT = ".nouveau"  # while this file stands, the base is not made yet


def make(path: Path, password: str, *, clock: Clock, cost: Cost | None) -> Store:
    """Make a base where there is nothing, and open it.

    Raises:
        BaseTroubleError: something is in the way, or the folder does not allow it.
    """
    base = local_path(path)
    with known_troubles(base), ExitStack() as undo:
        _check_free(base)
        base.parent.mkdir(parents=True, exist_ok=True)
        lock = BaseLock(base)
        undo.callback(lock.release)
        draft = beside(base, _DRAFT)
        if draft.exists():  # a making that was killed: its keys open nothing
            _sweep(base)
        _check_free(base)
        data_key = new_secret(DATA_KEY_SIZE)
        undo.callback(wipe, data_key)
        undo.callback(_sweep, base)
        _write_empty(draft, data_key)
        key_file = keys.KeyFile.new(data_key, password, cost or calibrate(), clock.today())
        keys.save(base, key_file)
        draft.rename(base)
        sync_folder(base.parent)
        undo.pop_all()
    owner = key_file.slots[0].id
    return Store(base, data_key, on_close=lock.release, clock=clock, slot=owner)


def _check_free(base: Path) -> None:
    if base.exists():
        raise BaseExistsError(base)
    orphans = [beside(base, ending) for ending in (keys.ENDING, keys.COPY_ENDING)]
    if any(path.exists() for path in orphans) and not beside(base, _DRAFT).exists():
        raise KeysWithoutBaseError(base)


def _write_empty(draft: Path, data_key: bytearray) -> None:
    """Write a base without a row, in the schema of the program."""
    new_private(draft)
    connect(draft, data_key, new=True).close()
    store = Store(draft, bytearray(data_key))
    try:
        upgrade(store.engine)
    finally:
        store.close()


def _sweep(base: Path) -> None:
    for ending in (keys.ENDING, keys.COPY_ENDING, f"{_DRAFT}-wal", f"{_DRAFT}-shm", _DRAFT):
        beside(base, ending).unlink(missing_ok=True)
