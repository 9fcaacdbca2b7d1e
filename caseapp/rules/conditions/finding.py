"""What a test comes to: met or not, what is missing, how near, how sure; and how these combine."""

from __future__ import annotations

import math
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from caseapp.domain.deadline import Confidence
from caseapp.rules.conditions.truth import every, opposite, some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from caseapp.rules.conditions.truth import Truth

_LOW, _MEDIUM, _HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH


class Gap(NamedTuple):
    """A fact that is not known, and what it can decide by itself."""

    path: str
    can_refuse: bool  # some value of it alone makes the test not met
    can_grant: bool


_NO_GAP: tuple[Gap, ...] = ()


class Finding(NamedTuple):  # thousands are made for a household: a tuple is three times faster
    """What a test comes to."""

    met: Truth
    gaps: tuple[Gap, ...] = ()  # empty unless it is not known
    near: str = ""  # how far from being met, in words; empty unless it is not met
    distance: float = math.inf  # to choose the nearest among several of the same kind
    confidence: Confidence = Confidence.HIGH  # of the numbers that decided
    assumed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def lowest(found: Iterable[Confidence]) -> Confidence:
    """Return the least sure; of nothing, the surest."""
    least = _HIGH
    for sure in found:
        if sure is _LOW:
            return _LOW
        if sure is _MEDIUM:
            least = _MEDIUM
    return least


def highest(found: Iterable[Confidence]) -> Confidence:
    """Return the surest; of nothing, the surest too."""
    best: Confidence | None = None
    for sure in found:
        if sure is _HIGH:
            return _HIGH
        if best is not _MEDIUM:
            best = sure
    return _HIGH if best is None else best


def all_of(parts: Sequence[Finding]) -> Finding:
    """Return the finding of a conjunction: one part that is not met settles it."""
    return _combined(parts, decisive=False)


def any_of(parts: Sequence[Finding]) -> Finding:
    """Return the finding of an alternative: one part that is met settles it."""
    return _combined(parts, decisive=True)


def nearest(parts: Sequence[Finding], combine: Callable[[Sequence[Finding]], Finding]) -> Finding:
    """Return what several people come to, with the distance of the nearest alone."""
    found = combine(parts)
    if found.met is not False:
        return found
    best = min((part for part in parts if part.met is False), key=_far, default=found)
    return found._replace(near=best.near, distance=best.distance)


def _far(part: Finding) -> float:
    return part.distance


def _combined(parts: Sequence[Finding], *, decisive: bool) -> Finding:
    """Combine parts of which one that is `decisive` settles the whole alone."""
    if len(parts) == 1:
        return parts[0]
    values = [part.met for part in parts]
    met = some(values) if decisive else every(values)
    deciding = parts  # none is decisive, unless one was enough: the surest of those
    if met is decisive:
        deciding = [part for part in parts if part.met is decisive]
        confidence = highest([part.confidence for part in deciding])
        deciding = [part for part in deciding if part.confidence is confidence]
    else:
        confidence = lowest([part.confidence for part in parts])
    gaps, near, distance = _NO_GAP, "", math.inf
    if met is None:
        unknown = [part for part in parts if part.met is None]
        gaps = tuple(_gaps(unknown, decisive=decisive))
    elif met is False:
        refused = [part for part in deciding if part.met is False]
        near = _near(refused, one_is_enough=decisive)
        distance = min([part.distance for part in refused], default=math.inf)
    return Finding(
        met,
        gaps,
        near,
        distance,
        confidence,
        _each_once([part.assumed for part in deciding]),
        _each_once([part.notes for part in parts]),
    )


def _each_once(texts: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    some_texts = [part for part in texts if part]
    if not some_texts:
        return ()
    return tuple(dict.fromkeys(chain.from_iterable(some_texts)))


def _gaps(unknown: Sequence[Finding], *, decisive: bool) -> Iterable[Gap]:
    """Return the gaps of parts that are not known: alone, one decides more than among others."""
    if len(unknown) == 1:
        return unknown[0].gaps
    return [
        Gap(path, can_refuse and not decisive, can_grant and decisive)
        for part in unknown
        for path, can_refuse, can_grant in part.gaps
    ]


def _near(refused: Sequence[Finding], *, one_is_enough: bool) -> str:
    """Say how far: of what must all be met every distance, of alternatives each way."""
    words = dict.fromkeys(part.near for part in refused if part.near)
    return (" ou " if one_is_enough else " ; ").join(words)


def denied(found: Finding) -> Finding:
    """Return the finding of the denial; a distance has no words there."""
    gaps = tuple(Gap(g.path, can_refuse=g.can_grant, can_grant=g.can_refuse) for g in found.gaps)
    return found._replace(met=opposite(found.met), gaps=gaps, near="", distance=math.inf)
