"""The people of a household: a line each, and the form of the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QVBoxLayout

from caseapp.domain.household import Role
from caseapp.kernel import french
from caseapp.services.household_facts import ROLES
from caseapp.services.household_records import NAME_LENGTH
from caseapp.services.household_then import ROLE
from caseapp.services.household_view import person_field
from caseapp.ui.actions import ADD_PERSON, OPEN_SENSITIVE
from caseapp.ui.models.table import RowModel
from caseapp.ui.pages.household.people_columns import GoneLines, people_columns, share_width
from caseapp.ui.pages.household.sensitive_strip import SensitiveStrip
from caseapp.ui.pages.household.social_number import SocialNumberField
from caseapp.ui.widgets.buttons import link, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fact_form import FactForm, show_past
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.letter_menu import LetterMenu
from caseapp.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from PySide6.QtGui import QResizeEvent

    from caseapp.services.household_page import FieldValue, HouseholdPage, PersonRow
    from caseapp.services.social_numbers import SocialNumbers
    from caseapp.ui.widgets.buttons import Button

_ADDED = (Role.CHILD, Role.PARTNER, Role.OTHER)
NUMBER = "social_number"  # the end of the path of its field
_COUPLE = {Role.APPLICANT, Role.PARTNER}


class PeopleCard(Card):
    """Tells what is typed; the page stores it and shows the people again."""

    renamed = Signal(object, str, str)  # person id, last name, first name
    role_chosen = Signal(object, object)  # person id, Role
    person_asked = Signal(object)  # Role
    removal_asked = Signal(object)  # PersonRow
    arrival_asked = Signal(object)  # PersonRow
    departure_asked = Signal(object)  # PersonRow
    role_pressed = Signal(object)  # PersonRow: the link beside « Lien »
    return_asked = Signal(object)  # GoneRow
    correction_asked = Signal(object)  # GoneRow

    def __init__(
        self, suggest_communes: Callable[[str], Sequence[str]], numbers: SocialNumbers
    ) -> None:
        super().__init__("Personnes", flush=True)
        self._page: HouseholdPage | None = None
        self._shown: UUID | None = None
        self._changed = ""
        self.add_button = secondary("+ Ajouter une personne", hint=ADD_PERSON)
        self.add_button.setShortcut(ADD_PERSON)
        self._menu = LetterMenu(self)
        self._adding = {role: self._add_to_menu(role) for role in _ADDED}
        self.add_button.setMenu(self._menu)
        self.add_action(self.add_button)
        self.table = Table(RowModel(people_columns(), lambda row: row.id), "Personnes", grows=True)
        self.last_name, self.first_name = TextField("Nom"), TextField("Prénom")
        self.role = ChoiceField("Lien", [(c.code, c.label) for c in ROLES if c.code in _ADDED])
        lead = (self.last_name, self.first_name, self.role)
        self.form = FactForm(4, suggest_communes, lead)
        self.number = SocialNumberField(numbers)
        self.number.hide()
        self.sensitive = SensitiveStrip(OPEN_SENSITIVE)
        self.joined_button = link("Arrivé le…", lambda: self._tell(self.arrival_asked))
        self.left_button = link("A quitté le foyer le…", lambda: self._tell(self.departure_asked))
        self.remove_button = link(
            "Retirer cette personne du foyer",
            self._ask_removal,
            hint="Pour qui n'a jamais été du foyer : tout ce qui en est su est retiré",
        )
        self.gone = GoneLines(self.return_asked.emit, self.correction_asked.emit)
        self._lay_out()
        self._connect()

    def _add_to_menu(self, role: Role) -> QAction:
        words = next(choice.label for choice in ROLES if choice.code == role)
        action = self._menu.addAction(words[:1].upper() + words[1:])
        action.triggered.connect(lambda: self.person_asked.emit(role))
        return action

    def _lay_out(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 2, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.form)
        inside.addWidget(self.number)
        inside.addWidget(self.sensitive)
        coming_and_going = FlowLayout(gap=16)
        for button in self._links:
            coming_and_going.addWidget(button)
        inside.addLayout(coming_and_going)
        inside.addWidget(self.gone)
        self.add(self.table)
        self.add(inside)

    def _connect(self) -> None:
        for name in (self.last_name, self.first_name):
            name.editor.setMaxLength(NAME_LENGTH)
            name.editor.returnPressed.connect(name.commit)
            name.editor.returnPressed.connect(self.focusNextChild)
        self.last_name.committed.connect(self._rename_last)
        self.first_name.committed.connect(self._rename_first)
        self.role.committed.connect(self._choose_role)
        self.role.side_pressed.connect(self._tell_role)  # a field that may stand in no window
        self.table.chosen.connect(self._choose_row)
        self.table.opened.connect(lambda _row: self.last_name.setFocus())
        remove = QAction(self.table)
        remove.setShortcut(QKeySequence.StandardKey.Delete)
        remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        remove.triggered.connect(self._ask_removal)
        self.table.addAction(remove)

    def _tell_role(self) -> None:
        self._tell(self.role_pressed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        if self._page is not None:
            share_width(self.table, self._page.people)

    @property
    def _links(self) -> tuple[Button, ...]:
        """What is done of the person shown, beside what is typed."""
        return self.joined_button, self.left_button, self.remove_button

    def _tell(self, signal: Any) -> None:
        person = self.person
        if person is not None and person.role is not Role.APPLICANT:
            signal.emit(person)

    @property
    def person(self) -> PersonRow | None:
        """The person whose form is shown."""
        people = self._page.people if self._page else ()
        return next((person for person in people if person.id == self._shown), None)

    def show_people(self, page: HouseholdPage, changed: str = "") -> None:
        """Show the people; the one that was chosen stays chosen.

        `changed` is the path of the fact whose change can be dated.
        """
        old, self._page = self._page, page
        self._changed = changed
        self.gone.show_people(page.gone)
        if self.person is None:
            self._shown = page.people[self._place_left(old)].id
        self.table.rows_model.set_rows(page.people)
        share_width(self.table, page.people)
        self.table.choose(self._shown)
        self._adding[Role.PARTNER].setEnabled(page.can_add_partner)
        self._show_person()

    def _place_left(self, old: HouseholdPage | None) -> int:
        """Return who is shown after the one who was: the next of the same household."""
        if old is None or self._page is None or old.case_id != self._page.case_id:
            return 0
        places = [place for place, person in enumerate(old.people) if person.id == self._shown]
        return min(places[0] if places else 0, len(self._page.people) - 1)

    def choose(self, person_id: UUID) -> None:
        """Show the form of a person."""
        self.table.choose(person_id)

    def go_to(self, path: str) -> bool:
        """Put the cursor in a field, of whoever it is; say whether it is here."""
        page = self._page
        if page is None:
            return False
        whose = next((p.id for p in page.people if path.startswith(f"people/{p.id}/")), None)
        if any(fact.path == path for fact in page.couple) and self._is_of_child():
            whose = page.people[0].id
        if whose is not None:
            self.choose(whose)
        names: dict[str, TextField | ChoiceField] = {
            "last_name": self.last_name,
            "first_name": self.first_name,
            ROLE: self.role,
            NUMBER: self.number.field,
        }
        name = names.get(path.rpartition("/")[2]) if whose else None
        if name is None:
            return self.form.go_to(path) or self._go_to_closed(path)
        name.editor.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _go_to_closed(self, path: str) -> bool:
        """Go to what opens a field that is closed."""
        person = self.person
        is_closed = person is not None and any(
            fact.is_closed and fact.path == path for fact in person.facts
        )
        if is_closed:
            self.sensitive.closed.setFocus(Qt.FocusReason.TabFocusReason)
        return is_closed

    def _is_of_child(self) -> bool:
        return self.person is not None and self.person.role not in _COUPLE

    def refuse(self, path: str, sentence: str) -> None:
        """Show under the name or the link of a person why it cannot be."""
        field: TextField | ChoiceField = self.role if path.endswith("/role") else self.last_name
        field.show_error(sentence)

    def leave(self) -> None:
        """Hand over what is being typed."""
        self.last_name.commit()
        self.first_name.commit()
        self.form.leave()
        self.number.leave()

    def _choose_row(self, row: PersonRow | None) -> None:
        if row is None or row.id == self._shown:
            return
        self.leave()  # what was being typed is of the person before
        self._shown = row.id
        self._show_person()

    def _show_person(self) -> None:
        person, page = self.person, self._page
        if person is None or page is None:
            return
        self.last_name.show_text(person.last_name)
        self.first_name.show_text(person.first_name)
        self.last_name.show_error("")
        self.role.show_value(person.role.value)
        self.role.show_error("")
        is_applicant = person.role is Role.APPLICANT
        self.form.put_away(self.role, is_applicant)
        for button in self._links:
            button.setVisible(not is_applicant)
        joined = french.day(person.joined_on) if person.joined_on else ""
        self.joined_button.setText(f"Arrivé le {joined}" if joined else "Arrivé le…")
        is_new = self._changed == person_field(person.id, ROLE)
        show_past(self.role, person.role_has_past, is_new=is_new)
        self.form.show_facts(self._facts(person, page), self._changed)
        self.number.show_person(person.id)
        self.sensitive.show_line(person.sensitive)

    @staticmethod
    def _facts(person: PersonRow, page: HouseholdPage) -> tuple[FieldValue, ...]:
        """Return the facts of a person; those of the couple stand with each of its two."""
        return (*person.facts, *page.couple) if person.role in _COUPLE else person.facts

    def _rename_last(self, text: str) -> None:
        if (person := self.person) is not None:
            self.renamed.emit(person.id, text, person.first_name)

    def _rename_first(self, text: str) -> None:
        if (person := self.person) is not None:
            self.renamed.emit(person.id, person.last_name, text)

    def _choose_role(self, code: str) -> None:
        if (person := self.person) is not None:
            self.role_chosen.emit(person.id, Role(code))

    def _ask_removal(self) -> None:
        person = self.person
        if person is not None and person.role is not Role.APPLICANT:
            self.removal_asked.emit(person)
