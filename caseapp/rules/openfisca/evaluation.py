"""Many households → everything that is computed of them, in few simulations.

A simulation costs as much for one household as for a hundred, and its memory grows with its rows:
households of one month are put together until there are enough rows. The search for the ends of
ranges goes on for all of them at once.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from caseapp.rules.openfisca.answers.case import Case
from caseapp.rules.openfisca.corners import corners_and_neighbours_of, finer_of, neighbours_of
from caseapp.rules.openfisca.law import law_of, window_of
from caseapp.rules.openfisca.passes import Passes
from caseapp.rules.openfisca.rows import Asked, Row, rows_of
from caseapp.rules.openfisca.situation import Situation
from caseapp.rules.openfisca.stating import state_facts
from caseapp.rules.openfisca.variants import Grid, most_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from caseapp.domain.household import Household
    from caseapp.kernel.calendar import Month
    from caseapp.rules.openfisca.computed import Computed, Found
    from caseapp.rules.openfisca.months import Window

T = TypeVar("T")

# not law but the size of a simulation: past it, memory grows more than time is won
MOST_PEOPLE = 6_000


@dataclass
class _Look:
    """A household that is being looked at: its grid, which may still be widened."""

    household: Household
    grid: Grid
    computed: Computed
    searches: list[Callable[..., tuple[tuple[int, ...], ...]]]

    def next_choices(self) -> tuple[tuple[int, ...], ...]:
        """Return the combinations that the next search asks for; none when all are over."""
        while self.searches:
            search = self.searches.pop(0)
            new, later = self.computed.new.amounts, self.computed.later.amounts
            amounts = [*new.values(), *later.values()]
            choices = search(self.grid, amounts, most_rows(self.household))
            if choices:
                return choices
        return ()


class Evaluation:
    """Evaluates households of one month."""

    def __init__(self, system: Any, month: Month) -> None:
        self._system = system
        self._month = month
        self._window: Window = window_of(system, month)

    def cases(self, grids: Sequence[tuple[Household, Grid]]) -> list[Case]:
        """Compute everything for households that fit in one simulation, before any wording."""
        asked = [Asked(household, grid.households) for household, grid in grids]
        looks = [
            _Look(household, grid, computed, _searches(grid))
            for (household, grid), computed in zip(grids, self._computed(asked), strict=True)
        ]
        self._widen(looks)
        return [
            Case(
                look.household,
                self._month,
                self._window.own_income,
                look.grid,
                look.computed,
                self._system,
            )
            for look in looks
        ]

    def found(self, asked: Iterable[Asked]) -> tuple[Found, list[range]]:
        """Compute everything for some households in one simulation; say the rows of each."""
        rows: list[Row] = []
        parts = []
        for one in asked:
            own = rows_of(one, self._month, len(rows))
            parts.append(range(len(rows), len(rows) + len(own)))
            rows += own
        situation = Situation(self._system, rows, self._window)
        state_facts(situation, law_of(self._system, self._month))
        return Passes(situation).run(), parts

    def _computed(self, asked: Sequence[Asked]) -> list[Computed]:
        found, parts = self.found(asked)
        return [found.of(rows) for rows in parts]

    def _widen(self, looks: list[_Look]) -> None:
        """Look for the ends of the ranges that the grids may have missed."""
        while True:
            wider = [
                (look, look.grid.extended(look.household, choices))
                for look in looks
                if (choices := look.next_choices())
            ]
            if not wider:
                return
            added = [
                (look, grid, Asked(look.household, grid.households[len(look.grid.households) :]))
                for look, grid in wider
            ]
            for batch in batches(added, lambda item: people_of(item[2])):
                found = self._computed([asked for _, _, asked in batch])
                for (look, grid, _), more in zip(batch, found, strict=True):
                    look.grid, look.computed = grid, look.computed.followed_by(more)
                del found, more
                gc.collect()  # a simulation of hundreds of rows is not left for later


def _searches(grid: Grid) -> list[Callable[..., tuple[tuple[int, ...], ...]]]:
    searches: list[Callable[..., tuple[tuple[int, ...], ...]]] = []
    if not grid.complete:
        searches += [corners_and_neighbours_of, neighbours_of]
    return searches if grid.is_fine else [*searches, finer_of]


def people_of(asked: Asked) -> int:
    """Return how many people a household is, in all its variants."""
    return len(asked.household.people) * len(asked.variants)


def batches(items: Iterable[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """Yield the items in order, together as long as they fit in a simulation."""
    batch: list[T] = []
    people = 0
    for item in items:
        own = size(item)
        if batch and people + own > MOST_PEOPLE:
            yield batch
            batch, people = [], 0
        batch.append(item)
        people += own
    if batch:
        yield batch
