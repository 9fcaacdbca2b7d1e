"""The household of a case: what a caseworker enters, and what rules read of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from caseapp.domain.facts import NOT_STATED, NoFact
from caseapp.domain.household import Role
from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.ids import new_id
from caseapp.rules.sensitive_facts import rights_needing
from caseapp.services import drafts, liabilities, removed, stored_household
from caseapp.services import household_records as records
from caseapp.services.dated_facts import DatedFacts
from caseapp.services.declared_definitions import declared_facts
from caseapp.services.fact_text import FactText
from caseapp.services.household_facts import definition_of
from caseapp.services.household_grid import ResourceDesk
from caseapp.services.household_view import HouseholdView, household_field, person_field
from caseapp.services.presence import Presence
from caseapp.services.sensitive_facts import SensitiveFacts
from caseapp.services.sensitive_view import SensitiveView
from caseapp.services.stored_household import StoredHousehold, StoredPerson
from db.models import FactRow, Person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.household import Household
    from caseapp.kernel.calendar import Month
    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.places import Communes
    from caseapp.services.budget_rows import LiabilityRow
    from caseapp.services.household_page import HouseholdPage
    from caseapp.services.removed import Removed
    from db.store import Store


class HouseholdDesk(ResourceDesk):
    """Everything that can be entered of a household, one field at a time."""

    def __init__(
        self, store: Store, clock: Clock, communes: Communes, catalogue: Catalogue
    ) -> None:
        super().__init__(store, clock, catalogue)
        self._communes = communes
        self.dates = DatedFacts(store, clock, self.words)
        self.presence = Presence(store, clock)
        self.sensitive = SensitiveFacts(store, clock, catalogue)

    def page(
        self, case_id: UUID, last_month: Month | None = None, on: date | None = None
    ) -> HouseholdPage:
        """Return the page of a household, of today or of another day.

        Its grid ends with the month of that day, or with an earlier one.
        """
        day = on or self._clock.today()
        with self._store.read() as session:
            stored = stored_household.load(session, case_id, day)
            owed = liabilities.rows(session, case_id)
        if on is not None:  # what is being typed belongs to today
            stored = replace(stored, drafts={})
        return self._view(stored, day, owed).page(last_month)

    def blank(self) -> HouseholdPage:
        """Return the page of somebody of whom nothing is known: what every page shows at least."""
        alone = StoredPerson(
            id=new_id(), role=Role.APPLICANT, last_name="", first_name="", facts={}
        )
        stored = StoredHousehold(case_id=new_id(), people=(alone,), home={}, lines=(), drafts={})
        return self._view(stored, self._clock.today(), ()).page(None)

    def household(self, case_id: UUID, on: date | None = None) -> Household:
        """Return what is known of the household today, or of another day."""
        day = on or self._clock.today()
        with self._store.read() as session:
            stored = stored_household.load(session, case_id, day)
        return stored_household.to_domain(stored, day)

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
            if role is Role.APPLICANT or (role is Role.PARTNER and records.has_partner(people)):
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
            if role is Role.PARTNER and records.has_partner(others):
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
        self, stored: StoredHousehold, on: date, owed: Sequence[LiabilityRow]
    ) -> HouseholdView:
        declared = declared_facts(self._catalogue, stored.home)
        names = {code: self._catalogue.right(code).short_name for code in self._catalogue.codes()}
        closed = SensitiveView(stored, rights_needing(self._catalogue), names)
        words, rights = self.words(), self._rights()
        return HouseholdView(stored, words, on, rights, declared, owed, sensitive=closed)

    def words(self) -> FactText:
        """Return what reads and shows facts today."""
        return FactText(self._communes, self._clock.today())
