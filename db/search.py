"""The search's index, kept by itself: what a session changes is indexed before it is committed.

During the session only identifiers are noted. At the end the entry of each is made again from
what the base then holds: added, changed and removed things go the same way, whatever was done to
them on the way, and an index made anew (`missing`, then `index`) is the same.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from db.models import (
    CaseTag,
    ClaimEventRow,
    ClaimExchange,
    FactRow,
    Person,
    SearchEntry,
    SearchKind,
)
from db.models.search import INDEX
from db.search_sources import FACTS, KINDS, household_names, model_of, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from uuid import UUID

    from db.models import Base
    from db.search_sources import Found

_NOTED = "search.noted"  # in `Session.info`
_AT_ONCE = 500  # things read with one statement
_SMALL = 1000  # pages of an index that are merged in some tens of milliseconds
_TEXT = sa.table(
    INDEX, sa.column("rowid"), sa.column("title"), sa.column("text"), sa.column("about")
)

Words = tuple[str, str, str]  # of the title, of the text, and the names of the household


@dataclass(slots=True)
class _Noted:
    """What a session changed."""

    things: dict[SearchKind, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    renamed: set[UUID] = field(default_factory=set)  # cases whose people changed


@cache
def install() -> None:
    """Keep the index of every session that writes; once is enough."""
    event.listen(Session, "after_flush", _note)
    event.listen(Session, "before_commit", _index_noted)


def index(connection: sa.Connection, kind: SearchKind, ids: Iterable[UUID]) -> None:
    """Make the entries of some things of one kind again, and drop those of things that are gone."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        _index_some(connection, kind, wanted[start : start + _AT_ONCE])


def missing(session: Session, kind: SearchKind) -> Sequence[UUID]:
    """Return the things of one kind that have no entry, the oldest first."""
    model = model_of(kind)
    entry = sa.select(SearchEntry.id).where(
        SearchEntry.kind == kind, SearchEntry.target_id == model.id
    )
    return session.scalars(sa.select(model.id).where(~entry.exists()).order_by(model.id)).all()


def left_over(session: Session, kind: SearchKind) -> Sequence[UUID]:
    """Return the things of one kind that have an entry though they are gone."""
    model = model_of(kind)
    thing = sa.select(model.id).where(model.id == SearchEntry.target_id)
    return session.scalars(
        sa.select(SearchEntry.target_id).where(SearchEntry.kind == kind, ~thing.exists())
    ).all()


def parts(session: Session) -> int:
    """Return how many parts the index is made of: each is looked through for each word."""
    segments = sa.table(f"{INDEX}_idx", sa.column("segid"))
    return session.scalar(sa.select(sa.func.count(segments.c.segid.distinct()))) or 0


def merge_parts(connection: sa.Connection, pages: int, *, is_first: bool) -> bool:
    """Merge all parts of the index into one, so many pages at a time; tell whether some are left.

    Whoever asks anew begins with `is_first`, which says of which parts one is to be made.
    """
    before = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
    connection.execute(
        sa.text(f"INSERT INTO {INDEX}({INDEX}, rank) VALUES ('merge', :pages)"),  # noqa: S608 - ours
        {"pages": -pages if is_first else pages},
    )
    after = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
    return bool(after - before >= 2)  # SQLite's own way of telling: the statement counts for one


def gather(connection: sa.Connection) -> None:
    """Make one part of a small index: taking words out looks through every part for each of them."""
    pages = sa.select(sa.func.count()).select_from(sa.table(f"{INDEX}_idx"))
    if connection.execute(pages).scalar_one() > _SMALL:
        return  # what `tidy` does, when nobody works
    more, is_first = True, True
    while more:
        more, is_first = merge_parts(connection, _SMALL, is_first=is_first), False


def _note(session: Session, _context: object) -> None:
    if session.get_bind().dialect.name != "sqlite":
        return
    noted: _Noted = session.info.setdefault(_NOTED, _Noted())
    for row in chain(session.new, session.dirty, session.deleted):
        _note_row(noted, row, changed=row in session.new or row in session.deleted)


def _note_row(noted: _Noted, row: Base, *, changed: bool) -> None:
    kind = KINDS.get(type(row))
    if kind is not None:
        noted.things[kind].add(row.id)  # type: ignore[attr-defined]  # every such table has one
    if isinstance(row, Person):
        noted.renamed |= _cases_of(row, changed=changed)
    elif isinstance(row, CaseTag):
        noted.things[SearchKind.CASE].add(row.case_id)
    elif isinstance(row, ClaimEventRow | ClaimExchange):
        noted.things[SearchKind.CLAIM].add(row.claim_id)
    elif isinstance(row, FactRow) and row.key in FACTS:
        if row.person_id is None:
            noted.things[SearchKind.CASE] |= _past_and_present(row, "case_id")
        else:
            noted.things[SearchKind.PERSON].add(row.person_id)


