"""What the index answers to a search: the things of some kinds in which the words stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from db.models import SearchEntry, SearchKind
from db.models.search import INDEX, kind_of
from db.sight import ALL, sight_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.lookup import Part, Sought

_ROWS = sa.table(INDEX, sa.column("rowid", sa.BigInteger()), sa.column(INDEX))
_OWN = "{title text}"
_PASSED = 1_000  # rows read in vain, before it is quicker to ask anew from the next kind on


def expression(
    sought: Sought,
    *,
    whole: bool = False,
    own: bool = True,
    named: Mapping[str, Iterable[str]] | None = None,
) -> str:
    """Return what is looked for in the words of FTS5: every part.

    Args:
        sought: What is looked for.
        whole: Each part is a whole word, not the beginning of one.
        own: One part at least stands in the thing itself: all may be names of its household.
        named: The words of the codes that a word names (`code_word`).
    """
    parts = [_part(part, whole=whole, named=named or {}) for part in sought.parts]
    if len(parts) == 1:
        return f"{_OWN} : {parts[0]}"
    every = f"({' AND '.join(parts)})"
    return f"{every} AND {_OWN} : ({' OR '.join(parts)})" if own else every


def entries(
    session: Session, match: str, pools: Mapping[SearchKind, int]
) -> dict[SearchKind, list[UUID]]:
    """Return the things of some kinds that answer, the latest first, no more than a pool of each.

    The index is read no further than needed: a single letter is answered as quickly as a name.
    """
    keys: dict[SearchKind, list[int]] = {kind: [] for kind in pools}
    start: int | None = min(kind.keys[0] for kind in pools)
    while start is not None:
        start = _gather(session, match, keys, pools, start)
    every = [key for some in keys.values() for key in some]
    targets = dict(
        session.execute(
            sa.select(SearchEntry.id, SearchEntry.target_id).where(SearchEntry.id.in_(every))
        ).all()
    )
    return {kind: [targets[key] for key in some] for kind, some in keys.items()}


def _gather(
    session: Session,
    match: str,
    keys: dict[SearchKind, list[int]],
    pools: Mapping[SearchKind, int],
    start: int,
) -> int | None:
    """Read the index from a key on until a pool is full; return where to go on."""
    end = max(kind.keys[1] for kind in pools)
    wanted = (
        sa.select(_ROWS.c.rowid)
        .where(_ROWS.c[INDEX].match(match), _ROWS.c.rowid.between(start, end))
        .order_by(_ROWS.c.rowid)
    )
    if sight_of(session) != ALL:  # what may not be read must not fill the pools
        wanted = wanted.join(SearchEntry, SearchEntry.id == _ROWS.c.rowid)
    rows = session.scalars(wanted)
    passed = 0
    for key in rows:
        kind = kind_of(key)
        if kind not in pools:  # others stand between the kinds that are asked for
            rows.close()
            return min(other.keys[0] for other in pools if other.keys[0] > key)
        if len(keys[kind]) < pools[kind]:
            keys[kind].append(key)
        elif kind.keys[1] == end:
            break
        elif (passed := passed + 1) > _PASSED:
            rows.close()
            return kind.keys[1] + 1
    rows.close()
    return None


def _part(part: Part, *, whole: bool, named: Mapping[str, Iterable[str]]) -> str:
    star = "" if whole else "*"
    words = [
        " OR ".join([f'"{word}"{star}', *(f'"{one}"' for one in sorted(named.get(word, ())))])
        for word in part.words
    ]
    each = " AND ".join(f"({word})" for word in words)
    return f'("{part.number}"{star} OR ({each}))' if part.number else f"({each})"
