"""Run by `benchmarks.big_base`: make the rows of a big base, or the index of them."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher

from benchmarks.big_base_rows import Rows, Size
from db import connection as db_connection
from db import search
from db.connection import connect
from db.migrate import upgrade
from db.models import SearchKind
from db.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

_AT_ONCE = 5_000
_SLOW = "PRAGMA cipher_memory_security=ON"
_NOTHING = "PRAGMA cipher_log_level=NONE"  # reads no page: there is no key yet


class _Quick(sqlcipher.Connection):  # type: ignore[misc]  # it has no type information
    """A connection that does not lock and wipe each piece of memory."""

    def execute(self, statement: str, *values: Any) -> Any:
        return super().execute(_NOTHING if statement == _SLOW else statement, *values)


def main(path: Path, what: str, data_key: bytearray) -> None:
    """Do one of the two."""
    db_connection.sqlcipher.connect = partial(sqlcipher.connect, factory=_Quick)
    if what == "index":
        store = Store(path, data_key)
        _index(store)
    else:
        connect(path, data_key, new=True).close()
        store = Store(path, data_key)
        upgrade(store.engine)
        _insert(store, Size(**json.loads(what)))
    store.close()


def _insert(store: Store, size: Size) -> None:
    for model, rows in Rows(size).tables():
        for some in _in_parts(rows):
            with store.write() as session:  # not one transaction: the journal would be as large
                session.execute(sa.insert(model), some)


def _index(store: Store) -> None:
    for kind in SearchKind:
        with store.read() as session:
            ids = search.missing(session, kind)
        for start in range(0, len(ids), _AT_ONCE):
            with store.write() as session:
                search.index(session.connection(), kind, ids[start : start + _AT_ONCE])


def _in_parts(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == _AT_ONCE:
            yield some
            some = []
    if some:
        yield some


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], bytearray.fromhex(sys.stdin.read()))
