"""Changes to be simulated: which make sense, their forms, what was typed, their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.rules import scenarios
from caseapp.services import change_forms, stored_household
from caseapp.services.change_forms import ChangeKind, Subjects
from caseapp.services.change_reading import ChangeReader
from caseapp.services.change_words import ChangeWords
from caseapp.services.declared_definitions import declared_facts
from caseapp.services.sensitive_view import closed_facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from caseapp.domain.scenario import Change
    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.places import Communes
    from caseapp.services.fact_definition import Choice
    from caseapp.services.household import HouseholdDesk
    from caseapp.services.household_page import FieldValue
    from db.store import Store


class Changes:
    """The changes of the households of a base. `before` are those of the same variant so far."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        desk: HouseholdDesk,
        communes: Communes,
        catalogue: Catalogue,
    ) -> None:
        self._store, self._clock, self._desk = store, clock, desk
        self._communes, self._catalogue = communes, catalogue

    def kinds(self, case_id: UUID, before: Sequence[Change] = ()) -> tuple[Choice, ...]:
        """Return the changes that make sense."""
        return change_forms.kinds(self._subjects(case_id, before).household)

    def form(
        self,
        case_id: UUID,
        kind: ChangeKind,
        texts: Mapping[str, str],
        before: Sequence[Change] = (),
        errors: Mapping[str, str] | None = None,
    ) -> tuple[FieldValue, ...]:
        """Return the fields of a change, with what is typed in them and why it is refused."""
        subjects = self._subjects(case_id, before)
        asked = change_forms.definitions(kind, texts, subjects, self._clock.today())
        return change_forms.field_values(asked, texts, errors or {})

    def read(
        self,
        case_id: UUID,
        kind: ChangeKind,
        texts: Mapping[str, str],
        before: Sequence[Change] = (),
    ) -> Change:
        """Return the change that was typed.

        Raises:
            UserInputError: it cannot be accepted; `field` is the key of its field.
        """
        subjects = self._subjects(case_id, before)
        change = ChangeReader(kind, texts, subjects, self._desk.words(), self._clock.today()).read()
        scenarios.settled(subjects.household, [change])  # it can happen
        return change

    def words(self, case_id: UUID, changes: Sequence[Change]) -> tuple[str, ...]:
        """Return each change in words."""
        say = ChangeWords(self._subjects(case_id), self._desk.words(), self._communes)
        return tuple(map(say.of, changes))

    def _subjects(self, case_id: UUID, before: Sequence[Change] = ()) -> Subjects:
        with self._store.read() as session:
            stored = stored_household.load(session, case_id, self._clock.today())
        home = stored_household.to_domain(stored, self._clock.today())
        names = {str(p.id): p.first_name or p.last_name for p in stored.people}
        questions = declared_facts(self._catalogue, stored.home)
        closed = closed_facts(stored, questions)
        return Subjects(scenarios.settled(home, before), names, questions, closed)
