"""When a full grid would be too large: a search for what makes each right least and most.

One fact at a time says in which direction each one moves a right; putting every fact on that side
at once gives a first end of the range. From there one fact is changed again at a time, because a
fact that changes nothing at the centre (a rent, when wages are too high for any aid) may change
much at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from caseapp.rules.openfisca.variants import Grid

    Amounts = dict[str, NDArray[np.float64]]

ROUNDS = 2
MOST_ROWS = 160  # a round stays under a quarter of a second


def corners_of(grid: Grid, amounts: Amounts) -> tuple[tuple[int, ...], ...]:
    """Return the combinations of every fact's best and worst value, for each right."""
    found: dict[tuple[int, ...], None] = {}
    alone = [list(grid.alone(number)) for number in range(len(grid.unknowns))]
    for values in amounts.values():
        for pick in (np.argmin, np.argmax):
            best = [rows[int(pick(values[rows]))] for rows in alone]
            choice = tuple(grid.choices[row][number] for number, row in enumerate(best))
            found[choice] = None
    return _new_ones(grid, found)


def neighbours_of(grid: Grid, amounts: Amounts) -> tuple[tuple[int, ...], ...]:
    """Return what is one fact away from the ends of each right's range."""
    found: dict[tuple[int, ...], None] = {}
    for values in amounts.values():
        if values.max() == values.min():
            continue
        for row in (int(np.argmax(values)), int(np.argmin(values))):
            end = grid.choices[row]
            for number, unknown in enumerate(grid.unknowns):
                for option in range(len(unknown.options)):
                    found[*end[:number], option, *end[number + 1 :]] = None
    return _new_ones(grid, found)


def _new_ones(grid: Grid, found: dict[tuple[int, ...], None]) -> tuple[tuple[int, ...], ...]:
    known = set(grid.choices)
    return tuple(choice for choice in found if choice not in known)[:MOST_ROWS]
