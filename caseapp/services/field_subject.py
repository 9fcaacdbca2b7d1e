"""Of whom and of which fact the path of a field speaks."""

from __future__ import annotations

from uuid import UUID

_PEOPLE, _HOUSEHOLD = "people", "household"


def subject_of(path: str) -> tuple[UUID | None, str] | None:
    """Return the person (none: the household) and the key of a fact; None for anything else.

    Args:
        path: « people/<id>/birth_date », « household/housing.rent », « lines/<id>/2026-10 ».
    """
    kind, _slash, rest = path.partition("/")
    if kind == _HOUSEHOLD:
        return None, rest
    whose, _slash, key = rest.partition("/")
    if kind != _PEOPLE or not key:
        return None
    try:
        return UUID(whose), key
    except ValueError:
        return None
