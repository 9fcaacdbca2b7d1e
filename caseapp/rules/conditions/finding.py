"""What a test comes to: met or not, what is missing, how near, how sure; and how these combine."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from caseapp.domain.deadline import Confidence
from caseapp.rules.conditions.truth import every, opposite, some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from caseapp.rules.conditions.truth import Truth

_SURENESS = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


class Gap(NamedTuple):
    """A fact that is not known, and what it can decide by itself."""

    path: str
    can_refuse: bool  # some value of it alone makes the test not met
    can_grant: bool


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
    among = list(found)
    return next((sure for sure in _SURENESS if sure in among), Confidence.HIGH)


def highest(found: Iterable[Confidence]) -> Confidence:
    """Return the surest."""
    among = list(found)
    return next((sure for sure in reversed(_SURENESS) if sure in among), Confidence.HIGH)


def all_of(parts: Sequence[Finding]) -> Finding:
    """Return the finding of a conjunction: one part that is not met settles it."""
    return _combined(parts, every(part.met for part in parts), decisive=False)


def any_of(parts: Sequence[Finding]) -> Finding:
    """Return the finding of an alternative: one part that is met settles it."""
    return _combined(parts, some(part.met for part in parts), decisive=True)


def nearest(parts: Sequence[Finding], combine: Callable[[Sequence[Finding]], Finding]) -> Finding:
    """Return what several people come to, with the distance of the nearest alone."""
    found = combine(parts)
    if found.met is not False:
        return found
    best = min((part for part in parts if part.met is False), key=_far, default=found)
    return found._replace(near=best.near, distance=best.distance)


def _far(part: Finding) -> float:
    return part.distance


def _combined(parts: Sequence[Finding], met: Truth, *, decisive: bool) -> Finding:
    """Combine parts of which one that is `decisive` settles the whole alone."""
    if len(parts) == 1:
        return parts[0]
    if met is decisive:  # one was enough: the surest of them
        settled = [part for part in parts if part.met is decisive]
        confidence = highest([part.confidence for part in settled])
        deciding = [part for part in settled if part.confidence is confidence]
    else:
        confidence = lowest([part.confidence for part in parts])
        deciding = [part for part in parts if part.met is not decisive]
    assumed = [path for part in deciding for path in part.assumed]
    notes = [note for part in parts for note in part.notes]
    found = Finding(
        met,
        confidence=confidence,
        assumed=tuple(dict.fromkeys(assumed)) if assumed else (),
        notes=tuple(dict.fromkeys(notes)) if notes else (),
    )
    if met is None:
        unknown = [part for part in parts if part.met is None]
        return found._replace(gaps=tuple(_gaps(unknown, decisive=decisive)))
    if met is False:
        refused = [part for part in deciding if part.met is False]
        return found._replace(
            near=_near(refused, one_is_enough=decisive),
            distance=min([part.distance for part in refused], default=math.inf),
        )
    return found


def _gaps(unknown: Sequence[Finding], *, decisive: bool) -> Iterable[Gap]:
    """Yield the gaps of parts that are not known: alone, one decides more than among others."""
    is_alone = len(unknown) == 1
    for part in unknown:
        for gap in part.gaps:
            yield Gap(
                gap.path,
                can_refuse=gap.can_refuse and (is_alone or not decisive),
                can_grant=gap.can_grant and (is_alone or decisive),
            )


def _near(refused: Sequence[Finding], *, one_is_enough: bool) -> str:
    """Say how far: of what must all be met every distance, of alternatives each way."""
    words = dict.fromkeys(part.near for part in refused if part.near)
    return (" ou " if one_is_enough else " ; ").join(words)


def denied(found: Finding) -> Finding:
    """Return the finding of the denial; a distance has no words there."""
    gaps = tuple(Gap(g.path, can_refuse=g.can_grant, can_grant=g.can_refuse) for g in found.gaps)
    return found._replace(met=opposite(found.met), gaps=gaps, near="", distance=math.inf)
