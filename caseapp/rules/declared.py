"""The conditions of the rights that are not computed: as the catalogue states them, not judged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caseapp.domain.estimate import Condition, Outcome

if TYPE_CHECKING:
    from caseapp.domain.estimate import Estimate, RightEstimate
    from caseapp.rules.catalogue import Right
    from caseapp.rules.catalogue_loader import Catalogue


def with_declared_conditions(estimate: Estimate, catalogue: Catalogue) -> Estimate:
    """Return the estimate with the conditions of each right that was not computed.

    They are not kept in the base beside each estimate: the catalogue is where they stand.
    """
    return replace(
        estimate,
        rights=tuple(
            _declared(right, catalogue.right(right.right))
            if right.outcome is Outcome.NOT_COMPUTED
            else right
            for right in estimate.rights
        ),
    )


def _declared(answer: RightEstimate, right: Right) -> RightEstimate:
    conditions = answer.conditions or _conditions(right)
    if conditions:
        return replace(answer, conditions=conditions)
    articles = " ; ".join(basis.article for basis in right.legal_basis)
    note = f"Le catalogue n'énonce pas les conditions de ce droit : voir {articles}."
    return replace(answer, notes=(*answer.notes, note))


def _conditions(right: Right) -> tuple[Condition, ...]:
    declared = tuple(
        Condition(text=condition.text, met=None, source=condition.source)
        for condition in right.conditions
        if condition.text
    )
    return declared or tuple(Condition(text=rule, met=None) for rule in right.rules)
