"""Conservation: which cases await a decision, what is decided of them, who may read meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

import sqlalchemy as sa

from caseapp.domain.journal import JournalAction
from caseapp.domain.retention import (
    CLOSED_AFTER,
    LISTED_BEFORE,
    LONGEST,
    WAITING,
    Decision,
    Purpose,
    Standing,
    standing,
)
from caseapp.kernel import french
from caseapp.kernel.calendar import months_after
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.services import settings, typed_values
from caseapp.services.retention_rows import (
    Refusal,
    RetentionRow,
    decided_of,
    refusal_of,
    row_of,
)
from db import journal
from db.models import Case, Retention
from db.queries import retention as queries
from db.sight import Scope, sight_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.store import Store

_Places: TypeAlias = "Mapping[UUID, tuple[Standing, date]]"
_Kept: TypeAlias = "tuple[tuple[int, date], _Places]"  # as of so many writings, and of a day

REASON = 1000
_MANY = 500  # cases that were changed: all are read sooner
_CLOSING = "Archivage intermédiaire"
_CASE = ("closed_on", "closed_reason", "last_contact_on", "contact_noted_on")
_DECISION = ("decision", "purpose", "reason", "until", "decided_by", "decided_at")


@dataclass(frozen=True, slots=True)
class BeforeDecision:
    """What cases and their decisions were, to be put back."""

    cases: tuple[tuple[UUID, Mapping[str, Any], Mapping[str, Any] | None], ...]

    @property
    def count(self) -> int:
        """How many cases there are."""
        return len(self.cases)


class Retentions:
    """Decides how long the cases of a base are kept."""

    def __init__(
        self, store: Store, clock: Clock, in_charge: Callable[[], bool] = lambda: True
    ) -> None:
        """`in_charge`: whether who works is the person in charge, who alone reads archives."""
        self._store, self._clock, self._in_charge = store, clock, in_charge
        self._kept: _Kept | None = None

    # ------------------------------------------------------------------ reading
    def rows(self) -> tuple[RetentionRow, ...]:
        """Return the cases that await a decision and those decided of, the most pressing first."""
        today = self._clock.today()
        with self._store.read(Scope.SEEN) as session:
            found = queries.old_or_decided(session, _listed_from(today))
        rows = [
            row
            for row in (row_of(today, *columns) for columns in found)
            if row.decision is not None or row.standing is not Standing.ACTIVE
        ]
        order = (Standing.CLOSED, Standing.ARCHIVE_OVER, Standing.LISTED)
        return tuple(
            sorted(
                rows,
                key=lambda row: (
                    order.index(row.standing) if row.standing in order else len(order),
                    row.due,
                    row.reference,
                ),
            )
        )

    def waiting(self) -> int:
        """Return how many of the cases that are seen await a decision."""
        waiting = [case for case, (place, _due) in self._standings().items() if place in WAITING]
        if not waiting:
            return 0
        with self._store.read(Scope.SEEN) as session:
            return queries.count(session, waiting) if sight_of(session).is_partial else len(waiting)

    def unreadable(self) -> frozenset[UUID]:
        """Return the cases that may not be read."""
        in_charge = self._in_charge()
        return frozenset(
            case_id
            for case_id, (place, due) in self._standings().items()
            if refusal_of(place, due, in_charge=in_charge) is not None
        )

    def refusal(self, case_id: UUID) -> Refusal | None:
        """Return why a case may not be read, or nothing where it may."""
        with self._store.read(Scope.SEEN) as session:
            found = queries.of_case(session, case_id)
        if found is None:
            return None
        _case_id, since, decision, until = found
        place = standing(self._clock.today(), _day(since), decided_of(decision, until))
        return refusal_of(*place, in_charge=self._in_charge())

    # ------------------------------------------------------------------ deciding
    def archive(self, case_ids: Iterable[UUID], typed: Mapping[str, str]) -> BeforeDecision:
        """Archive cases as a form holds it: purpose, until, reason. They are closed too.

        Raises:
            UserInputError: a part is missing or impossible; `field` says which.
        """
        try:
            purpose = Purpose(typed.get("purpose", ""))
        except ValueError:
            raise UserInputError("purpose", "Dire pourquoi le dossier est archivé.") from None
        reason, until = self._read(typed, longest=None)
        with self._store.write() as session:
            before = self._before(session, case_ids)
            for case in _cases(session, case_ids):
                self._decide(session, case.id, Decision.ARCHIVE, purpose, reason, until)
                if case.closed_on is None:
                    case.closed_on, case.closed_reason = self._clock.today(), _CLOSING
                self._tell(session, JournalAction.ARCHIVED, case)
            return before

    def prolong(self, case_ids: Iterable[UUID], typed: Mapping[str, str]) -> BeforeDecision:
        """Keep cases longer as a form holds it: until, reason.

        Raises:
            UserInputError: a part is missing or impossible; `field` says which.
        """
        reason, until = self._read(typed, longest=LONGEST)
        with self._store.write() as session:
            before = self._before(session, case_ids)
            for case in _cases(session, case_ids):
                self._decide(session, case.id, Decision.PROLONG, None, reason, until)
                self._tell(session, JournalAction.PROLONGED, case)
            return before

    def note_contact(self, case_ids: Iterable[UUID], typed: Mapping[str, str]) -> BeforeDecision:
        """Say that the person came, called or wrote on a day (« on »): the two years begin anew.

        A decision taken meanwhile falls.

        Raises:
            UserInputError: the day is to come or cannot be read.
        """
        today = self._clock.today()
        day = _typed_day("on", typed.get("on", ""), today)
        if day > today:
            raise UserInputError("on", "Ce jour n'est pas encore passé.")
        with self._store.write() as session:
            before = self._before(session, case_ids)
            for case in _cases(session, case_ids):
                case.contact_noted_on = max(case.contact_noted_on or day, day)
                case.last_contact_on = max(case.last_contact_on or day, day)
                session.execute(sa.delete(Retention).where(Retention.case_id == case.id))
            return before

    def put_back(self, before: BeforeDecision) -> None:
        """Let cases and decisions be as they were."""
        with self._store.write() as session:
            for case_id, of_case, decided in before.cases:
                case = session.get(Case, case_id)
                if case is None:
                    continue
                for name, value in of_case.items():
                    setattr(case, name, value)
                session.execute(sa.delete(Retention).where(Retention.case_id == case_id))
                if decided is not None:
                    session.add(Retention(case_id=case_id, **decided))
                self._tell(session, JournalAction.CHANGED, case)

    # ------------------------------------------------------------------ inside
    def _standings(self) -> _Places:
        """Return where the old cases are; those that were changed since are read again."""
        today, written, before = self._clock.today(), self._store.writes, self._kept
        if before is None or before[0][1] != today:
            places = self._places(today, None)
        else:
            (since, _today), places = before
            touched = self._store.touched_since(since)
            if len(touched) > _MANY:
                places = self._places(today, None)
            elif touched:
                left = {case: place for case, place in places.items() if case not in touched}
                places = {**left, **self._places(today, touched)}
        self._kept = (written, today), places
        return places

    def _places(self, today: date, among: Collection[UUID] | None) -> _Places:
        with self._store.read(Scope.EVERY) as session:
            found = queries.dates(session, _listed_from(today), among)
        return {
            case_id: standing(today, _day(since), decided_of(decision, until))
            for case_id, since, decision, until in found
        }

    def _read(self, typed: Mapping[str, str], longest: int | None) -> tuple[str, date]:
        today, reason = self._clock.today(), typed.get("reason", "").strip()
        if not reason:
            raise UserInputError("reason", "Écrire le motif : il justifie la conservation.")
        if len(reason) > REASON:
            raise UserInputError("reason", f"Ce texte a {REASON} caractères au plus.")
        until = _typed_day("until", typed.get("until", ""), today)
        if until <= today:
            raise UserInputError("until", "La fin est un jour à venir.")
        if longest is not None and until > months_after(today, longest):
            last = french.day(months_after(today, longest))
            raise UserInputError("until", f"Au plus tard le {last}, puis une nouvelle décision.")
        return reason, until

    def _decide(
        self,
        session: Session,
        case_id: UUID,
        decision: Decision,
        purpose: Purpose | None,
        reason: str,
        until: date,
    ) -> None:
        session.execute(sa.delete(Retention).where(Retention.case_id == case_id))
        session.add(
            Retention(
                case_id=case_id,
                decision=decision,
                purpose=purpose,
                reason=reason,
                until=until,
                decided_by=settings.read_service(session).worker,
                decided_at=self._clock.now(),
            )
        )

    def _before(self, session: Session, case_ids: Iterable[UUID]) -> BeforeDecision:
        found = []
        for case in _cases(session, case_ids):
            row = session.scalar(sa.select(Retention).where(Retention.case_id == case.id))
            decided = None if row is None else {name: getattr(row, name) for name in _DECISION}
            if row is not None:
                session.expunge(row)  # it is deleted by a statement
            found.append((case.id, {name: getattr(case, name) for name in _CASE}, decided))
        return BeforeDecision(tuple(found))

    def _tell(self, session: Session, action: JournalAction, case: Case) -> None:
        entry = journal.Entry(
            action=action, case_id=case.id, reference=case.reference, about="retention"
        )
        journal.append(session.connection(), [(self._clock.now(), entry)])


def _listed_from(today: date) -> date:
    """Return the latest last contact of which a decision may be asked on a day.

    A day more than the months say: the end of a month has not the same day everywhere.
    """
    return months_after(today, -(CLOSED_AFTER - LISTED_BEFORE)) + timedelta(days=3)


def _day(raw: date | str) -> date:
    return date.fromisoformat(raw) if isinstance(raw, str) else raw


def _typed_day(field: str, text: str, today: date) -> date:
    try:
        return typed_values.read_date(text, today=today)
    except ValueError as error:
        raise UserInputError(field, str(error)) from None


def _cases(session: Session, case_ids: Iterable[UUID]) -> list[Case]:
    found = [session.get(Case, case_id) for case_id in case_ids]
    cases = [case for case in found if case is not None]
    if not cases:
        raise NotFoundError("Ce dossier n'existe plus.")
    return cases