def _cases_of(person: Person, *, changed: bool) -> set[UUID]:
    """Return the cases in which somebody's name is, or no longer is."""
    state = sa.inspect(person)
    names = (state.attrs[key].history for key in ("case_id", "last_name", "first_name"))
    if changed or any(history.has_changes() for history in names):
        return _past_and_present(person, "case_id")
    return set()


def _past_and_present(row: Base, key: str) -> set[UUID]:
    history = sa.inspect(row).attrs[key].history
    values = chain(history.added or (), history.unchanged or (), history.deleted or ())
    return {value for value in values if value is not None}


def _index_noted(session: Session) -> None:
    if session.get_bind().dialect.name != "sqlite":
        return
    session.flush()
    noted: _Noted | None = session.info.pop(_NOTED, None)
    if noted is None:
        return
    connection = session.connection()
    for kind, target_id in _entries_of(connection, noted.renamed):
        noted.things[kind].add(target_id)
    for kind, ids in noted.things.items():
        index(connection, kind, ids)


def _entries_of(
    connection: sa.Connection, case_ids: set[UUID]
) -> Iterator[tuple[SearchKind, UUID]]:
    if case_ids:
        rows = connection.execute(
            sa.select(SearchEntry.kind, SearchEntry.target_id).where(
                SearchEntry.case_id.in_(case_ids)
            )
        )
        yield from ((kind, target_id) for kind, target_id in rows)


def _index_some(connection: sa.Connection, kind: SearchKind, ids: Sequence[UUID]) -> None:
    now = read(connection, kind, ids)
    rows = connection.execute(
        sa.select(SearchEntry.target_id, SearchEntry.id, SearchEntry.case_id).where(
            SearchEntry.kind == kind, SearchEntry.target_id.in_(ids)
        )
    )
    before = {target_id: (key, case_id) for target_id, key, case_id in rows}
    if gone := [key for target_id, (key, _) in before.items() if target_id not in now]:
        connection.execute(sa.delete(SearchEntry).where(SearchEntry.id.in_(gone)))
    wanted = _said(connection, now)
    _add(
        connection,
        kind,
        {id_: now[id_] for id_ in ids if id_ in now.keys() - before.keys()},
        wanted,
    )
    kept = {before[id_][0]: wanted[id_] for id_ in now.keys() & before.keys()}
    _change(connection, kept)
    for id_ in now.keys() & before.keys():
        key, case_id = before[id_]
        if case_id != now[id_].case_id:
            connection.execute(
                sa.update(SearchEntry).where(SearchEntry.id == key).values(case_id=now[id_].case_id)
            )


def _said(connection: sa.Connection, things: Mapping[UUID, Found]) -> dict[UUID, Words]:
    cases = {thing.case_id for thing in things.values() if thing.case_id is not None}
    names = household_names(connection, cases)
    return {
        id_: (
            _line(thing.title),
            _line(thing.text),
            _line(names.get(thing.case_id, ()) if thing.case_id is not None else ()),
        )
        for id_, thing in things.items()
    }


def _line(words: Iterable[str]) -> str:
    return " ".join(sorted(words))


def _add(
    connection: sa.Connection,
    kind: SearchKind,
    things: Mapping[UUID, Found],
    wanted: Mapping[UUID, Words],
) -> None:
    if not things:
        return
    first, last = kind.keys
    lowest = connection.execute(
        sa.select(sa.func.min(SearchEntry.id)).where(SearchEntry.id.between(first, last))
    ).scalar()
    # The latest has the lowest key, and FTS5 wants the keys of one transaction in their order.
    start = (last + 1 if lowest is None else lowest) - len(things)
    keys = dict(enumerate(reversed(list(things)), start=start))
    connection.execute(
        sa.insert(SearchEntry),
        [
            {"id": key, "kind": kind, "target_id": id_, "case_id": things[id_].case_id}
            for key, id_ in keys.items()
        ],
    )
    connection.execute(
        sa.insert(_TEXT),
        [_row(key, wanted[id_]) for key, id_ in keys.items()],
    )


def _change(connection: sa.Connection, wanted: Mapping[int, Words]) -> None:
    """Write the words that are not what they were: writing them costs more than reading them."""
    if not wanted:
        return
    rows = connection.execute(
        sa.select(_TEXT.c.rowid, _TEXT.c.title, _TEXT.c.text, _TEXT.c.about).where(
            _TEXT.c.rowid.in_(list(wanted))
        )
    )
    same = {key for key, *said in rows if tuple(said) == wanted[key]}
    for key in wanted.keys() - same:
        title, text, about = wanted[key]
        connection.execute(
            sa.update(_TEXT).where(_TEXT.c.rowid == key).values(title=title, text=text, about=about)
        )


def _row(key: int, said: Words) -> dict[str, Any]:
    title, text, about = said
    return {"rowid": key, "title": title, "text": text, "about": about}
