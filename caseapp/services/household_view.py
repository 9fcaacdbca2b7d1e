"""From what is kept of a household to the page a caseworker reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caseapp.domain.household import Role
from caseapp.kernel import french
from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import UserInputError
from caseapp.rules.sensitive_facts import is_sensitive
from caseapp.services import grid_view, typed_values
from caseapp.services.budget_view import budget_row
from caseapp.services.case_rows import display_name
from caseapp.services.fact_text import UNKNOWN_JSON, FactText, code_of
from caseapp.services.household_facts import (
    HOUSEHOLD_FACTS,
    PERSON_FACTS,
    ROLES,
    YES_NO,
    Choice,
    FactDefinition,
    FactKind,
    Section,
    Situation,
    definition_of,
    notice_years,
    reference_income,
)
from caseapp.services.household_page import (
    FieldState,
    FieldValue,
    GoneRow,
    HouseholdPage,
    MissingRow,
    PersonRow,
)
from caseapp.services.household_then import ROLE
from caseapp.services.particulars import particulars

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from caseapp.services.budget_rows import LiabilityRow
    from caseapp.services.sensitive_view import SensitiveView
    from caseapp.services.stored_household import StoredHousehold, StoredPerson


def person_field(person_id: UUID, key: str) -> str:
    """Return the path of a person's field."""
    return f"people/{person_id}/{key}"


def household_field(key: str) -> str:
    """Return the path of a field of the household."""
    return f"household/{key}"


class HouseholdView:
    """Builds the rows of one household, on a day."""

    def __init__(
        self,
        stored: StoredHousehold,
        words: FactText,
        today: date,
        rights: Mapping[str, str],
        declared: Sequence[FactDefinition],
        liabilities: Sequence[LiabilityRow] = (),
        *,
        sensitive: SensitiveView,
    ) -> None:
        self._stored = stored
        self._words = words
        self._today = today
        self._rights = rights  # short names by code
        self._declared = declared
        self._sensitive = sensitive
        self._liabilities = liabilities
        self._now = Month.of(today)
        self._home = stored.situation(today)

    def page(self, last_month: Month | None) -> HouseholdPage:
        """Return everything on the page; the grid ends with a month."""
        months = grid_view.window(min(last_month or self._now, self._now))
        people = tuple(self._person(person) for person in self._stored.people)
        home = {section: tuple(self._fields(section)) for section in Section}
        lines = grid_view.rows(self._stored, months, self._rights)
        return HouseholdPage(
            case_id=self._stored.case_id,
            months=months,
            last_possible_month=self._now,
            people=people,
            lines=lines,
            couple=home[Section.COUPLE],
            housing=home[Section.HOUSING],
            tax=home[Section.TAX],
            savings=home[Section.SAVINGS],
            charges=home[Section.CHARGES],
            declared=home[Section.DECLARED],
            budget=budget_row(self._stored, self._today, self._rights, self._liabilities),
            missing=tuple(self._missing(people, home)),
            can_add_partner=not self._stored.has_partner,
            roles=self._roles(),
            natures=grid_view.KINDS,
            received_natures=tuple(
                Choice(grid_view.RIGHT + code, name) for code, name in self._rights.items()
            ),
            gone=tuple(map(_gone, self._stored.gone)),
            sensitive=self._sensitive.line(None, home[Section.DECLARED]),
        )

    def _roles(self) -> tuple[Choice, ...]:
        """Return what a new person may be: a child most often, one partner at most."""
        taken = {Role.APPLICANT} | ({Role.PARTNER} if self._stored.has_partner else set())
        return tuple(role for role in reversed(ROLES[1:]) if role.code not in taken)

    def text_of(self, definition: FactDefinition, stored: Any) -> str:
        """Return the words of a stored fact, empty when it was not stated."""
        return "" if stored is None else self._words.show(definition, stored)

    def person_line(self, person: StoredPerson) -> tuple[str, str]:
        """Return the activity and the particulars of a person, in words."""
        activity = self.text_of(
            definition_of("activity", of_person=True), person.facts.get("activity")
        )
        return activity, particulars(self._stored, person, self._words)

    def _person(self, person: StoredPerson) -> PersonRow:
        situation = self._stored.situation(self._today, person)
        facts = tuple(
            self._field(definition, person.facts, situation, person.id)
            for definition in PERSON_FACTS
            if person.role in definition.roles or definition.key in person.facts
        )
        activity, told = self.person_line(person)
        return PersonRow(
            id=person.id,
            role=person.role,
            role_label=next(role.label for role in ROLES if role.code == person.role),
            name=display_name(person.last_name, person.first_name),
            last_name=person.last_name,
            first_name=person.first_name,
            birth=self._birth(person),
            activity=activity,
            particulars=told,
            plain_particulars=particulars(self._stored, person, self._words, sensitive=False),
            facts=facts,
            missing=sum(_is_missing(fact) for fact in facts),
            joined_on=person.joined_on,
            role_has_past=(person.id, ROLE) in self._stored.dated,
            sensitive=self._sensitive.line(person, facts),
        )

    def _birth(self, person: StoredPerson) -> str:
        stored = person.facts.get("birth_date")
        text = self.text_of(definition_of("birth_date", of_person=True), stored)
        age = person.age(self._today)
        return text if age is None else f"{text} · {age_words(person, self._today)}"

    def _fields(self, section: Section) -> Iterator[FieldValue]:
        definitions = [fact for fact in HOUSEHOLD_FACTS if fact.section is section]
        if section is Section.TAX:
            definitions = [*map(reference_income, notice_years(self._today)), *definitions]
        if section is Section.DECLARED:
            definitions = [*self._declared]
        for definition in definitions:
            yield self._field(definition, self._stored.home, self._home, None)

    def _field(
        self,
        definition: FactDefinition,
        facts: Mapping[str, Any],
        situation: Situation,
        person_id: UUID | None,
    ) -> FieldValue:
        key = definition.key
        path = person_field(person_id, key) if person_id else household_field(key)
        stored = facts.get(key)
        draft = self._stored.drafts.get(path)
        state = FieldState.DRAFT if draft is not None else _state(stored)
        sensitive = is_sensitive(key, definition.label)
        return FieldValue(
            path=path,
            person_id=person_id,
            key=key,
            label=definition.label,
            kind=definition.kind,
            state=state,
            text=self.text_of(definition, stored) if draft is None else draft,
            code="" if stored is None or draft is not None else code_of(definition, stored),
            error=self._error(definition, stored, draft, path),
            choices=YES_NO if definition.kind is FactKind.BOOL else definition.choices,
            default="" if definition.needed(situation) else definition.default,
            hint=definition.hint,
            is_needed=definition.needed(situation),
            is_relevant=definition.relevant(situation),
            can_change=definition.has_past,
            has_past=definition.has_past and (person_id, key) in self._stored.dated,
            is_sensitive=sensitive,
            is_closed=sensitive and self._sensitive.is_closed(person_id, key, state),
        )

    def _error(self, definition: FactDefinition, stored: Any, draft: str | None, path: str) -> str:
        """Say why a text was refused, or why a date that was to come holds no longer."""
        text = self.text_of(definition, stored) if draft is None else draft
        if draft is None and not definition.in_future:
            return ""
        try:
            self._words.read(definition, text, field=path)
        except UserInputError as error:
            return error.sentence
        return "" if draft is None else "À valider de nouveau."

    def _missing(
        self, people: tuple[PersonRow, ...], home: Mapping[Section, tuple[FieldValue, ...]]
    ) -> Iterator[MissingRow]:
        for person in people:
            for fact in person.facts:
                if _is_missing(fact):
                    yield _missing_row(fact, f"{fact.label} · {person.first_name or person.name}")
        for fields in home.values():
            yield from (_missing_row(fact, fact.label) for fact in fields if _is_missing(fact))
        yield from grid_view.missing(self._stored, self._now, self._rights)


