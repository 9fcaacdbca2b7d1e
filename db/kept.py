"""What is read again and again between two writings is read once.

Each session that reads carries what those before it read since the last writing (`Store._session`);
one that writes carries nothing, and reads for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from sqlalchemy.orm import Session

T = TypeVar("T")
KEPT = "kept"  # its place in `Session.info`
_MOST = 16  # things, those of the case that is open: a review reads thousands


def once(session: Session, key: Hashable, read: Callable[[], T]) -> T:
    """Return what was read under a key since the last writing, or read it; nobody may change it."""
    kept = session.info.get(KEPT)
    if kept is None:
        return read()
    if key in kept:
        return cast("T", kept[key])
    if len(kept) >= _MOST:
        kept.clear()
    kept[key] = found = read()
    return found
