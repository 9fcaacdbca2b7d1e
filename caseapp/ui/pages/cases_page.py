"""« Dossiers »: every case, found by its name or reference; a new one in a few seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.services.household_records import NAME_LENGTH
from caseapp.services.household_view import person_field
from caseapp.ui.models.table import Column, RowModel
from caseapp.ui.navigator import CasePlace, CasesPlace, CaseTab, Place
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import TextField
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.page import Page, PageHeader
from caseapp.ui.widgets.table import Table
from caseapp.ui.wording import day

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from caseapp.kernel.clock import Clock
    from caseapp.services.case_rows import CaseRow
    from caseapp.services.cases import Cases
    from caseapp.ui.navigator import Navigator

_DEADLINE_COLUMN = 3
_DEADLINE = 300  # pixels, where the other columns leave them
_OTHERS = 560


class CasesPage(Page):
    """The list of cases, and the entry of a new one above it."""

    def __init__(self, cases: Cases, navigator: Navigator, clock: Clock) -> None:
        super().__init__()
        self._cases, self._navigator = cases, navigator
        self.header = PageHeader("Dossiers")
        self.search = TextField(
            "Rechercher", placeholder="nom ou référence, sans accents si besoin"
        )
        self.last_name = TextField("Nom")
        self.first_name = TextField("Prénom (facultatif)")
        self.create_button = primary("Créer le dossier", self._create)
        self.new_case = Card("Nouveau dossier", "un nom suffit, le reste peut attendre")
        self.table = Table(RowModel(_columns(clock), lambda row: row.id), "Dossiers")
        self.empty = EmptyState(
            "Aucun dossier",
            "Créez le premier : un nom suffit.",
            secondary("Nouveau dossier", self._start),
        )
        self.not_found = EmptyState(
            "Aucun dossier ne porte ce nom ni cette référence",
            "Vérifiez l'orthographe, ou ouvrez un dossier à ce nom.",
            secondary("Ouvrir un dossier à ce nom", self._start_with_search),
        )
        self._lay_out()
        self.search.editor.textChanged.connect(lambda _text: self._show())
        self.search.editor.returnPressed.connect(self._to_rows)
        self.table.opened.connect(self._open)
        for field in (self.last_name, self.first_name):
            field.editor.setMaxLength(NAME_LENGTH)
            field.editor.returnPressed.connect(self._create)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.new_case, self._give_up)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.last_name, 2)
        line.addWidget(self.first_name, 2)
        buttons = QVBoxLayout()
        buttons.setContentsMargins(0, 20, 0, 0)
        choice = QHBoxLayout()
        choice.addWidget(self.create_button)
        choice.addWidget(secondary("Annuler", self._give_up))
        buttons.addLayout(choice)
        buttons.addStretch(1)
        line.addLayout(buttons)
        self.new_case.add(line)
        self.new_case.hide()
        card = Card("", flush=True)
        card.add(self.table, 1)
        card.add(self.empty)
        card.add(self.not_found)
        card.body.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 24)
        outer.setSpacing(16)
        outer.addWidget(self.header)
        outer.addWidget(self.new_case)
        outer.addWidget(self.search)
        outer.addWidget(card, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.table.was_dragged:
            deadline = min(_DEADLINE, max(180, self.width() - _OTHERS))
            self.table.setColumnWidth(_DEADLINE_COLUMN, deadline)

    def leave(self) -> None:
        if not self.new_case.isHidden():
            self._cases.keep_unfinished(self.last_name.text, self.first_name.text)

    def show_place(self, place: Place) -> None:
        self._show()
        unfinished = self._cases.unfinished()
        if any(unfinished) or (isinstance(place, CasesPlace) and place.creating):
            for field, text in zip((self.last_name, self.first_name), unfinished, strict=True):
                field.show_text(text)
            self._start()
        else:
            self.search.setFocus()

    def _show(self) -> None:
        is_search = bool(self.search.text.strip())
        rows = self._cases.rows(self.search.text)
        self.table.rows_model.set_rows(rows)
        count = french.plural(len(rows), "dossier trouvé", "dossiers trouvés")
        if not is_search:
            count = french.plural(len(rows), "dossier")
        self.header.show_words("Dossiers", summary=count)
        self.search.setVisible(is_search or bool(rows))
        self.table.setVisible(bool(rows))
        self.not_found.setVisible(is_search and not rows)
        self.empty.setVisible(not is_search and not rows)

    def _start(self) -> None:
        self.new_case.show()
        self.last_name.setFocus()
        self.last_name.editor.end(False)

    def _start_with_search(self) -> None:
        self.last_name.show_text(self.search.text.strip())
        self._start()

    def _to_rows(self) -> None:
        """Go from the search to what it found: straight to the case when there is one."""
        rows = self.table.rows_model.rows
        if len(rows) == 1:
            self._open(rows[0])
        elif rows:
            self.table.choose(rows[0].id)
            self.table.setFocus()

    def _give_up(self) -> None:
        for field in (self.last_name, self.first_name):
            field.show_text("")
            field.show_error("")
        self._cases.keep_unfinished("", "")
        self.new_case.hide()
        self.search.setFocus()
        self._navigator.stand_at(CasesPlace())

    def _create(self) -> None:
        self.last_name.show_error("")
        self.first_name.show_error("")
        try:
            case_id = self._cases.create(self.last_name.text, self.first_name.text)
        except UserInputError as error:
            field = self.first_name if error.field.endswith("first_name") else self.last_name
            field.show_error(error.sentence)
            field.setFocus()
            return
        next_field = "birth_date" if self.first_name.text.strip() else "first_name"
        who = self._cases.header(case_id).applicant_id
        self._give_up()
        self.search.show_text("")
        self._navigator.go(
            CasePlace(case_id, CaseTab.HOUSEHOLD, focus=person_field(who, next_field))
        )

    def _open(self, row: CaseRow) -> None:
        self._navigator.go(CasePlace(row.id, CaseTab.HOUSEHOLD))


def _columns(clock: Clock) -> list[Column[CaseRow]]:
    return [
        Column(
            title="Personne",
            text=lambda row: row.name,
            strong=True,
            sort_key=lambda row: row.sort_name,
            stretch=True,
        ),
        Column(
            title="Référence",
            text=lambda row: row.reference,
            sort_key=lambda row: row.reference,
            width=112,
        ),
        Column(
            title="Démarches",
            text=lambda row: french.number(row.open_claims) if row.open_claims else "—",
            sort_key=lambda row: row.open_claims,
            tooltip=lambda _row: "Démarches en cours",
            numeric=True,
            width=100,
        ),
        Column(
            title="Prochaine échéance",
            text=lambda row: day(row.next_deadline),
            hint=lambda row: row.next_deadline_label,
            tone=lambda row: (
                Tone.BAD if row.next_deadline and row.next_deadline < clock.today() else None
            ),
            sort_key=lambda row: row.next_deadline,
            width=_DEADLINE,
        ),
        Column(
            title="Dernier contact",
            text=lambda row: day(row.last_contact_on),
            sort_key=lambda row: row.last_contact_on,
            numeric=True,
            width=130,
        ),
    ]
