"""Erases a case and all that hangs on it: rows, history, words of the search, contents.

Nothing of it stays in the base but the lines of the journal, which name a reference and nobody,
for as long as the journal is kept; a number of reference is never given twice. Copies made before
hold the case until they are erased themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.domain.journal import JournalAction
from caseapp.kernel.errors import NotFoundError
from caseapp.services.unfinished_forms import forget_forms
from db import journal
from db.models import Case

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.kernel.clock import Clock
    from db.blobs import Blobs
    from db.store import Store


class CaseErasing:
    """Erases cases, for good."""

    def __init__(self, store: Store, clock: Clock, blobs: Blobs) -> None:
        self._store, self._clock, self._blobs = store, clock, blobs

    def erase(self, case_id: UUID) -> None:
        """Erase a case, with those merged into it; then the contents no document refers to.

        What stood in forms is forgotten whole: nothing tells which of it was of this case.

        Raises:
            NotFoundError: there is no such case any more.
        """
        with self._store.write() as session:
            reference = session.scalar(sa.select(Case.reference).where(Case.id == case_id))
            if reference is None:
                raise NotFoundError("Ce dossier n'existe plus.")
            # By a statement: all the rest is owned by the case, and goes with it.
            session.execute(sa.delete(Case).where(Case.id == case_id))
            forget_forms(session, self._clock)
            told = journal.Entry(action=JournalAction.ERASED, case_id=case_id, reference=reference)
            journal.append(session.connection(), [(self._clock.now(), told)])
        self._blobs.sweep()
