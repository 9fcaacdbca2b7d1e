"""A fact through time in the base: today's value in its row, each earlier one beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.domain.household import Role
from caseapp.kernel.errors import UserInputError
from caseapp.services import household_records as records
from caseapp.services.fact_times import Period, pasts_of, timeline
from caseapp.services.household_then import ROLE
from db.models import FactPast, FactRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.services.fact_times import Timeline


class KeptFact:
    """One fact of one case, in a session."""

    def __init__(self, session: Session, case_id: UUID, person_id: UUID | None, key: str) -> None:
        self._session = session
        self._case_id, self._person_id, self._key = case_id, person_id, key

    def read(self) -> Timeline:
        """Return its values through time."""
        pasts = [(past.value, past.since, past.until) for past in self._pasts()]
        if self._key == ROLE and self._person_id is not None:
            person = records.person(self._session, self._person_id)
            return timeline(Role(person.role).value, None, pasts)
        row = records.fact(self._session, self._case_id, self._person_id, self._key)
        value, since = (None, None) if row is None else (row.value, row.since)
        return timeline(value, since, pasts)

    def write(self, periods: Timeline, now: datetime) -> Timeline:
        """Keep other values through time; return those that stood there."""
        before = self.read()
        if periods == before:
            return before
        kept, last = self._pasts(), periods[-1] if periods else Period(None, None)
        wanted = pasts_of(periods)
        for row, (value, since, until) in zip(kept, wanted, strict=False):
            row.value, row.since, row.until = value, since, until
        for value, since, until in wanted[len(kept) :]:
            self._session.add(
                FactPast(
                    case_id=self._case_id,
                    person_id=self._person_id,
                    key=self._key,
                    value=value,
                    since=since,
                    until=until,
                    recorded_at=now,
                )
            )
        for row in kept[len(wanted) :]:
            self._session.delete(row)
        self._write_last(last, now)
        return before

    def _write_last(self, last: Period, now: datetime) -> None:
        if self._key == ROLE and self._person_id is not None:
            self._write_role(last.value)
            return
        row = records.fact(self._session, self._case_id, self._person_id, self._key)
        if last.value is None:
            if row is not None:
                self._session.delete(row)
            return
        if row is None:
            row = FactRow(case_id=self._case_id, person_id=self._person_id, key=self._key)
            self._session.add(row)
        row.value, row.since, row.recorded_at = last.value, last.since, now

    def _write_role(self, value: Any) -> None:
        if self._person_id is None:
            return
        person = records.person(self._session, self._person_id)
        if value is None or Role.APPLICANT in {Role(person.role), Role(value)}:
            raise UserInputError(ROLE, "La personne suivie reste la première du foyer.")
        person.role = Role(value)

    def _pasts(self) -> Sequence[FactPast]:
        """Return the earlier values, the oldest first."""
        whose = FactPast.person_id
        return self._session.scalars(
            sa.select(FactPast)
            .where(
                FactPast.case_id == self._case_id,
                whose.is_(None) if self._person_id is None else whose == self._person_id,
                FactPast.key == self._key,
            )
            .order_by(FactPast.until, FactPast.id)
        ).all()
