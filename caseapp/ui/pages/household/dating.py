"""The windows in which a change gets its day: of a fact, of an arrival, of a departure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.typography import typeset
from caseapp.services.dated_facts import SINCE
from caseapp.services.household_then import ROLE
from caseapp.services.household_view import person_field
from caseapp.services.presence import JOINED, LEFT
from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.pages.household.evolution import EvolutionDialog
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.fields import TextField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from caseapp.services.dated_facts import FactStep
    from caseapp.services.household import HouseholdDesk
    from caseapp.services.household_page import FieldValue, GoneRow, PersonRow
    from caseapp.services.presence import Stay
    from caseapp.ui.dialogs.frame import Dialog
    from caseapp.ui.pages.household.people_card import PeopleCard
    from caseapp.ui.widgets.editing import Editing
    from caseapp.ui.widgets.fact_form import FactForm

_DAY_OR_MONTH = "un jour (12/07/2026) ou un mois (07/2026)"


class Dating:
    """Opens these windows over the page; what they store is undone as everything else is."""

    def __init__(
        self,
        desk: HouseholdDesk,
        editing: Editing,
        page: QWidget,
        suggest_communes: Callable[[str], Sequence[str]],
    ) -> None:
        self._desk, self._editing, self._page = desk, editing, page
        self._suggest = suggest_communes
        self._forms: Sequence[FactForm] = ()
        self._people: PeopleCard | None = None

    def listen(self, forms: Sequence[FactForm], people: PeopleCard) -> None:
        """Open the windows that the parts of the page ask for."""
        self._forms, self._people = forms, people
        for form in forms:
            form.dating_asked.connect(lambda _fact: self.date_last())
            form.past_asked.connect(self._show_past_of)
        people.arrival_asked.connect(self.ask_joined)
        people.departure_asked.connect(self.ask_left)
        people.correction_asked.connect(lambda p: self.ask_left(p, french.day(p.left_on)))
        people.return_asked.connect(self._come_back)
        people.role_pressed.connect(self._see_role)

    def show_past_at(self, widget: QWidget | None) -> None:
        """Show what the fact was whose field the cursor is in."""
        for form in self._forms:
            if (fact := form.fact_at(widget)) is not None and fact.can_change:
                self._show_past_of(fact)
                return
        people = self._people
        if people is not None and people.person is not None and widget is people.role.editor:
            self.show_past(people.person.id, ROLE, person_field(people.person.id, ROLE))
            return
        say = "Placer d'abord le curseur dans un fait qui peut changer."
        self._editing.told.emit(say, Tone.NEUTRAL)

    def _show_past_of(self, fact: FieldValue) -> None:
        self.show_past(fact.person_id, fact.key, fact.path)

    def _see_role(self, person: PersonRow) -> None:
        path, changed = person_field(person.id, ROLE), self._editing.last_fact
        if changed is not None and changed.path == path:
            self.date_last()
        else:
            self.show_past(person.id, ROLE, path)

    def date_last(self) -> None:
        """Ask since when what was changed last holds."""
        case, changed = self._editing.case, self._editing.last_fact
        if case is None or changed is None:
            say = "Aucun changement à dater : modifier d'abord un fait du foyer."
            self._editing.told.emit(say, Tone.NEUTRAL)
            return
        dates, whose, key = self._desk.dates, changed.person_id, changed.key

        def record(typed: dict[str, str]) -> None:
            day = typed[SINCE]
            stood = dates.date_change(case, whose, key, changed.before, day)
            self._editing.record(
                lambda: dates.restore(case, whose, key, stood),
                lambda: dates.date_change(case, whose, key, changed.before, day),
                changed.path,
            )

        sentence = (
            f"{changed.label} : {changed.before} jusqu'à la veille de ce jour. "
            "Pour une simple correction, ne rien dater."
        )
        self._ask("Ce changement date du…", sentence, SINCE, "Depuis le", "", record)

    def show_past(self, person_id: UUID | None, key: str, path: str) -> None:
        """Show what a fact was, to be corrected."""
        case, dates = self._editing.case, self._desk.dates
        if case is None:
            return

        def record(steps: Sequence[FactStep]) -> None:
            stood = dates.rewrite(case, person_id, key, steps)
            self._editing.record(
                lambda: dates.restore(case, person_id, key, stood),
                lambda: dates.rewrite(case, person_id, key, steps),
                path,
            )

        evolution = dates.evolution(case, person_id, key)
        self._open(EvolutionDialog(self._page.window(), evolution, record, self._suggest))

    def ask_joined(self, person: PersonRow) -> None:
        """Ask when somebody came into the household."""
        known = french.day(person.joined_on) if person.joined_on else ""
        self._ask_stay(
            person.id,
            f"{person.name} : arrivée dans le foyer",
            "Laisser vide pour qui a toujours été là, ou depuis sa naissance.",
            (JOINED, "Arrivé le", known),
            self._desk.presence.set_joined,
        )

    def ask_left(self, person: PersonRow | GoneRow, known: str = "") -> None:
        """Ask when somebody left the household."""
        self._ask_stay(
            person.id,
            f"{person.name} : départ du foyer",
            "Ce jour est le premier hors du foyer. Les jours d'avant gardent cette personne ; "
            "« Retirer » convient à qui n'en a jamais été.",
            (LEFT, "A quitté le foyer le", known),
            self._desk.presence.set_left,
        )

    def _come_back(self, person: GoneRow) -> None:
        """Have somebody of the household again, as if there had been no departure."""
        try:
            self._store_stay(person.id, self._desk.presence.set_left, "")
        except UserInputError as error:
            self._editing.told.emit(error.sentence, Tone.BAD)

    def _ask_stay(
        self,
        person_id: UUID,
        title: str,
        sentence: str,
        asked: tuple[str, str, str],
        put: Callable[[UUID, str], Stay],
    ) -> None:
        name, label, known = asked

        def record(typed: dict[str, str]) -> None:
            self._store_stay(person_id, put, typed[name])

        self._ask(title, sentence, name, label, known, record)

    def _store_stay(self, person_id: UUID, put: Callable[[UUID, str], Stay], text: str) -> None:
        stood = put(person_id, text)
        self._editing.record(
            lambda: self._desk.presence.restore(person_id, stood),
            lambda: put(person_id, text),
            person_field(person_id, "first_name"),
        )

    def _ask(
        self,
        title: str,
        sentence: str,
        name: str,
        label: str,
        known: str,
        record: Callable[[dict[str, str]], None],
    ) -> None:
        field = TextField(label, hint=_DAY_OR_MONTH)
        field.show_text(known)
        form = RefusableForm(self._page.window(), title, typeset(sentence), {name: field}, record)
        field.editor.selectAll()
        self._open(form)

    @staticmethod
    def _open(dialog: Dialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
