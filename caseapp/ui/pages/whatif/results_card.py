"""What the changes would give: right by right, month by month, by the wage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseapp.services.simulation_rows import month_rows, rights_of_months
from caseapp.services.simulation_words import rights_of_curve
from caseapp.ui.pages.whatif.compare_view import CompareView
from caseapp.ui.pages.whatif.curve_view import CurveView
from caseapp.ui.pages.whatif.months_view import MonthsView
from caseapp.ui.widgets.buttons import Chips, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.page import bring_to_top
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from caseapp.domain.scenario import Simulation
    from caseapp.services.simulations import Simulations

COMPARE, MONTHS, CURVE = "compare", "months", "curve"
_VIEWS = (
    (COMPARE, "Droit par droit"),
    (MONTHS, "Mois par mois"),
    (CURVE, "Selon le salaire"),
)


class ResultsCard(Card):
    """One of three views; what is being computed says how far it is, and can be stopped."""

    stopped = Signal()
    curve_made = Signal(object)  # CurveView

    def __init__(self, simulations: Simulations) -> None:
        super().__init__("Résultats", flush=True)
        self._simulations = simulations
        self._simulation: Simulation | None = None
        self._whose = 1
        self._is_awaited = False
        self.views = Chips(_VIEWS, "Choisir une vue")
        self.compare, self.months = CompareView(), MonthsView()
        self.curve: CurveView | None = None  # made when it is first asked for
        self.progress = Text("", TextRole.SECONDARY)
        self.stop = secondary("Arrêter", self.stopped.emit)
        self.empty = EmptyState(
            "Aucun changement à essayer",
            "Choisir un changement ci-dessus, puis « Essayer ». La vue « Selon le salaire » "
            "n'en demande aucun.",
        )
        waiting = QHBoxLayout()
        waiting.setSpacing(12)
        waiting.addWidget(self.progress, 1)
        waiting.addWidget(self.stop)
        self._waiting = QWidget()
        self._waiting.setLayout(waiting)
        waiting.setContentsMargins(10, 0, 10, 10)
        self.add_beside_title(self.views, 100)
        for part in (self._waiting, self.empty, self.compare, self.months):
            self.body.addWidget(part)
        self.months.chosen.connect(self._show_months_of)

    @property
    def view(self) -> str:
        """The view that is chosen."""
        return self.views.value

    def show_progress(self, words: str) -> None:
        """Say how far the work is; nothing where none is under way."""
        self.progress.setText(words)
        self._waiting.setVisible(bool(words))

    def come_in_sight(self) -> None:
        """Come to the top of the page once what was asked for is there."""
        self._is_awaited = True

    def _come(self) -> None:
        shown = {COMPARE: self.compare, MONTHS: self.months, CURVE: self.curve}[self.view]
        if self._is_awaited and shown is not None and not shown.isHidden():
            self._is_awaited = False
            QTimer.singleShot(0, self, lambda: bring_to_top(self))  # once it is laid out

    def show_simulation(self, simulation: Simulation | None) -> None:
        """Show what is known; what is not yet computed leaves its place empty."""
        self._simulation = simulation
        tried = simulation is not None and bool(simulation.variants)
        has_months = simulation is not None and simulation.has_months and tried
        has_curve = simulation is not None and simulation.curve is not None
        view, busy = self.view, not self._waiting.isHidden()
        self.compare.setVisible(view == COMPARE and tried)
        self.months.setVisible(view == MONTHS and has_months)
        if view == CURVE and has_curve:
            self._show_curve()
        elif self.curve is not None:
            self.curve.hide()
        self.empty.setVisible(not busy and not tried and view != CURVE)
        self._come()
        if simulation is None:
            return
        columns = (simulation.present, *simulation.variants)
        names = [column.variant.name for column in columns]
        if view == COMPARE and tried:
            self.compare.show_rows(names, self._simulations.rows(simulation))
        elif view == MONTHS and has_months:
            self._whose = min(self._whose, len(names) - 1)
            self.months.show_names(names, self._whose)
            self._show_months_of(self._whose)

    def make_curve(self) -> CurveView:
        """Return the view of the curve, made when it is first asked for."""
        if self.curve is None:
            self.curve = CurveView()
            self.body.addWidget(self.curve)
            self.curve_made.emit(self.curve)
        return self.curve

    def curve_names(self) -> dict[str, str]:
        """Return the short names of the rights of the curve."""
        curve = self._simulation.curve if self._simulation else None
        codes = rights_of_curve(curve) if curve else ()
        return {code: self._simulations.short_name(code) for code in codes}

    @property
    def whose(self) -> int:
        """Whose months are shown: 0 for the present."""
        return self._whose

    def _show_curve(self) -> None:
        view = self.make_curve()
        view.show()
        if self._simulation is not None and self._simulation.curve is not None:
            view.show_curve(self._simulation.curve, self.curve_names())

    def _show_months_of(self, place: int) -> None:
        if self._simulation is None:
            return
        self._whose = place
        tried = (self._simulation.present, *self._simulation.variants)[place]
        codes = rights_of_months(tried.months)
        titles = [self._simulations.short_name(code) for code in codes]
        expectation = self._simulations.expectation(tried.months)
        self.months.show_months(titles, month_rows(tried.months, codes), expectation)
