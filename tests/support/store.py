"""A real encrypted base for a test, opened with a raw key: no password, so no Argon2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.connection import connect
from db.migrate import upgrade
from db.secret import DATA_KEY_SIZE, new_secret
from db.store import Store

if TYPE_CHECKING:
    from pathlib import Path


def empty_store(folder: Path, name: str = "essai.caseapp") -> Store:
    """Return a base of the right format, without a table."""
    path = folder / name
    path.touch(0o600, exist_ok=False)
    data_key = new_secret(DATA_KEY_SIZE)
    connect(path, data_key, new=True).close()
    return Store(path, data_key)


def fresh_store(folder: Path, name: str = "essai.caseapp") -> Store:
    """Return an empty base with the tables of today."""
    store = empty_store(folder, name)
    upgrade(store.engine)
    return store
