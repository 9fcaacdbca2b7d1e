"""What keeps the file of the base small and quick: free pages given back, statistics refreshed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher

from db.errors import ClosedStoreError

if TYPE_CHECKING:
    from sqlalchemy import Engine

_LIGHT = 128 * 2**20  # bytes that are rewritten to give free pages back: a second and a half


def compact(engine: Engine) -> bool:
    """Give the free pages back and empty the journal of writings; say whether it was done.

    Free pages hold nothing (`secure_delete`). A large base keeps them for what comes next: SQLite
    would need as much memory as it weighs, and many seconds.
    """
    try:
        with engine.connect() as connection:
            db: Any = connection.connection.driver_connection
            if db.in_transaction:
                db.execute("ROLLBACK")
            db.execute("PRAGMA query_only=OFF")
            size, pages, free = (
                int(db.execute(f"PRAGMA {name}").fetchone()[0])
                for name in ("page_size", "page_count", "freelist_count")
            )
            if is_light := size * (pages - free) <= _LIGHT:
                db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            return is_light
    except (sa.exc.DBAPIError, sqlcipher.Error, ClosedStoreError):
        # Somebody reads, or the disk is full: what is erased is erased all the same.
        return False


def optimize(engine: Engine) -> None:
    """Let SQLite refresh its statistics: worth little, so a failure does not matter."""
    try:
        with engine.connect() as connection:
            db: Any = connection.connection.driver_connection
            db.execute("PRAGMA query_only=OFF")
            db.execute("PRAGMA optimize").fetchall()
    except (sa.exc.DBAPIError, sqlcipher.Error, ClosedStoreError):
        return
