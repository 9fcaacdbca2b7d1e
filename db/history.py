"""Every change of what is kept of a case, written with its author as the rows themselves are.

Listeners to every session: whoever changes a mapped row tells it here without knowing. An
undo is a change too. Statements that bypass the rows (the review of the caseload) tell nothing.
Erasing a case tells nothing either: its history goes with it, and nothing of it may stay.

The journal is told with it, in the same transaction: which case, never what.
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
from caseapp.domain.journal import JournalAction
from caseapp.kernel.ids import new_id
from db import journal
from db.models import Case, Handing, HistoryRow
from db.tracked import TRACKED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from caseapp.kernel.clock import Clock
    from db.models import Base
    from db.tracked import Tracked

_CLOCK, _TOLD, _ERASED = "history.clock", "history.told", "history.erased"
_AT_ONCE = 500  # cases in one statement
_LEFT = {Handing.PRINTED: JournalAction.PRINTED, Handing.SAVED: JournalAction.EXPORTED}
_TABLE: Any = HistoryRow.__table__
_INSERT = sa.insert(_TABLE)


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
    erased: dict[UUID, str] = session.info.setdefault(_ERASED, {})
    erased |= {row.id: row.reference for row in session.deleted if isinstance(row, Case)}


def _write(session: Session) -> None:
    """Write what was noted with the rest of the transaction: one intention is one moment."""
    clock: Clock | None = session.info.get(_CLOCK)
    if clock is None:
        return
    session.flush()  # what is left to change is noted too
    erased: dict[UUID, str] = session.info.pop(_ERASED, {})
    told = [row for row in session.info.pop(_TOLD, []) if row["case_id"] not in erased]
    if not told and not erased:
        return
    connection, now = session.connection(), clock.now()
    author = journal.author(connection)
    if told:
        shared = {"at": now, "author": author}
        connection.execute(_INSERT, [{"id": new_id(), **shared, **row} for row in told])
    entries = [*_entries(connection, told), *_erased(erased)]
    journal.append(connection, ((now, entry) for entry in entries), author)


def _entries(connection: sa.Connection, told: list[dict[str, Any]]) -> Iterator[journal.Entry]:
    """Return one line of the journal for each case: made or changed, and in which kinds of rows."""
    kinds: dict[UUID, set[str]] = {}
    actions: dict[UUID, JournalAction] = {}
    for row in told:
        case_id = row["case_id"]
        kinds.setdefault(case_id, set()).add(row["kind"])
        actions.setdefault(case_id, JournalAction.CHANGED)
        if row["action"] is HistoryAction.ADDED:
            if row["kind"] == "case":
                actions[case_id] = JournalAction.CREATED
            elif row["kind"] == "report":
                actions[case_id] = _LEFT[Handing(row["after"]["how"])]
    references = _references(connection, kinds)
    for case_id, found in kinds.items():
        yield journal.Entry(
            action=actions[case_id],
            case_id=case_id,
            reference=references.get(case_id, ""),
            about=",".join(sorted(found)),
        )


def _erased(erased: dict[UUID, str]) -> Iterator[journal.Entry]:
    for case_id, reference in erased.items():
        yield journal.Entry(action=JournalAction.ERASED, case_id=case_id, reference=reference)


def _references(connection: sa.Connection, cases: Iterable[UUID]) -> dict[UUID, str]:
    wanted: list[UUID] = list(cases)
    found: dict[UUID, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = sa.select(Case.id, Case.reference).where(Case.id.in_(wanted[start:][:_AT_ONCE]))
        found.update(connection.execute(some).all())
    return found


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
