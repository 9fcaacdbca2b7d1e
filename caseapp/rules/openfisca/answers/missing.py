"""Which unknown facts change a right, and by how much: the most decisive first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from caseapp.domain.estimate import MissingFact, Range
from caseapp.kernel.money import Money
from caseapp.rules.openfisca import words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from caseapp.rules.openfisca.answers.case import Case
    from caseapp.rules.openfisca.answers.draft import Draft

    Amounts = NDArray[np.float64]

VISIBLE = 0.01


def missing_for(case: Case, draft: Draft, new: Amounts, later: Amounts) -> tuple[MissingFact, ...]:
    """Return the facts that change this right, or that a condition of it waits for."""
    found: list[tuple[float, MissingFact]] = []
    seen: set[str] = set()
    waited = {path for check in draft.checks if check.met is None for path in check.missing}
    for number, unknown in enumerate(case.grid.unknowns):
        alone = case.grid.alone(number)
        shown = new[alone] if _spread(new[alone]) >= VISIBLE else later[alone]
        swing = _spread(shown)
        awaited = any(path in waited for path in unknown.paths)
        if swing < VISIBLE and not awaited and not _matters(case, number, new, later):
            continue
        effect = _effect(draft, shown) if draft.shows_amount and draft.computable else None
        for path, label in zip(unknown.paths, unknown.labels, strict=True):
            seen.add(path)
            found.append((swing, MissingFact(path=path, label=label, effect=effect)))
    for check in draft.checks:
        if check.met is None:
            for path in check.missing:
                if path not in seen:
                    seen.add(path)
                    label = _label(case, path)
                    found.append((0.0, MissingFact(path=path, label=label, effect=None)))
    found.sort(key=lambda item: -item[0])
    return tuple(fact for _, fact in found)


def _spread(values: Amounts) -> float:
    return float(values.max() - values.min())


def _effect(draft: Draft, values: Amounts) -> Range:
    low, high = (Money(max(0, round(float(v) * 100))) for v in (values.min(), values.max()))
    return Range(min=low, max=high, period=draft.period)


def _matters(case: Case, number: int, new: Amounts, later: Amounts) -> bool:
    """Say whether a fact changes the right for some value of the other ones."""
    like = case.grid.like(number)
    return any(_widest(values, like) >= VISIBLE for values in (new, later))


def _widest(values: Amounts, like: NDArray[np.intp]) -> float:
    """Return the widest spread of values among households that are alike."""
    if _spread(values) < VISIBLE:
        return 0.0
    low = np.full(int(like.max()) + 1, np.inf)
    high = -low
    np.minimum.at(low, like, values)
    np.maximum.at(high, like, values)
    return float((high - low).max())


def _label(case: Case, path: str) -> str:
    """Return the French name of a fact from its path."""
    if path.startswith("people["):
        index, _, name = path.removeprefix("people[").partition("].")
        return words.person_label(case.household, int(index), name)
    return words.label(path)
