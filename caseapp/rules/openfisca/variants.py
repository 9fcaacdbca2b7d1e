"""What a household may turn out to be: a grid over its unknown facts, small enough to be quick."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from caseapp.rules.openfisca.unknowns import unknowns_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from caseapp.domain.household import Household
    from caseapp.rules.openfisca.changes import Unknown

# not law but the size of a simulation: quick enough to be waited for
MOST_PEOPLE = 600  # in one simulation of a grid: about twice the time of one household
LEAST_ROWS = 64
THINNED = (7, 4, 3)  # options kept of each fact when all of them would make too many households


@dataclass(frozen=True)
class Grid:
    """Unknown facts, and the households in which each has a value; the first is central."""

    unknowns: tuple[Unknown, ...]
    choices: tuple[tuple[int, ...], ...]  # one option of each unknown fact, by household
    households: tuple[Household, ...]

    def alone(self, number: int) -> list[int]:
        """Return the households in which only this fact leaves its central value."""
        return self._alone[number]

    @cached_property
    def _alone(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in self.unknowns]
        for row, choice in enumerate(self.choices):
            moved = [number for number, option in enumerate(choice) if option]
            for number in moved if len(moved) == 1 else () if moved else range(len(choice)):
                found[number].append(row)
        return found

    def like(self, number: int) -> NDArray[np.intp]:
        """Say of each household which others differ from it by this fact only: the same number."""
        if number not in self._likes:
            groups: dict[tuple[int, ...], int] = {}
            self._likes[number] = np.array(
                [
                    groups.setdefault(choice[:number] + choice[number + 1 :], len(groups))
                    for choice in self.choices
                ],
                np.intp,
            )
        return self._likes[number]

    @cached_property
    def _likes(self) -> dict[int, NDArray[np.intp]]:
        return {}

    @property
    def complete(self) -> bool:
        """Whether every combination of the first options is in it."""
        return len(self.households) >= math.prod(len(u.options) for u in self.unknowns)

    @property
    def is_fine(self) -> bool:
        """Whether there is nothing between the options that are tried first."""
        return not any(unknown.finer for unknown in self.unknowns)

    def extended(self, household: Household, choices: tuple[tuple[int, ...], ...]) -> Grid:
        """Return the grid with other combinations added after its own."""
        added = _applied(household, self.unknowns, choices)
        return Grid(self.unknowns, self.choices + choices, self.households + added)


def grid_of(household: Household) -> Grid:
    """Return the grid of a household: one household when everything is known."""
    unknowns = unknowns_of(household)
    choices = _choices([len(unknown.options) for unknown in unknowns], most_rows(household))
    return Grid(unknowns, choices, _applied(household, unknowns, choices))


def central_of(household: Household) -> Household:
    """Return the household with every unknown fact at its central value."""
    unknowns = unknowns_of(household)
    return _applied(household, unknowns, (tuple(0 for _ in unknowns),))[0]


def most_rows(household: Household) -> int:
    """Return how many households like this one fit in a quick simulation."""
    return max(LEAST_ROWS, MOST_PEOPLE // len(household.people))


def _applied(
    household: Household, unknowns: tuple[Unknown, ...], choices: tuple[tuple[int, ...], ...]
) -> tuple[Household, ...]:
    """Return the household of each combination; those that begin alike share what they are."""
    made: dict[tuple[int, ...], Household] = {(): household}

    def make(choice: tuple[int, ...]) -> Household:
        if choice not in made:
            change = unknowns[len(choice) - 1].every_option[choice[-1]]
            made[choice] = change(make(choice[:-1]))
        return made[choice]

    return tuple(make(choice) for choice in choices)


def _choices(sizes: list[int], most: int) -> tuple[tuple[int, ...], ...]:
    """Return every combination when there are few, else each fact alone and a sample of them."""
    if math.prod(sizes) <= most:
        return tuple(itertools.product(*(range(size) for size in sizes)))
    chosen: dict[tuple[int, ...], None] = {tuple(0 for _ in sizes): None}
    for fact, size in enumerate(sizes):
        for option in range(1, size):
            chosen[tuple(option if other == fact else 0 for other in range(len(sizes)))] = None
    for combination in _sample(sizes, most):
        if len(chosen) >= most + len(sizes):
            break
        chosen[combination] = None
    return tuple(chosen)


def _sample(sizes: Sequence[int], most: int) -> Iterator[tuple[int, ...]]:
    """Yield combinations of fewer options of each fact, else of the first and the last ones."""
    for kept in THINNED:
        thinned = [_spread(size, kept) for size in sizes]
        if math.prod(len(options) for options in thinned) <= most:
            yield from itertools.product(*thinned)
            return
    for share in (1, 0.5):  # everything at its last value, then in the middle
        yield tuple(int((size - 1) * share) for size in sizes)
    yield from itertools.product(*(dict.fromkeys((0, size - 1)) for size in sizes))


def _spread(size: int, kept: int) -> tuple[int, ...]:
    """Return so many options, from the first to the last one."""
    if size <= kept:
        return tuple(range(size))
    return tuple(dict.fromkeys(round(k * (size - 1) / (kept - 1)) for k in range(kept)))
