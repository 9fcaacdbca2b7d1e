"""Claims: opened from the catalogue, moved along by dated events, with their legal clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.domain.claim import ClaimState
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.rules import claim_life
from caseapp.rules.clock_mark import clock_mark
from caseapp.services import claim_refresh, document_ticks, settings
from caseapp.services.claim_opening import open_claim
from caseapp.services.claim_records import ClaimRecord
from caseapp.services.claim_view import claim_page, list_rows
from db.models import (
    ClaimPiece,
    ClaimRow,
    ClaimStepRow,
    DeadlineRow,
)
from db.queries import claim_refresh as refresh_queries
from db.queries import claims as queries
from db.sight import Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from uuid import UUID

    from caseapp.domain.claim import ClaimEvent
    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue import Right
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.claim_page import ClaimListRow, ClaimPage
    from db.store import Store

_PIECE = 300
_REFRESHED = "claims.refreshed_on"
_READ_AT_ONCE, _AT_ONCE = 1000, 25


class Claims:
    """The claims of all cases."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._store = store
        self._clock = clock
        self._catalogue = catalogue

    def open(self, case_id: UUID, right: str) -> UUID:
        """Open a claim with the free official pieces and steps of the catalogue.

        Raises:
            UserInputError: a claim of this right is already open.
            NotFoundError: there is no such case or right any more.
        """
        entry = self._right(right)
        with self._store.write() as session:
            return open_claim(session, case_id, entry, self._clock.today())

    def page(self, claim_id: UUID) -> ClaimPage:
        """Return one claim, whole.

        Raises:
            NotFoundError: there is no such claim any more.
        """
        with self._store.read() as session:
            return claim_page(session, claim_id, self._catalogue, self._clock.today())

    def of_case(self, case_id: UUID) -> tuple[ClaimListRow, ...]:
        """Return the claims of a case, the newest first."""
        with self._store.read() as session:
            return list_rows(session, case_id, self._catalogue, self._clock.today())

    def count(self, case_id: UUID) -> int:
        """Return how many claims of a case are open."""
        with self._store.read() as session:
            return queries.count_open(session, case_id)

    def rows(self) -> tuple[ClaimListRow, ...]:
        """Return the claims of all cases, the newest first."""
        with self._store.read() as session:
            return list_rows(session, None, self._catalogue, self._clock.today())

    def record(self, claim_id: UUID, event: ClaimEvent) -> ClaimState:
        """Record what happened; return where the claim now stands.

        Raises:
            UserInputError: the event is impossible at this place or date.
        """
        today = self._clock.today()
        with self._store.write() as session:
            record = ClaimRecord(session, claim_id)
            right = self._right(record.right)
            claim_life.check(record.events(), event, today, right)
            record.add(event, self._clock)
            record.recompute(right, today)
            return ClaimState(record.claim.state)

    def tick_piece(self, piece_id: UUID, received: date | bool) -> None:  # noqa: FBT001 - a tick
        """Say that a piece is there, today or since a day, or that it is not.

        Raises:
            UserInputError: the day is to come.
            NotFoundError: there is no such piece any more.
        """
        day = self._past_day(received, field="received_on")
        with self._store.write() as session:
            piece = session.get(ClaimPiece, piece_id)
            if piece is None:
                raise NotFoundError("Cette pièce n'est plus dans la liste.")
            piece.received_on = day
            if day is None:
                piece.document_id = None

    def add_piece(self, claim_id: UUID, label: str) -> UUID:
        """Add a piece that this claim needs; a document that is there already ticks it.

        Raises:
            UserInputError: there is no label, or it is too long.
        """
        text = " ".join(label.split())
        if not text:
            raise UserInputError("label", "Écrire le nom de la pièce.")
        if len(text) > _PIECE:
            raise UserInputError("label", f"Le nom d'une pièce a {_PIECE} caractères au plus.")
        with self._store.write() as session:
            claim = ClaimRecord(session, claim_id).claim
            last = session.scalar(
                sa.select(sa.func.max(ClaimPiece.position)).where(ClaimPiece.claim_id == claim_id)
            )
            position = 0 if last is None else last + 1
            piece = ClaimPiece(claim_id=claim_id, position=position, label=text)
            session.add(piece)
            session.flush()
            document_ticks.tick_claim(session, claim.case_id, claim_id, self._clock.today())
            return piece.id

    def remove_piece(self, piece_id: UUID) -> None:
        """Remove a piece that this claim does not need."""
        with self._store.write() as session:
            piece = session.get(ClaimPiece, piece_id)
            if piece is not None:
                session.delete(piece)

    def tick_step(self, step_id: UUID, done: date | bool) -> None:  # noqa: FBT001 - a tick
        """Say that a step is done, today or since a day, or that it is not.

        Raises:
            UserInputError: the day is to come.
            NotFoundError: there is no such step any more.
        """
        day = self._past_day(done, field="done_on")
        with self._store.write() as session:
            step = session.get(ClaimStepRow, step_id)
            if step is None:
                raise NotFoundError("Cette étape n'est plus dans la liste.")
            step.done_on = day

    def mark_done(self, deadline_id: UUID, done: bool) -> None:  # noqa: FBT001 - a tick
        """Say that what a date is for was done, or that it was not.

        Raises:
            NotFoundError: the date was computed anew meanwhile.
        """
        with self._store.write() as session:
            deadline = session.get(DeadlineRow, deadline_id)
            if deadline is None:
                raise NotFoundError("Cette échéance a été recalculée : elle n'existe plus.")
            deadline.done_on = self._clock.today() if done else None

    def refresh(self, told: Callable[[float], object] = lambda _share: None) -> int:
        """Bring the dates that move with the day up to date, once a day; return how many claims.

        A new catalogue, or a program that counts otherwise, brings all dates up to date.

        To be called when the base is opened, when a new day begins, and when the catalogue has
        changed. `told` gets the share done (0 to 1); what it raises stops the work, which the
        next call does whole.
        """
        today = self._clock.today()
        now = [today.isoformat(), self._catalogue.version, clock_mark()]
        with self._store.read() as session:
            before = settings.read(session, _REFRESHED)
            if before == now:
                return 0
        same_law = isinstance(before, list) and before[1:] == now[1:]
        with self._store.read(Scope.EVERY) as session:
            ids = (
                refresh_queries.moving_with_the_day(session, today)
                if same_law
                else refresh_queries.under_way(session)
            )
        computed: claim_refresh.Computed = {}
        for start in range(0, len(ids), _READ_AT_ONCE):
            told(start / len(ids))
            self._recompute(ids[start : start + _READ_AT_ONCE], today, computed)
        with self._store.write() as session:
            settings.write(session, _REFRESHED, now, self._clock)
        return len(ids)

    def _recompute(
        self, ids: Sequence[UUID], today: date, computed: claim_refresh.Computed
    ) -> None:
        with self._store.read(Scope.EVERY) as session:
            moved = claim_refresh.moved(session, ids, self._right, today, computed)
        for start in range(0, len(moved), _AT_ONCE):  # short transactions: nobody waits for them
            with self._store.write() as session:
                for claim_id in moved[start : start + _AT_ONCE]:
                    if session.get(ClaimRow, claim_id) is None:
                        continue  # removed in between
                    record = ClaimRecord(session, claim_id)
                    record.recompute(self._right(record.right), today)

    def _right(self, code: str) -> Right:
        try:
            return self._catalogue.right(code)
        except KeyError:
            raise NotFoundError("Ce droit n'est plus dans le catalogue.") from None

    def _past_day(self, day: date | bool, *, field: str) -> date | None:  # noqa: FBT001 - a tick
        if isinstance(day, bool):
            return self._clock.today() if day else None
        if day > self._clock.today():
            raise UserInputError(field, "Ce jour n'est pas encore passé.")
        return day
