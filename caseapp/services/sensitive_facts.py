"""Sensitive facts opened for an aid, closed again and erased, and those no aid needs any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.rules.sensitive_facts import is_sensitive
from caseapp.services import removed
from caseapp.services.field_subject import subject_of
from caseapp.services.household_view import household_field, person_field
from caseapp.services.sensitive_rows import ClosedFacts
from db import journal
from db.models import Draft, FactPast, FactRow, HistoryRow, SensitiveOpening

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from db.models import Base
    from db.store import Store

_TELLING = ("fact", "fact_past")  # the lines of « Historique » that say what a fact was


class SensitiveFacts:
    """What is opened and closed of the sensitive facts of the cases of a base."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._store, self._clock, self._catalogue = store, clock, catalogue

    def open(
        self, case_id: UUID, person_id: UUID | None, keys: Iterable[str], right: str
    ) -> tuple[UUID, ...]:
        """Open facts for an aid; return the openings made, to withdraw them.

        A fact that is not sensitive, or is open for this aid already, is left as it is.
        """
        questions = self._questions(right)
        wanted = [key for key in keys if is_sensitive(key, questions.get(key, ""))]
        if not wanted:
            return ()
        with self._store.write() as session:
            known = {row.key for row in _active(session, case_id, person_id) if row.right == right}
            rows = [
                SensitiveOpening(
                    case_id=case_id,
                    person_id=person_id,
                    key=key,
                    right=right,
                    opened_at=self._clock.now(),
                    opened_by=journal.author(session.connection()),
                )
                for key in wanted
                if key not in known
            ]
            session.add_all(rows)
            session.flush()
            return tuple(row.id for row in rows)

    def open_field(self, case_id: UUID, path: str, right: str) -> tuple[UUID, ...]:
        """Open the fact of a field of the page for an aid; return the openings made."""
        subject = subject_of(path)
        return () if subject is None else self.open(case_id, subject[0], (subject[1],), right)

    def withdraw(self, openings: Sequence[UUID]) -> None:
        """Take back openings that were just made, as if they had not been."""
        with self._store.write() as session:
            for row in _rows(session, openings):
                session.delete(row)

    def close(self, case_id: UUID, person_id: UUID | None, keys: Iterable[str]) -> ClosedFacts:
        """Close facts and erase what they say: value, past, refused text, lines of history.

        The rows go by statements, so that no line of history tells again what they held.
        """
        closed: list[UUID] = []
        noted: list[UUID] = []
        taken: list[Base] = []
        with self._store.write() as session:
            now, author = self._clock.now(), journal.author(session.connection())
            for key in keys:
                rows = [row for row in _active(session, case_id, person_id) if row.key == key]
                found = _holding(session, case_id, person_id, key)
                if not rows and found:
                    rows = [self._of_before(session, case_id, person_id, key)]
                    noted.append(rows[0].id)
                else:
                    closed += [row.id for row in rows]
                for row in rows:
                    row.closed_at, row.closed_by = now, author
                taken += found
            kept = removed.copies(taken)
            for model in (Draft, FactPast, FactRow, HistoryRow):
                ids = [row.id for row in taken if isinstance(row, model)]
                session.execute(sa.delete(model).where(model.id.in_(ids)))
        return ClosedFacts(removed=kept, closed=tuple(closed), noted=tuple(noted))

    def reopen(self, facts: ClosedFacts) -> None:
        """Put back what was closed, with all that was erased."""
        with self._store.write() as session:
            for row in _rows(session, facts.closed):
                row.closed_at, row.closed_by = None, ""
            for row in _rows(session, facts.noted):
                session.delete(row)
            removed.restore(session, facts.removed)

    def _of_before(
        self, session: Session, case_id: UUID, person_id: UUID | None, key: str
    ) -> SensitiveOpening:
        """Return the opening of a value that stood in the base without one."""
        row = SensitiveOpening(
            case_id=case_id, person_id=person_id, key=key, opened_at=self._clock.now()
        )
        session.add(row)
        session.flush()
        return row

    def _questions(self, right: str) -> dict[str, str]:
        found = self._catalogue.right(right).questions
        return {f"declared.{key}": question for key, question in found.items()}


def _active(session: Session, case_id: UUID, person_id: UUID | None) -> list[SensitiveOpening]:
    return list(
        session.scalars(
            sa.select(SensitiveOpening).where(
                SensitiveOpening.case_id == case_id,
                _is(SensitiveOpening.person_id, person_id),
                SensitiveOpening.closed_at.is_(None),
            )
        )
    )


def _rows(session: Session, ids: Sequence[UUID]) -> list[SensitiveOpening]:
    return list(session.scalars(sa.select(SensitiveOpening).where(SensitiveOpening.id.in_(ids))))


def _holding(session: Session, case_id: UUID, person_id: UUID | None, key: str) -> list[Base]:
    """Return every row that says what a fact is, was, or was typed to be."""
    found: list[Base] = []
    for model in (FactRow, FactPast):
        found += session.scalars(
            sa.select(model).where(
                model.case_id == case_id, _is(model.person_id, person_id), model.key == key
            )
        )
    found += session.scalars(
        sa.select(HistoryRow).where(
            HistoryRow.case_id == case_id,
            _is(HistoryRow.person_id, person_id),
            HistoryRow.key == key,
            HistoryRow.kind.in_(_TELLING),
        )
    )
    field = person_field(person_id, key) if person_id else household_field(key)
    found += session.scalars(sa.select(Draft).where(Draft.case_id == case_id, Draft.field == field))
    return found


def _is(column: Any, person_id: UUID | None) -> Any:
    return column.is_(None) if person_id is None else column == person_id
