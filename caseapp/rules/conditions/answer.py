"""From the tests of one right to its answer, explained as the model's are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Condition, MissingFact, Outcome, Range
from caseapp.kernel import typography
from caseapp.kernel.kept_texts import until_locked
from caseapp.kernel.money import ZERO
from caseapp.rules.conditions.finding import all_of, highest, lowest
from caseapp.rules.conditions.labels import label_of
from caseapp.rules.conditions.payment import amount_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.domain.estimate import RightEstimate
    from caseapp.domain.household import Household
    from caseapp.rules.catalogue import DeclaredCondition, Right
    from caseapp.rules.conditions.finding import Finding
    from caseapp.rules.conditions.judging import Judge
    from caseapp.rules.conditions.truth import Truth

_APPRECIATED = "Une partie des conditions est appréciée par l'organisme ({agency})."
_UNTESTED = "Une partie des conditions ne peut pas être vérifiée ici : les lire avant de conclure."
_UNSURE = (
    "Une condition repose sur un chiffre ou un texte à confirmer : à vérifier avant de conclure."
)

typeset = until_locked(4096)(typography.typeset)  # the same sentences for every household


class _Judged(NamedTuple):
    """A condition that was tested, and how sure both its words and its numbers are."""

    declared: DeclaredCondition
    finding: Finding
    confidence: Confidence


def answered(
    blank: RightEstimate, right: Right, judge: Judge, household: Household
) -> RightEstimate:
    """Return the answer for a right by its declared conditions.

    One that is not met says no; all met, none left to appreciate, says likely; else it is to be
    checked, and says what is missing. What is not sure enough settles nothing by itself.
    """
    tested = [
        _judged(condition, judge, right)
        for condition in right.conditions
        if condition.test is not None
    ]
    if not tested:
        return _shown(blank, right)
    outcome, confidence = _outcome(tested, right)
    is_open = outcome is not Outcome.NO
    deciding = [c.finding for c in tested if not (is_open and c.finding.met is False)]
    found = all_of(deciding)  # a refusal that is not sure leaves the other conditions open
    amount = amount_of(right.pays, judge) if is_open else None
    missing = _missing(found, amount, right, household) if outcome is Outcome.TO_CHECK else ()
    return replace(
        blank,
        outcome=outcome,
        amount=amount,
        missing=missing,
        assumed=found.assumed,
        conditions=_conditions(tested, right),
        confidence=confidence,
        notes=tuple(typeset(note) for note in _notes(tested, right, found, outcome)),
    )


def _judged(condition: DeclaredCondition, judge: Judge, right: Right) -> _Judged:
    assert condition.test is not None  # noqa: S101 - for the type: only tested ones come here
    finding = judge.judge(condition.test)
    words = condition.confidence or right.confidence.get("conditions", Confidence.MEDIUM)
    return _Judged(condition, finding, lowest((words, finding.confidence)))


def _outcome(tested: Sequence[_Judged], right: Right) -> tuple[Outcome, Confidence]:
    failed = [condition for condition in tested if condition.finding.met is False]
    sure = highest(c.confidence for c in failed) if failed else Confidence.LOW
    if sure is not Confidence.LOW:
        return Outcome.NO, sure
    confidence = lowest(condition.confidence for condition in tested)
    is_met = all(condition.finding.met for condition in tested)
    if is_met and confidence is not Confidence.LOW and not right.open_conditions:
        return Outcome.LIKELY, confidence
    return Outcome.TO_CHECK, confidence


def _conditions(tested: Sequence[_Judged], right: Right) -> tuple[Condition, ...]:
    findings = {id(condition.declared): condition.finding for condition in tested}
    return tuple(
        _condition(condition, findings.get(id(condition)))
        for condition in right.conditions
        if condition.text
    )


def _condition(declared: DeclaredCondition, finding: Finding | None) -> Condition:
    met = None if finding is None else finding.met
    if declared.judged and met:
        met = None  # what can be tested of it is met: the rest is for the body to say
    near = finding.near if finding and met is False else ""
    return _stated_condition(declared.text, met, declared.source, near)


@until_locked(4096)  # most are the same for every household
def _stated_condition(text: str, met: Truth, source: str, near: str) -> Condition:
    return Condition(text=typeset(text), met=met, source=source, near=typeset(near))


def _missing(
    found: Finding, amount: Range | None, right: Right, household: Household
) -> tuple[MissingFact, ...]:
    """Return each missing fact once: those that can settle « no » alone come first."""
    weights: dict[str, tuple[bool, int]] = {}
    for gap in found.gaps:
        refuses, count = weights.get(gap.path, (False, 0))
        weights[gap.path] = (refuses or gap.can_refuse, count + 1)
    ranked = sorted(weights, key=lambda path: (not weights[path][0], -weights[path][1]))
    return tuple(
        MissingFact(
            path=path,
            label=label_of(path, household, right.questions),
            effect=_effect(amount, can_refuse=weights[path][0]),
        )
        for path in ranked
    )


def _effect(amount: Range | None, *, can_refuse: bool) -> Range | None:
    """Return what a fact changes: nothing is paid where its answer refuses the right."""
    return replace(amount, min=ZERO) if amount is not None and can_refuse else amount


def _notes(tested: Sequence[_Judged], right: Right, found: Finding, outcome: Outcome) -> list[str]:
    notes = list(found.notes)
    if outcome is not Outcome.TO_CHECK:
        return notes
    left = right.open_conditions
    if any(condition.judged for condition in left):
        notes.append(_APPRECIATED.format(agency=right.agency))
    if any(not condition.judged for condition in left):
        notes.append(_UNTESTED)
    if any(c.confidence is Confidence.LOW and c.finding.met is not None for c in tested):
        notes.append(_UNSURE)
    return notes


def _shown(blank: RightEstimate, right: Right) -> RightEstimate:
    """Return a right that has no test: its conditions as the catalogue states them, not judged."""
    conditions = blank.conditions or _stated(right)
    if conditions:
        return replace(blank, conditions=conditions)
    articles = " ; ".join(basis.article for basis in right.legal_basis)
    note = f"Le catalogue n'énonce pas les conditions de ce droit : voir {articles}."
    return replace(blank, notes=(*blank.notes, note))


def _stated(right: Right) -> tuple[Condition, ...]:
    declared = tuple(
        Condition(text=condition.text, met=None, source=condition.source)
        for condition in right.conditions
        if condition.text
    )
    return declared or tuple(Condition(text=rule, met=None) for rule in right.rules)
