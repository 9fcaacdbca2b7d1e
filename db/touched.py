"""Which cases a session changes, told by the base itself: by rows or in bulk, nothing escapes it.

Temporary triggers of the writing connection note the case of every row of these tables that is
added, changed or removed, cascades included; they are no part of the file. What they note goes
with the transaction: rolled back with it, emptied at its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import sqlalchemy as sa

# What the list of cases shows, and what the rights nobody asked for are counted from.
LISTED, COUNTED = "touched_listed", "touched_counted"
_OF_CLAIM = "SELECT case_id FROM claim WHERE id = {row}.claim_id"
_OF_ESTIMATE = "SELECT case_id FROM estimate WHERE id = {row}.estimate_id"
_OWN = "SELECT {row}.case_id"
_SOURCES: dict[str, tuple[str, tuple[str, ...]]] = {
    "case_file": ("SELECT {row}.id", (LISTED, COUNTED)),
    "person": (_OWN, (LISTED,)),
    "fact": (_OWN, (LISTED,)),
    "case_tag": (_OWN, (LISTED,)),
    "claim": (_OWN, (LISTED, COUNTED)),
    # Removed with its claim, a row finds it no more: the claim was noted.
    "claim_piece": (_OF_CLAIM, (LISTED,)),
    "deadline": (_OWN, (LISTED,)),
    "retention": (_OWN, (LISTED,)),
    "estimate": (_OWN, (COUNTED,)),
    "estimated_right": (_OF_ESTIMATE, (COUNTED,)),
}
_IS_UP_TO_DATE = "SELECT 1 FROM main.sqlite_schema WHERE name = 'retention'"
_EVENTS = {"INSERT": ("new",), "UPDATE": ("old", "new"), "DELETE": ("old",)}


def watch(connection: sa.Connection) -> None:
    """Note from here on what this connection changes in the transaction that began."""
    if connection.dialect.name != "sqlite":
        return
    if len(_known(connection)) == len(_SOURCES) * len(_EVENTS):
        return
    for kept in (LISTED, COUNTED):
        connection.exec_driver_sql(
            f"CREATE TEMP TABLE IF NOT EXISTS {kept} (case_id TEXT PRIMARY KEY) WITHOUT ROWID"
        )
    if connection.exec_driver_sql(_IS_UP_TO_DATE).first() is None:
        return  # no tables yet, or those of an older program: nothing is kept of them here
    for table in _SOURCES:
        for statement in _triggers(table):
            connection.exec_driver_sql(statement)


def _known(connection: sa.Connection) -> Sequence[str]:
    return (
        connection.exec_driver_sql("SELECT name FROM temp.sqlite_schema WHERE type = 'trigger'")
        .scalars()
        .all()
    )


def _triggers(table: str) -> Iterator[str]:
    find, kept = _SOURCES[table]
    for event, rows in _EVENTS.items():
        noted = "".join(
            f"INSERT OR IGNORE INTO {one} {find.format(row=row)}; " for one in kept for row in rows
        )
        yield (
            f"CREATE TEMP TRIGGER IF NOT EXISTS touched_{table}_{event.lower()} "
            f"AFTER {event} ON main.{table} BEGIN {noted}END"
        )


def leave(connection: sa.Connection) -> None:
    """Note nothing more: tables are about to be made anew, which triggers that name them prevent."""
    if connection.dialect.name == "sqlite":
        for name in _known(connection):
            connection.exec_driver_sql(f"DROP TRIGGER temp.{name}")


def take(connection: sa.Connection, kept: str) -> frozenset[UUID]:
    """Return the cases that were noted since, and forget them."""
    if connection.dialect.name != "sqlite":
        return frozenset()
    found = connection.exec_driver_sql(
        f"DELETE FROM temp.{kept} RETURNING case_id"  # noqa: S608 - ours
    )
    return frozenset(map(UUID, found.scalars()))
