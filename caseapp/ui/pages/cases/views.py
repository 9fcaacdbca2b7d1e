"""The views: one chosen in a list, kept, renamed and deleted from the menu beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.undone import Undone

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QUndoStack
    from PySide6.QtWidgets import QWidget

    from caseapp.services.case_views import CaseView, CaseViews

_OTHER = "other"  # the criteria are no view that is kept


class ViewsBar(Undone):
    """The list of views and its menu; the page says what stands on screen."""

    chosen = Signal(object)  # a view

    def __init__(
        self,
        views: CaseViews,
        on_screen: Callable[[], CaseView],
        page: QWidget,
        changes: QUndoStack,
    ) -> None:
        """Keep what is done to views among other `changes` of the page."""
        super().__init__(page, changes)
        self._views, self._on_screen = views, on_screen
        self._current: CaseView | None = None
        self._known: tuple[CaseView, ...] = ()
        self._remembered: CaseView | None = None  # for the next time
        self.field = ChoiceField("Vue", ())
        self.button = secondary("Vues")
        self.menu = QMenu(page)
        self.button.setMenu(self.menu)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.field.committed.connect(self._choose)

    @property
    def current(self) -> CaseView | None:
        """The view that was chosen last."""
        return self._current

    def first(self) -> CaseView:
        """Read the views; return what was on screen the last time, else the first of them."""
        self._known = self._views.all()
        view = self._views.on_screen() or next(iter(self._known), self._on_screen())
        self._remembered = replace(view, name="")
        return view

    def stand_on(self, view: CaseView) -> None:
        """Note that a view is the one shown, or the one that what is shown came from."""
        self._current = next((one for one in self._known if one.id == view.id), None)
        self._fill()

    def remember(self) -> None:
        """Keep what is on screen for the next time."""
        came_from = "" if self._current is None else self._current.id
        view = replace(self._on_screen(), id=came_from, name="")
        if self._remembered not in {None, view}:  # None: it was never shown
            self._views.keep_on_screen(view)
            self._remembered = view

    def see(self) -> None:
        """Show whether what is on screen still is the view that was chosen."""
        self._fill()

    def _fill(self) -> None:
        editor = self.field.editor
        editor.clear()
        for view in self._known:
            editor.addItem(view.name, view.id)
        current = self._current
        if current is None or current not in self._known or not _same(current, self._on_screen()):
            words = "Autre choix" if current is None else f"{current.name} (modifiée)"
            editor.addItem(words, _OTHER)
            self.field.show_value(_OTHER)
        else:
            self.field.show_value(current.id)

    def _choose(self, view_id: str) -> None:
        view = next((one for one in self._known if one.id == view_id), None)
        if view is not None:
            self._current = view
            self.chosen.emit(view)

    def _fill_menu(self) -> None:
        self.menu.clear()
        self.menu.addAction("Enregistrer cette vue sous…").triggered.connect(self.keep_as)
        current = self._current
        if current is None or current not in self._known:
            return
        if not _same(current, self._on_screen()):
            words = f"Enregistrer dans « {current.name} »"
            self.menu.addAction(words).triggered.connect(self.keep)
        self.menu.addSeparator()
        self.menu.addAction(f"Renommer « {current.name} »…").triggered.connect(self.rename)
        self.menu.addAction(f"Supprimer « {current.name} »").triggered.connect(self.delete)

    def keep(self) -> None:
        """Keep what is on screen in the view that was chosen."""
        if (current := self._current) is not None:
            kept = replace(self._on_screen(), id=current.id, name=current.name)
            self._change(lambda: self._views.keep(kept), f"La vue « {current.name} » est changée.")

    def keep_as(self) -> None:
        """Ask for a name and keep what is on screen under it."""

        def record(typed: dict[str, str]) -> None:
            view = replace(self._on_screen(), name=typed["name"])
            self._change(lambda: self._views.keep(view))

        self._ask("Enregistrer la vue", "", record)

    def rename(self) -> None:
        """Ask for another name for the view that was chosen."""
        if (current := self._current) is None:
            return

        def record(typed: dict[str, str]) -> None:
            self._change(lambda: self._views.rename(current.id, typed["name"]))

        self._ask("Renommer la vue", current.name, record)

    def delete(self) -> None:
        """Delete the view that was chosen; what it showed stays on screen."""
        if (current := self._current) is None:
            return

        def delete() -> None:
            self._views.delete(current.id)

        self._change(delete, f"La vue « {current.name} » est supprimée.")

    def _change(self, act: Callable[[], CaseView | None], words: str = "") -> None:
        """Do something to the views and stand on what it returns; it can be undone."""
        before = self._views.all(), self._current
        current = act()
        after = self._views.all(), current

        def put(there: tuple[tuple[CaseView, ...], CaseView | None]) -> None:
            self._known, self._current = there
            self._views.restore(self._known)
            self._fill()

        self._known, self._current = after
        self._fill()
        self.done(lambda: put(before), lambda: put(after), words)

    def _ask(self, title: str, name: str, record: Callable[[dict[str, str]], None]) -> None:
        line = TextField("Nom")
        line.show_text(name)
        sentence = "Une vue retient les filtres, le tri et le groupement."
        self.open(RefusableForm(self._page, title, sentence, {"name": line}, record))


def _same(one: CaseView, other: CaseView) -> bool:
    return (one.criteria, one.sort, one.grouping) == (other.criteria, other.sort, other.grouping)
