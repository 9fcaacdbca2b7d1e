"""How a transaction begins, and that one which only reads writes nothing.

`PRAGMA query_only` would refuse as well, but each change of it has SQLite prepare every statement
of the connection anew: that took two thirds of what a line of the journal costs.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

if TYPE_CHECKING:
    from collections.abc import Generator

    import sqlalchemy as sa

_TURN = 5.0  # seconds a writer waits for its turn before it asks SQLite itself
_BEGIN = "begin"  # an option of the connection
_WRITING = frozenset({"INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER"})


class ReadingSessionError(Exception):
    """Something wrote in a session that only reads: a fault of the program."""


class Turn:
    """Whose turn it is to write.

    SQLite alone has a writer ask again now and then: whoever writes much in many short transactions
    would keep it waiting for seconds.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()

    @contextmanager
    def taken(self) -> Generator[None]:
        """Wait for the turn, and let go of it afterwards; after five seconds, go on without."""
        is_mine = self._lock.acquire(timeout=_TURN)
        try:
            yield
        finally:
            if is_mine:
                self._lock.release()


def writer_of(engine: sa.Engine) -> sa.Engine:
    """Return an engine on the same connections that takes the right to write at once."""
    return engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})


def hold(engine: sa.Engine) -> None:
    """Have every transaction begin as its connection says, and refuse writes where it only reads."""
    event.listen(engine, "begin", _begin)
    event.listen(engine, "before_cursor_execute", _refuse_writes)


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql(_begin_of(connection) or "BEGIN")


def _refuse_writes(
    connection: sa.Connection,
    _cursor: object,
    statement: str,
    _values: object,
    context: Any,
    _many: object,
) -> None:
    if _begin_of(connection) is not None:
        return
    is_ours = context.isinsert or context.isupdate or context.isdelete or context.isddl
    if is_ours or statement.lstrip()[:8].partition(" ")[0].upper() in _WRITING:
        raise ReadingSessionError


def _begin_of(connection: sa.Connection) -> str | None:
    found: str | None = connection.get_execution_options().get(_BEGIN)
    return found
