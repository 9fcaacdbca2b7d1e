"""The people of a household: a line each, and the form of the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from caseapp.domain.household import Role
from caseapp.ui.models.table import Column, RowModel
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import link, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fact_form import FactForm
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from caseapp.services.household_page import HouseholdPage, PersonRow


class PeopleCard(Card):
    """Tells what is typed; the page stores it and shows the people again."""

    renamed = Signal(object, str, str)  # person id, last name, first name
    role_chosen = Signal(object, object)  # person id, Role
    person_asked = Signal(object)  # Role
    removal_asked = Signal(object)  # PersonRow

    def __init__(self, suggest_communes: Callable[[str], Sequence[str]]) -> None:
        super().__init__("Personnes")
        self._page: HouseholdPage | None = None
        self.add_button = secondary("+ Ajouter une personne")
        self._menu = QMenu(self)
        self.add_button.setMenu(self._menu)
        self.add_action(self.add_button)
        self.table = Table(RowModel(_columns(), lambda row: row.id), "Personnes", grows=True)
        self.last_name = TextField("Nom")
        self.first_name = TextField("Prénom")
        self.role = ChoiceField("Lien", [(r.value, "") for r in Role])
        self.form = FactForm(4, suggest_communes)
        self.remove_button = link("Retirer cette personne", self._ask_removal)
        self.add(self.table)
        self.add(Rule())
        self._names = QWidget()
        names = QHBoxLayout(self._names)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(12)
        for field in (self.last_name, self.first_name, self.role):
            names.addWidget(field, 1)
        names.addWidget(self.remove_button, 1)
        self.add(self._names)
        self.add(self.form)
        self.last_name.committed.connect(lambda _text: self._rename())
        self.first_name.committed.connect(lambda _text: self._rename())
        self.role.committed.connect(self._choose_role)
        self.table.chosen.connect(lambda _row: self._show_person())

    @property
    def person(self) -> PersonRow | None:
        """The person whose form is shown."""
        if self._page is None:
            return None
        chosen = self.table.current
        people = self._page.people
        return next((p for p in people if chosen is not None and p.id == chosen.id), people[0])

    def show_people(self, page: HouseholdPage) -> None:
        """Show the people; the one that was chosen stays chosen."""
        self._page = page
        self.table.rows_model.set_rows(page.people)
        self._menu.clear()
        for choice in page.roles:
            if choice.code == Role.APPLICANT:
                continue
            action = self._menu.addAction(choice.label[:1].upper() + choice.label[1:])
            action.setEnabled(choice.code != Role.PARTNER or page.can_add_partner)
            action.triggered.connect(
                lambda _on=False, code=choice.code: self.person_asked.emit(Role(code))
            )
        for choice in page.roles:
            place = self.role.editor.findData(choice.code)
            if place >= 0:
                self.role.editor.setItemText(place, choice.label)
        self._show_person()

    def choose(self, person_id: UUID, *, typing: bool = False) -> None:
        """Show the form of a person; `typing` puts the cursor in the first name."""
        self.table.choose(person_id)
        self._show_person()
        if typing:
            self.first_name.editor.setFocus()

    def leave(self) -> None:
        """Hand over what is being typed."""
        self.last_name.commit()
        self.first_name.commit()
        self.form.leave()

    def _show_person(self) -> None:
        person = self.person
        if person is None:
            return
        self.last_name.show_text(person.last_name)
        self.first_name.show_text(person.first_name)
        self.last_name.show_error("")
        self.role.show_value(person.role.value)
        is_applicant = person.role is Role.APPLICANT
        self.role.setVisible(not is_applicant)
        self.remove_button.setVisible(not is_applicant)
        self.form.show_facts(person.facts)

    def _rename(self) -> None:
        if (person := self.person) is not None:
            self.renamed.emit(person.id, self.last_name.text, self.first_name.text)

    def _choose_role(self, code: str) -> None:
        if (person := self.person) is not None:
            self.role_chosen.emit(person.id, Role(code))

    def _ask_removal(self) -> None:
        if (person := self.person) is not None:
            self.removal_asked.emit(person)


def _columns() -> list[Column[PersonRow]]:
    return [
        Column(title="Nom", text=lambda p: p.name, strong=True, stretch=True),
        Column(title="Lien", text=lambda p: p.role_label, width=110),
        Column(
            title="Naissance",
            text=lambda p: p.birth or "—",
            tone=lambda p: Tone.UNKNOWN if p.birth == "inconnue" else None,
            width=160,
        ),
        Column(title="Activité", text=lambda p: p.activity or "—", width=140),
        Column(title="Particularités", text=lambda p: p.particulars or "—", stretch=True),
    ]
