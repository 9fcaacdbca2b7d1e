"""Every change of what is kept of a case, written with its author as the rows themselves are.

Listeners to every session: whoever changes a mapped row tells it here without knowing. An
undo is a change too. Statements that bypass the rows (the review of the caseload) tell nothing.
Erasing a case tells nothing either: its history goes with it, and nothing of it may stay.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from caseapp.domain.history import HistoryAction
from caseapp.kernel.ids import new_id
from db.models import Case, HistoryRow, Setting
from db.tracked import TRACKED

if TYPE_CHECKING:
    from caseapp.kernel.clock import Clock
    from db.models import Base
    from db.tracked import Tracked

AUTHOR = "service.worker"  # the setting that names who writes
_CLOCK, _TOLD, _ERASED = "history.clock", "history.told", "history.erased"
_TABLE: Any = HistoryRow.__table__
_INSERT = sa.insert(_TABLE)
_AUTHOR = sa.select(Setting.value).where(Setting.key == AUTHOR)


@cache
def install() -> None:
    """Listen to every session; once is enough."""
    event.listen(Session, "before_flush", _note)
    event.listen(Session, "before_commit", _write)


def watch(session: Session, clock: Clock) -> None:
    """Have what a session changes written, at the moment a clock tells."""
    session.info[_CLOCK] = clock


def _note(session: Session, _context: object, _instances: object) -> None:
    """Note what a flush is about to change; what it wrote over is known no more afterwards."""
    if _CLOCK not in session.info:
        return
    told: list[dict[str, Any]] = session.info.setdefault(_TOLD, [])
    told += _told(session, session.new, HistoryAction.ADDED)
    told += _told(session, session.dirty, HistoryAction.CHANGED)
    told += _told(session, session.deleted, HistoryAction.REMOVED)
    erased: set[UUID] = session.info.setdefault(_ERASED, set())
    erased |= {row.id for row in session.deleted if isinstance(row, Case)}


def _write(session: Session) -> None:
    """Write what was noted with the rest of the transaction: one intention is one moment."""
    clock: Clock | None = session.info.get(_CLOCK)
    if clock is None:
        return
    session.flush()  # what is left to change is noted too
    erased: set[UUID] = session.info.pop(_ERASED, set())
    told = [row for row in session.info.pop(_TOLD, []) if row["case_id"] not in erased]
    if told:
        connection = session.connection()
        author = str(connection.execute(_AUTHOR).scalar() or "")
        shared = {"at": clock.now(), "author": author}
        connection.execute(_INSERT, [{"id": new_id(), **shared, **row} for row in told])


def _told(session: Session, rows: Any, action: HistoryAction) -> list[dict[str, Any]]:
    found = []
    for row in rows:
        tracked = TRACKED.get(type(row))
        if tracked is not None and (change := _change(session, row, tracked, action)) is not None:
            found.append(change)
    return found


def _change(
    session: Session, row: Base, tracked: Tracked, action: HistoryAction
) -> dict[str, Any] | None:
    if tracked.comes_with and action is not HistoryAction.CHANGED:
        return None
    before, after = _values(row, tracked, action)
    if not before and not after:
        return None
    if getattr(row, "id", None) is None:
        row.id = new_id()  # type: ignore[attr-defined]  # every table has this key
    subject = tracked.subject(session, row)
    if subject.case_id is None:
        return None
    return {
        "case_id": subject.case_id,
        "action": action,
        "kind": tracked.kind,
        "subject_id": row.id,  # type: ignore[attr-defined]  # every table has this key
        "person_id": subject.person_id,
        "key": subject.key,
        "before": before,
        "after": after,
    }


def _values(row: Base, tracked: Tracked, action: HistoryAction) -> tuple[Any, Any]:
    """Return the columns before and after: all of them, or those that changed."""
    if action is not HistoryAction.CHANGED:
        whole = {name: _plain(getattr(row, name)) for name in tracked.columns}
        whole |= {name: bool(getattr(row, name)) for name in tracked.hidden}
        return (None, whole) if action is HistoryAction.ADDED else (whole, None)
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    state = sa.inspect(row)
    changed = any(state.attrs[name].history.has_changes() for name in tracked.columns)
    for name in (*tracked.columns, *tracked.hidden):
        change = state.attrs[name].history
        if not change.has_changes():
            if tracked.whole and changed:
                before[name] = after[name] = _plain(getattr(row, name))
            continue
        is_hidden = name in tracked.hidden
        old = change.deleted[0] if change.deleted else None
        new = change.added[0] if change.added else None
        before[name] = bool(old) if is_hidden else _plain(old)
        after[name] = bool(new) if is_hidden else _plain(new)
    return before, after


def _plain(value: Any) -> Any:
    """Return a value as JSON keeps it."""
    match value:
        case Enum():
            return value.value
        case dt.date():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            return value
