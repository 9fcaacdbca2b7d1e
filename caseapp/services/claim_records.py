"""Changes to one claim in a session that writes: its events, its state, its dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import sqlalchemy as sa

from caseapp.domain.claim import Granted
from caseapp.kernel.calendar import Territory, territory_of
from caseapp.kernel.errors import NotFoundError
from caseapp.rules import claim_clock, claim_life
from caseapp.rules.claim_history import in_order, of_kind
from caseapp.services.claim_events import details_of, event_of, kind_of
from caseapp.services.fact_text import UNKNOWN_JSON
from db.models import ClaimEventRow, ClaimRow, DeadlineRow
from db.queries import claims as queries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.claim import ClaimEvent
    from caseapp.domain.deadline import Deadline
    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue import Right
    from caseapp.rules.claim_history import History

Marks: TypeAlias = "Mapping[tuple[Any, ...], date | None]"
COPIED = (
    "cautious_on",
    "article",
    "confidence",
    "explanation",
    "body",
    "doubt",
)


class ClaimRecord:
    """One claim with its events, in a session that writes."""

    def __init__(self, session: Session, claim_id: UUID) -> None:
        claim = session.get(ClaimRow, claim_id)
        if claim is None:
            raise NotFoundError("Cette démarche n'existe plus.")
        self.claim = claim
        self._session = session

    @property
    def right(self) -> str:
        """The code of the right that is claimed."""
        return self.claim.right

    def events(self, *, but: UUID | None = None) -> list[ClaimEvent]:
        """Return the events in the order they were recorded; `but` leaves one out."""
        return [
            event_of(kind, on, details)
            for _, id_, kind, on, details in queries.events(self._session, [self.claim.id])
            if id_ != but
        ]

    def add(self, event: ClaimEvent, clock: Clock) -> ClaimEventRow:
        """Add an event."""
        row = ClaimEventRow(
            claim_id=self.claim.id,
            kind=kind_of(event),
            on_date=event.on,
            details=details_of(event),
            recorded_at=clock.now(),
        )
        self._session.add(row)
        self._session.flush()
        return row

    def recompute(self, right: Right, today: date) -> None:
        """Bring the state and the dates in line with the events; marks of done stay."""
        events = in_order(self.events())
        self.claim.state = claim_life.state_of(events, right, today)
        self.claim.granted_cents, self.claim.granted_since = granted_of(events)
        self._replace_deadlines(
            claim_clock.deadlines(
                events,
                right,
                opened_on=self.claim.opened_on,
                today=today,
                territory=territory_in(queries.commune(self._session, self.claim.case_id)),
            )
        )

    def marks(self) -> Marks:
        """Return which dates are marked as done, and when."""
        rows = self._session.scalars(
            sa.select(DeadlineRow).where(
                DeadlineRow.claim_id == self.claim.id, DeadlineRow.done_on.is_not(None)
            )
        )
        return {key_of(row): row.done_on for row in rows}

    def mark(self, marks: Marks) -> None:
        """Mark dates that are there again as they were."""
        self._session.flush()
        rows = self._session.scalars(
            sa.select(DeadlineRow).where(
                DeadlineRow.claim_id == self.claim.id, DeadlineRow.done_on.is_(None)
            )
        )
        for row in rows:
            if key_of(row) in marks:
                row.done_on = marks[key_of(row)]

    def _replace_deadlines(self, computed: tuple[Deadline, ...]) -> None:
        kept = {
            key_of(row): row
            for row in self._session.scalars(
                sa.select(DeadlineRow).where(DeadlineRow.claim_id == self.claim.id)
            )
        }
        moved = []
        for key, deadline in {key_of(deadline): deadline for deadline in computed}.items():
            row = kept.pop(key, None)
            if row is None:
                moved.append(deadline)
                continue
            for name in COPIED:
                if getattr(row, name) != getattr(deadline, name):
                    setattr(row, name, getattr(deadline, name))
        self._move(moved, sorted(kept.values(), key=lambda row: row.computed_on))

    def _move(self, deadlines: list[Deadline], rows: list[DeadlineRow]) -> None:
        """Let a date that moved keep its row: what an agenda outside knows of it is its key."""
        for deadline in sorted(deadlines, key=lambda one: one.computed_on):
            same = (row for row in rows if _same_date(row, deadline))
            row = next(same, None)
            if row is None:
                self._session.add(self._row(deadline))
                continue
            rows.remove(row)
            row.computed_on, row.done_on = deadline.computed_on, None  # to be done again
            for name in COPIED:
                setattr(row, name, getattr(deadline, name))
        for row in rows:
            self._session.delete(row)

    def _row(self, deadline: Deadline) -> DeadlineRow:
        return DeadlineRow(
            case_id=self.claim.case_id,
            claim_id=self.claim.id,
            kind=deadline.kind,
            label=deadline.label,
            computed_on=deadline.computed_on,
            route=deadline.route,
            **{name: getattr(deadline, name) for name in COPIED},
        )


def granted_of(history: History) -> tuple[int | None, date | None]:
    """Return the cents and the first day that were last granted."""
    granted = of_kind(history, Granted)
    if not granted:
        return None, None
    last = granted[-1]
    cents = last.amount.cents if last.amount else None
    return cents, last.since.first_day if last.since else None


def key_of(deadline: DeadlineRow | Deadline) -> tuple[Any, ...]:
    """Return what makes a date the same date: when it moves, it is to be done again."""
    return deadline.kind, deadline.route, deadline.label, deadline.computed_on


def _same_date(row: DeadlineRow, deadline: Deadline) -> bool:
    return (row.kind, row.route, row.label) == (deadline.kind, deadline.route, deadline.label)


def territory_in(commune: Any) -> Territory:
    """Return where a household lives, from its stored commune; in mainland France if unknown."""
    if not isinstance(commune, str) or commune == UNKNOWN_JSON:
        return Territory.METROPOLE
    return territory_of(commune)
