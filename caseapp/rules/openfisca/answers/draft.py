"""From what was computed and what is known, the answer for one right."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Condition, MissingFact, Outcome, Period, Range, RightEstimate
from caseapp.domain.facts import NoFact
from caseapp.kernel import french
from caseapp.kernel.calendar import Territory
from caseapp.kernel.money import Money
from caseapp.rules.openfisca.answers import near, trust
from caseapp.rules.openfisca.answers.assumptions import assumed_for
from caseapp.rules.openfisca.answers.missing import missing_for
from caseapp.rules.openfisca.answers.steps import steps_of
from caseapp.rules.openfisca.received import amount_in_payment
from caseapp.rules.openfisca.words import typeset
from caseapp.rules.parameters import load_conditions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from caseapp.rules.openfisca.answers.case import Case

    Amounts = NDArray[np.float64]

NOTHING = 0.005  # under half a cent: what float32 leaves of a zero
WORTH_SAYING = Money(100)  # a gap with what is received, from one euro on


@dataclass(frozen=True)
class Check:
    """A condition of a right: met, not met, or unknown."""

    name: str
    met: bool | None
    missing: tuple[str, ...] = ()  # paths of the facts that would settle it
    near: str = ""  # how far from it, in words


@dataclass
class Draft:
    """What the rules of one right say, before amounts decide."""

    code: str
    checks: list[Check]
    period: Period = Period.MONTH
    variant: str = ""
    notes: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)  # why the body decides, not the program
    ceiling: Confidence = Confidence.HIGH  # never surer than this
    resources_source: str = ""
    shows_amount: bool = True
    computable: bool = True
    may_have_risen: bool = False  # just over a ceiling that is an old one

    def note(self, sentence: str, ceiling: Confidence = Confidence.HIGH) -> None:
        """Say something, and be no surer than that."""
        sentence = typeset(sentence)
        if sentence not in self.notes:
            self.notes.append(sentence)
        self.ceiling = trust.lowest(self.ceiling, ceiling)

    def doubt(self, sentence: str, ceiling: Confidence = Confidence.MEDIUM) -> None:
        """Say why the answer is to be checked."""
        self.note(sentence, ceiling)
        self.doubts.append(sentence)

    @property
    def refused(self) -> bool:
        """Whether a condition is clearly not met."""
        return any(check.met is False for check in self.checks)


def conclude(case: Case, draft: Draft) -> RightEstimate:
    """Return the answer: outcome, amounts, what is missing, what was assumed, how it was found."""
    new, later = case.new(draft.code), case.later(draft.code)
    if draft.refused:
        new, later = new * 0, later * 0
    if case.territory is Territory.MAYOTTE and max(new.max(), later.max()) < NOTHING:
        draft.computable = draft.refused  # a zero that only says that the scale is not known
    trusted = trust.confidence_of(case, draft.code)
    draft.doubts.extend(trusted.doubts)
    missing = () if draft.refused else missing_for(case, draft, new, later)
    outcome = _outcome(draft, new, later, missing)
    if outcome is Outcome.NO:
        missing = ()  # whatever they turn out to be, nothing is due
    amount = _range(draft, new)
    afterwards = _range(draft, later)
    _compare_with_received(case, draft, new)
    for sentence in trusted.notes:
        draft.note(sentence)
    return RightEstimate(
        right=draft.code,
        outcome=outcome,
        amount=amount,
        later=None if afterwards == amount else afterwards,
        received=_received(case, draft.code),
        variant=draft.variant if outcome is not Outcome.NO and draft.computable else "",
        missing=missing,
        assumed=assumed_for(draft.code, case),
        conditions=_conditions(case, draft, new, later),
        steps=steps_of(case, draft.code),
        confidence=trust.lowest(draft.ceiling, trusted.confidence),
        notes=tuple(draft.notes),
    )


def _outcome(
    draft: Draft, new: Amounts, later: Amounts, missing: tuple[MissingFact, ...]
) -> Outcome:
    if draft.refused:
        return Outcome.NO
    if not draft.computable:
        return Outcome.TO_CHECK
    most = np.maximum(new, later)
    if most.max() < NOTHING:
        return Outcome.TO_CHECK if draft.may_have_risen else Outcome.NO
    open_question = missing or draft.doubts or any(check.met is None for check in draft.checks)
    return Outcome.TO_CHECK if open_question else Outcome.LIKELY


def _range(draft: Draft, amounts: Amounts) -> Range | None:
    if not (draft.shows_amount and draft.computable):
        return None
    return Range(min=money(amounts.min()), max=money(amounts.max()), period=draft.period)


def money(euros: float) -> Money:
    """Return an amount of the engine, rounded to the cent (it computes with float32)."""
    return Money(max(0, round(float(euros) * 100)))


def _conditions(case: Case, draft: Draft, new: Amounts, later: Amounts) -> tuple[Condition, ...]:
    words = load_conditions().conditions
    conditions = [
        Condition(
            text=typeset(words[check.name].text),
            met=check.met,
            source=words[check.name].source,
            near="" if check.met else check.near,
        )
        for check in draft.checks
    ]
    if draft.resources_source:
        met = None if draft.refused or not draft.computable else _enough(new, later)
        if met is False and draft.may_have_risen:
            met = None
        text = words["resources"].text
        told = draft.computable and not draft.refused
        far = near.to_ceiling(case, draft.code, met=_enough(new, later)) if told else ""
        conditions.append(Condition(text=text, met=met, source=draft.resources_source, near=far))
    elif not draft.refused and draft.computable and _enough(new, later) is False:
        conditions.append(Condition(text=typeset(words["something_due"].text), met=False))
    return tuple(conditions)


def _enough(new: Amounts, later: Amounts) -> bool | None:
    most = np.maximum(new, later)
    if most.min() >= NOTHING:
        return True
    return False if most.max() < NOTHING else None


def _received(case: Case, code: str) -> Money | None:
    amount = amount_in_payment(case.household, code, case.month)
    return None if isinstance(amount, NoFact) else amount


def _compare_with_received(case: Case, draft: Draft, new: Amounts) -> None:
    if not (draft.shows_amount and draft.computable) or draft.period is not Period.MONTH:
        return
    paid = _received(case, draft.code)
    if paid is None or new.min() != new.max():
        return
    gap = money(new[0]) - paid
    if abs(gap.cents) >= WORTH_SAYING.cents:
        more = "de plus" if gap.cents > 0 else "de moins"
        size = french.euros(Money(abs(gap.cents)))
        draft.note(f"Versé actuellement : {french.euros(paid)} ; l'estimation donne {size} {more}.")
