"""A right in payment that was suspended or ended: said by the caseworker, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.payment import PaymentStop, StopKind
from caseapp.kernel import french
from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.services import typed_values
from caseapp.services.payment_rows import StopRow
from caseapp.services.undoable import Removable
from db.models import Case, PaymentStopRow
from db.queries import payments as queries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from db.store import Store

_AHEAD = 12  # months: of what a letter announces


class PaymentStops(Removable["UUID"]):
    """The suspensions and ends of all cases."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        super().__init__(store, _stop)
        self._clock, self._catalogue = clock, catalogue

    def record(self, case_id: UUID, right: str, typed: Mapping[str, str]) -> UUID:
        """Record what a form holds: kind, last (the last month paid), resumed.

        Raises:
            UserInputError: a part is missing or impossible; `field` says which.
        """
        if right not in self._catalogue.codes():
            raise NotFoundError("Ce droit n'est plus dans le catalogue.")
        stop = self._read(typed)
        with self._store.write() as session:
            if session.get(Case, case_id) is None:
                raise NotFoundError("Ce dossier n'existe plus.")
            for other in stops(session, case_id).get(right, ()):
                if other.stop.overlaps(stop):
                    raise UserInputError(
                        "last",
                        f"Le versement est déjà arrêté dès {french.month(other.stop.first)} : "
                        "retirer d'abord ce qui est noté.",
                    )
            row = PaymentStopRow(
                case_id=case_id,
                right=right,
                kind=stop.kind,
                first_month=stop.first.first_day,
                resumed_month=None if stop.resumed is None else stop.resumed.first_day,
            )
            session.add(row)
            session.flush()
            return row.id

    def _read(self, typed: Mapping[str, str]) -> PaymentStop:
        kind = typed.get("kind", "")
        if kind not in set(StopKind):
            raise UserInputError("kind", "Dire si le versement est suspendu ou terminé.")
        first = self._month(typed, "last").plus(1)
        resumed = None
        if typed.get("resumed", "").strip():
            resumed = self._month(typed, "resumed")
            if StopKind(kind) is StopKind.ENDED:
                raise UserInputError(
                    "resumed", "Un droit terminé ne reprend pas : le noter suspendu."
                )
            if resumed <= first:
                raise UserInputError("resumed", "La reprise est après le premier mois sans rien.")
        return PaymentStop(kind=StopKind(kind), first=first, resumed=resumed)

    def _month(self, typed: Mapping[str, str], field: str) -> Month:
        now = Month.of(self._clock.today())
        next_year = Month(now.year + 1, 1).first_day  # « 02/27 » may be to come
        try:
            month = typed_values.read_month(typed.get(field, ""), today=next_year)
        except ValueError as error:
            raise UserInputError(field, str(error)) from None
        if month > now.plus(_AHEAD):
            raise UserInputError(field, "Ce mois est dans plus d'un an.")
        return month


def stops(session: Session, case_id: UUID) -> Mapping[str, Sequence[StopRow]]:
    """Return the suspensions and ends of each right of a case, by month."""
    found: dict[str, list[StopRow]] = {}
    for row in queries.stops(session, case_id):
        stop = PaymentStop(
            kind=row.kind,
            first=Month.of(row.first_month),
            resumed=None if row.resumed_month is None else Month.of(row.resumed_month),
        )
        found.setdefault(row.right, []).append(StopRow(id=row.id, stop=stop))
    return found


def _stop(session: Session, stop_id: UUID) -> PaymentStopRow:
    row = session.get(PaymentStopRow, stop_id)
    if row is None:
        raise NotFoundError("Cet arrêt n'est plus noté.")
    return row
