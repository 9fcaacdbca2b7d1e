"""The program in a window: what starts when, and what is gone once it is locked."""

from __future__ import annotations

import gc
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon, QPixmapCache
from PySide6.QtWidgets import QApplication

from caseapp.kernel import kept_texts, memory
from caseapp.kernel.errors import CaseAppError, KnownTroubleError
from caseapp.ui import theme
from caseapp.ui.ahead import import_ahead
from caseapp.ui.clipboard import ClipboardGuard
from caseapp.ui.dialogs.ask import keep_no_history
from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.inactivity import Inactivity
from caseapp.ui.navigator import Navigator
from caseapp.ui.tasks import Jobs
from caseapp.ui.translation import speak_french
from caseapp.ui.tray import Tray
from caseapp.ui.unlock_window import UnlockWindow
from caseapp.ui.widgets.page import Page, keep_typed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from caseapp.kernel.clock import Clock
    from caseapp.rules.engine import Engine
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.dialogs.kept_forms import KeptForms
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.reminding import Teller
    from caseapp.ui.settings import Settings
    from caseapp.ui.widgets.side_bar import Entry
    from db.store import Store

Desk = TypeVar("Desk")
# Milliseconds after the lock: at once, and again when the jobs that were under way have ended.
_FORGETTING = (0, 3000)
_DEMO_COMING = "Une base de quarante foyers inventés se prépare ; une demi-minute la première fois."


class Parts(Protocol[Desk]):
    """What the program is made of; `caseapp.bootstrap` is the one that knows.

    It imports nothing heavy by itself: each call brings what it needs.
    """

    def start_engine(self) -> Engine:
        """Start the engine in its own process, without waiting for it."""

    def warm(self) -> None:
        """Import what an open base will need; called in a job while the password is typed."""

    def pages(self) -> Iterable[str]:
        """Name the modules of the window; imported after that in its thread, a little at a time."""

    def open_desk(self, store: Store, engine: Engine, clock: Clock) -> Desk:
        """Return the services over an open base."""

    def entries(self) -> tuple[Entry, ...]:
        """Return the pages of the side bar."""

    def furnish(self, window: MainWindow, desk: Desk, tools: Tools) -> None:
        """Register the pages of the window, and go to the first one."""

    def make_demo(self, named: Path | None) -> tuple[Path, str]:
        """Make the demonstration base where it is not there yet; return it and its password.

        It stands beside the base that was named, or where the program keeps its own.
        """


class Tools:
    """What every page may need besides its services."""

    def __init__(
        self,
        navigator: Navigator,
        jobs: Jobs,
        asker: Asker,
        settings: Settings,
        clock: Clock,
        *,
        teller: Teller | None = None,
    ) -> None:
        """`teller` tells outside the window what waits."""
        self.navigator = navigator
        self.jobs = jobs
        self.asker = asker
        self.settings = settings
        self.clock = clock
        self.teller = teller


