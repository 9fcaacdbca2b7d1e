"""Which cases whoever works sees and reads: the one place that says it.

One's own and nobody's are seen; a colleague's on a reason that is kept, one case or all of theirs.
What was closed to reading gives nothing but whose it is. Every reading of the base is within what
is said here (`db.sight`), so that no page, count, file or export has to think of it.

The program holds to this; the encryption does not: whoever opens the base has its one key
(`docs/security.md`). The person in charge opens everything, and sees who opened what and why.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from caseapp.kernel.clock import PARIS
from caseapp.kernel.errors import UserInputError
from caseapp.services import workers
from db.models import Case, ClaimRow, ColleagueAccess, ExceptionalAccess, Worker
from db.sight import ALL, Scope, Sight

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.store import Store

LONGEST_REASON = 300
_SHORTEST_REASON = 5


@dataclass(frozen=True, slots=True)
class Opening:
    """A colleague's case that somebody opened, or all of theirs."""

    at: datetime  # of Paris
    who: str = field(repr=False)
    reference: str  # empty where all cases of the referent were opened
    referent: str = field(repr=False)
    reason: str = field(repr=False)


class CaseAccess:
    """What whoever has the base open may see."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        unreadable: Callable[[], frozenset[UUID]] = frozenset,
    ) -> None:
        """`unreadable`: the cases that are closed to reading for whoever works."""
        self._store, self._clock, self._unreadable = store, clock, unreadable
        self._opened: dict[UUID, str] = {}  # on a reason, until the base is locked
        self._colleagues: dict[str, str] = {}  # all their cases, likewise
        self._known: tuple[object, Sight] | None = None
        self._turn = threading.RLock()
        self._worker: tuple[int, workers.WorkerRow | None] | None = None
        store.see_by(self.sight)

    @property
    def is_in_charge(self) -> bool:
        """Whether all may be seen: the person in charge, or whoever works alone."""
        return self._me() is None

    def check_in_charge(self) -> None:
        """Refuse what concerns the whole service to whoever sees a part of it.

        Raises:
            NotInChargeError: they are not the person in charge.
        """
        if not self.is_in_charge:
            raise workers.NotInChargeError

    def sight(self) -> Sight:
        """Return what readings are narrowed to, worked out again once it may have changed."""
        with self._turn:
            state = self._store.writes, self._clock.today()
            if self._known is not None and self._known[0] == state:
                return self._known[1]
            me, before = self._me(), ALL if self._known is None else self._known[1]
            found = Sight(closed=self._unreadable())
            if me is not None:
                opened, colleagues = frozenset(self._opened), frozenset(self._colleagues)
                found = replace(found, mine=me.name, opened=opened, colleagues=colleagues)
            if self._known is not None and found.closed != before.closed:
                self._store.sees_anew(found.closed ^ before.closed)
                state = self._store.writes, state[1]
            self._known = state, found
            return found

    def guardian(self, case_id: UUID) -> str | None:
        """Return the colleague whose case it is, where a reason is asked for; else None."""
        with self._store.read(Scope.EVERY) as session:
            referent = session.scalar(sa.select(Case.referent).where(Case.id == case_id)) or ""
        return referent if self.sight().hides(case_id, referent) else None

    def colleagues(self) -> tuple[str, ...]:
        """Return whose cases are not seen, by name: nobody where all are."""
        mine = self.sight().mine
        if mine is None:
            return ()
        with self._store.read(Scope.EVERY) as session:
            names = session.scalars(
                sa.select(Case.referent).where(Case.merged_into_id.is_(None)).distinct()
            ).all()
        return tuple(sorted(name for name in names if name not in {"", mine, *self._colleagues}))

    def case_of_claim(self, claim_id: UUID) -> UUID | None:
        """Return the case of a claim."""
        with self._store.read(Scope.EVERY) as session:
            return session.scalar(sa.select(ClaimRow.case_id).where(ClaimRow.id == claim_id))

    def open(self, case_id: UUID, reason: str) -> None:
        """Open a colleague's case until the base is locked; the reason is kept.

        Raises:
            UserInputError: there is no reason, or it is too long.
        """
        reason = _checked(reason)
        self._note(case_id, reason)
        self._opened[case_id] = reason
        self._look_again([case_id])

    def open_all(self, colleague: str, reason: str) -> None:
        """Open all cases of a colleague until the base is locked; the reason is kept.

        Raises:
            UserInputError: nobody of that name has a case here, or there is no fit reason.
        """
        reason = _checked(reason)
        if colleague not in self.colleagues():
            raise UserInputError("colleague", "Choisissez la personne que vous remplacez.")
        with self._store.write() as session:
            session.add(
                ColleagueAccess(
                    referent=colleague,
                    worker_id=UUID(self._store.slot),
                    reason=reason,
                    at=self._clock.now(),
                )
            )
            cases = session.scalars(sa.select(Case.id).where(Case.referent == colleague)).all()
        self._colleagues[colleague] = reason
        self._look_again(cases)

    def visit(self, case_id: UUID) -> bool:
        """Note that a case of a colleague all of whose cases are open is read, the first time.

        Returns whether it was noted.
        """
        if not self._colleagues or case_id in self._opened:
            return False
        with self._store.read(Scope.EVERY) as session:
            referent = session.scalar(sa.select(Case.referent).where(Case.id == case_id)) or ""
        reason = self._colleagues.get(referent)
        if reason is None:
            return False
        self._note(case_id, reason)
        self._opened[case_id] = reason
        return True

    def _note(self, case_id: UUID, reason: str) -> None:
        with self._store.write() as session:
            session.add(
                ExceptionalAccess(
                    case_id=case_id,
                    worker_id=UUID(self._store.slot),
                    reason=reason,
                    at=self._clock.now(),
                )
            )

    def _look_again(self, cases: Collection[UUID]) -> None:
        with self._turn:
            if self._known is not None:  # its closed cases are compared with those to come
                self._known = None, self._known[1]
        self._store.sees_anew(cases)

    def _me(self) -> workers.WorkerRow | None:
        """Return who has the base open where they may not see all; None where they may."""
        writes = self._store.writes
        if self._worker is None or self._worker[0] != writes:
            with self._store.read(Scope.EVERY) as session:
                self._worker = writes, _me(session, self._store.slot)
        return self._worker[1]

    def unseen(self) -> tuple[Opening, ...]:
        """Return what the person in charge has not seen yet, the newest first; nobody else any."""
        if not self.is_in_charge:
            return ()
        with self._store.read(Scope.EVERY) as session:
            cases = session.execute(
                sa.select(
                    ExceptionalAccess.at,
                    Worker.name,
                    Case.reference,
                    Case.referent,
                    ExceptionalAccess.reason,
                )
                .join(Case, Case.id == ExceptionalAccess.case_id)
                .outerjoin(Worker, Worker.id == ExceptionalAccess.worker_id)
                .where(ExceptionalAccess.seen_at.is_(None))
            ).all()
            whole = session.execute(
                sa.select(
                    ColleagueAccess.at,
                    Worker.name,
                    sa.literal(""),
                    ColleagueAccess.referent,
                    ColleagueAccess.reason,
                )
                .outerjoin(Worker, Worker.id == ColleagueAccess.worker_id)
                .where(ColleagueAccess.seen_at.is_(None))
            ).all()
        rows = sorted((*cases, *whole), key=lambda row: row.at, reverse=True)
        return tuple(Opening(at.astimezone(PARIS), who or "", *rest) for at, who, *rest in rows)

    def see(self) -> None:
        """Note that the person in charge saw them all.

        Raises:
            NotInChargeError: somebody else has the base open.
        """
        with self._store.write() as session:
            if _me(session, self._store.slot) is not None:
                raise workers.NotInChargeError
            for table in (ExceptionalAccess, ColleagueAccess):
                session.execute(
                    sa.update(table)
                    .where(table.seen_at.is_(None))
                    .values(seen_at=self._clock.now())
                )


def _checked(reason: str) -> str:
    """Return a reason as it is kept.

    Raises:
        UserInputError: there is none, or it is too long.
    """
    reason = " ".join(reason.split())
    if len(reason) < _SHORTEST_REASON:
        raise UserInputError("reason", "Dites en quelques mots pourquoi vous ouvrez ce dossier.")
    if len(reason) > LONGEST_REASON:
        raise UserInputError("reason", f"Un motif a {LONGEST_REASON} caractères au plus.")
    return reason


def _me(session: Session, slot: str) -> workers.WorkerRow | None:
    """Return who has the base open where they may not see all; None where they may.

    Opened with the recovery key, the base is in the hands of the person in charge.
    """
    row = workers.by_slot(session).get(UUID(slot)) if slot else None
    return None if row is None or row.is_in_charge else row
