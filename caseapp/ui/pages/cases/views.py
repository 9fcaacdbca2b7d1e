"""The views: one chosen in a list, kept, renamed and deleted from the menu beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.fields import ChoiceField, TextField

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from caseapp.services.case_views import CaseView, CaseViews
    from caseapp.ui.settings import Settings

_LAYOUT = "cases.view"
_OTHER = "other"  # the criteria are no view that is kept


class ViewsBar(QObject):
    """The list of views and its menu; the page says what stands on screen."""

    chosen = Signal(object)  # a view
    said = Signal(str, object)  # what was done, what undoes it

    def __init__(
        self,
        views: CaseViews,
        on_screen: Callable[[], CaseView],
        page: QWidget,
        settings: Settings,
    ) -> None:
        super().__init__(page)
        self._views, self._on_screen, self._page = views, on_screen, page
        self._settings = settings
        self._current: CaseView | None = None
        self._known: tuple[CaseView, ...] = ()
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

    def show_views(self) -> CaseView:
        """Read the views; return the one that is chosen, the first where none is.

        Before any is chosen, that is the one of the last time. Its id alone is remembered
        outside the base: a view may hold a tag or a commune.
        """
        self._known = self._views.all()
        last = self._current.id if self._current else self._settings.layout(_LAYOUT).get("view")
        self._current = next((view for view in self._known if view.id == last), None)
        self._fill()
        return self._current or next(iter(self._known), self._on_screen())

    def stand_on(self, view: CaseView) -> None:
        """Note that a view is the one shown."""
        self._current = view
        self.see()

    def see(self) -> None:
        """Show whether what is on screen still is the view that was chosen."""
        self._fill()

    def _fill(self) -> None:
        if self._current is not None:
            self._settings.remember_layout(_LAYOUT, {"view": self._current.id})
        editor = self.field.editor
        editor.clear()
        for view in self._known:
            editor.addItem(view.name, view.id)
        current = self._current
        is_kept = any(view is current for view in self._known)
        if current is None or not is_kept or not _same(current, self._on_screen()):
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
            before = self._known
            kept = replace(self._on_screen(), id=current.id, name=current.name)
            self._current = self._views.keep(kept)
            self.show_views()
            self.said.emit(f"La vue « {current.name} » est changée.", lambda: self._restore(before))

    def keep_as(self) -> None:
        """Ask for a name and keep what is on screen under it."""

        def record(typed: dict[str, str]) -> None:
            self._current = self._views.keep(replace(self._on_screen(), name=typed["name"]))
            self.show_views()

        self._ask("Enregistrer la vue", "", record)

    def rename(self) -> None:
        """Ask for another name for the view that was chosen."""
        if (current := self._current) is None:
            return

        def record(typed: dict[str, str]) -> None:
            self._current = self._views.rename(current.id, typed["name"])
            self.show_views()

        self._ask("Renommer la vue", current.name, record)

    def delete(self) -> None:
        """Delete the view that was chosen; what it showed stays on screen."""
        if (current := self._current) is None:
            return
        before = self._views.delete(current.id)
        self._current = None
        self.show_views()
        self.said.emit(f"La vue « {current.name} » est supprimée.", lambda: self._restore(before))

    def _restore(self, before: tuple[CaseView, ...]) -> None:
        self._views.restore(before)
        self.show_views()

    def _ask(self, title: str, name: str, record: Callable[[dict[str, str]], None]) -> None:
        line = TextField("Nom")
        line.show_text(name)
        sentence = "Une vue retient les filtres, le tri et le groupement."
        form = RefusableForm(self._page, title, sentence, {"name": line}, record)
        form.finished.connect(form.deleteLater)
        form.open()


def _same(one: CaseView, other: CaseView) -> bool:
    return (one.criteria, one.sort, one.grouping) == (other.criteria, other.sort, other.grouping)
