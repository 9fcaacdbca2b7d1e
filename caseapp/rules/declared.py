"""The conditions of the rights that are not computed: as the catalogue states them, not judged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caseapp.domain.estimate import Condition, Estimate, Outcome

if TYPE_CHECKING:
    from caseapp.rules.catalogue import Right
    from caseapp.rules.catalogue_loader import Catalogue


def with_declared_conditions(estimate: Estimate, catalogue: Catalogue) -> Estimate:
    """Return the estimate with the conditions of each right that was not computed.

    They are not kept in the base beside each estimate: the catalogue is where they stand.
    """
    return replace(
        estimate,
        rights=tuple(
            replace(right, conditions=_conditions(catalogue.right(right.right)))
            if right.outcome is Outcome.NOT_COMPUTED and not right.conditions
            else right
            for right in estimate.rights
        ),
    )


def _conditions(right: Right) -> tuple[Condition, ...]:
    declared = tuple(
        Condition(text=condition.text, met=None, source=condition.source)
        for condition in right.conditions
        if condition.text
    )
    return declared or tuple(Condition(text=rule, met=None) for rule in right.rules)
