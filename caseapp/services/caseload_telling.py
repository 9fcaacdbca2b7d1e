"""What a review leaves to look at, beside what was told before: nothing twice, nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from caseapp.kernel.money import Money
from caseapp.services.caseload_changes import Change, Span, merged
from db.models import ChangeKind, ReviewChange
from db.queries import caseload as queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.services.caseload_batch import Outcomes

_Date: TypeAlias = "tuple[str, date | None, str]"
_OF_A_RIGHT = {ChangeKind.NEW_RIGHT, ChangeKind.LOST_RIGHT, ChangeKind.AMOUNT}


def tell(session: Session, review_id: UUID, batch: Iterable[Outcomes]) -> None:
    """Write what a batch changed.

    Of a right told and not seen yet, one line stays: what changed since it was last seen. A coming
    date that was seen is not told again, one that is over or no longer holds goes.
    """
    found = {outcomes.case_id: outcomes.changes for outcomes in batch}
    before: dict[UUID, list[ReviewChange]] = {case_id: [] for case_id in found}
    for row in queries.changes_of(session, list(found)):
        before[row.case_id].append(row)
    for case_id, new in found.items():
        _tell_case(session, review_id, before[case_id], new)


def _tell_case(
    session: Session, review_id: UUID, before: Sequence[ReviewChange], new: Sequence[Change]
) -> None:
    for row in before:
        if row.kind is ChangeKind.FAILED:
            session.delete(row)
    _tell_dates(session, review_id, before, new)
    rights = {row.right: row for row in before if row.kind in _OF_A_RIGHT}
    for change in new:
        if change.kind in _OF_A_RIGHT:
            _tell_right(session, review_id, rights, change)
        elif change.kind is not ChangeKind.THRESHOLD:
            session.add(_row(review_id, change))


def _tell_dates(
    session: Session, review_id: UUID, before: Iterable[ReviewChange], new: Iterable[Change]
) -> None:
    told: dict[_Date, ReviewChange] = {
        (row.right, row.on_date, row.label): row
        for row in before
        if row.kind is ChangeKind.THRESHOLD
    }
    still: set[_Date] = set()
    for change in new:
        if change.kind is ChangeKind.THRESHOLD:
            coming = (change.right, change.on, change.label)
            if coming not in told and coming not in still:
                session.add(_row(review_id, change))
            still.add(coming)
    for coming, row in told.items():
        if coming not in still and row.seen_at is None:
            session.delete(row)


def _tell_right(
    session: Session, review_id: UUID, told: Mapping[str, ReviewChange], change: Change
) -> None:
    row = told.get(change.right)
    if row is None:
        session.add(_row(review_id, change))
        return
    whole = merged(_change(row), change)
    session.delete(row)
    if whole is not None:
        session.add(_row(review_id, whole))


def _row(review_id: UUID, change: Change) -> ReviewChange:
    before, after = change.before, change.after
    return ReviewChange(
        review_id=review_id,
        case_id=change.case_id,
        kind=change.kind,
        right=change.right,
        before_min_cents=before[0].cents if before else None,
        before_max_cents=before[1].cents if before else None,
        after_min_cents=after[0].cents if after else None,
        after_max_cents=after[1].cents if after else None,
        is_once=change.is_once,
        on_date=change.on,
        label=change.label,
    )


def _change(row: ReviewChange) -> Change:
    return Change(
        case_id=row.case_id,
        kind=row.kind,
        right=row.right,
        before=span(row.before_min_cents, row.before_max_cents),
        after=span(row.after_min_cents, row.after_max_cents),
        is_once=row.is_once,
        label=row.label,
    )


def span(least: int | None, most: int | None) -> Span | None:
    """Return two ends of an amount, in cents in the base."""
    return None if least is None or most is None else (Money(least), Money(most))
