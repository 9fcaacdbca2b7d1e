"""A whole household entered on one page, from the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.services.grid_view import RESOURCES
from caseapp.services.household_page import FieldState
from caseapp.ui.pages.household.dating import Dating
from caseapp.ui.pages.household.people_card import PeopleCard
from caseapp.ui.pages.household.resources_card import ResourcesCard
from caseapp.ui.pages.household.sensitive_strip import SensitiveStrip
from caseapp.ui.pages.household.side_cards import BudgetCard, MissingCard
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.columns import MainAndSide
from caseapp.ui.widgets.editing import Editing
from caseapp.ui.widgets.fact_form import FactForm
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.sight import Sight
from caseapp.ui.widgets.undone import listen_to_undo

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from caseapp.kernel.calendar import Month
    from caseapp.services.household import HouseholdDesk
    from caseapp.services.household_page import HouseholdPage
    from caseapp.services.social_numbers import SocialNumbers

_YEAR = 12
_SIDE_WIDTH = 284


class HouseholdEntry(QWidget):
    """Shows the page of a household again after each field that was stored."""

    changed = Signal()  # something was stored

    def __init__(
        self,
        desk: HouseholdDesk,
        suggest_communes: Callable[[str], Sequence[str]],
        numbers: SocialNumbers,
    ) -> None:
        super().__init__()
        self._desk, self._numbers = desk, numbers
        self._last_month: Month | None = None
        self._page: HouseholdPage | None = None
        self.editing = Editing(desk, self)
        self.people = PeopleCard(suggest_communes, numbers)
        self.resources = ResourcesCard()
        self.budget = BudgetCard()
        self.missing = MissingCard()
        self.notice = Notice()
        self.notice.hide()
        self.housing, self.charges, self.savings, self.declared, self.tax = (
            FactForm(columns, suggest_communes) for columns in (4, 4, 4, 2, 1)
        )
        self.sensitive = SensitiveStrip()
        self._sight = Sight(self)
        self._asked: set[str] = set()  # paths of the other facts that a right asks for
        self.dating = Dating(desk, self.editing, self, suggest_communes)
        self._lay_out()
        self._connect()

    @property
    def forms(self) -> tuple[FactForm, ...]:
        """The forms of the page, in the order of the eye."""
        rest = (self.housing, self.charges, self.savings, self.declared, self.tax)
        return (self.people.form, *rest)

    def _lay_out(self) -> None:
        self._others = _card("Autres faits", self.declared)
        self._others.add(self.sensitive)
        wide = (
            self.notice,
            self.people,
            self.resources,
            _card("Logement", self.housing),
            _card("Charges et dettes, par mois", self.charges),
            _card("Épargne et patrimoine", self.savings),
            self._others,
        )
        narrow = (self.budget, self.missing, _card("Fiscal", self.tax))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(MainAndSide(wide, narrow, side=_SIDE_WIDTH))

    def _connect(self) -> None:
        edit, people, resources = self.editing, self.people, self.resources
        for form in self.forms:
            form.typed.connect(edit.set_fact)
        self.dating.listen(self.forms, people)
        people.renamed.connect(edit.rename)
        people.role_chosen.connect(edit.set_role)
        people.number.typed.connect(self._keep_number)
        people.person_asked.connect(edit.add_person)
        people.removal_asked.connect(edit.remove_person)
        for strip in (people.sensitive, self.sensitive):
            strip.open_asked.connect(edit.open_sensitive)
            strip.close_asked.connect(edit.close_sensitive)
        resources.line_asked.connect(edit.add_line)
        resources.earlier_asked.connect(lambda: self._move(-_YEAR))
        resources.later_asked.connect(lambda: self._move(_YEAR))
        resources.model.typed.connect(edit.set_cell)
        grid = resources.grid
        grid.extend_asked.connect(lambda line, month: edit.extend(line, month, self._months[-1]))
        grid.pasted.connect(edit.paste)
        grid.same_asked.connect(edit.same_as_before)
        grid.cleared.connect(edit.clear)
        grid.unknown_asked.connect(lambda line, month: edit.set_cell(line, month, "inconnu"))
        grid.removal_asked.connect(edit.remove_line)
        self.missing.chosen.connect(self.go_to)
        edit.stored.connect(self._refresh)
        edit.told.connect(self._say)
        edit.refused.connect(people.refuse)
        edit.shown.connect(self.go_to)
        listen_to_undo(self, edit.undo, edit.redo)
        QShortcut(QKeySequence("Ctrl+D"), self, self._date_last)
        QShortcut(QKeySequence("Ctrl+E"), self, self._show_past)

    def _date_last(self) -> None:
        self.leave()  # what is being typed is the change that is meant
        self.dating.date_last()

    def _show_past(self) -> None:
        at = self.focusWidget()
        self.leave()
        self.dating.show_past_at(at)

    @property
    def _months(self) -> tuple[Month, ...]:
        return self._page.months if self._page else ()

    def show_case(self, case_id: UUID, focus: str = "") -> None:
        """Show the household of a case, the cursor in a field where one is named."""
        if case_id != self.editing.case:
            self._last_month = None
            self._asked.clear()
            self.notice.hide()
            self.editing.start(case_id)
        self._show()
        if focus:
            self.go_to(focus)

    def leave(self) -> None:
        """Store what is being typed, in whatever state it is."""
        self.resources.grid.commit_editor()
        self.people.leave()
        for form in self.forms:
            form.leave()

    def go_to(self, path: str) -> None:
        """Put the cursor in the field of a path, choosing its person or its months first."""
        self.leave()
        if path.startswith("lines/"):
            self._go_to_cell(path)
        elif path.endswith(f"/{RESOURCES}"):  # nothing to go to yet: where a line is added
            self.people.go_to(path)
            self.resources.add_button.setFocus(Qt.FocusReason.TabFocusReason)
        elif not self.people.go_to(path):
            self._ask(path)
            any(form.go_to(path) for form in self.forms)
        if (at := self.focusWidget()) is not None:
            self._sight.keep(at)

    def _keep_number(self, person_id: UUID, text: str) -> None:
        self.editing.set_number(self._numbers, person_id, text)

    def _ask(self, path: str) -> None:
        """Show one of the other facts, which are on the page once asked or answered."""
        page = self._page
        if page is not None and any(fact.path == path for fact in page.declared):
            self._asked.add(path)
            self._show_others(page)

    def _show_others(self, page: HouseholdPage) -> None:
        shown = [
            fact
            for fact in page.declared
            if fact.state is not FieldState.NOT_STATED
            or (fact.is_sensitive and not fact.is_closed)
            or fact.path in self._asked
        ]
        changed = self.editing.last_fact.path if self.editing.last_fact else ""
        self.declared.show_facts(shown, changed)
        self.sensitive.show_line(page.sensitive)
        self._others.setVisible(bool(shown))

    def _go_to_cell(self, path: str) -> None:
        model, grid = self.resources.model, self.resources.grid
        if not model.index_of(path).isValid():
            self._see_month(path.rpartition("/")[2])
        index = model.index_of(path)
        if index.isValid():
            grid.choose(index)

    def _see_month(self, words: str) -> None:
        """Show the twelve months among which one is, given as in a path."""
        page = self._page
        if page is None:
            return
        last = page.last_possible_month
        while words < str(last.plus(1 - _YEAR)) and words[:1].isdecimal():
            last = last.plus(-_YEAR)
        self._last_month = last
        self._show()

    def make_ahead(self) -> None:
        """Make the fields that every household has, empty."""
        if self._page is None:
            self._show_page(self._desk.blank())

    def _show(self) -> None:
        if self.editing.case is None:
            return
        page = self._page = self._desk.page(self.editing.case, self._last_month)
        self.editing.page = page
        self._show_page(page)

    def _show_page(self, page: HouseholdPage) -> None:
        changed = self.editing.last_fact.path if self.editing.last_fact else ""
        self.people.show_people(page, changed)
        self.resources.show_lines(page)
        for form, facts in (
            (self.housing, page.housing),
            (self.charges, page.charges),
            (self.savings, page.savings),
            (self.tax, page.tax),
        ):
            form.show_facts(facts, changed)
        self._show_others(page)
        self.budget.show_budget(page.budget)
        self.missing.show_missing(page.missing)

    def _refresh(self) -> None:
        self.notice.hide()
        self._show()
        self.changed.emit()

    def _say(self, sentence: str, tone: Tone) -> None:
        undo = [secondary("Annuler", self.editing.undo)] if tone is Tone.INFO else []
        self.notice.say("", sentence, tone, *undo)
        self.notice.show()
        self._sight.bring(self.notice)

    def _move(self, months: int) -> None:
        if self._page is None:
            return
        self.leave()
        last = min(self._months[-1].plus(months), self._page.last_possible_month)
        self._last_month = None if last == self._page.last_possible_month else last
        self._show()


def _card(title: str, form: FactForm) -> Card:
    card = Card(title)
    card.add(form)
    return card
