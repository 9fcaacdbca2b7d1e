"""In which order several rights are asked for: first those that the others only complete."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from caseapp.rules.catalogue import PriorRight, Right


@dataclass(frozen=True, slots=True)
class Ordered:
    """One right in its place, and which of the others come before it, with the reason."""

    right: Right
    after: tuple[PriorRight, ...]


def in_order(rights: Sequence[Right], under_way: Collection[str] = ()) -> tuple[Ordered, ...]:
    """Return rights in the order in which they are asked for.

    Those between which the law sets no order keep the one given.

    Args:
        rights: what is to be asked for, the most useful first.
        under_way: the codes of rights that are asked for already: they come before, too.
    """
    left, placed = list(rights), list[Ordered]()
    while left:
        waiting = {right.code for right in left}
        ready = (right for right in left if not waiting & ({p.right for p in right.subsidiary_to}))
        chosen = next(ready, left[0])  # a circle would be a fault of the files: a test refuses it
        left.remove(chosen)
        before = {*under_way, *(one.right.code for one in placed)}
        after = tuple(prior for prior in chosen.subsidiary_to if prior.right in before)
        placed.append(Ordered(chosen, after))
    return tuple(placed)