def age_words(person: StoredPerson, on: date) -> str:
    """Return « 8 ans », « 5 mois » before two years, nothing where the birth is not known."""
    age = person.age(on)
    if age is None:
        return ""
    if age >= 2:
        return french.plural(age, "an")
    birth = typed_values.read_date(person.facts["birth_date"], today=on)
    months = Month.of(on).minus(Month.of(birth)) - (on.day < birth.day)
    return f"{max(months, 0)}{french.NO_BREAK}mois"


def _gone(person: StoredPerson) -> GoneRow:
    assert person.left_on is not None  # noqa: S101 - that is why the person is among the gone
    name = display_name(person.last_name, person.first_name)
    return GoneRow(id=person.id, name=name, left_on=person.left_on)


def _state(stored: Any) -> FieldState:
    if stored is None:
        return FieldState.NOT_STATED
    return FieldState.UNKNOWN if stored == UNKNOWN_JSON else FieldState.VALUE


def _is_missing(fact: FieldValue) -> bool:
    if not fact.is_relevant:
        return False
    if fact.state is FieldState.NOT_STATED:
        return fact.is_needed
    return bool(fact.error) or fact.state is FieldState.UNKNOWN


def _missing_row(fact: FieldValue, label: str) -> MissingRow:
    return MissingRow(
        label=label,
        path=fact.path,
        is_unknown=fact.state is FieldState.UNKNOWN,
        is_refused=fact.state is FieldState.DRAFT,
    )
