"""The register of breaches: what happened, how severe, the 72 hours, what was decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.domain.duties import Severity, hours_left
from caseapp.kernel import french
from caseapp.kernel.clock import PARIS
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.services import typed_fields as typed_in
from caseapp.services.undoable import Before, Undoable, change
from db.models import Breach

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.store import Store

SEVERITIES = {
    Severity.NONE: "Pas de risque : registre seul",
    Severity.RISK: "Risque : notifier la CNIL",
    Severity.HIGH: "Risque élevé : CNIL et personnes",
}
HEADINGS = (
    "Constatée le", "Ce qui s'est passé", "Données", "Personnes", "Gravité", "Décision",
    "CNIL notifiée le", "Personnes informées le", "Mesures", "Close le",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachRow:
    """One breach as the register shows it."""

    id: UUID
    found_at: datetime
    happened: str = field(repr=False)
    data: str = field(repr=False)
    people: int | None
    severity: Severity | None
    decision: str = field(repr=False)
    told_at: datetime | None
    people_told_on: date | None
    measures: str = field(repr=False)
    closed_on: date | None
    hours: int  # left to tell the CNIL

    @property
    def is_pressing(self) -> bool:
        """Whether the 72 hours run, or are over, and nothing was told."""
        is_told = self.told_at is not None or self.severity is Severity.NONE
        return not is_told and self.closed_on is None

    @property
    def short_words(self) -> str:
        """The clock in a few letters: « 71 h restantes »."""
        if not self.is_pressing:
            return "Notifiée" if self.told_at is not None else "Sans objet"
        if self.hours < 0:
            return f"Dépassées de {-self.hours} h"
        return f"{self.hours} h restantes"

    @property
    def words(self) -> str:
        """What the clock says."""
        if self.told_at is not None:
            late = self.told_at - self.found_at
            hours = int(late.total_seconds() // 3600)
            return f"CNIL notifiée le {_moment(self.told_at)} ({french.plural(hours, 'heure')})"
        if self.severity is Severity.NONE:
            return "Sans notification : pas de risque"
        if self.hours < 0:
            return f"72 heures dépassées de {french.plural(-self.hours, 'heure')}"
        return f"{french.plural(self.hours, 'heure')} pour notifier la CNIL"


class Breaches(Undoable):
    """Keeps the breaches."""

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__(store, _breach)
        self._clock = clock

    def rows(self) -> tuple[BreachRow, ...]:
        """Return all breaches: the pressing ones first, then the latest."""
        now = self._clock.now()
        with self._store.read() as session:
            found = session.scalars(sa.select(Breach).order_by(Breach.found_at.desc())).all()
            rows = [_row(breach, now) for breach in found]
        return tuple(sorted(rows, key=lambda row: not row.is_pressing))

    def pressing(self) -> int:
        """Return how many breaches the CNIL may have to be told of."""
        return sum(row.is_pressing for row in self.rows())

    def typed(self, breach_id: UUID | None) -> dict[str, str]:
        """Return a breach as its form shows it; a new one begins now."""
        now = self._clock.now().astimezone(PARIS)
        new = {"found_on": french.day(now.date()), "found_hour": f"{now:%Hh%M}"}
        if breach_id is None:
            return new
        with self._store.read() as session:
            row = _breach(session, breach_id)
            found, told = row.found_at.astimezone(PARIS), row.told_at
            return {
                "found_on": french.day(found.date()),
                "found_hour": f"{found:%Hh%M}",
                "happened": row.happened,
                "data": row.data,
                "people": "" if row.people is None else str(row.people),
                "severity": "" if row.severity is None else row.severity.value,
                "decision": row.decision,
                "told_on": "" if told is None else french.day(told.astimezone(PARIS).date()),
                "told_hour": "" if told is None else f"{told.astimezone(PARIS):%Hh%M}",
                "people_told_on": _day(row.people_told_on),
                "measures": row.measures,
                "closed_on": _day(row.closed_on),
            }

    def record(self, typed: Mapping[str, str]) -> UUID:
        """Record what a form holds (see `typed`); what happened is enough at first.

        Raises:
            UserInputError: a part is missing or impossible; `field` says which.
        """
        values = self._read(typed)
        with self._store.write() as session:
            row = Breach(made_at=self._clock.now(), **values)
            session.add(row)
            session.flush()
            return row.id

    def change(self, breach_id: UUID, typed: Mapping[str, str]) -> Before:
        """Give a breach what its form now holds; return what it was, to undo."""
        values = self._read(typed)
        with self._store.write() as session:
            return change(_breach(session, breach_id), values)

    def file_rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the register in words, in the order of `HEADINGS`."""
        return tuple(
            (
                _moment(row.found_at),
                row.happened,
                row.data,
                "" if row.people is None else str(row.people),
                "" if row.severity is None else SEVERITIES[row.severity],
                row.decision,
                "" if row.told_at is None else _moment(row.told_at),
                _day(row.people_told_on),
                row.measures,
                _day(row.closed_on),
            )
            for row in self.rows()
        )

    def _read(self, typed: Mapping[str, str]) -> dict[str, Any]:
        now = self._clock.now()
        today, people = self._clock.today(), typed.get("people", "").strip()
        if people and not (people.isdecimal() and int(people) < 10**7):
            raise UserInputError("people", "Écrire un nombre, ou laisser vide.")
        severity = typed_in.word(typed, "severity", Severity) if typed.get("severity") else None
        told = typed.get("told_on", "").strip()
        values = {
            "found_at": typed_in.moment(typed, "found_on", "found_hour", now),
            "happened": typed_in.text(typed, "happened", "Écrire ce qui s'est passé."),
            "data": typed_in.text(typed, "data"),
            "people": int(people) if people else None,
            "severity": severity,
            "decision": typed_in.text(typed, "decision"),
            "told_at": typed_in.moment(typed, "told_on", "told_hour", now) if told else None,
            "people_told_on": typed_in.optional_day(typed, "people_told_on", today),
            "measures": typed_in.text(typed, "measures"),
            "closed_on": typed_in.optional_day(typed, "closed_on", today),
        }
        if values["closed_on"] is not None:
            _check_closing(values)
        return values


def _check_closing(values: Mapping[str, Any]) -> None:
    """Let nothing be closed of which nothing was decided."""
    if values["severity"] is None:
        raise UserInputError("severity", "Dire la gravité avant de clore.")
    if not values["decision"]:
        raise UserInputError("decision", "Écrire la décision avant de clore.")
    if values["severity"] is not Severity.NONE and values["told_at"] is None:
        raise UserInputError("told_on", "Avec un risque, la CNIL est notifiée avant de clore.")


def _row(breach: Breach, now: datetime) -> BreachRow:
    return BreachRow(
        id=breach.id,
        found_at=breach.found_at,
        happened=breach.happened,
        data=breach.data,
        people=breach.people,
        severity=breach.severity,
        decision=breach.decision,
        told_at=breach.told_at,
        people_told_on=breach.people_told_on,
        measures=breach.measures,
        closed_on=breach.closed_on,
        hours=hours_left(breach.found_at, now),
    )


def _moment(at: datetime) -> str:
    local = at.astimezone(PARIS)
    return f"{french.day(local.date())} à {local:%Hh%M}"


def _day(day: date | None) -> str:
    return "" if day is None else french.day(day)


def _breach(session: Session, breach_id: UUID) -> Breach:
    row = session.get(Breach, breach_id)
    if row is None:
        raise NotFoundError("Cette violation n'est plus au registre.")
    return row
