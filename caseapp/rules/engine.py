"""Who answers what a household has a right to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

from caseapp.domain.estimate import Estimate
from caseapp.kernel.errors import KnownTroubleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from caseapp.domain.curve import IncomeCurve
    from caseapp.domain.freshness import DatedFact
    from caseapp.domain.household import Household
    from caseapp.kernel.money import Money
    from caseapp.rules.catalogue_loader import Catalogue


class EngineTroubleError(KnownTroubleError):
    """No estimate could be made: the engine did not start, died, hung or failed."""


Answer: TypeAlias = Estimate | EngineTroubleError  # of one household among many
WholeAnswer: TypeAlias = str | EngineTroubleError  # the text of a document of the exchange format


def nobody_looks(_answered: int) -> None:
    """Follow the progress for nobody."""


class Engine(Protocol):
    """Estimates every right of a household."""

    def estimate(self, household: Household) -> Estimate:
        """Return the answer for every right of the catalogue.

        Raises:
            EngineTroubleError: no answer could be had; nothing is wrong with the household.
        """

    def estimate_many(
        self, households: Sequence[Household], done: Callable[[int], None] = nobody_looks
    ) -> Iterator[Answer]:
        """Yield the answer for each household, in order; much quicker than one by one.

        Households may differ in everything, dates included: each answer is the one that
        `estimate` gives. A household that cannot be computed yields its `EngineTroubleError` in
        its place and the others go on. `done` hears how many are answered so far.

        Nothing is computed before the first answer is asked for, and not much ahead of the last
        one: to stop, close the iterator or let go of it. Single estimates asked meanwhile from
        another thread are answered in between.

        Raises:
            EngineTroubleError: by the iterator, when the engine itself is gone and does not come
                back: no further answer can be had.
        """

    def estimate_whole(
        self, households: Iterable[Household], catalogue: Catalogue
    ) -> Iterator[WholeAnswer]:
        """Yield, in order, the estimate of each household for every right of a catalogue, written.

        It is what `answer_every_right` makes of what `estimate` gives, as the text that
        `write_estimate` and `json.dumps` give: whoever keeps it needs not write it again, nor
        read it where nothing has changed. Households are taken as they are needed, a little ahead
        of the answers. All else is as `estimate_many` says.

        Raises:
            EngineTroubleError: by the iterator, when the engine itself is gone.
        """

    def curve(self, household: Household, wages: Sequence[Money]) -> IncomeCurve:
        """Return what the household lives on by the applicant's net monthly wage.

        The wage stands for all the wages of the applicant in every month that a right reads, the
        year N-2 of family benefits included; every other fact is as it is, a reference income
        stated by a tax notice too. Facts that nobody knows take their central value.

        The income of a point is the wage, the other resources of the household and the rights in
        steady state, once each has been in payment for long. Only rights paid by the month are
        counted, those that a condition refuses for nothing; the ARS, the prime à la naissance and
        the C2S are left out.

        Raises:
            EngineTroubleError: no answer could be had; nothing is wrong with the household.
        """

    def scales(self, on: date) -> tuple[DatedFact, ...]:
        """Return the values of the model that the amounts rest on, as of a day.

        Raises:
            EngineTroubleError: no answer could be had.
        """

    def close(self) -> None:
        """Let go of what the engine holds; calling it again does nothing."""
