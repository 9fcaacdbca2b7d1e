"""What some rows of several tables were before a change, to be put back in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

_KEPT = {"id", "version"}  # of the row, not of what it says


@dataclass(frozen=True, slots=True)
class RowBefore:
    """One row; None where there was none."""

    model: type[Any]
    id: UUID
    values: Mapping[str, Any] | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class RowsBefore:
    """What stood there, and of how much."""

    rows: tuple[RowBefore, ...]
    count: int  # cases it is about


def before_change(row: Any, *names: str) -> RowBefore:
    """Return what some columns of a row hold, before they are changed."""
    return RowBefore(type(row), row.id, {name: getattr(row, name) for name in names})


def before_adding(row: Any) -> RowBefore:
    """Return that a row that was just added was not there."""
    return RowBefore(type(row), row.id, None)


def put_back(session: Session, rows: Iterable[RowBefore]) -> tuple[RowBefore, ...]:
    """Let rows be as they were; return what they were until now. Those gone since stay gone."""
    now = []
    for one in rows:
        row = session.get(one.model, one.id)
        if one.values is None:
            if row is not None:
                now.append(RowBefore(one.model, one.id, _whole(row)))
                session.delete(row)
        elif row is None:
            if "id" in one.values:  # it was taken back whole; a changed row is not made anew
                session.add(one.model(**one.values))
                now.append(RowBefore(one.model, one.id, None))
        else:
            now.append(before_change(row, *(set(one.values) - _KEPT)))
            for name, value in one.values.items():
                if name not in _KEPT and getattr(row, name) != value:
                    setattr(row, name, value)
    return tuple(now)


def _whole(row: Any) -> Mapping[str, Any]:
    return {one.key: getattr(row, one.key) for one in sa.inspect(type(row)).column_attrs}
