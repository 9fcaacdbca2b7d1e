"""« Dossiers »: every case, filtered, grouped, read at a glance; a new one in a few seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from caseapp.kernel import french
from caseapp.services.case_changes import read_tag
from caseapp.services.case_criteria import CaseCriteria, Grouping, Status
from caseapp.services.case_views import CaseView
from caseapp.services.household_view import person_field
from caseapp.ui.navigator import CasePlace, CasesPlace, CaseTab, MergePlace, Place
from caseapp.ui.pages.cases.actions import CaseActions
from caseapp.ui.pages.cases.columns import case_columns
from caseapp.ui.pages.cases.done_notice import DoneNotice
from caseapp.ui.pages.cases.filters import FilterBar
from caseapp.ui.pages.cases.layout import CasesLayout
from caseapp.ui.pages.cases.lines import CaseLines
from caseapp.ui.pages.cases.new_case import NewCaseCard
from caseapp.ui.pages.cases.pane import CasePane
from caseapp.ui.pages.cases.reading import PaneReading
from caseapp.ui.pages.cases.selection_bar import SelectionBar
from caseapp.ui.pages.cases.table import CasesTable
from caseapp.ui.pages.cases.tags import TagsField
from caseapp.ui.pages.cases.views import ViewsBar
from caseapp.ui.widgets.buttons import link, secondary
from caseapp.ui.widgets.fields import TextField
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.page import Page, PageHeader
from caseapp.ui.widgets.undone import listen_to_undo

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from caseapp.services.case_criteria import CaseRights
    from caseapp.services.case_rows import CaseRow
    from caseapp.ui.pages.cases.tools import CasesTools


class CasesPage(Page):
    """The list of cases, its filters over it, the case one is on beside it."""

    def __init__(self, tools: CasesTools) -> None:
        super().__init__()
        self._tools, self._navigator = tools, tools.navigator
        desk = tools.desk
        self._list, self._clock = desk.case_list, desk.clock
        self._rows: tuple[CaseRow, ...] = ()
        self._rights: Mapping[UUID, CaseRights] | None = None
        self._criteria = CaseCriteria()
        self._is_first = True
        lines = CaseLines(
            case_columns(desk.clock.today, lambda row: row.id in lines.ticked_ids),
            self._list.right_name,
        )
        self.header = PageHeader("Dossiers")
        self.search = TextField("Rechercher", placeholder="nom ou référence")
        self.table = CasesTable(lines, tools.settings)
        self.doing = CaseActions(tools, self)
        self.filters = FilterBar(self._list.right_name)
        self.views = ViewsBar(desk.case_views, self._on_screen, self, self.doing.changes)
        self.grouping = self.filters.grouping
        self.new_case = NewCaseCard(tools)
        self.selection = SelectionBar(self.table, self.doing)
        self.notice = DoneNotice(self.doing, self.views)
        self.pane = CasePane(TagsField(desk.case_changes.known_tags, read_tag))
        self.empty = EmptyState(
            "Aucun dossier",
            "Créez le premier : un nom suffit.",
            secondary("Nouveau dossier", self.new_case.start),
        )
        self.not_found = EmptyState(
            "Aucun dossier ne porte ce nom ni cette référence",
            "Vérifiez l'orthographe, ou ouvrez un dossier à ce nom.",
            secondary("Ouvrir un dossier à ce nom", self._start_with_search),
        )
        self.filtered_out = EmptyState(
            "Aucun dossier avec ces filtres",
            "D'autres dossiers existent : les filtres les laissent de côté.",
            secondary("Voir tous les dossiers", self._show_all),
        )
        self.colleagues = link("Voir aussi les dossiers d'un collègue…", self._open_colleague)
        self.placing = CasesLayout(self, tools.settings)
        self._reading = PaneReading(desk, self.pane, self._case_to_read)
        self._connect()

    @property
    def last_name(self) -> TextField:
        """The last name of the case to be opened."""
        return self.new_case.last_name

    @property
    def first_name(self) -> TextField:
        """The first name of the case to be opened."""
        return self.new_case.first_name

    def _connect(self) -> None:
        self.search.editor.textChanged.connect(lambda _text: self._filter())
        self.search.editor.returnPressed.connect(self._to_rows)
        self.table.opened.connect(lambda row: self._open(row.id))
        self.table.chosen.connect(lambda _line: self._reading.start())
        self.table.menu_asked.connect(self.selection.popup)
        self.table.sort_changed.connect(self.views.see)
        self.filters.changed.connect(self._take_criteria)
        self.views.chosen.connect(self._show_view)
        self.filters.grouping_changed.connect(self._filter)
        self.new_case.created.connect(self._go_to_new)
        self.new_case.given_up.connect(self._leave_new)
        self.new_case.open_asked.connect(self._open)
        self.pane.open_asked.connect(self._open)
        self.pane.tags.add_asked.connect(lambda case, tag: self.doing.add_tag([case], tag))
        self.pane.tags.remove_asked.connect(lambda case, tag: self.doing.remove_tag([case], tag))
        self.doing.stored.connect(self._reload)
        self.selection.open_asked.connect(self._open)
        self.selection.merge_asked.connect(self._merge)
        listen_to_undo(self, self.notice.undo, self.doing.redo)
        finding = QShortcut(QKeySequence("Ctrl+F"), self, self._to_filter)
        finding.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for part in (self.search, self.filters, self.pane):
            back = QShortcut(QKeySequence(Qt.Key.Key_Escape), part, self._to_list)
            back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def leave(self) -> None:
        self.new_case.keep()
        self.table.remember()
        self.placing.remember()
        self.views.remember()

    def show_place(self, place: Place) -> None:
        self.notice.hide()
        if self._is_first:
            self._is_first = False
            self._take_view(self.views.first())
        if self._list.is_at_hand:
            self._reload()
        else:
            if not self._rows:
                self.placing.show_state(nothing=False, not_found=False, filtered_out=False)
            self._tools.beside(self._list.rows, lambda _rows: self._reload())
        unfinished = self._tools.desk.cases.unfinished()
        if isinstance(place, CasesPlace) and place.name:
            unfinished = (place.name, "", "")
            self._navigator.stand_at(CasesPlace(creating=True))  # what is typed is kept there
        if any(unfinished) or (isinstance(place, CasesPlace) and place.creating):
            self.new_case.start(*unfinished)
        elif self.table.current is None:
            self.search.setFocus()

    def _reload(self) -> None:
        """Read the cases again, keep those that fit, and the one under the cursor."""
        self._rows, self._rights = self._list.rows(), None
        self.colleagues.setVisible(bool(self._tools.desk.case_access.colleagues()))
        if not self.filters.isHidden():
            self._offer()
        self._filter()
        self._reading.read()

    def _open_colleague(self) -> None:
        if self._tools.open_colleague is not None and self._tools.open_colleague():
            self._reload()

    def _filter(self) -> None:
        found = self._list.matching(self.search.text)
        among = self._rows if found is None else [row for row in self._rows if row.id in found]
        grouping = Grouping(self.grouping.value)
        needs_rights = self._criteria.needs_rights or grouping is Grouping.RIGHT
        rights = self._known_rights() if needs_rights else {}
        kept = self._criteria.kept(among, rights, self._clock.today())
        self.table.lines.show_cases(kept, grouping, rights)
        self._reading.start()  # the case one was on may have gone from the list
        self.selection.see()
        self._say_count(len(kept), is_search=found is not None)
        self.placing.show_state(
            nothing=not self._rows,
            not_found=bool(self._rows) and not among,
            filtered_out=bool(among) and not kept,
        )
        self.views.see()

    def _say_count(self, count: int, *, is_search: bool) -> None:
        words = french.plural(count, "dossier")
        if is_search:
            words = french.plural(count, "dossier trouvé", "dossiers trouvés")
        elif count < len(self._rows):
            words = f"{words} sur {french.number(len(self._rows))}"
        self.header.show_words("Dossiers", summary=words)

    def _known_rights(self) -> Mapping[UUID, CaseRights]:
        if self._rights is None:
            self._rights = self._list.rights()
        return self._rights

    def _offer(self) -> None:
        self.filters.show_choices(self._rows, self._known_rights())
        self.filters.show_criteria(self._criteria)

    def show_filters(self, *, shown: bool) -> None:
        """Show the filters or put them away; what they ask goes on being asked."""
        if shown:
            self._offer()
        self.placing.show_filters(shown=shown)

    def _take_criteria(self, criteria: CaseCriteria) -> None:
        self._criteria = criteria
        self.placing.count_filters(criteria.count)
        self._filter()

    def _on_screen(self) -> CaseView:
        return CaseView(
            id="",
            name="",
            criteria=self._criteria,
            sort=self.table.lines.sorted_by,
            grouping=Grouping(self.grouping.value),
        )

    def _take_view(self, view: CaseView) -> None:
        self._criteria = view.criteria
        self.filters.show_criteria(view.criteria)
        self.grouping.show_value(view.grouping.value)
        self.placing.count_filters(view.criteria.count)
        self.table.show_sort(view.sort)
        self.views.stand_on(view)

    def _show_view(self, view: CaseView) -> None:
        self._take_view(view)
        self._filter()

    def show_criteria(self, criteria: CaseCriteria) -> None:
        """Keep the cases that fit other criteria."""
        self.filters.show_criteria(criteria)
        self._take_criteria(criteria)

    def _show_all(self) -> None:
        self.show_criteria(CaseCriteria(status=Status.ALL))

    def _case_to_read(self) -> CaseRow | None:
        return self.table.current_case if self.placing.is_pane_shown else None

    def show_discreet(self, discreet: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        self.new_case.show_discreet(discreet)
        self._reading.show_discreet(discreet=discreet)

    def show_pane(self, *, shown: bool) -> None:
        """Show the reading pane or put it away."""
        self.placing.show_pane(shown=shown)
        self._reading.read()

    def _to_filter(self) -> None:
        self.search.setFocus()
        self.search.editor.selectAll()

    def _to_list(self) -> None:
        if self.search.editor.hasFocus() and self.search.text:
            self.search.editor.clear()
        else:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_rows(self) -> None:
        """Go from the search to what it found: straight to the case when there is one."""
        cases = self.table.lines.cases
        if len(cases) == 1:
            self._open(cases[0].id)
        elif cases:
            self.table.choose(self.table.lines.key_of(self.table.lines.rows[0]))
            self.table.setFocus()

    def _start_with_search(self) -> None:
        self.new_case.start(self.search.text.strip())

    def _leave_new(self) -> None:
        self.search.setFocus()
        self._navigator.stand_at(CasesPlace())

    def _go_to_new(self, case_id: UUID) -> None:
        header = self._tools.desk.cases.header(case_id)
        self._navigator.stand_at(CasesPlace())
        self.search.editor.clear()
        next_field = "birth_date" if header.first_name else "first_name"
        self._navigator.go(
            CasePlace(
                case_id, CaseTab.HOUSEHOLD, focus=person_field(header.applicant_id, next_field)
            )
        )

    def _open(self, case_id: UUID) -> None:
        self._navigator.go(CasePlace(case_id, CaseTab.HOUSEHOLD))

    def _merge(self, kept: UUID, merged: UUID | None) -> None:
        self._navigator.go(MergePlace(kept, merged))
