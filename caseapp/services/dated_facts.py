"""Facts that changed on a day: what they were before is kept, and can be corrected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from caseapp.domain.facts import NOT_STATED, NoFact
from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.typography import typeset
from caseapp.services import drafts, typed_values
from caseapp.services import household_records as records
from caseapp.services.fact_definition import FactDefinition, FactKind, Section
from caseapp.services.fact_keeping import KeptFact
from caseapp.services.fact_text import EARLIEST, code_of
from caseapp.services.fact_times import Period, canonical, changed_on
from caseapp.services.household_facts import ROLES, YES_NO, Choice, definition_of
from caseapp.services.household_then import ROLE
from caseapp.services.household_view import household_field, person_field

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from uuid import UUID

    from caseapp.kernel.clock import Clock
    from caseapp.services.fact_text import FactText
    from caseapp.services.fact_times import Timeline
    from db.store import Store

SINCE = "since"
_ROLE = FactDefinition(
    key=ROLE, label="Lien", kind=FactKind.CHOICE, section=Section.PERSON, choices=ROLES[1:]
)


@dataclass(frozen=True, slots=True)
class FactStep:
    """A value from a day on, as it is typed and shown; no day: as far back as is known."""

    since: str
    text: str = field(repr=False)
    code: str = field(default="", repr=False)  # of a choice or a yes/no


@dataclass(frozen=True, slots=True, kw_only=True)
class Evolution:
    """One fact through time, ready to be corrected; the oldest value comes first."""

    label: str
    kind: FactKind
    choices: tuple[Choice, ...]
    steps: tuple[FactStep, ...] = field(repr=False)


class DatedFacts:
    """Reads and corrects what facts were on other days."""

    def __init__(self, store: Store, clock: Clock, words: Callable[[], FactText]) -> None:
        self._store = store
        self._clock = clock
        self._words = words

    def evolution(self, case_id: UUID, person_id: UUID | None, key: str) -> Evolution:
        """Return the values of a fact through time."""
        definition, words = _definition(person_id, key), self._words()
        with self._store.read() as session:
            periods = KeptFact(session, case_id, person_id, key).read()
        is_yes_no = definition.kind is FactKind.BOOL
        return Evolution(
            label=definition.label,
            kind=definition.kind,
            choices=YES_NO if is_yes_no else definition.choices,
            steps=tuple(
                FactStep(
                    since=french.day(period.since) if period.since else "",
                    text="" if period.value is None else words.show(definition, period.value),
                    code="" if period.value is None else code_of(definition, period.value),
                )
                for period in periods
            ),
        )

    def timeline(self, case_id: UUID, person_id: UUID | None, key: str) -> Timeline:
        """Return the values of a fact through time, to be handed back to `restore`."""
        with self._store.read() as session:
            return KeptFact(session, case_id, person_id, key).read()

    def date_change(
        self, case_id: UUID, person_id: UUID | None, key: str, before: str, day: str
    ) -> Timeline:
        """Say since when the present value holds, and what the fact was before (a text).

        Returns:
            what stood there, to undo.

        Raises:
            UserInputError: the day is to come, or not after the value before.
        """
        definition = _definition(person_id, key)
        value = self._read(definition, before, field="value")
        on = self._read_day(day, field=SINCE)
        with self._store.write() as session:
            fact = KeptFact(session, case_id, person_id, key)
            periods = fact.read()
            last = periods[-1].since if periods else None
            if last is not None and on <= last:
                raise UserInputError(
                    SINCE,
                    typeset(f"La valeur d'avant vaut depuis le {french.day(last)} : dater après."),
                )
            return fact.write(changed_on(periods, value, on), self._clock.now())

    def rewrite(
        self, case_id: UUID, person_id: UUID | None, key: str, steps: Sequence[FactStep]
    ) -> Timeline:
        """Correct the values of a fact through time; return those before, to undo.

        Raises:
            UserInputError: a day or a value cannot be (`since.2`, `value.0`), or their order.
        """
        definition = _definition(person_id, key)
        periods: list[Period] = []
        for place, step in enumerate(steps):
            periods.append(self._period(definition, step, place, periods))
        path = person_field(person_id, key) if person_id else household_field(key)
        with self._store.write() as session:
            before = KeptFact(session, case_id, person_id, key).write(
                canonical(periods), self._clock.now()
            )
            if person_id is not None:
                records.check_birth_first(session, person_id, field="value.0")
            drafts.clear(session, case_id, path)
            return before

    def restore(
        self, case_id: UUID, person_id: UUID | None, key: str, periods: Timeline
    ) -> Timeline:
        """Put back the values that stood there; return those that stand there now."""
        with self._store.write() as session:
            return KeptFact(session, case_id, person_id, key).write(periods, self._clock.now())

    def _period(
        self, definition: FactDefinition, step: FactStep, place: int, before: Sequence[Period]
    ) -> Period:
        value = self._read(definition, step.text, field=f"value.{place}")
        field_ = f"{SINCE}.{place}"
        if not step.since.strip():
            if place:
                raise UserInputError(field_, "Dire depuis quel jour ou quel mois.")
            return Period(None, value)
        on = self._read_day(step.since, field=field_)
        last = before[-1].since if before else None
        if last is not None and on <= last:
            raise UserInputError(field_, "Cette date doit suivre celle de la valeur d'avant.")
        return Period(on, value)

    def _read(self, definition: FactDefinition, text: str, *, field: str) -> Any:
        value = self._words().read(definition, text, field=field)
        if value is NOT_STATED:
            return None
        return value.value if isinstance(value, NoFact) else value

    def _read_day(self, text: str, *, field: str) -> date:
        try:
            return read_past_day(text, self._clock.today())
        except ValueError as error:
            raise UserInputError(field, typeset(str(error))) from None


def read_past_day(text: str, today: date) -> date:
    """Read a day, or a month (its first day), that is not to come.

    Raises:
        ValueError: it is neither, it is to come, or it is before 1900.
    """
    if typed_values.looks_like_month(text):
        day = typed_values.read_month(text, today=today).first_day
    else:
        day = typed_values.read_date(text, today=today, in_past=True)
    if day > today:
        raise ValueError("Ce jour n'est pas encore passé.")
    if day < EARLIEST:
        raise ValueError("Cette date est avant 1900.")
    return day


def _definition(person_id: UUID | None, key: str) -> FactDefinition:
    if key == ROLE:
        return _ROLE
    return definition_of(key, of_person=person_id is not None)
