"""A reading gives nothing of a case that whoever works does not see: in no table, by no join."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import aliased

from db.models import (
    Base,
    Case,
    ClaimEventRow,
    ClaimRow,
    JournalLine,
    Person,
    SearchEntry,
    Task,
    UnclaimedSum,
)
from db.queries import case_list
from db.sight import Scope, Sight
from tests.support.any_row import add_row
from tests.support.store import fresh_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from db.store import Store

MINE, OTHER = "Jean Petit", "Claire Morel"


def tables_of_cases() -> list[Any]:
    """Return the mapped tables that lead to a case, by whatever way, those led to first."""
    reached = {Case.__table__}
    while True:
        more = {
            table
            for table in Base.metadata.sorted_tables
            if table not in reached
            and any(
                key.column.table in reached and not column.nullable
                for column in table.columns
                for key in column.foreign_keys
            )
        }
        if not more:
            break
        reached |= more
    # A case may be named by a table that does without: a letter, a register.
    reached |= {t for t in Base.metadata.sorted_tables if "case_id" in t.columns}
    models: dict[Any, Any] = {m.local_table: m.class_ for m in Base.registry.mappers}
    return [models[table] for table in Base.metadata.sorted_tables if table in reached]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[Any]]]:
    """Return a base with a case of each of two people, each with a row in every table."""
    store = fresh_store(tmp_path_factory.mktemp("sight"))
    models, cases = tables_of_cases(), []
    for mark, referent in enumerate((MINE, OTHER)):
        with store.write() as session:
            known: dict[str, UUID] = {}
            for table in ("review", "blob", "notice"):
                model = next(
                    m.class_ for m in Base.registry.mappers if m.class_.__tablename__ == table
                )
                known[table] = add_row(session, model, {}, mark + 10).id
            for model in models:
                if model in {JournalLine, SearchEntry}:  # made of the others
                    continue
                row = add_row(session, model, known, mark)
                if model is Case:
                    row.referent, row.merged_into_id = referent, None
                    cases.append(row.id)
                if hasattr(row, "id"):
                    known[model.__tablename__] = row.id
    yield store, cases
    store.close()


def counted(store: Store, sight: Sight, scope: Scope = Scope.READABLE) -> dict[Any, int]:
    """Return how many rows of each table are read."""
    store.see_by(lambda: sight)
    with store.read(scope) as session:
        return {
            model: session.scalar(sa.select(sa.func.count()).select_from(model)) or 0
            for model in tables_of_cases()
        }


def test_no_table_gives_a_row_of_a_colleague_s_case(filled: tuple[Store, list[Any]]) -> None:
    store, (_mine, other) = filled
    mine, others = counted(store, Sight(mine=MINE)), counted(store, Sight(mine=OTHER))
    every = counted(store, Sight())
    assert {model for model in mine if not mine[model]} <= {
        UnclaimedSum
    }  # counted anew by the base
    assert {model: mine[model] + others[model] for model in every} == every
    assert counted(store, Sight(mine=MINE), Scope.EVERY) == every
    assert counted(store, Sight(mine=MINE, opened=frozenset({other}))) == every
    assert counted(store, Sight(mine=MINE, colleagues=frozenset({OTHER}))) == every


def test_what_is_closed_to_reading_gives_its_name_alone(filled: tuple[Store, list[Any]]) -> None:
    store, (_mine, other) = filled
    mine, every, closed = (
        counted(store, Sight(mine=MINE)),
        counted(store, Sight()),
        Sight(closed=frozenset({other})),
    )
    read, named = counted(store, closed), counted(store, closed, Scope.NAMED)
    duties = {model.__tablename__ for model in read if read[model] != mine[model]}
    assert duties == {"journal_line", "exceptional_access", "retention", "rights_request"}
    names = {model.__tablename__ for model in named if named[model] != mine[model]}
    assert names - duties == {"case_file", "person", "search_entry"}
    assert all(named[m] == every[m] for m in named if m.__tablename__ in names)
    assert counted(store, closed, Scope.SEEN) == every


def test_a_table_is_narrowed_wherever_it_stands(filled: tuple[Store, list[Any]]) -> None:
    store, (mine, other) = filled
    store.see_by(lambda: Sight(mine=MINE))
    applicant = aliased(Person)
    with store.read() as session:
        joined = sa.select(Case.id).join(applicant, applicant.case_id == Case.id)
        outer = sa.select(ClaimEventRow.id, Case.id).outerjoin(
            ClaimRow, ClaimRow.id == ClaimEventRow.claim_id
        ).outerjoin(Case, Case.id == ClaimRow.case_id)  # fmt: skip
        within = sa.select(sa.literal(1)).where(
            sa.select(Task.id).where(Task.case_id == other).exists()
        )
        assert session.scalars(joined).all() == [mine]
        assert [row[1] for row in session.execute(outer)] == [mine]
        assert session.scalars(within).all() == []
        assert session.get(Case, other) is None
        assert [case_list.key(row[0]) for row in case_list.cases(session)] == [mine]


def test_another_sight_is_not_answered_by_what_was_kept_of_the_first(
    filled: tuple[Store, list[Any]],
) -> None:
    store, (mine, other) = filled
    for who, case in ((MINE, mine), (OTHER, other), (MINE, mine)):
        store.see_by(lambda who=who: Sight(mine=who))  # type: ignore[misc]
        with store.read() as session:
            assert session.scalars(sa.select(Case.id)).all() == [case]
