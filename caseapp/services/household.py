"""The household of a case: what a caseworker enters, and what rules read of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.domain.facts import NOT_STATED, NoFact
from caseapp.domain.household import Role
from caseapp.kernel import french
from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.services import drafts, grid_changes, liabilities, removed, stored_household
from caseapp.services import household_records as records
from caseapp.services.declared_definitions import declared_facts
from caseapp.services.fact_text import FactText
from caseapp.services.grid_changes import LineEditor
from caseapp.services.grid_view import cell_field
from caseapp.services.household_facts import definition_of
from caseapp.services.household_view import HouseholdView, household_field, person_field
from caseapp.services.resource_grid import KINDS, MONTHLY_RIGHTS, RIGHT
from db.models import FactRow, Person, ResourceLine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.household import Household
    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.places import Communes
    from caseapp.services.budget_rows import LiabilityRow
    from caseapp.services.household_page import CellChange, HouseholdPage
    from caseapp.services.removed import Removed
    from db.store import Store


class HouseholdDesk:
    """Everything that can be entered of a household, one field at a time."""

    def __init__(
        self, store: Store, clock: Clock, communes: Communes, catalogue: Catalogue
    ) -> None:
        self._store = store
        self._clock = clock
        self._communes = communes
        self._catalogue = catalogue

    def page(self, case_id: UUID, last_month: Month | None = None) -> HouseholdPage:
        """Return the page of a household; its grid ends this month, or with an earlier one."""
        with self._store.read() as session:
            stored = stored_household.load(session, case_id)
            owed = liabilities.rows(session, case_id)
        return self._view(stored, owed).page(last_month)

    def household(self, case_id: UUID, on: date | None = None) -> Household:
        """Return what is known of the household today, or on another day."""
        with self._store.read() as session:
            stored = stored_household.load(session, case_id)
        return stored_household.to_domain(stored, on or self._clock.today())

    def add_person(
        self, case_id: UUID, role: Role, first_name: str = "", last_name: str = ""
    ) -> UUID:
        """Add a person; without a last name it is the applicant's.

        Raises:
            UserInputError: there is a partner already, or a name is too long.
        """
        first_name = records.read_name(first_name, field="first_name")
        last_name = records.read_name(last_name, field="last_name")
        with self._store.write() as session:
            people = records.people(session, case_id)
            if role is Role.APPLICANT or role in {Role(p.role) for p in people} & {Role.PARTNER}:
                raise UserInputError("role", "Le foyer a déjà un partenaire.")
            last_name = last_name or people[0].last_name
            person = Person(
                case_id=case_id,
                position=people[-1].position + 1,
                role=role,
                last_name=last_name,
                first_name=first_name,
                name_folded=french.fold(f"{last_name} {first_name}"),
            )
            session.add(person)
            session.flush()
            return person.id

    def rename_person(self, person_id: UUID, last_name: str, first_name: str) -> tuple[str, str]:
        """Change the names of a person; return the last and first names before.

        Raises:
            UserInputError: there is no last name, or a name is too long.
        """
        last = records.read_name(last_name, field=person_field(person_id, "last_name"), needed=True)
        first = records.read_name(first_name, field=person_field(person_id, "first_name"))
        with self._store.write() as session:
            person = records.person(session, person_id)
            before = person.last_name, person.first_name
            person.last_name, person.first_name = last, first
            person.name_folded = french.fold(f"{last} {first}")
            return before

    def set_role(self, person_id: UUID, role: Role) -> Role:
        """Change what a person is to the applicant; return what it was.

        Raises:
            UserInputError: there would be two applicants, none, or two partners.
        """
        field = person_field(person_id, "role")
        with self._store.write() as session:
            person = records.person(session, person_id)
            before = Role(person.role)
            if before is role:
                return before
            if Role.APPLICANT in {before, role}:
                raise UserInputError(field, "La personne suivie reste la première du foyer.")
            others = records.people(session, person.case_id)
            if role is Role.PARTNER and any(p.role is Role.PARTNER for p in others):
                raise UserInputError(field, "Le foyer a déjà un partenaire.")
            person.role = role
            return before

    def remove_person(self, person_id: UUID) -> Removed:
        """Remove a person with everything known of that person; return it, to undo.

        Raises:
            UserInputError: it is the applicant.
        """
        with self._store.write() as session:
            person = records.person(session, person_id)
            if person.role is Role.APPLICANT:
                raise UserInputError(
                    person_field(person_id, "role"),
                    "La personne suivie ne peut pas être retirée du foyer.",
                )
            return removed.remove_person(session, person)

    def restore(self, what: Removed) -> None:
        """Put back a person or a line that was removed."""
        with self._store.write() as session:
            removed.restore(session, what)

    def set_fact(self, case_id: UUID, person_id: UUID | None, key: str, raw: str) -> str:
        """State a fact as it was typed; return the text it had, to undo.

        Empty means not stated, « inconnu » that nobody knows.

        Raises:
            UserInputError: the text cannot be accepted; it is kept as a draft.
        """
        definition = definition_of(key, of_person=person_id is not None)
        path = person_field(person_id, key) if person_id else household_field(key)
        words = self.words()
        try:
            value = words.read(definition, raw, field=path)
            with self._store.write() as session:
                row = records.fact(session, case_id, person_id, key)
                before = "" if row is None else words.show(definition, row.value)
                self._state(session, row, case_id, person_id, key, value)
                if person_id is not None:
                    records.check_birth_first(session, person_id, field=path)
                drafts.clear(session, case_id, path)
        except UserInputError:
            self._keep(case_id, path, raw)
            raise
        return before

    def add_line(self, case_id: UUID, person_id: UUID | None, nature: str) -> UUID:
        """Add a line of resources of a person, or of a right in payment (no person).

        Raises:
            UserInputError: the nature does not fit.
        """
        known = {choice.code for choice in KINDS}
        if person_id is None:
            known = {RIGHT + right for right in self._rights()}
        if nature not in known:
            raise UserInputError("nature", "Choisir une nature de ressource dans la liste.")
        with self._store.write() as session:
            last = session.scalar(
                sa.select(sa.func.max(ResourceLine.position)).where(ResourceLine.case_id == case_id)
            )
            line = ResourceLine(
                case_id=case_id,
                person_id=person_id,
                position=0 if last is None else last + 1,
                nature=nature,
            )
            session.add(line)
            session.flush()
            return line.id

    def remove_line(self, line_id: UUID) -> Removed:
        """Remove a line of resources with its months; return it, to undo."""
        with self._store.write() as session:
            line = session.get(ResourceLine, line_id)
            if line is None:
                raise NotFoundError("Cette ressource n'existe plus.")
            return removed.remove_line(session, line)

    def set_cell(self, line_id: UUID, month: Month | None, raw: str) -> str:
        """Put what was typed in a month (None: « avant »); return the text it had, to undo.

        Raises:
            UserInputError: the text cannot be accepted; it is kept as a draft.
        """
        field = cell_field(line_id, month)
        now = self._month()
        grid_changes.check_month(month, now, field=field)
        try:
            amount = grid_changes.read_cell(raw, field=field)
            with self._store.write() as session:
                return LineEditor(session, line_id, now).put(month, amount).text
        except UserInputError:
            with self._store.write() as session:
                case_id = LineEditor(session, line_id, now).case_id
                drafts.keep(session, case_id, field, raw, at=self._clock.now())
            raise

    def set_cells(self, line_id: UUID, changes: Sequence[CellChange]) -> tuple[CellChange, ...]:
        """Put a pasted row at once; what is refused stays as a draft in its cell.

        The texts that stood there come back: handing them in again undoes the paste.

        Raises:
            UserInputError: the row goes past the current month; nothing is changed.
        """
        now = self._month()
        for change in changes:
            grid_changes.check_month(change.month, now, field=cell_field(line_id, change.month))
        with self._store.write() as session:
            line = LineEditor(session, line_id, now)
            return tuple(self._put(session, line, line_id, change) for change in changes)

    def extend_right(
        self, line_id: UUID, month: Month, last: Month | None = None
    ) -> tuple[CellChange, ...]:
        """Copy a month to the later ones up to the last on screen; return what they held."""
        now = self._month()
        with self._store.write() as session:
            return LineEditor(session, line_id, now).extend(month, min(last or now, now))

    def _put(
        self, session: Session, line: LineEditor, line_id: UUID, change: CellChange
    ) -> CellChange:
        field = cell_field(line_id, change.month)
        try:
            return line.put(change.month, grid_changes.read_cell(change.text, field=field))
        except UserInputError:
            drafts.keep(session, line.case_id, field, change.text, at=self._clock.now())
            return line.typed(change.month)

    def _state(
        self,
        session: Session,
        row: FactRow | None,
        case_id: UUID,
        person_id: UUID | None,
        key: str,
        value: Any,
    ) -> None:
        if value is NOT_STATED:
            if row is not None:
                session.delete(row)
            return
        stored = value.value if isinstance(value, NoFact) else value
        if row is None:
            row = FactRow(case_id=case_id, person_id=person_id, key=key)
            session.add(row)
        row.value, row.recorded_at = stored, self._clock.now()

    def _keep(self, case_id: UUID, path: str, raw: str) -> None:
        with self._store.write() as session:
            drafts.keep(session, case_id, path, raw, at=self._clock.now())

    def _view(
        self, stored: stored_household.StoredHousehold, owed: Sequence[LiabilityRow]
    ) -> HouseholdView:
        declared = declared_facts(self._catalogue, stored.home)
        return HouseholdView(
            stored, self.words(), self._clock.today(), self._rights(), declared, owed
        )

    def words(self) -> FactText:
        """Return what reads and shows facts today."""
        return FactText(self._communes, self._clock.today())

    def _rights(self) -> dict[str, str]:
        known = self._catalogue.codes()
        return {c: self._catalogue.right(c).short_name for c in MONTHLY_RIGHTS if c in known}

    def _month(self) -> Month:
        return Month.of(self._clock.today())
