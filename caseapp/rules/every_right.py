"""An answer for every right: the model's, and for the others what their declared conditions say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Outcome, RightEstimate
from caseapp.kernel.money import Money
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.conditions.answer import answered
from caseapp.rules.conditions.judging import Judge
from caseapp.rules.conditions.reading import Reading

if TYPE_CHECKING:
    from caseapp.domain.estimate import Estimate
    from caseapp.domain.household import Household
    from caseapp.rules.catalogue_loader import Catalogue


def answer_every_right(estimate: Estimate, household: Household, catalogue: Catalogue) -> Estimate:
    """Return the estimate in which no right of the catalogue is left without what can be said.

    What the model answered stays; a right that it does not compute, or cannot know (a local aid:
    the engine knows those that ship, and answers for each), is answered by the tests of its
    declared conditions, and stays `NOT_COMPUTED`, its conditions shown, where it has none. The
    budget stays the model's: these amounts are ranges of the law, not sums to count on.
    """
    every = _EveryRight(estimate, household, catalogue)
    codes = [answer.right for answer in estimate.rights]
    known = {*codes, *load_catalogue().codes()}
    codes += (code for code in catalogue.codes() if code not in known)
    return replace(estimate, rights=tuple(every.existing(code) for code in codes))


class _EveryRight:
    """Answers rights one by one; one may ask for the answer of another."""

    def __init__(self, estimate: Estimate, household: Household, catalogue: Catalogue) -> None:
        self._model = {answer.right: answer for answer in estimate.rights}
        self._household = household
        self._catalogue = catalogue
        self._codes = frozenset(catalogue.codes())
        self._done: dict[str, RightEstimate] = {}
        self._asked: list[str] = []  # rights being answered, to stop where one asks for itself
        self._reading = Reading(household)
        self._judge = Judge(self._reading, self.of)

    def existing(self, code: str) -> RightEstimate:
        """Return the answer for a right of the model or of the catalogue."""
        found = self.of(code)
        return self._model[code] if found is None else found

    def of(self, code: str) -> RightEstimate | None:
        """Return the answer for a right; None where there is no such right, or it is being sought."""
        if code in self._done:
            return self._done[code]
        if code in self._asked or not (code in self._model or code in self._codes):
            return None
        self._asked.append(code)
        try:
            self._done[code] = self._answer(code)
        finally:
            self._asked.pop()
        return self._done[code]

    def _answer(self, code: str) -> RightEstimate:
        model = self._model.get(code)
        if model is not None and model.outcome is not Outcome.NOT_COMPUTED:
            return model
        blank = model or _blank(code)
        if code not in self._codes:
            return blank
        answer = answered(blank, self._catalogue.right(code), self._judge, self._household)
        paid = answer.received or _received(self._reading, code)
        return replace(answer, received=paid) if paid else answer


def _blank(code: str) -> RightEstimate:
    return RightEstimate(
        right=code,
        outcome=Outcome.NOT_COMPUTED,
        amount=None,
        later=None,
        received=None,
        confidence=Confidence.LOW,
    )


def _received(reading: Reading, code: str) -> Money | None:
    """Return what is paid of a right this month, €/month; None when nothing is."""
    paid = Money.total(
        entry.amount
        for entry in reading.household.received
        if entry.right == code
        and entry.first <= reading.month <= entry.last
        and isinstance(entry.amount, Money)
    )
    return paid or None
