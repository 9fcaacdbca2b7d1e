"""Erases a case and all that hangs on it: rows, history, words of the search, contents.

Nothing of it stays in the base, not even that it was there: a number of reference is never given
twice, so that a gap among them is all that is left. Copies made before hold it until they are
erased themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.kernel.errors import NotFoundError
from caseapp.services.unfinished_forms import forget_forms
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
            if session.get(Case, case_id) is None:
                raise NotFoundError("Ce dossier n'existe plus.")
            # By a statement: all the rest is owned by the case, and goes with it.
            session.execute(sa.delete(Case).where(Case.id == case_id))
            forget_forms(session, self._clock)
        self._blobs.sweep()
