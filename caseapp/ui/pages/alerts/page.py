"""« Signalements »: what one may read at the left, the one that is written at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.ui.navigator import AlertsPlace, CasePlace, Place
from caseapp.ui.pages.alerts.editor import AlertEditor
from caseapp.ui.pages.alerts.law_card import NumbersCard
from caseapp.ui.pages.alerts.list_card import AlertList
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import primary, secondary
from caseapp.ui.widgets.notice import EmptyState, Notice
from caseapp.ui.widgets.page import Page, PageHeader, ScrollPage
from caseapp.ui.widgets.undone import Undone, listen_to_undo

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QResizeEvent

    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.alert_rows import AlertRow
    from caseapp.ui.pages.alerts.tools import AlertsTools

_LIST, _NARROW_LIST, _NARROW = 300, 216, 900  # pixels
_ERASING = (
    "Le texte, ses suites et ses compléments seront effacés de la base et de ses pages libres. C'est"
    " définitif. Les copies de sauvegarde faites avant le gardent jusqu'à leur propre effacement ; ce"
    " qui a été transmis ou imprimé reste où il est."
)


class AlertsPage(Page):
    """What is typed is in the base within the second; nothing of it stands anywhere else."""

    def __init__(self, tools: AlertsTools) -> None:
        super().__init__()
        self._tools, self._alerts = tools, tools.alerts
        self._case: UUID | None = None
        self.undone = Undone(self)
        self.header = PageHeader("Signalements")
        self.new = primary("Nouvel écrit", self.begin)
        self.header.add_button(self.new)
        self.notice = Notice()
        self.notice.hide()
        self.list, self.numbers = AlertList(), NumbersCard()
        self.editor = AlertEditor(self._alerts, self.undone, lambda page: tools.show_paper(page.id))
        self.nothing = EmptyState(
            "Aucun écrit",
            "Une information préoccupante, un signalement au procureur ou l'alerte pour une personne"
            " majeure vulnérable s'écrit ici, à part des dossiers. Seules la personne qui l'écrit et"
            " la personne responsable peuvent le lire, et savoir qu'il existe.",
            secondary("Commencer un écrit", self.begin),
        )
        self.hidden = EmptyState(
            "Masqué pendant le partage d'écran", "Ctrl Maj H montre à nouveau cette page."
        )
        self._scroll = ScrollPage(margin=0)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._scroll.body.setContentsMargins(0, 0, 0, 0)
        self._scroll.add(self.editor, 1)
        left = self._left = ScrollPage(margin=0)
        left.body.setContentsMargins(0, 0, 0, 0)
        left.add(self.list, 1)
        left.add(self.numbers)
        left.body.addStretch()  # the numbers stay together where there is no list
        self._content = QWidget()
        columns = QHBoxLayout(self._content)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(16)
        columns.addWidget(left)
        columns.addWidget(self._scroll, 1)
        columns.addWidget(self.nothing, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 12, 24, 16)
        outer.setSpacing(12)
        outer.addWidget(self.header)
        outer.addWidget(self.notice)
        outer.addWidget(self._content, 1)
        outer.addWidget(self.hidden, 1)
        self.hidden.hide()

    def _connect(self) -> None:
        self.list.chosen.connect(self._open_row)
        self.editor.kept.connect(self._fill)
        self.editor.erased.connect(self._ask_to_erase)
        self.undone.stored.connect(self._show_change)
        self.undone.said.connect(self._say)
        listen_to_undo(self, self._undo, self._redo)

    def show_place(self, place: Place) -> None:
        case_id = place.case_id if isinstance(place, AlertsPlace) else None
        if case_id != self._case:
            self.editor.page = None
            self._forget()
        self._case = case_id
        if case_id is None:
            self.header.hide_way_back()
            self.header.show_words("Signalements")
        else:
            self.header.show_way_back(
                "Dossier", lambda: self._tools.navigator.go(CasePlace(case_id))
            )
            self.header.show_words("Signalements", summary="écrits depuis ce dossier")
        self._show()

    def leave(self) -> None:
        self.editor.leave()

    def show_discreet(self, discreet: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        self._content.setVisible(not discreet)
        self.hidden.setVisible(discreet)
        self.new.setEnabled(not discreet)
        if discreet:
            self.notice.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._left.setFixedWidth(_NARROW_LIST if self.width() < _NARROW else _LIST)

    # ------------------------------------------------------------------ on screen
    def begin(self) -> None:
        """Begin an alert of today, from the case one came from."""
        self.editor.leave()
        self._forget()
        self.editor.show_page(self._alerts.blank(self._case))
        self._fill()
        self._scroll.verticalScrollBar().setValue(0)
        self.editor.fields["kind"].setFocus()

    def _open_row(self, row: AlertRow) -> None:
        shown = self.editor.page
        if shown is None or shown.id != row.id:
            self.editor.leave()
            self._forget()
            self.editor.show_page(self._alerts.get(row.id))
            self._scroll.verticalScrollBar().setValue(0)

    def _show(self) -> None:
        """Show the alert that is open as it now is, else the newest."""
        rows = self._alerts.rows(self._case)
        page = self.editor.page
        if page is not None and page.is_kept and page.id not in {row.id for row in rows}:
            page = self.editor.page = None
        if page is not None:
            self.editor.show_again()
        elif rows:
            self.editor.show_page(self._alerts.get(rows[0].id))
        self._fill()

    def _fill(self) -> None:
        rows, page = self._alerts.rows(self._case), self.editor.page
        self.list.show_rows(rows, None if page is None else page.id)
        self.list.setVisible(bool(rows) or page is not None)
        self._scroll.setVisible(page is not None)
        self.nothing.setVisible(page is None)

    def _show_change(self) -> None:
        self.notice.hide()
        self._show()

    def _say(self, words: str) -> None:
        self.notice.say("", words, Tone.INFO, secondary("Annuler", self._undo))
        self.notice.show()

    def _undo(self) -> None:
        self.editor.keep()
        self.notice.hide()
        self.undone.undo()

    def _redo(self) -> None:
        self.editor.keep()
        self.undone.redo()

    def _forget(self) -> None:
        """Let nothing that was done to another alert be taken back from this one."""
        self.undone.forget()
        self.notice.hide()

    # ------------------------------------------------------------------ erased
    def _ask_to_erase(self) -> None:
        self.editor.leave()
        page = self.editor.page
        if page is None or not self._tools.asker.confirm(
            self, "Effacer cet écrit ?", _ERASING, "Effacer", danger=True
        ):
            return
        self._forget()
        self._tools.jobs.start(
            self,
            lambda _job: self._alerts.erase(page.id),
            lambda _nothing: self._erased(),
            failed=self._failed,
            name="erasing-alert",
        )

    def _erased(self) -> None:
        self.editor.page = None
        self._show()
        self.notice.say("", "Écrit effacé.", Tone.OK)
        self.notice.show()

    def _failed(self, error: CaseAppError) -> None:
        self.notice.say("", str(error), Tone.BAD)
        self.notice.show()
