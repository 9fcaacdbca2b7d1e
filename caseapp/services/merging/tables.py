"""Which tables hang on a case or on a person, read from the models: a new one is never forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa

from db.models import Base, Case, CaseMerge, Person, UnclaimedSum
from db.models.search import SearchEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

_CASE, _PERSON = "case_file", "person"
# A case itself, and the record of its merges: neither belongs to a case as the others do. Nor do
# the index of the search and the sums of rights, which the session makes again for what moves.
_APART = (Case, CaseMerge, SearchEntry, UnclaimedSum)


@dataclass(frozen=True, slots=True)
class Unique:
    """Columns that no two rows may share."""

    columns: tuple[str, ...]
    is_partial: bool


@dataclass(frozen=True, slots=True)
class CaseTable:
    """A table whose rows belong to a case."""

    model: Any
    case: str  # the column that says of which case
    people: tuple[str, ...]  # the columns that name a person of it
    owned_by_person: frozenset[str]  # of these, those whose person takes the row along
    owners: Mapping[str, Any]  # columns that name another row of the case it goes with
    uniques: tuple[Unique, ...]

    @property
    def has_position(self) -> bool:
        """Whether its rows stand in an order within the case."""
        return "position" in self.model.__table__.columns

    def collides(self, row: Any, others: list[Any], now: Mapping[UUID, UUID]) -> bool:
        """Say whether a row of the merged case could not stand beside rows of the kept one.

        `now` says whom each matched person becomes.
        """
        return any(
            (key := self.key(unique, row, now)) is not None
            and any(self.key(unique, other, {}) == key for other in others)
            for unique in self.uniques
        )

    def key(self, unique: Unique, row: Any, now: Mapping[UUID, UUID]) -> tuple[Any, ...] | None:
        """Return what must be unique of a row within a case; None where it is not held to it."""
        of_household = unique.is_partial and not set(unique.columns) & set(self.people)
        if of_household and any(getattr(row, person) is not None for person in self.people):
            return None  # « one a household » says nothing of the rows of a person
        values = [getattr(row, name) for name in unique.columns if name != self.case]
        if any(value is None for value in values):
            return None
        return tuple(
            now.get(value, value) if isinstance(value, UUID) else value for value in values
        )


def case_tables() -> tuple[CaseTable, ...]:
    """Return every table whose rows belong to a case, people first."""
    found = [
        _table(mapper.class_)
        for mapper in Base.registry.mappers
        if mapper.class_ not in _APART and _columns_to(mapper.class_, _CASE)
    ]
    return tuple(sorted(found, key=lambda one: (one.model is not Person, one.model.__tablename__)))


def _table(model: Any) -> CaseTable:
    (case,) = _columns_to(model, _CASE)
    people = tuple(_columns_to(model, _PERSON))
    with_cascade = {
        name: target
        for name, target, cascades in _references(model)
        if cascades and target not in {_CASE, model.__tablename__}
    }
    models = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    owners = {
        name: models[target]
        for name, target in with_cascade.items()
        if _columns_to(models[target], _CASE)
    }
    return CaseTable(
        model=model,
        case=case,
        people=people,
        owned_by_person=frozenset(name for name in people if name in with_cascade),
        owners=owners,
        uniques=tuple(_uniques(model, {case, *people})),
    )


def _columns_to(model: Any, table: str) -> list[str]:
    return [name for name, target, _cascades in _references(model) if target == table]


def _references(model: Any) -> list[tuple[str, str, bool]]:
    """Return the references of a table: column, table, whether it goes with that row."""
    return [
        (column.name, key.column.table.name, key.ondelete == "CASCADE")
        for column in model.__table__.columns
        for key in column.foreign_keys
    ]


def _uniques(model: Any, of_case: set[str]) -> list[Unique]:
    table = model.__table__
    found = [
        Unique(tuple(column.name for column in constraint.columns), is_partial=False)
        for constraint in table.constraints
        if isinstance(constraint, sa.UniqueConstraint)
    ]
    found += [
        Unique(
            tuple(column.name for column in index.columns),
            is_partial=index.dialect_options["sqlite"]["where"] is not None,
        )
        for index in table.indexes
        if index.unique
    ]
    return [unique for unique in found if set(unique.columns) & of_case]
