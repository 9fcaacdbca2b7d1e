"""What a person does to a household, one change at a time, each of which Ctrl+Z takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.services.household_facts import ROLES
from caseapp.services.household_then import ROLE
from caseapp.services.household_view import household_field, person_field
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.grid_editing import GridEditing
from caseapp.ui.widgets.recording import Changed
from caseapp.ui.widgets.undone import stored_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.domain.household import Role
    from caseapp.services.household_page import PersonRow
    from caseapp.services.removed import Removed
    from caseapp.services.sensitive_rows import AidOffer, OpenFact, SensitiveLine
    from caseapp.services.social_numbers import SocialNumbers
    from caseapp.ui.widgets.fact_form import Typed


class _Opening:
    """Facts that were opened for an aid; taken back and opened again with what was typed."""

    def __init__(
        self,
        make: Callable[[], tuple[UUID, ...]],
        withdraw: Callable[[tuple[UUID, ...]], object],
    ) -> None:
        self._make, self._withdraw = make, withdraw
        self._rows = make()

    def again(self) -> None:
        """Open once more."""
        self._rows = self._make()

    def take_back(self) -> None:
        """Let it be as if nothing had been opened."""
        if self._rows:
            self._withdraw(self._rows)


class Editing(GridEditing):
    """Stores what is typed. A refused text is stored too: the page shows it with its error."""

    def set_fact(self, typed: Typed) -> None:
        """Store what was typed in a field."""
        case, fact = self.case, typed.field
        if case is None:
            return
        whose, key, dates = fact.person_id, fact.key, self.desk.dates

        def put(text: str) -> str:
            return self.desk.set_fact(case, whose, key, text)

        was = dates.timeline(case, whose, key) if fact.can_change else ()
        opened = self._open(case, whose, (key,), typed.right)
        before, back = stored_text(put, fact.text, typed.text)

        def take_back() -> None:
            back()
            opened.take_back()
            if was:  # with the days between which it held
                dates.restore(case, whose, key, was)

        changed = None
        if before and was and dates.timeline(case, whose, key)[-1:] != was[-1:]:
            changed = Changed(fact.path, whose, key, fact.label, before)

        def again() -> None:
            opened.again()
            put(typed.text)

        self.record(take_back, again, fact.path, changed)

    def open_sensitive(self, line: SensitiveLine, offer: AidOffer) -> None:
        """Open facts for an aid, the cursor in the first."""
        if self.case is None:
            return
        opened = self._open(self.case, line.person_id, offer.keys, offer.right)
        path = _path(line.person_id, offer.first)
        self.record(opened.take_back, opened.again, path)
        self.shown.emit(path)

    def close_sensitive(self, line: SensitiveLine, fact: OpenFact) -> None:
        """Close a fact and erase what it says."""
        case, desk, whose = self.case, self.desk.sensitive, line.person_id
        if case is None:
            return
        closed = [desk.close(case, whose, (fact.key,))]
        self.record(
            lambda: desk.reopen(closed.pop()),
            lambda: closed.append(desk.close(case, whose, (fact.key,))),
            _path(whose, fact.key),
        )
        done = "fermé et effacé" if fact.has_value else "fermé"
        self.told.emit(f"{fact.label} : {done}.", Tone.INFO)

    def _open(self, case: UUID, whose: UUID | None, keys: tuple[str, ...], right: str) -> _Opening:
        def make() -> tuple[UUID, ...]:
            return self.desk.sensitive.open(case, whose, keys, right) if right else ()

        return _Opening(make, self.desk.sensitive.withdraw)

    def rename(self, person_id: UUID, last: str, first: str) -> None:
        """Store the names of a person."""
        try:
            before = self.desk.rename_person(person_id, last, first)
        except UserInputError as error:
            self.stored.emit()
            self.refused.emit(error.field, error.sentence)
            return
        names = (last, first)
        self.record(
            lambda: self.desk.rename_person(person_id, *before),
            lambda: self.desk.rename_person(person_id, *names),
            person_field(person_id, "last_name" if before[0] != last else "first_name"),
        )

    def set_role(self, person_id: UUID, role: Role) -> None:
        """Store what a person is to the applicant."""
        try:
            before = self.desk.set_role(person_id, role)
        except UserInputError as error:
            self.stored.emit()
            self.refused.emit(error.field, error.sentence)
            return
        words = next(choice.label for choice in ROLES if choice.code == before)
        path = person_field(person_id, ROLE)
        self.record(
            lambda: self.desk.set_role(person_id, before),
            lambda: self.desk.set_role(person_id, role),
            path,
            Changed(path, person_id, ROLE, "Lien", words) if before is not role else None,
        )

    def set_number(self, numbers: SocialNumbers, person_id: UUID, text: str) -> None:
        """Keep a person's « numéro de sécurité sociale », or what is none yet."""
        try:
            kept = numbers.put(person_id, text)
        except NotFoundError as error:
            self.told.emit(error.sentence, Tone.BAD)
            return

        def swap() -> None:
            nonlocal kept
            kept = numbers.put_back(person_id, kept)

        self.record(swap, swap, person_field(person_id, "social_number"))

    def add_person(self, role: Role) -> None:
        """Add a person, the cursor in the first name."""
        if self.case is None:
            return
        try:
            person_id = self.desk.add_person(self.case, role)
        except UserInputError as error:
            self.told.emit(error.sentence, Tone.BAD)
            return
        taken: list[Removed] = []
        path = person_field(person_id, "first_name")
        self.record(
            lambda: taken.append(self.desk.remove_person(person_id)),
            lambda: self.desk.restore(taken.pop()),
            path,
        )
        self.shown.emit(path)

    def remove_person(self, person: PersonRow) -> None:
        """Remove a person with everything known of that person."""
        removed = [self.desk.remove_person(person.id)]
        self.record(
            lambda: self.desk.restore(removed.pop()),
            lambda: removed.append(self.desk.remove_person(person.id)),
            person_field(person.id, "first_name"),
        )
        self.told.emit(f"{person.name} ne fait plus partie du foyer.", Tone.INFO)


def _path(person_id: UUID | None, key: str) -> str:
    return person_field(person_id, key) if person_id else household_field(key)
