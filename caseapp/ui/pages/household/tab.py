"""« Foyer et ressources »: a whole household entered on one page, from the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QUndoStack
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.kernel.errors import UserInputError
from caseapp.services.household_page import CellChange, HouseholdPage, PersonRow
from caseapp.ui.pages.household.changes import Change
from caseapp.ui.pages.household.people_card import PeopleCard
from caseapp.ui.pages.household.resources_card import ResourcesCard
from caseapp.ui.pages.household.side_cards import BudgetCard, MissingCard
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fact_form import FactForm, Typed
from caseapp.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from caseapp.domain.household import Role
    from caseapp.kernel.calendar import Month
    from caseapp.services.household import HouseholdDesk
    from caseapp.services.removed import Removed

_YEAR = 12


class HouseholdTab(QWidget):
    """Stores each field as it is left; shows again what the service then knows."""

    changed = Signal()

    def __init__(
        self, desk: HouseholdDesk, suggest_communes: Callable[[str], Sequence[str]]
    ) -> None:
        super().__init__()
        self._desk = desk
        self._case: UUID | None = None
        self._last_month: Month | None = None
        self._page: HouseholdPage | None = None
        self.changes = QUndoStack(self)
        self.people = PeopleCard(suggest_communes)
        self.resources = ResourcesCard()
        self.budget = BudgetCard()
        self.missing = MissingCard()
        self.notice = Notice()
        self.notice.hide()
        self.housing, self.tax, self.savings, self.charges, self.couple = (
            FactForm(columns, suggest_communes) for columns in (4, 1, 1, 1, 4)
        )
        self._forms = (self.people.form, self.couple, self.housing, self.tax, self.savings,
                       self.charges)  # fmt: skip
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(16)
        self.people.add(self.couple)
        left.addWidget(self.notice)
        left.addWidget(self.people)
        left.addWidget(self.resources)
        left.addWidget(_card("Logement", self.housing))
        left.addStretch(1)
        right.addWidget(self.budget)
        right.addWidget(self.missing)
        right.addWidget(_card("Charges et dettes, par mois", self.charges))
        right.addWidget(_card("Fiscal", self.tax))
        right.addWidget(_card("Épargne et patrimoine", self.savings))
        right.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(16)
        outer.addLayout(left, 5)
        outer.addLayout(right, 2)

    def _connect(self) -> None:
        for form in self._forms:
            form.typed.connect(self._set_fact)
        self.people.renamed.connect(self._rename)
        self.people.role_chosen.connect(self._set_role)
        self.people.person_asked.connect(self._add_person)
        self.people.removal_asked.connect(self._remove_person)
        self.missing.chosen.connect(self.go_to)
        grid = self.resources.grid
        self.resources.model.typed.connect(self._set_cell)
        grid.extend_asked.connect(self._extend)
        grid.pasted.connect(self._paste)
        grid.cleared.connect(lambda line, month: self._set_cell(line, month, ""))
        grid.unknown_asked.connect(lambda line, month: self._set_cell(line, month, "inconnu"))
        grid.removal_asked.connect(self._remove_line)
        self.resources.line_asked.connect(self._add_line)
        self.resources.earlier_asked.connect(lambda: self._move(-_YEAR))
        self.resources.later_asked.connect(lambda: self._move(_YEAR))
        QShortcut(QKeySequence.StandardKey.Undo, self, self.changes.undo)
        QShortcut(QKeySequence.StandardKey.Redo, self, self.changes.redo)

    def show_case(self, case_id: UUID, focus: str = "") -> None:
        """Show the household of a case, the cursor in a field where one is named."""
        if case_id != self._case:
            self._case, self._last_month = case_id, None
            self.changes.clear()
        self._show()
        if focus:
            self.go_to(focus)

    def leave(self) -> None:
        """Store what is being typed, in whatever state it is."""
        self.resources.grid.commit_editor()
        self.people.leave()
        for form in self._forms:
            form.leave()

    def go_to(self, path: str) -> None:
        """Put the cursor in the field of a path, choosing its person or its month first."""
        if self._page is None:
            return
        if path.startswith("lines/"):
            self._go_to_cell(path)
            return
        for person in self._page.people:
            if path.startswith(f"people/{person.id}/"):
                self.people.choose(person.id)
        for form in self._forms:
            if form.go_to(path):
                return

    def _go_to_cell(self, path: str) -> None:
        model, grid = self.resources.model, self.resources.grid
        for row in range(model.rowCount()):
            line = model.line(row)
            cells = () if line is None else (line.before, *line.cells)
            for place, cell in enumerate(cells, start=1):
                if cell.path == path:
                    grid.setFocus()
                    grid.setCurrentIndex(model.index(row, place))

    def _show(self) -> None:
        if self._case is None:
            return
        page = self._page = self._desk.page(self._case, self._last_month)
        self.people.show_people(page)
        self.couple.show_facts(page.couple)
        self.resources.show_lines(page)
        for form, facts in (
            (self.housing, page.housing),
            (self.tax, page.tax),
            (self.savings, page.savings),
            (self.charges, page.charges),
        ):
            form.show_facts(facts)
        self.budget.show_budget(page.budget)
        self.missing.show_missing(page.missing)

    def _done(self, words: str, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        self.changes.push(Change(words, undo, redo, self._refresh))
        self._refresh()

    def _refresh(self) -> None:
        self.notice.hide()
        self._show()
        self.changed.emit()

    def _refused(self, error: UserInputError) -> None:
        """Show a refusal that has no field of its own; the others come back with the page."""
        self._refresh()
        at_a_field = error.field.startswith(("people/", "household/", "lines/"))
        if not at_a_field:
            self.notice.say("", error.sentence, Tone.BAD)
            self.notice.show()

    def _set_fact(self, typed: Typed) -> None:
        case, field, text = self._case, typed.field, typed.text
        if case is None:
            return

        def put(what: str) -> str:
            return self._desk.set_fact(case, field.person_id, field.key, what)

        try:
            before = put(text)
        except UserInputError as error:
            self._refused(error)
            return
        self._done(field.label, lambda: put(before), lambda: put(text))

    def _rename(self, person_id: UUID, last: str, first: str) -> None:
        try:
            before = self._desk.rename_person(person_id, last, first)
        except UserInputError as error:
            self.people.last_name.show_error(error.sentence)
            return
        self._done(
            "Nom",
            lambda: self._desk.rename_person(person_id, *before),
            lambda: self._desk.rename_person(person_id, last, first),
        )

    def _set_role(self, person_id: UUID, role: Role) -> None:
        try:
            before = self._desk.set_role(person_id, role)
        except UserInputError as error:
            self._refused(error)
            self.people.role.show_error(error.sentence)
            return
        self.people.role.show_error("")
        self._done(
            "Lien",
            lambda: self._desk.set_role(person_id, before),
            lambda: self._desk.set_role(person_id, role),
        )

    def _add_person(self, role: Role) -> None:
        if self._case is None:
            return
        try:
            person_id = self._desk.add_person(self._case, role)
        except UserInputError as error:
            self._refused(error)
            return
        taken: list[Removed] = []
        self._done(
            "Ajout d'une personne",
            lambda: taken.append(self._desk.remove_person(person_id)),
            lambda: self._desk.restore(taken.pop()),
        )
        self.people.choose(person_id, typing=True)

    def _remove_person(self, person: PersonRow) -> None:
        removed = [self._desk.remove_person(person.id)]
        self._done(
            f"Retrait de {person.name}",
            lambda: self._desk.restore(removed.pop()),
            lambda: removed.append(self._desk.remove_person(person.id)),
        )
        self.notice.say("", f"{person.name} a été retiré du foyer. Ctrl+Z pour annuler.", Tone.INFO)
        self.notice.show()

    def _add_line(self, person_id: UUID | None, nature: str) -> None:
        if self._case is None:
            return
        line_id = self._desk.add_line(self._case, person_id, nature)
        taken: list[Removed] = []
        self._done(
            "Ajout d'une ressource",
            lambda: taken.append(self._desk.remove_line(line_id)),
            lambda: self._desk.restore(taken.pop()),
        )
        grid, model = self.resources.grid, self.resources.model
        grid.setFocus()
        grid.setCurrentIndex(model.index(model.row_of(line_id), 2))

    def _remove_line(self, line_id: UUID) -> None:
        removed = [self._desk.remove_line(line_id)]
        self._done(
            "Retrait d'une ressource",
            lambda: self._desk.restore(removed.pop()),
            lambda: removed.append(self._desk.remove_line(line_id)),
        )

    def _set_cell(self, line_id: UUID, month: Month | None, text: str) -> None:
        try:
            before = self._desk.set_cell(line_id, month, text)
        except UserInputError as error:
            self._refused(error)
            return
        self._done(
            "Montant",
            lambda: self._desk.set_cell(line_id, month, before),
            lambda: self._desk.set_cell(line_id, month, text),
        )

    def _extend(self, line_id: UUID, month: Month) -> None:
        before = self._desk.extend_right(line_id, month)
        self._done(
            "Étendre à droite",
            lambda: self._desk.set_cells(line_id, before),
            lambda: self._desk.extend_right(line_id, month),
        )

    def _paste(self, line_id: UUID, month: Month | None, texts: list[str]) -> None:
        if self._page is None:
            return
        months = (None, *self._page.months)
        first = months.index(month)
        changes = [
            CellChange(month=to, text=text) for to, text in zip(months[first:], texts, strict=False)
        ]
        try:
            before = self._desk.set_cells(line_id, changes)
        except UserInputError as error:
            self._refused(error)
            return
        self._done(
            "Coller",
            lambda: self._desk.set_cells(line_id, before),
            lambda: self._desk.set_cells(line_id, changes),
        )

    def _move(self, months: int) -> None:
        if self._page is None:
            return
        last = min(self._page.months[-1].plus(months), self._page.last_possible_month)
        self._last_month = None if last == self._page.last_possible_month else last
        self._show()


def _card(title: str, form: FactForm) -> Card:
    card = Card(title)
    card.add(form)
    return card
