"""What a household has a right to: the model's answer, then what the model does not compute.

The one place where the two steps are joined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.rules.engine import EngineTroubleError, nobody_looks
from caseapp.rules.every_right import answer_every_right

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from caseapp.domain.estimate import Estimate
    from caseapp.domain.household import Household
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.engine import Engine


class Answering:
    """Answers for every right of the catalogue."""

    def __init__(self, engine: Engine, catalogue: Catalogue) -> None:
        self._engine = engine
        self.catalogue = catalogue

    def complete(self, estimate: Estimate, household: Household) -> Estimate:
        """Return the model's estimate with what the model leaves without an answer."""
        return answer_every_right(estimate, household, self.catalogue)

    def estimate_all(
        self, households: Sequence[Household], done: Callable[[int], None] = nobody_looks
    ) -> Iterator[Estimate]:
        """Yield the estimate of each household, in order.

        Raises:
            EngineTroubleError: one of them could not be computed.
        """
        answers = self._engine.estimate_many(households, done)
        for household, answer in zip(households, answers, strict=True):
            if isinstance(answer, EngineTroubleError):
                raise answer
            yield self.complete(answer, household)
