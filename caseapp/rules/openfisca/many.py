"""The answers for many households, in the order in which they were asked."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseapp.kernel.calendar import Month
from caseapp.rules.openfisca.evaluation import Evaluation, batches
from caseapp.rules.openfisca.received import with_received_incomes
from caseapp.rules.openfisca.variants import Grid, grid_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from caseapp.domain.estimate import Estimate
    from caseapp.domain.household import Household
    from caseapp.rules.openfisca.answers.case import Case

    Answer = Estimate | Exception
    Explain = Callable[[Case], Estimate]

TOGETHER = 128  # households whose answers are held at once


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A household that waits for its answer, by its place among those that were asked."""

    number: int
    household: Household
    grid: Grid

    @property
    def people(self) -> int:
        """How many people it is in all its variants."""
        return len(self.household.people) * len(self.grid.households)


def answer_many(
    system: Any, households: Sequence[Household | Exception], explain: Explain
) -> Iterator[Answer]:
    """Yield the answer for each household, in order, or in its place why there is none.

    An error that stands for a household comes back as it is.
    """
    for start in range(0, len(households), TOGETHER):
        yield from _together(system, households[start : start + TOGETHER], explain)


def _together(
    system: Any, households: Sequence[Household | Exception], explain: Explain
) -> Iterator[Answer]:
    answers: dict[int, Answer] = {}
    by_month: dict[Month, list[_Numbered]] = {}
    for number, household in enumerate(households):
        asked = _looked_at(number, household)
        if isinstance(asked, Exception):
            answers[number] = asked
        else:
            by_month.setdefault(Month.of(asked.household.date), []).append(asked)
    turn = 0
    for month, waiting in by_month.items():
        evaluation = Evaluation(system, month)
        for batch in batches(waiting, lambda asked: asked.people):
            answers.update(_batch(evaluation, batch, explain))
            gc.collect()  # simulations hold cycles
            while turn in answers:
                yield answers.pop(turn)
                turn += 1
    yield from (answers[number] for number in sorted(answers))


def _looked_at(number: int, household: Household | Exception) -> _Numbered | Exception:
    if isinstance(household, Exception):
        return household
    try:
        household = with_received_incomes(household)
        return _Numbered(number, household, grid_of(household))
    except Exception as error:  # noqa: BLE001 - one household must not end the others
        return error


def _batch(
    evaluation: Evaluation, batch: list[_Numbered], explain: Explain
) -> Iterator[tuple[int, Answer]]:
    """Yield the number and the answer of each; where they fail together, of each alone."""
    try:
        cases = evaluation.cases([(asked.household, asked.grid) for asked in batch])
    except Exception as error:  # noqa: BLE001 - see above
        if len(batch) == 1:
            yield batch[0].number, error
        else:
            for asked in batch:
                yield from _batch(evaluation, [asked], explain)
        return
    for asked, case in zip(batch, cases, strict=True):
        try:
            yield asked.number, explain(case)
        except Exception as error:  # noqa: BLE001 - see above
            yield asked.number, error
