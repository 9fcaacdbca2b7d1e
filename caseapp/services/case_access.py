"""Whose case it is: one's own and nobody's open at once, a colleague's on a reason that is kept.

The program holds to this; the encryption does not: whoever opens the base has its one key
(`docs/security.md`). The person in charge opens everything, and sees who opened what and why.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from caseapp.kernel.clock import PARIS
from caseapp.kernel.errors import UserInputError
from caseapp.services import workers
from db.models import Case, ClaimRow, ExceptionalAccess, Worker

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.store import Store

LONGEST_REASON = 300
_SHORTEST_REASON = 5


@dataclass(frozen=True, slots=True)
class Opening:
    """A colleague's case that somebody opened."""

    at: datetime  # of Paris
    who: str = field(repr=False)
    reference: str
    referent: str = field(repr=False)
    reason: str = field(repr=False)


class CaseAccess:
    """What whoever has the base open may see."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._opened: set[UUID] = set()  # on a reason, until the base is locked

    @property
    def is_in_charge(self) -> bool:
        """Whether all may be seen: the person in charge, or whoever works alone."""
        with self._store.read() as session:
            return _me(session, self._store.slot) is None

    def hidden_referents(self) -> _Hidden | None:
        """Return what tells the cases that are not listed; None where all are."""
        with self._store.read() as session:
            me = _me(session, self._store.slot)
        return None if me is None else _Hidden(me.name, frozenset(self._opened))

    def guardian(self, case_id: UUID) -> str | None:
        """Return the colleague whose case it is, where a reason is asked for; else None."""
        if case_id in self._opened:
            return None
        with self._store.read() as session:
            me = _me(session, self._store.slot)
            referent = session.scalar(sa.select(Case.referent).where(Case.id == case_id))
        return None if me is None or referent in {None, "", me.name} else str(referent)

    def case_of_claim(self, claim_id: UUID) -> UUID | None:
        """Return the case of a claim."""
        with self._store.read() as session:
            return session.scalar(sa.select(ClaimRow.case_id).where(ClaimRow.id == claim_id))

    def open(self, case_id: UUID, reason: str) -> None:
        """Open a colleague's case until the base is locked; the reason is kept.

        Raises:
            UserInputError: there is no reason, or it is too long.
        """
        reason = " ".join(reason.split())
        if len(reason) < _SHORTEST_REASON:
            raise UserInputError(
                "reason", "Dites en quelques mots pourquoi vous ouvrez ce dossier."
            )
        if len(reason) > LONGEST_REASON:
            raise UserInputError("reason", f"Un motif a {LONGEST_REASON} caractères au plus.")
        with self._store.write() as session:
            session.add(
                ExceptionalAccess(
                    case_id=case_id,
                    worker_id=UUID(self._store.slot),
                    reason=reason,
                    at=self._clock.now(),
                )
            )
        self._opened.add(case_id)

    def unseen(self) -> tuple[Opening, ...]:
        """Return what the person in charge has not seen yet, the newest first; nobody else any."""
        with self._store.read() as session:
            if _me(session, self._store.slot) is not None:
                return ()
            rows = session.execute(
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
                .order_by(ExceptionalAccess.at.desc())
            ).all()
        return tuple(Opening(at.astimezone(PARIS), who or "", *rest) for at, who, *rest in rows)

    def see(self) -> None:
        """Note that the person in charge saw them all.

        Raises:
            NotInChargeError: somebody else has the base open.
        """
        with self._store.write() as session:
            if _me(session, self._store.slot) is not None:
                raise workers.NotInChargeError
            session.execute(
                sa.update(ExceptionalAccess)
                .where(ExceptionalAccess.seen_at.is_(None))
                .values(seen_at=self._clock.now())
            )


@dataclass(frozen=True, slots=True)
class _Hidden:
    """The cases of others, but for those that were opened on a reason."""

    mine: str = field(repr=False)
    opened: frozenset[UUID]

    def hides(self, case_id: UUID, referent: str) -> bool:
        """Tell whether a case is not listed."""
        return referent not in {"", self.mine} and case_id not in self.opened


def _me(session: Session, slot: str) -> workers.WorkerRow | None:
    """Return who has the base open where they may not see all; None where they may.

    Opened with the recovery key, the base is in the hands of the person in charge.
    """
    row = workers.by_slot(session).get(UUID(slot)) if slot else None
    return None if row is None or row.is_in_charge else row
