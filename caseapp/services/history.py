"""« Historique » of a case: every change, found again by person, kind and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.services.fact_text import FactText
from caseapp.services.history_rows import GROUPS, HistoryFilter, HistoryPage
from caseapp.services.history_telling import Teller
from db.queries import history as queries

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.places import Communes
    from caseapp.services.history_rows import HistoryEntry
    from db.store import Store

AT_ONCE = 200  # changes of a page, or somewhat more where words are looked for
_SEARCHED = 1000  # changes read at once while words are looked for
_ALL = HistoryFilter()


class History:
    """Reads the changes of a case; `db.history` writes them."""

    def __init__(
        self, store: Store, clock: Clock, communes: Communes, catalogue: Catalogue
    ) -> None:
        self._store = store
        self._clock = clock
        self._communes = communes
        self._catalogue = catalogue

    def page(
        self,
        case_id: UUID,
        wanted: HistoryFilter = _ALL,
        rest: tuple[datetime, UUID] | None = None,
    ) -> HistoryPage:
        """Return the newest changes, or those older than where another page ended."""
        kinds = GROUPS[wanted.group][1] if wanted.group else ()
        text = french.fold(wanted.text)
        size = _SEARCHED if text else AT_ONCE
        found: list[HistoryEntry] = []
        with self._store.read() as session:
            teller = self._teller(session, case_id)
            while True:
                rows = queries.changes(
                    session,
                    case_id,
                    before=rest,
                    kinds=kinds,
                    person_id=wanted.person_id,
                    limit=size,
                )
                entries = teller.entries(rows)
                found.extend(e for e in entries if not text or text in french.fold(e.words))
                rest = (rows[-1].at, rows[-1].id) if len(rows) == size else None
                if rest is None or len(found) >= (AT_ONCE if text else 1):
                    break
        return HistoryPage(entries=tuple(found), rest=rest)

    def people(self, case_id: UUID) -> tuple[tuple[UUID, str], ...]:
        """Return the people that changes may be about, those who are no longer there included."""
        with self._store.read() as session:
            return tuple(self._names(session, case_id).items())

    def _teller(self, session: Session, case_id: UUID) -> Teller:
        facts = FactText(self._communes, self._clock.today())
        return Teller(facts, self._right, self._names(session, case_id))

    @staticmethod
    def _names(session: Session, case_id: UUID) -> dict[UUID, str]:
        return {id_: first or last for id_, last, first in queries.names(session, case_id)}

    def _right(self, code: str) -> str:
        known = code in self._catalogue.codes()
        return self._catalogue.right(code).short_name if known else code
