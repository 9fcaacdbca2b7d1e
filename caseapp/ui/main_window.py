"""The window of an open base: the side bar, the top bar, and the page of the place one is at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from caseapp.ui.actions import Key, listen
from caseapp.ui.ahead import Ahead
from caseapp.ui.dialogs.help import HelpWindow
from caseapp.ui.navigator import CasesPlace
from caseapp.ui.widgets.announcement import Announcement
from caseapp.ui.widgets.discretion import make_discreet
from caseapp.ui.widgets.doubt_bar import DoubtBar
from caseapp.ui.widgets.page import keep_typed
from caseapp.ui.widgets.reminder_bar import ReminderBar
from caseapp.ui.widgets.side_bar import SideBar
from caseapp.ui.widgets.tab_order import go_on
from caseapp.ui.widgets.table_widths import remember_widths, restore_widths
from caseapp.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import QCloseEvent, QShowEvent

    from caseapp.kernel.clock import Clock
    from caseapp.ui.dialogs.kept_forms import KeptForms
    from caseapp.ui.models.palette import PaletteRow
    from caseapp.ui.navigator import Navigator, Place
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Job, Jobs
    from caseapp.ui.widgets.page import Page
    from caseapp.ui.widgets.side_bar import Entry

    Search = Callable[[str, Sequence[Place]], Sequence[PaletteRow]]  # a text, places of before

_NAME = "main"
_A_MINUTE = 60_000


class MainWindow(QMainWindow):
    """Shows the page registered for the place the navigator is at.

    `lock_asked` and `closed` are for the application, which owns the base. Locking destroys
    this window with every page: `retire` has the pages keep what is typed first.
    """

    lock_asked = Signal()
    renewal_asked = Signal()  # lock, and renew the key of the base
    closed = Signal()
    leaving = Signal()  # locked or closed: what works for the pages may stop

    def __init__(
        self,
        navigator: Navigator,
        jobs: Jobs,
        settings: Settings,
        clock: Clock,
        entries: Iterable[Entry] = (),
    ) -> None:
        """Show these pages in the side bar; each place still wants its page (`register`)."""
        super().__init__()
        self.navigator, self._jobs = navigator, jobs
        self._settings, self._clock = settings, clock
        self._factories: dict[type, Callable[[], Page]] = {}
        self._pages: dict[type, Page] = {}
        self._search: Search | None = None
        self.search_notice = ""  # what one should know of the answers
        self._today = clock.today()
        self._is_discreet = False
        self.kept_forms: KeptForms | None = None  # of an open base
        self.may_close: Callable[[], bool] = lambda: True  # asked each time, what is typed kept
        self.side = SideBar(entries)
        self.top = TopBar()
        self.announcement = Announcement()
        self.clock_bar, self.base_bar = DoubtBar("La date est juste"), DoubtBar("C'est voulu")
        self.reminder = ReminderBar()
        self._shown = QStackedWidget()
        self._lay_out()
        self._connect()

    @property
    def page(self) -> Page | None:
        """The page on screen."""
        return next((p for p in self._pages.values() if p is self._shown.currentWidget()), None)

    @property
    def is_discreet(self) -> bool:
        """Whether the names of other cases are hidden: somebody sees the screen."""
        return self._is_discreet

    def register(self, place: type, factory: Callable[[], Page]) -> None:
        """Say which page shows the places of a type; it is made when first needed."""
        self._factories[place] = factory

    def make_ahead(self, *places: type) -> None:
        """Make the pages of these places a little at a time, while one looks at another."""
        left = list(places)

        def make() -> bool:
            if left[0] not in self._pages:
                self._page_for(left[0])
            elif not self._pages[left[0]].make_ahead():
                left.pop(0)
            return bool(left)

        self.leaving.connect(Ahead(self, make).stop)

    def set_search(self, search: Search) -> None:
        """Say what answers a text, and no text; a row's value is the place to go to."""
        self._search = search

    def set_foot(self, lines: Iterable[str]) -> None:
        """Say what one should know of the base and of the engine."""
        self.side.show_foot(lines)

    def show_badge(self, words: str, count: int) -> None:
        """Show how many things wait on a page of the side bar."""
        self.side.show_badge(words, count)

    def announce(self, words: str, place: Place) -> None:
        """Say at the foot of the window what happened by itself, and where it can be seen."""
        self.announcement.say(words, place)

    def toggle_discreet(self) -> None:
        """Hide the names of other cases while somebody sees the screen, or show them again."""
        self._is_discreet = not self._is_discreet
        self.top.show_discreet(self._is_discreet)
        for page in self._pages.values():
            make_discreet(page, discreet=self._is_discreet)

    def retire(self) -> None:
        """Have every page keep what is typed, remember the window, and go for good."""
        self.leaving.emit()
        self._keep_all()
        self._jobs.let_go(self)
        self.navigator.moved.disconnect(self._show_place)
        self.hide()
        self.deleteLater()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard in the page, not on the first button of the side bar."""
        super().showEvent(event)
        if (page := self.page) is not None:
            _give_focus(page)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Have Tab go as the eye does."""
        return go_on(self, forward=forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is typed before the window goes, then ask whether it may."""
        self._keep_all()
        if not self.may_close():
            event.ignore()
            return
        super().closeEvent(event)
        self.leaving.emit()
        self.closed.emit()

    def _lay_out(self) -> None:
        self.setWindowTitle("CaseApp")
        self.setMinimumSize(QSize(940, 600))
        if not self._settings.restore_window(_NAME, self):
            self.resize(QSize(1280, 800))
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for over in (self.top, self.clock_bar, self.base_bar, self.reminder):
            right.addWidget(over)
        right.addWidget(self._shown, 1)
        right.addWidget(self.announcement)
        content = QWidget()
        content.setProperty("ground", "page")
        outer = QHBoxLayout(content)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.side)
        outer.addLayout(right, 1)
        self.setCentralWidget(content)
        self.top.show_day(self._today)
        self.top.back.setEnabled(False)

    def _connect(self) -> None:
        self.navigator.moved.connect(self._show_place)
        self.side.chosen.connect(self.navigator.go)
        self.side.lock_asked.connect(self.lock_asked)
        self.announcement.followed.connect(self.navigator.go)
        self.top.new_case_asked.connect(self._new_case)
        self.top.back_asked.connect(self.navigator.back)
        self.top.discretion_asked.connect(self.toggle_discreet)
        self.top.search.asked.connect(self._look_for)
        self.top.search.picked.connect(self._go_to_found)
        self.top.search.abandoned.connect(self._leave_search)
        for key, call in (
            (Key.SEARCH, self.top.search.look),
            (Key.NEW_CASE, self._new_case),
            (Key.BACK, self.navigator.back),
            (Key.FORWARD, self.navigator.forward),
            (Key.REFRESH, self.navigator.refresh),
            (Key.LOCK, self.lock_asked.emit),
            (Key.DISCREET, self.toggle_discreet),
            (Key.HELP, self._help),
            (Key.QUIT, self.close),
        ):
            listen(self, key, call)
        minute = QTimer(self)
        minute.setInterval(_A_MINUTE)
        minute.timeout.connect(self.see_day)
        minute.start()

    def _show_place(self, place: Place) -> None:
        before, page = self.page, self._page_for(type(place))
        if before is not None:
            before.leave()  # even for another place of the same page
        page.show_place(place)
        restore_widths(page, self._settings)
        make_discreet(page, discreet=self._is_discreet)
        self._shown.setCurrentWidget(page)
        if before is not page:
            _give_focus(page)
        self.side.show_place(place)
        self.announcement.forget(place)
        self.top.back.setEnabled(self.navigator.can_go_back)

    def _keep_all(self) -> None:
        for page in self._pages.values():
            keep_typed(page)
            remember_widths(page, self._settings)
        self._settings.remember_window(_NAME, self)

    def _page_for(self, place: type) -> Page:
        if place not in self._pages:
            page = self._factories[place]()
            self._pages[place] = page
            self._shown.addWidget(page)
        return self._pages[place]

    def _new_case(self) -> None:
        line = self.top.search
        name = line.text().strip() if line.hasFocus() else ""
        line.clear()
        self.navigator.go(CasesPlace(creating=True, name=name))

    def _look_for(self, text: str) -> None:
        search = self._search
        if search is None:
            return

        recent = self.navigator.recent

        def look(_job: Job) -> Sequence[PaletteRow]:
            return search(text, recent)

        def show(rows: Sequence[PaletteRow]) -> None:
            self.top.search.answer(text, rows, self.search_notice)

        self._jobs.start(self.top.search, look, show, name="search")

    def _go_to_found(self, place: Place) -> None:
        self.top.search.clear()
        self._leave_search()
        self.navigator.go(place)

    def _leave_search(self) -> None:
        if (page := self.page) is not None:
            page.setFocus()
        else:
            self.top.search.clearFocus()

    def see_day(self) -> None:
        """Show the day, and the page afresh when it has changed."""
        today = self._clock.today()
        if today != self._today:
            self._today = today
            self.top.show_day(today)
            self.navigator.refresh()

    def _help(self) -> None:
        window = HelpWindow(self)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.open()


def _give_focus(page: Page) -> None:
    """Put the keyboard in the page: where it was when one left it, else before its first input."""
    last: QWidget | None = page.focusWidget()
    (page if last is None or not last.isVisible() else last).setFocus()
