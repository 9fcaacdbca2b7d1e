"""What changed between the latest estimate of a case and the new one: only what is worth a look.

Amounts are compared as the budget counts them: once the other rights are paid, by the month, a
yearly amount being a twelfth; what is paid once is compared whole. A range has changed when one
of its ends moved by more than 20 €.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from caseapp.domain.estimate import Outcome, Period
from caseapp.kernel.money import ZERO, Money
from db.models import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from caseapp.domain.estimate import Estimate, RightEstimate

WORTH_A_LOOK = Money.euros(20)  # a month; what the list is asked for, not a number of the law
_OPEN = {Outcome.LIKELY, Outcome.TO_CHECK}
_MONTHS_A_YEAR = 12

Span = tuple[Money, Money]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing to tell of a case."""

    case_id: UUID
    kind: ChangeKind
    right: str = ""
    before: Span | None = field(default=None, repr=False)
    after: Span | None = field(default=None, repr=False)
    is_once: bool = False
    on: date | None = None
    label: str = field(default="", repr=False)


def changes(case_id: UUID, before: Estimate, after: Estimate) -> Iterator[Change]:
    """Yield the rights that are new, lost, or pay another amount.

    A right that nobody had computed is new once it is likely: that it is to be checked is said of
    most rights of the catalogue, and is no news. A right in payment is not new.
    """
    known = {answer.right: answer for answer in before.rights}
    for answer in after.rights:
        old = known.get(answer.right)
        kind = _kind(old, answer)
        if kind is not None:
            span = _span(answer) if answer.outcome in _OPEN else None
            yield Change(
                case_id=case_id,
                kind=kind,
                right=answer.right,
                before=_span(old) if old is not None and old.outcome in _OPEN else None,
                after=span,
                is_once=_is_once(answer) or (old is not None and _is_once(old)),
                label=_why(answer) if kind is ChangeKind.LOST_RIGHT else "",
            )


def merged(told: Change, new: Change) -> Change | None:
    """Return what to tell of a right of which something is told and not seen; None: nothing more.

    The person saw neither: only the difference between what was last seen and now counts.
    """
    kinds = told.kind, new.kind
    if kinds == (ChangeKind.NEW_RIGHT, ChangeKind.LOST_RIGHT):
        return None
    if kinds == (ChangeKind.NEW_RIGHT, ChangeKind.AMOUNT):
        return replace(new, kind=ChangeKind.NEW_RIGHT, before=told.before)
    if new.kind is ChangeKind.LOST_RIGHT:
        return replace(new, before=told.before or new.before)
    if told.kind in {ChangeKind.AMOUNT, ChangeKind.LOST_RIGHT}:
        back = replace(new, kind=ChangeKind.AMOUNT, before=told.before)
        return back if _moved(back.before, back.after) else None
    return new


def same_answers(before: Estimate, after: Estimate) -> bool:
    """Whether two estimates say the same of every right, whatever their words and their day."""
    return [_said(right) for right in before.rights] == [_said(right) for right in after.rights]


def _said(answer: RightEstimate) -> tuple[object, ...]:
    missing = frozenset(fact.path for fact in answer.missing)
    return (
        answer.right, answer.outcome, answer.amount, answer.later, answer.received,
        answer.variant, missing,
    )  # fmt: skip


def _kind(old: RightEstimate | None, new: RightEstimate) -> ChangeKind | None:
    was = old.outcome if old is not None else Outcome.NOT_COMPUTED
    if new.outcome in _OPEN and was not in _OPEN:
        is_news = new.outcome is Outcome.LIKELY or was is Outcome.NO
        return ChangeKind.NEW_RIGHT if is_news and not new.received else None
    if new.outcome is Outcome.NO and was in _OPEN:
        return ChangeKind.LOST_RIGHT
    if old is None or new.outcome not in _OPEN:
        return None
    return ChangeKind.AMOUNT if _moved(_span(old), _span(new)) else None


def _moved(before: Span | None, after: Span | None) -> bool:
    least, most = before or (ZERO, ZERO)
    now_least, now_most = after or (ZERO, ZERO)
    gap = max(abs((now_least - least).cents), abs((now_most - most).cents))
    return gap > WORTH_A_LOOK.cents


def _span(answer: RightEstimate) -> Span | None:
    amount = answer.later or answer.amount
    if amount is None:
        return None
    if amount.period is Period.YEAR:
        return _a_month(amount.min), _a_month(amount.max)
    return amount.min, amount.max


def _a_month(yearly: Money) -> Money:
    return Money(round(yearly.cents / _MONTHS_A_YEAR))


def _is_once(answer: RightEstimate) -> bool:
    amount = answer.later or answer.amount
    return amount is not None and amount.period is Period.ONCE


def _why(answer: RightEstimate) -> str:
    """Return the condition that fails, with how near it is."""
    failing = next((entry for entry in answer.conditions if entry.met is False), None)
    if failing is None:
        return ""
    return f"{failing.text} : {failing.near}" if failing.near else failing.text
