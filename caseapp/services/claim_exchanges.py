"""Exchanges about a claim: a call, a mail, a visit, with its date, its words and who spoke."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caseapp.domain.claim import ExchangeMedium
from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.services import typed_values
from caseapp.services.claim_records import ClaimRecord
from caseapp.services.undoable import Before, Undoable
from db.models import ClaimExchange

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.store import Store

_LONGEST_NAME = 160


class ClaimExchanges(Undoable):
    """Keeps exchanges; no date of a claim follows from them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__(store, _exchange)
        self._clock = clock

    def record(self, claim_id: UUID, typed: Mapping[str, str]) -> UUID:
        """Record what a form holds: on, medium, spoken_to, words.

        Raises:
            UserInputError: a part is missing or impossible; `field` says which.
        """
        values = self._read(typed)
        with self._store.write() as session:
            claim = ClaimRecord(session, claim_id).claim
            row = ClaimExchange(claim_id=claim.id, recorded_at=self._clock.now(), **values)
            session.add(row)
            session.flush()
            return row.id

    def typed(self, exchange_id: UUID) -> dict[str, str]:
        """Return an exchange as its form shows it."""
        with self._store.read() as session:
            row = _exchange(session, exchange_id)
            return {
                "on": french.day(row.on_date),
                "medium": row.medium.value,
                "spoken_to": row.spoken_to,
                "words": row.words,
            }

    def change(self, exchange_id: UUID, typed: Mapping[str, str]) -> Before:
        """Give an exchange what its form now holds; return what it was, to undo.

        Raises:
            UserInputError: a part is missing or impossible; `field` says which.
        """
        return self.put_back(Before(row_id=exchange_id, values=self._read(typed)))

    def _read(self, typed: Mapping[str, str]) -> Mapping[str, Any]:
        today = self._clock.today()
        if not typed.get("on", "").strip():
            raise UserInputError("on", "Indiquer une date.")
        try:
            on = typed_values.read_date(typed["on"], today=today)
        except ValueError as error:
            raise UserInputError("on", str(error)) from None
        if on > today:
            raise UserInputError("on", f"Le {french.day(on)} n'est pas encore passé.")
        try:
            medium = ExchangeMedium(typed.get("medium", ""))
        except ValueError:
            raise UserInputError("medium", "Choisir dans la liste.") from None
        spoken_to = " ".join(typed.get("spoken_to", "").split())
        if len(spoken_to) > _LONGEST_NAME:
            raise UserInputError("spoken_to", f"Ce nom a {_LONGEST_NAME} caractères au plus.")
        words = typed.get("words", "").strip()
        if not words:
            raise UserInputError("words", "Écrire ce qui s'est dit.")
        return {"on_date": on, "medium": medium, "spoken_to": spoken_to, "words": words}


def _exchange(session: Session, exchange_id: UUID) -> ClaimExchange:
    row = session.get(ClaimExchange, exchange_id)
    if row is None:
        raise NotFoundError("Cet échange n'est plus dans le fil.")
    return row
