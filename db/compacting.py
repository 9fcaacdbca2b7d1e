"""What keeps the file small and quick: free pages given back, statistics refreshed.

A small base is written anew, a large one loses its free pages some at a time.

Free pages hold nothing (`secure_delete`). VACUUM needs as much memory as the base weighs, and a
second for each 100 MB, during which nobody writes. `auto_vacuum=INCREMENTAL` moves pages instead,
in short transactions; it has to be there when a file is made, or to come with a VACUUM. A large
base of an earlier version has it once a copy of it is put back, or its key is renewed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher

from db.connection import BY_PARTS
from db.errors import ClosedStoreError

if TYPE_CHECKING:
    from db.transactions import Turn

_IS_BY_PARTS = 2
_LIGHT = 128 * 2**20  # bytes that are written anew: a second and a half
_AT_ONCE = 250  # pages moved in one transaction: whoever waits to write waits a tenth of a second


def compact(engine: sa.Engine, turn: Turn) -> bool:
    """Give the free pages back and empty the journal of writings; say whether none is left.

    `turn` is held while something is written, and let go of in between.
    """
    try:
        with engine.connect() as connection:
            db: Any = connection.connection.driver_connection
            if db.in_transaction:
                db.execute("ROLLBACK")
            if _size(db) <= _LIGHT:
                with turn.taken():
                    db.execute(f"PRAGMA {BY_PARTS}")
                    db.execute("VACUUM")
            elif _number(db, "auto_vacuum") == _IS_BY_PARTS:
                _give_back(db, turn)
            with turn.taken():
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            return _number(db, "freelist_count") == 0
    except (sa.exc.DBAPIError, sqlcipher.Error, ClosedStoreError):
        # Somebody reads, or the disk is full: what is erased is erased all the same.
        return False


def optimize(engine: sa.Engine) -> None:
    """Let SQLite refresh its statistics: worth little, so a failure does not matter."""
    try:
        with engine.connect() as connection:
            db: Any = connection.connection.driver_connection
            db.execute("PRAGMA optimize").fetchall()
    except (sa.exc.DBAPIError, sqlcipher.Error, ClosedStoreError):
        return


def _give_back(db: Any, turn: Turn) -> None:
    before = -1
    while 0 < (free := _number(db, "freelist_count")) != before:
        before = free
        with turn.taken():
            db.execute(f"PRAGMA incremental_vacuum({_AT_ONCE})").fetchall()


def _size(db: Any) -> int:
    """Return the bytes that are in use."""
    pages = _number(db, "page_count") - _number(db, "freelist_count")
    return _number(db, "page_size") * pages


def _number(db: Any, pragma: str) -> int:
    return int(db.execute(f"PRAGMA {pragma}").fetchone()[0])
