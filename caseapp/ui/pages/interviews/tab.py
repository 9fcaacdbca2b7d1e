"""« Entretiens »: the list at the left, the one that is typed at the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.kernel import french
from caseapp.ui import clipboard
from caseapp.ui.navigator import NEW
from caseapp.ui.pages.interviews.editor import InterviewEditor
from caseapp.ui.pages.interviews.list_card import InterviewList
from caseapp.ui.pages.interviews.templates import TemplateMenu
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.case_content import CaseContent
from caseapp.ui.widgets.notice import EmptyState, Notice
from caseapp.ui.widgets.page import ScrollPage
from caseapp.ui.widgets.undone import Undone, listen_to_undo

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from caseapp.domain.dictation import Step
    from caseapp.services.agenda import Agenda
    from caseapp.services.interview_rows import InterviewPage, InterviewRow
    from caseapp.services.interviews import Interviews
    from caseapp.services.removed import Removed
    from caseapp.ui.dialogs.ask import Asker

_LIST, _NARROW_LIST, _NARROW = 276, 208, 900  # pixels


@dataclass(frozen=True, slots=True)
class InterviewsTools:
    """What the tab works with."""

    interviews: Interviews
    agenda: Agenda
    asker: Asker


class InterviewsTab(CaseContent):
    """One case at a time; what is typed is in the base within the second."""

    def __init__(self, tools: InterviewsTools) -> None:
        super().__init__()
        self._interviews, self._agenda = tools.interviews, tools.agenda
        self._case: UUID | None = None
        self._people: tuple[str, ...] = ()
        self._to_show: UUID | None = None  # what a change that was undone brings back
        self.undone = Undone(self)
        self.notice = Notice()
        self.notice.hide()
        self.list = InterviewList()
        self.editor = InterviewEditor(tools.interviews, tools.agenda)
        self.templates = TemplateMenu(
            self.editor.template,
            tools.interviews.templates,
            self.undone,
            tools.asker,
            self._kept_interview,
        )
        self.nothing = EmptyState(
            "Aucun entretien",
            "Un entretien s'enregistre de lui-même pendant qu'il est tapé. "
            "Un modèle peut en donner la trame.",
            secondary("Commencer le premier entretien", self.begin),
        )
        self._scroll = ScrollPage(margin=0)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 16)
        outer.setSpacing(12)
        self._scroll.body.setContentsMargins(0, 0, 0, 0)
        self._scroll.add(self.editor, 1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self.list)
        columns.addWidget(self._scroll, 1)
        outer.addWidget(self.notice)
        outer.addWidget(self.nothing)
        outer.addLayout(columns, 1)

    def _connect(self) -> None:
        editor = self.editor
        self.list.asked.connect(self._fill)
        self.list.chosen.connect(self._open_row)
        editor.kept.connect(self._follow)
        editor.copy.clicked.connect(self.copy)
        editor.duplicate.clicked.connect(self.duplicate)
        editor.remove.clicked.connect(self.remove)
        editor.steps.asked.connect(self._add_steps)
        self.templates.picked.connect(self._insert)
        self.undone.stored.connect(self._show_change)
        self.undone.said.connect(self._say)
        listen_to_undo(self, self._undo, self.undone.redo)

    def show_case(self, case_id: UUID, focus: str = "") -> None:
        """Show a case; `focus` is « new », or the identifier of an interview."""
        self.editor.leave()
        if case_id != self._case:
            self._case = case_id
            self.editor.page = None
            self.undone.forget()
            self.notice.hide()
            self.list.show_all()
        self._people = self._interviews.people(case_id)
        if focus == NEW:
            self.begin()
            return
        self._show(UUID(focus) if focus else None)
        if (kept := self._kept_interview()) is not None:  # it may have changed elsewhere
            self.editor.show_again(self._interviews.get(kept), self._people)

    def leave(self) -> None:
        """Keep what is typed."""
        self.editor.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.setFixedWidth(_NARROW_LIST if self.width() < _NARROW else _LIST)

    # ------------------------------------------------------------------ asked
    def begin(self) -> None:
        """Begin an interview of today, the cursor in the facts."""
        if self._case is None:
            return
        self.editor.leave()
        self.notice.hide()
        self.list.show_all()
        self.editor.show_page(self._interviews.blank(self._case), self._people)
        self._fill()
        self._scroll.verticalScrollBar().setValue(0)
        self.editor.texts["facts"].setFocus()

    def copy(self) -> None:
        """Copy the interview as text, without its private notes."""
        self.editor.leave()
        if (kept := self._kept_interview()) is not None:
            clipboard.copy(self._interviews.copied(kept))
            self.notice.say("", "Entretien copié, sans les notes de travail.", Tone.INFO)
            self.notice.show()

    def duplicate(self) -> None:
        """Make an interview of today like this one."""
        self.editor.leave()
        if (kept := self._kept_interview()) is None:
            return
        copy = self._interviews.duplicate(kept)
        self.undone.added(lambda: self._interviews.remove(copy), self._interviews.restore)
        self._show(copy)
        self._say("Copie datée d'aujourd'hui, sans les notes de travail.")

    def remove(self) -> None:
        """Remove the interview that is open."""
        self.editor.leave()
        kept, page = self._kept_interview(), self.editor.page
        if kept is None or page is None:
            return
        self.editor.page = None

        def restore(gone: Removed) -> None:
            self._interviews.restore(gone)
            self._to_show = kept

        self.undone.removed(
            lambda: self._interviews.remove(kept),
            restore,
            f"Entretien du {page.on} supprimé.",
        )

    def _insert(self, code: str) -> None:
        self.editor.leave()
        page = self.editor.page
        if page is None:
            return
        template = self._interviews.templates.get(code)
        self._interviews.insert(page.case_id, page.id, template)
        self.editor.show_again(self._interviews.get(page.id), self._people)
        self._follow(True, True)
        self.editor.texts["facts"].setFocus()

    def _add_steps(self, steps: tuple[Step, ...]) -> None:
        self.editor.leave()
        page = self.editor.page
        if page is None:
            return
        text = self.editor.steps.area.text
        made: list[UUID] = []

        def forth() -> None:
            of = page.id if page.is_kept else None
            made.extend(self._agenda.add_steps(page.case_id, of, steps))
            self._put_steps(page, "")

        def back() -> None:
            for task in made:
                self._agenda.remove(task)
            made.clear()
            self._put_steps(page, text)

        forth()
        words = french.plural(len(steps), "suite ajoutée", "suites ajoutées")
        self.undone.done(back, forth, f"{words} à l'agenda du dossier.")

    def _put_steps(self, page: InterviewPage, text: str) -> None:
        self._interviews.put(page.case_id, page.id, {"steps": text})
        if self.editor.page is not None and self.editor.page.id == page.id:
            self.editor.steps.show_text(text)

    # ------------------------------------------------------------------ on screen
    def _kept_interview(self) -> UUID | None:
        page = self.editor.page
        return page.id if page is not None and page.is_kept else None

    def _open_row(self, row: InterviewRow) -> None:
        self.editor.leave()
        if self.editor.page is None or self.editor.page.id != row.id:
            self.editor.show_page(self._interviews.get(row.id), self._people)
            self._scroll.verticalScrollBar().setValue(0)

    def _show(self, wanted: UUID | None = None) -> None:
        """Show the wanted interview, else the one that is open, else the newest."""
        if self._case is None:
            return
        rows = self._interviews.rows(self._case)
        open_one = self.editor.page
        known = {row.id for row in rows}
        if wanted not in known:
            wanted = open_one.id if open_one is not None and open_one.id in known else None
        if wanted is None and rows and (open_one is None or open_one.is_kept):
            wanted = rows[0].id
        if wanted is not None and (open_one is None or open_one.id != wanted):
            self.editor.show_page(self._interviews.get(wanted), self._people)
        elif wanted is None and (open_one is None or open_one.is_kept):
            self.editor.page = None
        self._fill()

    def _fill(self) -> None:
        if self._case is None:
            return
        text, kind = self.list.wanted
        page = self.editor.page
        self.list.show_rows(
            self._interviews.rows(self._case, text, kind), None if page is None else page.id
        )
        is_empty = page is None and not self._interviews.count(self._case)
        self.nothing.setVisible(is_empty)
        self.list.setVisible(not is_empty)
        self._scroll.setVisible(page is not None)

    def _follow(self, of_list: bool, of_case: bool) -> None:  # noqa: FBT001 - a signal's
        if of_list:
            self._fill()
        if of_case:
            self.case_changed.emit()

    def _show_change(self) -> None:
        self.notice.hide()
        self._show(self._to_show)
        self._to_show = None
        self.case_changed.emit()

    def _say(self, words: str) -> None:
        self.notice.say("", words, Tone.INFO, secondary("Annuler", self._undo))
        self.notice.show()

    def _undo(self) -> None:
        self.notice.hide()
        self.undone.undo()
