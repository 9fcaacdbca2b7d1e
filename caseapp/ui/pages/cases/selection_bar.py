"""What can be done to the cases that are ticked or chosen: a line under the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from caseapp.kernel import french
from caseapp.ui.theme import restyle
from caseapp.ui.widgets.buttons import link, secondary
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint

    from caseapp.services.case_rows import CaseRow
    from caseapp.ui.pages.cases.actions import CaseActions
    from caseapp.ui.pages.cases.table import CasesTable


class SelectionBar(QFrame):
    """Shown once a case is ticked; the menu of a line offers the same."""

    merge_asked = Signal(object, object)  # kept, merged: ids; the second may be None
    open_asked = Signal(object)  # id of a case

    def __init__(self, table: CasesTable, actions: CaseActions) -> None:
        super().__init__()
        self._table, self._actions = table, actions
        self.setAccessibleName("Dossiers cochés")
        restyle(self, notice="info")
        self.count = Text("", TextRole.STRONG)
        flow = FlowLayout(gap=8)
        flow.addWidget(self.count)
        more = secondary("Plus")
        self._more = QMenu(self)
        self._more.aboutToShow.connect(lambda: self.fill(self._more))
        more.setMenu(self._more)
        for button in (
            secondary("Étiqueter…", lambda: actions.tag(self._cases)),
            secondary("Référent…", lambda: actions.refer(self._cases)),
            secondary("Fermer les dossiers…", lambda: actions.close(self._cases)),
            secondary("Courrier…", lambda: actions.write(self._cases)),
            secondary("Exporter…", self._export),
            more,
            link("Tout décocher", table.lines.untick_all),
        ):
            flow.addWidget(button)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(12, 6, 12, 6)
        outer.addLayout(flow)
        table.lines.ticks_changed.connect(self.see)
        self.hide()

    @property
    def _cases(self) -> Sequence[CaseRow]:
        return self._table.chosen_cases

    def see(self) -> None:
        """Say how many cases are ticked."""
        ticked = self._table.lines.ticked_cases
        self.count.setText(french.plural(len(ticked), "dossier coché", "dossiers cochés"))
        if not ticked and self.isVisible() and self.isAncestorOf(self.window().focusWidget()):
            self._table.setFocus()  # else the keyboard would be left in what goes
        self.setVisible(bool(ticked))

    def popup(self, at: QPoint) -> None:
        """Show the menu of the line one is on, at a place of the screen."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill(menu)
        menu.popup(at)

    def fill(self, menu: QMenu) -> None:
        """Fill a menu with what can be done to the cases."""
        menu.clear()
        cases, do = self._cases, self._actions
        if not cases:
            return
        if len(cases) == 1:
            menu.addAction("Ouvrir").triggered.connect(lambda: self.open_asked.emit(cases[0].id))
            menu.addSeparator()
        menu.addAction("Étiqueter…").triggered.connect(lambda: do.tag(cases))
        self._add_tags(menu, cases)
        menu.addAction("Changer le référent…").triggered.connect(lambda: do.refer(cases))
        menu.addAction("Écrire un courrier…").triggered.connect(lambda: do.write(cases))
        if any(case.closed_on is None for case in cases):
            words = "Fermer le dossier…" if len(cases) == 1 else "Fermer les dossiers…"
            menu.addAction(words).triggered.connect(lambda: do.close(cases))
        if any(case.closed_on for case in cases):
            menu.addAction("Rouvrir").triggered.connect(lambda: do.reopen(cases))
        menu.addSeparator()
        menu.addAction("Copier").triggered.connect(
            lambda: do.copy(cases, self._table.lines, self._table.shown_keys)
        )
        menu.addAction("Exporter…").triggered.connect(self._export)
        if len(cases) <= 2:
            menu.addSeparator()
            other = cases[1].id if len(cases) == 2 else None
            words = "Fusionner ces deux dossiers…" if other else "Fusionner avec un autre dossier…"
            menu.addAction(words).triggered.connect(
                lambda: self.merge_asked.emit(cases[0].id, other)
            )

    def _add_tags(self, menu: QMenu, cases: Sequence[CaseRow]) -> None:
        tags = sorted({tag for case in cases for tag in case.tags}, key=french.fold)
        if not tags:
            return
        off, rename = menu.addMenu("Retirer une étiquette"), menu.addMenu("Renommer une étiquette")
        for tag in tags:
            off.addAction(tag).triggered.connect(
                lambda _on=False, tag=tag: self._actions.untag(cases, tag)
            )
            rename.addAction(tag).triggered.connect(
                lambda _on=False, tag=tag: self._actions.rename_tag(tag)
            )

    def _export(self) -> None:
        self._actions.export(self._cases, self._table.lines, self._table.shown_keys)
