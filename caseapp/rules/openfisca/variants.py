"""What a household may turn out to be: a grid over its unknown facts, small enough to be quick."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.rules.openfisca.unknowns import unknowns_of

if TYPE_CHECKING:
    from caseapp.domain.household import Household
    from caseapp.rules.openfisca.changes import Unknown

LARGEST_GRID = 64  # rows; about twice the time of one


@dataclass(frozen=True)
class Grid:
    """Unknown facts, and the households in which each has a value; the first is central."""

    unknowns: tuple[Unknown, ...]
    choices: tuple[tuple[int, ...], ...]  # one option of each unknown fact, by household
    households: tuple[Household, ...]

    def alone(self, number: int) -> tuple[int, ...]:
        """Return the households in which only this fact leaves its central value."""
        return tuple(
            row
            for row, choice in enumerate(self.choices)
            if not any(option for fact, option in enumerate(choice) if fact != number)
        )

    @property
    def complete(self) -> bool:
        """Whether every combination is in it."""
        total = 1
        for unknown in self.unknowns:
            total *= len(unknown.options)
        return len(self.households) == total

    def extended(self, household: Household, choices: tuple[tuple[int, ...], ...]) -> Grid:
        """Return the grid with other combinations added after its own."""
        added = tuple(_applied(household, self.unknowns, choice) for choice in choices)
        return Grid(self.unknowns, self.choices + choices, self.households + added)


def grid_of(household: Household) -> Grid:
    """Return the grid of a household: one household when everything is known."""
    unknowns = unknowns_of(household)
    choices = _choices([len(unknown.options) for unknown in unknowns])
    return Grid(unknowns, choices, tuple(_applied(household, unknowns, c) for c in choices))


def _applied(
    household: Household, unknowns: tuple[Unknown, ...], choice: tuple[int, ...]
) -> Household:
    for unknown, option in zip(unknowns, choice, strict=True):
        household = unknown.options[option](household)
    return household


def _choices(sizes: list[int]) -> tuple[tuple[int, ...], ...]:
    """Return every combination when there are few, else each fact alone and the corners."""
    total = 1
    for size in sizes:
        total *= size
    if total <= LARGEST_GRID:
        return tuple(itertools.product(*(range(size) for size in sizes)))
    chosen: dict[tuple[int, ...], None] = {tuple(0 for _ in sizes): None}
    for fact, size in enumerate(sizes):
        for option in range(1, size):
            chosen[tuple(option if other == fact else 0 for other in range(len(sizes)))] = None
    for share in (1, 0.5):  # everything at its last value, then in the middle
        chosen[tuple(int((size - 1) * share) for size in sizes)] = None
    for corner in itertools.product(*((0, size - 1) for size in sizes)):
        if len(chosen) >= LARGEST_GRID + len(sizes):
            break
        chosen[corner] = None
    return tuple(chosen)
