"""Rows of the tab « Droits », from an estimate and the claims of its case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caseapp.domain.claim import ENDED
from caseapp.domain.estimate import Outcome, Period
from caseapp.kernel import french
from caseapp.kernel.money import ZERO
from caseapp.kernel.typography import typeset
from caseapp.rules.waiting import waiting_of
from caseapp.services.claim_words import state_words
from caseapp.services.estimate_rows import MissingPart, RightAction, RightRow
from caseapp.services.field_paths import field_of_path
from caseapp.services.right_advice import assumed_parts, next_step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from caseapp.domain.claim import ClaimState
    from caseapp.domain.estimate import Range, RightEstimate
    from caseapp.kernel.money import Money
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.estimate_rows import SavedEstimate
    from caseapp.services.stored_household import StoredHousehold

VARIANTS = {"apl": "APL", "alf": "ALF", "als": "ALS"}
_ORDER = (Outcome.LIKELY, Outcome.TO_CHECK, Outcome.NOT_COMPUTED, Outcome.NO)
_MONTHS = {Period.MONTH: 1, Period.YEAR: 12, Period.ONCE: 24}  # to sort amounts side by side


@dataclass(frozen=True, slots=True)
class _Claim:
    id: UUID
    words: str


def rows(
    saved: SavedEstimate,
    claims: Iterable[tuple[UUID, str, ClaimState, date]],
    filed: Mapping[UUID, date],
    stored: StoredHousehold,
    catalogue: Catalogue,
    today: date,
) -> tuple[RightRow, ...]:
    """Return every right of an estimate: likely ones first, the largest amount first."""
    open_claims: dict[str, _Claim] = {}
    for claim_id, right, state, _ in claims:  # the newest first
        if state not in ENDED:
            words = state_words(state, filed.get(claim_id), today)
            open_claims.setdefault(right, _Claim(claim_id, words))
    answers = sorted(saved.estimate.rights, key=lambda answer: _rank(answer, catalogue))
    return tuple(
        _row(answer, open_claims.get(answer.right), saved, stored, catalogue) for answer in answers
    )


def explained_only(row: RightRow) -> RightRow:
    """Return a row of another day: its answer stands, nothing can be done about it today."""
    missing = tuple(replace(part, path="") for part in row.missing)
    assumed = tuple(replace(part, path="") for part in row.assumed)
    return replace(
        row,
        action=RightAction.NONE,
        missing=missing,
        assumed=assumed,
        next_step="",
        waiting="",
        waiting_basis="",
        situation="",
    )


def name_of(code: str, catalogue: Catalogue) -> tuple[str, str]:
    """Return the name and the agency of a right; its code where the catalogue lost it."""
    if code not in catalogue.codes():
        return code, ""
    right = catalogue.right(code)
    return right.name, right.agency


def _rank(answer: RightEstimate, catalogue: Catalogue) -> tuple[int, int, str]:
    """Order by outcome, then by amount; what conditions leave open, by how little it asks.

    A range of the law says nothing of what is due: the largest ones follow a death.
    """
    place = _ORDER.index(answer.outcome)
    computed = answer.right not in catalogue.codes() or catalogue.right(answer.right).computed
    if answer.outcome is Outcome.TO_CHECK and not computed:
        return place, len(answer.missing), name_of(answer.right, catalogue)[0]
    amount = answer.amount
    size = amount.max.cents // _MONTHS[amount.period] if amount else 0
    return place, -size, answer.right


def _row(
    answer: RightEstimate,
    claim: _Claim | None,
    saved: SavedEstimate,
    stored: StoredHousehold,
    catalogue: Catalogue,
) -> RightRow:
    name, agency = name_of(answer.right, catalogue)
    missing = tuple(
        MissingPart(
            label=fact.label,
            path=field_of_path(fact.path, saved.household, stored),
            effect=fact.effect,
        )
        for fact in answer.missing
    )
    right = catalogue.right(answer.right) if answer.right in catalogue.codes() else None
    waiting = None
    if right is not None and claim is None:
        waiting = waiting_of(answer, right, saved.month)
    return RightRow(
        right=answer.right,
        name=name,
        variant=VARIANTS.get(answer.variant, answer.variant),
        agency=agency,
        outcome=answer.outcome,
        amount=answer.amount,
        later=answer.later,
        received=answer.received,
        gap=_gap(answer.amount, answer.received),
        confidence=answer.confidence,
        claim_id=claim.id if claim else None,
        claim_words=claim.words if claim else "",
        situation=typeset(_situation(answer, claim)),
        missing=missing,
        action=_action(answer, claim, missing),
        computed=right is None or right.computed,
        answer=answer,
        assumed=assumed_parts(answer.assumed, saved.household, stored),
        next_step=""
        if right is None
        else next_step(answer, right, claim.words if claim else "", missing),
        waiting=waiting.sentence if waiting else "",
        waiting_basis=waiting.basis if waiting else "",
    )


def _gap(amount: Range | None, received: Money | None) -> Money | None:
    """Return estimated minus received, where both are exact and paid by the month."""
    if amount is None or not received or amount.min != amount.max:
        return None
    return amount.min - received if amount.period is Period.MONTH else None


def _situation(answer: RightEstimate, claim: _Claim | None) -> str:
    if claim is not None:
        return claim.words
    if answer.received:
        return f"perçu {french.euros(answer.received)}"
    if answer.outcome is Outcome.NO:
        unmet = [condition.text for condition in answer.conditions if condition.met is False]
        return unmet[0] if unmet else ""
    if answer.missing:
        return f"à compléter : {answer.missing[0].label}"
    if answer.outcome is Outcome.TO_CHECK and answer.notes:
        return f"à vérifier : {answer.notes[0][:1].lower()}{answer.notes[0][1:]}"
    return "non demandé"


def _action(
    answer: RightEstimate, claim: _Claim | None, missing: tuple[MissingPart, ...]
) -> RightAction:
    if claim is not None:
        return RightAction.SEE
    if answer.outcome is Outcome.NO or (answer.received or ZERO) > ZERO:
        return RightAction.NONE
    if answer.outcome is Outcome.TO_CHECK and any(part.path for part in missing):
        return RightAction.COMPLETE
    return RightAction.OPEN
