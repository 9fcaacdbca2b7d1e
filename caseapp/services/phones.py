"""The numbers at which a household can be called, and where it lives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.services.case_rows import display_name
from caseapp.services.contact_facts import ADDRESS
from caseapp.services.contact_values import show_phone
from caseapp.services.fact_text import UNKNOWN_JSON
from db.models import FactRow, Person
from db.search_sources import PHONES

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from db.store import Store


@dataclass(frozen=True, slots=True)
class Phone:
    """One number of one person."""

    case_id: UUID
    name: str = field(repr=False)
    number: str = field(repr=False)  # digits, or « + » and digits

    @property
    def shown(self) -> str:
        """« 06 12 34 56 78 »."""
        return show_phone(self.number)


class Phones:
    """Reads the numbers that were entered for people."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_cases(self, case_ids: Collection[UUID]) -> tuple[Phone, ...]:
        """Return the numbers of everybody in some cases, those of the applicant first."""
        with self._store.read() as session:
            rows = session.execute(
                sa.select(Person.case_id, Person.last_name, Person.first_name, FactRow.value)
                .join(FactRow, FactRow.person_id == Person.id)
                .where(Person.case_id.in_(case_ids), FactRow.key.in_(PHONES))
                .order_by(Person.case_id, Person.position, FactRow.key)
            ).all()
        return tuple(
            Phone(case_id, display_name(last, first), value)
            for case_id, last, first, value in rows
            if isinstance(value, str) and value != UNKNOWN_JSON
        )

    def addresses(self, case_ids: Collection[UUID]) -> tuple[tuple[UUID, str], ...]:
        """Return where some households live, as it was entered: case, address."""
        with self._store.read() as session:
            rows = session.execute(
                sa.select(FactRow.case_id, FactRow.value).where(
                    FactRow.case_id.in_(case_ids), FactRow.key == ADDRESS.key
                )
            ).all()
        return tuple(
            (case_id, value)
            for case_id, value in rows
            if isinstance(value, str) and value != UNKNOWN_JSON
        )
