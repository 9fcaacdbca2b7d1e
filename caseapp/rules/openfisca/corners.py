"""A search for what makes each right least and most, where not every combination is computed.

One fact at a time says in which direction each one moves a right; putting every fact on that side
at once gives a first end of the range. From there one fact is changed again at a time, because a
fact that changes nothing at the centre (a rent, when wages are too high for any aid) may change
much at the end. Last, amounts are tried between those of the grid, beside the ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from caseapp.rules.openfisca.variants import Grid

    Amounts = list[NDArray[np.float64]]
    Choice = tuple[int, ...]

WIDER = 2  # from the ends, a search looks wider than the first grid


def corners_of(grid: Grid, amounts: Amounts, most: int) -> tuple[Choice, ...]:
    """Return the combinations of every fact's best and worst value, for each right."""
    found: dict[Choice, None] = {}
    alone = [grid.alone(number) for number in range(len(grid.unknowns))]
    for values in amounts:
        for pick in (np.argmin, np.argmax):
            best = [rows[int(pick(values[rows]))] for rows in alone]
            choice = tuple(grid.choices[row][number] for number, row in enumerate(best))
            found[choice] = None
    return _new_ones(grid, found, most)


def corners_and_neighbours_of(grid: Grid, amounts: Amounts, most: int) -> tuple[Choice, ...]:
    """Return both at once: a simulation costs more than its rows."""
    corners = corners_of(grid, amounts, most)
    return tuple(dict.fromkeys((*corners, *neighbours_of(grid, amounts, most))))


def neighbours_of(grid: Grid, amounts: Amounts, most: int) -> tuple[Choice, ...]:
    """Return what is one fact away from the ends of each right's range."""
    found: dict[Choice, None] = {}
    for end in _ends(grid, amounts):
        for number, unknown in enumerate(grid.unknowns):
            for option in range(len(unknown.options)):
                found[*end[:number], option, *end[number + 1 :]] = None
    return _new_ones(grid, found, WIDER * most)


def finer_of(grid: Grid, amounts: Amounts, most: int) -> tuple[Choice, ...]:
    """Return the amounts between those of the grid, beside the ends of each right's range."""
    found: dict[Choice, None] = {}
    for end in _ends(grid, amounts):
        for number, unknown in enumerate(grid.unknowns):
            if end[number] < len(unknown.neighbours):
                for option in unknown.neighbours[end[number]]:
                    found[*end[:number], option, *end[number + 1 :]] = None
    return _new_ones(grid, found, WIDER * most)


def _ends(grid: Grid, amounts: Amounts) -> Iterator[Choice]:
    """Yield where each right is least and most, once, the most uncertain right first."""
    seen: set[int] = set()
    for values in sorted(amounts, key=np.ptp, reverse=True):
        if values.max() == values.min():
            continue
        for row in (int(np.argmax(values)), int(np.argmin(values))):
            if row not in seen:
                seen.add(row)
                yield grid.choices[row]


def _new_ones(grid: Grid, found: dict[Choice, None], most: int) -> tuple[Choice, ...]:
    known = set(grid.choices)
    return tuple(choice for choice in found if choice not in known)[:most]
