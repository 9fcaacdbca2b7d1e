"""Rows that stand alone, changed and removed each with what undoes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from caseapp.services import removed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.services.removed import Removed
    from db.store import Store

KeyT = TypeVar("KeyT")


@dataclass(frozen=True, slots=True)
class Before:
    """A row as it was before a change."""

    row_id: UUID
    values: Mapping[str, Any] = field(repr=False)


def change(row: Any, values: Mapping[str, Any]) -> Before:
    """Give a row other values; return what it held. What stays the same is no change."""
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        if before[name] != value:
            setattr(row, name, value)
    return Before(row_id=row.id, values=before)


class Removable(Generic[KeyT]):
    """Rows of one kind, none of which has others hanging from it."""

    def __init__(self, store: Store, find: Callable[[Session, KeyT], Any]) -> None:
        """`find` returns the row of a key, or raises the sentence for one that is no more."""
        self._store, self._find = store, find

    def remove(self, key: KeyT) -> Removed:
        """Remove a row; return it, to undo.

        Raises:
            NotFoundError: it is no more.
        """
        with self._store.write() as session:
            row = self._find(session, key)
            gone = removed.copy(row)
            session.delete(row)
            return gone

    def restore(self, gone: Removed) -> None:
        """Put back a row that was removed."""
        with self._store.write() as session:
            removed.restore(session, gone)


class Undoable(Removable["UUID"]):
    """Rows of which each change is undone, too."""

    def put_back(self, before: Before) -> Before:
        """Give a row what it held before a change; return what it held after."""
        with self._store.write() as session:
            return change(self._find(session, before.row_id), before.values)