class Program(QObject, Generic[Desk]):
    """Goes from the unlock window to the main window and back, with one base at a time."""

    def __init__(
        self,
        app: QApplication,
        parts: Parts[Desk],
        *,
        clock: Clock,
        settings: Settings,
        asker: Asker,
        base: Path | None = None,
    ) -> None:
        super().__init__()
        self._app, self._parts = app, parts
        self._clock, self._settings, self._asker = clock, settings, asker
        self._base = base
        self.jobs = Jobs(self)
        self.tray = Tray(app, self)
        self.tray.followed.connect(self._come_forward)
        self._clipboard = ClipboardGuard(app.clipboard(), self)
        self._inactivity = Inactivity(app, clock, parent=self)
        self._inactivity.elapsed.connect(self.lock)
        self._engine: Engine | None = None
        self._store: Store | None = None
        self._demo: tuple[Path, str] | None = None
        self.unlock_window: UnlockWindow | None = None
        self.window: MainWindow | None = None

    def start(self, *, demo: bool = False) -> None:
        """Show the unlock window, then get ready behind it."""
        window = self._show_unlock(self._base)
        window.painted.connect(lambda: QTimer.singleShot(0, self, self._get_ready))
        if demo:
            window.show_opening(window.base)
            window.opening.say("Base de démonstration", _DEMO_COMING)
            self.jobs.start(
                window,
                lambda _job: self._parts.make_demo(self._base),
                lambda made: self._propose_demo(window, *made),
                failed=lambda error: window.opening.show_trouble(error.sentence, _way_out(error)),
            )

    def lock(self) -> None:
        """Have the pages keep what is typed, then destroy the window and forget the key."""
        if self.window is None:
            return
        while (dialog := QApplication.activeModalWidget()) is not None:
            if isinstance(dialog, RefusableForm) and self.window.kept_forms is not None:
                self.window.kept_forms.keep(dialog)
            if not dialog.close():
                break
        self._inactivity.rest()
        self._clipboard.forget()
        self.tray.show_locked()
        window, self.window = self.window, None
        window.retire()
        self._close_store()
        for wait in _FORGETTING:
            QTimer.singleShot(wait, self, self._forget)
        unlock = self._show_unlock(None)
        if self._demo is not None and unlock.base == self._demo[0]:
            self._propose_demo(unlock, *self._demo)

    def renew(self) -> None:
        """Lock, then have the key of the base renewed by the opening that follows."""
        self.lock()
        if self.unlock_window is not None:
            self.unlock_window.ask_to_renew()

    def keep_typed(self) -> bool:
        """Keep what is typed in the pages and in the form that is open; tell whether all could be.

        Something went wrong, and the next thing may end the program.
        """
        if self.window is None:
            return True
        # All of them: one that fails does not keep the others from it.
        kept = not [page for page in self.window.findChildren(Page) if not keep_typed(page)]
        try:
            for form, forms in self._open_forms():
                forms.keep(form)
        except Exception:  # noqa: BLE001 - one failure is being told already
            return False
        return kept

    def forget_forms(self) -> None:
        """Forget what was kept of the forms that are still open: one goes on in them."""
        with suppress(CaseAppError):
            for form, forms in self._open_forms():
                forms.take(form)

    def hurry(self) -> None:
        """Have the window close without a question: the system gives the program no time."""
        if self.window is not None:
            self.window.may_close = lambda: True

    def close(self) -> None:
        """Let go of everything: the base, the engine, the jobs."""
        self._inactivity.rest()
        self._clipboard.forget()
        if self._engine is not None:
            self._engine.close()  # first, so that a job waiting for it ends
        self.jobs.close()
        self._close_store()

    def _open_forms(self) -> list[tuple[RefusableForm, KeptForms]]:
        forms = None if self.window is None else self.window.kept_forms
        if forms is None:
            return []
        shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
        return [(form, forms) for form in shown if isinstance(form, RefusableForm)]

    def _propose_demo(self, window: UnlockWindow, path: Path, password: str) -> None:
        self._demo = path, password
        words = f"Personnes et démarches inventées. Mot de passe : {password}"
        window.fill(path, password, "Base de démonstration", words)

    def _get_ready(self) -> None:
        if self._engine is None:
            self._engine = self._parts.start_engine()
        self.jobs.start(self, lambda _job: self._parts.warm(), self._bring_pages)

    def _bring_pages(self, _warm: None) -> None:
        import_ahead(self, self._parts.pages(), gc.freeze)

    def _show_unlock(self, base: Path | None) -> UnlockWindow:
        window = UnlockWindow(self._clock, self.jobs, self._asker, self._settings, base)
        window.opened.connect(self._open)
        window.closed.connect(self._app.quit)
        self.unlock_window = window
        window.show()
        return window

    def _open(self, store: Store) -> None:
        from caseapp.ui.main_window import MainWindow  # noqa: PLC0415 - not before it is needed

        self._store = store
        if self._engine is None:
            self._engine = self._parts.start_engine()
        desk = self._parts.open_desk(store, self._engine, self._clock)
        navigator = Navigator()
        tools = Tools(
            navigator, self.jobs, self._asker, self._settings, self._clock, teller=self.tray
        )
        window = MainWindow(
            navigator, self.jobs, self._settings, self._clock, self._parts.entries()
        )
        navigator.setParent(window)
        window.lock_asked.connect(self.lock)
        window.renewal_asked.connect(self.renew)
        window.closed.connect(self._app.quit)
        self.window = window
        self._parts.furnish(window, desk, tools)
        window.show()
        self._inactivity.watch()
        if self.unlock_window is not None:
            self.unlock_window.hide()
            self.unlock_window.deleteLater()
            self.unlock_window = None
        window.activateWindow()  # the window that goes had the keyboard

    def _come_forward(self) -> None:
        window = self.window or self.unlock_window
        if window is not None:
            window.showNormal()
            window.raise_()
            window.activateWindow()

    def _close_store(self) -> None:
        store, self._store = self._store, None
        if store is not None:
            store.close()

    def _forget(self) -> None:
        if self.window is not None:
            return  # open again meanwhile
        QPixmapCache.clear()
        kept_texts.forget()
        gc.unfreeze()  # a base opened before all was ready: its pages were set aside with the rest
        gc.collect()  # what the pages held goes now, not when Python finds the time
        gc.freeze()
        self.jobs.start(self, lambda _job: memory.wipe_freed(), lambda _nothing: None, name="wipe")


def dress(app: QApplication) -> None:
    """Give the application its name, its language and its look."""
    app.setApplicationName("CaseApp")
    app.setApplicationDisplayName("CaseApp")
    app.setDesktopFileName("caseapp")
    keep_no_history()
    app.setQuitOnLastWindowClosed(False)  # locking closes the last window and the program stays
    speak_french(app)
    theme.follow_system(app)
    app.setWindowIcon(QIcon(theme.pixmap("caseapp", "", 64, 2.0)))


def _way_out(error: CaseAppError) -> str:
    return error.way_out if isinstance(error, KnownTroubleError) else ""
