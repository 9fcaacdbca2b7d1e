"""One connection to the encrypted file: its key, its settings, and the check that it is ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlcipher

from db.errors import NotABaseError
from db.secret import raw_key_literal, wipe

if TYPE_CHECKING:
    from pathlib import Path

APPLICATION_ID = 0x43415350  # « CASP »
FILE_FORMAT = 1  # user_version: what the file holds besides its tables (cipher, page size…)
OLDEST_SQLITE = (3, 51, 3)  # before it, a reset of the WAL could corrupt a base

BY_PARTS = (
    "auto_vacuum=INCREMENTAL"  # free pages can be given back: said before anything is written
)

# Right after the key: it pins the format of the file.
_CIPHER = "cipher_compatibility=4"
PRAGMAS: tuple[str, ...] = (
    "journal_mode=WAL",
    "synchronous=FULL",  # a power cut loses no acknowledged commit
    "foreign_keys=ON",
    "temp_store=MEMORY",  # on disk, temporary files would be in clear
    "secure_delete=ON",
    "cell_size_check=ON",
    "trusted_schema=OFF",
    "busy_timeout=5000",
    # 8 MB for each of two connections that are kept: with 64, a walk through a big base held a hundred MB
    # more, and what is read beside the window was read again in 13 % (the day) to 35 % less time.
    "cache_size=-8000",
    "wal_autocheckpoint=1000",
    "journal_size_limit=16777216",
    "fullfsync=ON",  # macOS: a plain fsync does not reach the disk
    "checkpoint_fullfsync=ON",
)


def check_library() -> None:
    """Refuse a SQLite with a known corruption bug, or a SQLCipher of another format.

    Raises:
        RuntimeError: the program was installed with the wrong library.
    """
    if tuple(sqlcipher.sqlite_version_info) < OLDEST_SQLITE:
        raise RuntimeError(f"SQLite {sqlcipher.sqlite_version} is older than 3.51.3")
    connection = sqlcipher.connect(":memory:")
    try:
        row = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    if row is None or not str(row[0]).startswith("4."):
        raise RuntimeError(f"SQLCipher 4 is needed, not {row}")


def connect(path: Path, data_key: bytearray, *, new: bool = False) -> Any:
    """Return a connection to an existing file: none is ever made by a mistaken path.

    A new base is an empty file made by its creator; its format is written here.

    Raises:
        NotABaseError: the key opens the file, which is not a base of this program.
    """
    connection = sqlcipher.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,  # the transactions are ours: BEGIN is written where it is meant
        check_same_thread=False,
        timeout=5.0,
    )
    try:
        _key(connection, data_key)
        if new:
            connection.execute(f"PRAGMA {BY_PARTS}")
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={FILE_FORMAT}")
        _check_ours(connection, path)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _key(connection: Any, data_key: bytearray) -> None:
    # Both before the key: what they say is then true of the whole life of the connection.
    connection.execute("PRAGMA cipher_memory_security=ON").fetchall()
    connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
    literal = raw_key_literal(data_key)
    try:
        connection.set_key(literal)  # never PRAGMA key: it leaves copies of its text
    finally:
        wipe(literal)
    connection.execute(f"PRAGMA {_CIPHER}").fetchall()


def _check_ours(connection: Any, path: Path) -> None:
    # The key is only checked by the first reading.
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if _number(connection, "application_id") != APPLICATION_ID:
        raise NotABaseError(path)


def _number(connection: Any, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])
