"""Which cases a session reads: said once for every statement, by whoever opens the base.

A sight is laid on the session (`Store.read`); each statement of mapped tables is narrowed by it,
wherever they stand in it. A reader has nothing to think of, and a new one is narrowed too. Nothing
is laid where all may be read: it costs nothing then.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import with_loader_criteria

from db.models import (
    Base,
    Case,
    ExceptionalAccess,
    JournalLine,
    Person,
    Retention,
    RightsRequest,
    SearchEntry,
)
from db.sight_rules import NOT_CLOSED, NOT_OF_COLLEAGUE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from sqlalchemy.orm import ORMExecuteState, Session


_SIGHT, _CRITERIA = "sight", "sight_criteria"  # their places in `Session.info`
_CASES: Any = Case.__table__
_NAMES = (Case, Person, SearchEntry)  # what tells whose a case is, and nothing of it
_DUTIES = (JournalLine, ExceptionalAccess, Retention, RightsRequest)  # read once nobody may read it


class Scope(Enum):
    """How far a session reads, within what whoever works may see."""

    READABLE = auto()  # nothing of the cases that are closed to reading
    NAMED = auto()  # of those, whose they are
    SEEN = auto()  # of those, all: what is decided of them, their erasing
    EVERY = auto()  # of colleagues too: the machinery, which shows none of it


@dataclass(frozen=True, slots=True)
class Sight:
    """The cases that whoever works does not see, or may not read."""

    mine: str | None = field(default=None, repr=False)  # None where all are seen
    opened: frozenset[UUID] = frozenset()  # of colleagues, for a reason
    colleagues: frozenset[str] = field(default=frozenset(), repr=False)  # all of whose are open
    closed: frozenset[UUID] = frozenset()  # to reading

    def within(self, scope: Scope) -> Sight | None:
        """Return what narrows a session, None where nothing does."""
        if scope is Scope.EVERY or (self.mine is None and not self.closed):
            return None
        if scope is Scope.SEEN and self.closed:
            return Sight(self.mine, self.opened, self.colleagues).within(scope)
        return self

    @property
    def is_partial(self) -> bool:
        """Whether there are cases of colleagues that are not seen."""
        return self.mine is not None

    def hides(self, case_id: UUID, referent: str) -> bool:
        """Tell whether a case is a colleague's that was not opened."""
        return self.mine is not None and not (
            referent in {"", self.mine, *self.colleagues} or case_id in self.opened
        )


ALL = Sight()


def lay(session: Session, sight: Sight, scope: Scope) -> None:
    """Have a session read no further than may be seen."""
    narrowed = sight.within(scope)
    if narrowed is not None:
        session.info[_SIGHT] = narrowed
        session.info[_CRITERIA] = _criteria(narrowed, names=scope is Scope.NAMED)
        event.listen(session, "do_orm_execute", _narrow)


def sight_of(session: Session) -> Sight:
    """Return what a session is narrowed to."""
    found: Sight = session.info.get(_SIGHT, ALL)
    return found


def narrowed(session: Session, statement: sa.Select[Any]) -> sa.Select[Any]:
    """Return a statement as a session has to ask it, where it goes to the driver without it."""
    criteria = session.info.get(_CRITERIA)
    return statement if criteria is None else statement.options(*criteria)


def _narrow(state: ORMExecuteState) -> None:
    if state.is_select and not state.is_column_load and not state.is_relationship_load:
        state.statement = state.statement.options(*state.session.info[_CRITERIA])


@lru_cache(maxsize=16)
def _criteria(sight: Sight, *, names: bool) -> tuple[Any, ...]:
    """Return what each table of cases is narrowed by."""
    return tuple(_of_cases(sight, names=names))


def _of_cases(sight: Sight, *, names: bool) -> Iterator[Any]:
    seen = ["", str(sight.mine), *sorted(sight.colleagues)]
    opened = list(sight.opened)
    for model in _models():
        exempt = model in _DUTIES or (names and model in _NAMES)
        closed: list[UUID] = [] if exempt else list(sight.closed)
        for own in _ways(model):
            if closed:
                yield _laid(model, NOT_CLOSED[own](closed))
            if sight.mine is not None:
                yield _laid(model, NOT_OF_COLLEAGUE[own](seen, opened))


def _laid(model: Any, condition: Callable[[Any], Any]) -> Any:
    return with_loader_criteria(model, condition, include_aliases=True)


@cache
def _models() -> tuple[Any, ...]:
    """Return the mapped tables that hold something of a case."""
    return tuple(m.class_ for m in Base.registry.mappers if _ways(m.class_))


def _ways(model: Any) -> tuple[str, ...]:
    """Return the columns by which a row is of a case: its own, or that of the row it belongs to."""
    if model is Case:
        return ("id",)
    columns = model.__table__.columns
    if "case_id" in columns:
        return ("case_id",)
    owners = [
        column.key
        for column in columns
        for reference in column.foreign_keys
        if not column.nullable
        and (reference.column.table is _CASES or "case_id" in reference.column.table.columns)
    ]
    return tuple(owners)
