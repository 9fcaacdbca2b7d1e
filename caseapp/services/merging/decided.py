"""What was decided of dates that have no row of their own follows the case they are made of.

The key of a duty is made of its case and its person, that of a contact that is due is its case: once
two cases are one, the same date has another key.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from caseapp.kernel.calendar import months_after
from caseapp.services.duty_reading import duties, duty_key, key_of
from db.queries.case_list import key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.services.merging.household import TwoCases
    from db.models import DateHandling

_BEFORE = timedelta(days=366)  # a duty that was late when the case was opened
_AHEAD = 180  # months: the longest permits


def follow(session: Session, two: TwoCases, matches: Mapping[UUID, UUID], today: date) -> None:
    """Give the decisions of the merged case the keys their dates have in the kept one.

    What the kept case decided of the same date stays, but for a date that is done in either. Nothing
    is written before the flush.
    """
    decided = {row.id: row for row in two.merged.rows["date_handling"]}
    there = {row.id: row for row in two.kept.rows["date_handling"]}
    if not decided:
        return
    for before, now in _keys(session, two, matches, today).items():
        if before not in decided or before == now:
            continue
        if now in there:
            _join(there[now], decided[before])
        else:
            decided[before].id = now


def _keys(
    session: Session, two: TwoCases, matches: Mapping[UUID, UUID], today: date
) -> dict[UUID, UUID]:
    kept, merged = two.kept.case.id, two.merged.case
    found = {merged.id: kept}  # the contact that is due
    first, last = merged.opened_on - _BEFORE, months_after(today, _AHEAD)
    for one in duties(session, first, last, today, [merged.id]):
        person = None if one.person is None else key(one.person)
        now = None if person is None else matches.get(person, person)
        found[key_of(one)] = duty_key(kept, now, one.duty.code)
    return found


def _join(kept: DateHandling, merged: DateHandling) -> None:
    kept.done_on = kept.done_on or merged.done_on
