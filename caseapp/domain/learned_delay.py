"""How long answers usually take, from answers that came and from claims that still wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

FEWEST = 5  # answers, and households: under it one case shows through, and nothing is learned
_EPSILON = 1e-9


class Wait(NamedTuple):
    """How long a claim waited, in days: until its answer, or until nobody knows of one."""

    days: int
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedDelay:
    """Days from the receipt of a claim to its first answer: the median and both quartiles.

    A quantile is `None` where more claims still wait than the curve can tell: it is then longer
    than `longest`, the longest wait that was seen.
    """

    low: float | None
    median: float | None
    high: float | None
    longest: int
    claims: int
    waiting: int  # of which no answer came yet, or none that counts


def learn(waits: Iterable[Wait]) -> LearnedDelay:
    """Return the usual delay of some claims, by the estimator of Kaplan and Meier.

    A claim that still waits says « at least as long as that »: to drop it would make an agency
    that never answers look as fast as its few answers.
    """
    known = sorted(waits, key=lambda wait: (wait.days, not wait.answered))
    curve = _curve(known)
    return LearnedDelay(
        low=_quantile(curve, 0.25),
        median=_quantile(curve, 0.5),
        high=_quantile(curve, 0.75),
        longest=known[-1].days if known else 0,
        claims=len(known),
        waiting=sum(not wait.answered for wait in known),
    )


def _curve(waits: list[Wait]) -> list[tuple[int, float]]:
    """Return, for each day on which answers came, the share of claims that wait longer."""
    share, curve = 1.0, list[tuple[int, float]]()
    for place, wait in enumerate(waits):
        if not wait.answered:
            continue
        at_risk = len(waits) - place
        share *= 1 - 1 / at_risk
        if curve and curve[-1][0] == wait.days:
            curve.pop()
        curve.append((wait.days, share))
    return curve


def _quantile(curve: list[tuple[int, float]], share: float) -> float | None:
    """Return the day by which a share was answered; between two where it falls between them."""
    left = 1 - share
    for place, (day, waiting) in enumerate(curve):
        if waiting < left - _EPSILON:
            return day
        if waiting <= left + _EPSILON:
            following = curve[place + 1][0] if place + 1 < len(curve) else day
            return (day + following) / 2
    return None
