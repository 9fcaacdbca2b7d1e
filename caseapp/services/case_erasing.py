"""Erases cases and all that hangs on them: rows, history, words of the search, contents, free pages.

Nothing of one stays in the base but the lines of the journal, which name a reference and nobody,
for as long as the journal is kept, and a proof that tells how much went, not whose. A number of
reference is never given twice. Copies made before hold the case until they are erased themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import sqlalchemy as sa

from caseapp.domain.journal import JournalAction
from caseapp.kernel.calendar import months_after
from caseapp.kernel.clock import PARIS
from caseapp.kernel.errors import NotFoundError
from caseapp.services import rights_requests, statistics
from caseapp.services.erasure_rows import ErasurePreview, Left, Proof
from caseapp.services.unfinished_forms import forget_forms
from db import journal, search
from db.models import Case, ErasureProof, Handing
from db.queries import erasing as queries
from db.sight import Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.blobs import Blobs
    from db.store import Store

COPIES_MONTHS = 12  # the oldest copy of the rotation, where one is made each month
_PROOF: Any = ErasureProof.__table__


class CaseErasing:
    """Erases cases, for good."""

    def __init__(self, store: Store, clock: Clock, blobs: Blobs) -> None:
        self._store, self._clock, self._blobs = store, clock, blobs

    def preview(self, case_ids: Collection[UUID]) -> ErasurePreview:
        """Return what erasing some cases would take, and what of them left the desk."""
        with self._store.read(Scope.SEEN) as session:
            together = queries.with_merged(session, case_ids)
            counts = queries.counts(session, together)
            left = queries.handed(session, together)
        return ErasurePreview(
            cases=len(case_ids),
            counts=counts,
            left=tuple(
                Left(title, recipient, at.astimezone(PARIS).date(), how is Handing.SAVED)
                for title, recipient, at, how in left
            ),
        )

    def erase(self, case_id: UUID) -> None:
        """Erase one case: see `erase_all`."""
        self.erase_all([case_id])

    def erase_all(
        self,
        case_ids: Collection[UUID],
        told: Callable[[int, int], None] = lambda _done, _of: None,
    ) -> tuple[UUID, ...]:
        """Erase cases one by one, with those merged into them; then contents and free pages.

        What stood in forms is forgotten whole: nothing tells which of it was of which case.
        `told` hears how many are done, and stops the work between two cases by raising: what is
        erased is erased. Returns the keys of the proofs.

        Raises:
            NotFoundError: one of them is there no more.
        """
        proofs = []
        with self._store.write_aside() as session:
            search.gather(session.connection())
        try:
            for done, case_id in enumerate(case_ids):
                told(done, len(case_ids))
                proofs.append(self._erase(case_id))
        finally:
            if proofs:
                self._blobs.sweep()
                self._store.compact()
        return tuple(proofs)

    def proofs(self) -> tuple[Proof, ...]:
        """Return the proofs of erasure, the latest first."""
        row = ErasureProof
        with self._store.read() as session:
            found = session.scalars(sa.select(row).order_by(row.erased_on.desc(), row.id)).all()
            return tuple(
                Proof(
                    id=one.id,
                    erased_on=one.erased_on,
                    author=one.author,
                    counts=one.counts,
                    copies_until=one.copies_until,
                )
                for one in found
            )

    def _erase(self, case_id: UUID) -> UUID:
        with self._store.write() as session:
            reference = session.scalar(sa.select(Case.reference).where(Case.id == case_id))
            if reference is None:
                raise NotFoundError("Ce dossier n'existe plus.")
            together = queries.with_merged(session, [case_id])
            counts = queries.counts(session, together)
            rights_requests.forget(session, together)
            statistics.count(session, case_id, self._clock.today())
            session.flush()
            # By a statement: all the rest is owned by the case, and goes with it.
            session.execute(sa.delete(Case).where(Case.id == case_id))
            forget_forms(session, self._clock)
            told = journal.Entry(action=JournalAction.ERASED, case_id=case_id, reference=reference)
            journal.append(session.connection(), [(self._clock.now(), told)])
            return self._prove(session, counts)

    def _prove(self, session: Session, counts: dict[str, int]) -> UUID:
        today, proof = self._clock.today(), uuid4()
        connection = session.connection()
        connection.execute(
            sa.insert(_PROOF).values(
                id=proof,
                erased_on=today,
                author=journal.author(connection),
                counts=counts,
                copies_until=months_after(today, COPIES_MONTHS),
            )
        )
        return proof
