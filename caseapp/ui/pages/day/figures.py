"""The key figures of « Ma journée »: four large ones, then a line of smaller ones; all click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.services.day_board import DayFilter
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.card import KeyFigure
from caseapp.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from caseapp.services.day_board import DayBoard, DayFigures

_SMALL = {
    DayFilter.TODAY: ("aujourd'hui", "aujourd'hui"),
    DayFilter.MONTH: ("sous 30 jours", "sous 30 jours"),
    DayFilter.WAITING: ("date de recours en cours", "dates de recours en cours"),
    DayFilter.EXPIRING: ("pièce qui expire", "pièces qui expirent"),
    DayFilter.CONTACT: ("dossier sans contact", "dossiers sans contact"),
    DayFilter.PUT_OFF: ("rappel reporté", "rappels reportés"),
}


class DayHead(QWidget):
    """Shows the figures; `asked` tells the filter behind the one that is clicked."""

    asked = Signal(object)  # DayFilter
    unclaimed_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.late = KeyFigure("En retard")
        self.week = KeyFigure("À faire sous 7 jours")
        self.silent = KeyFigure("Sans réponse au-delà du délai")
        self.unclaimed = KeyFigure("Droits estimés non demandés")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        large = QHBoxLayout()
        large.setSpacing(16)
        for figure in (self.late, self.week, self.silent, self.unclaimed):
            large.addWidget(figure, 1)
        outer.addLayout(large)
        small = FlowLayout(gap=8)
        self.small = {only: secondary("") for only in _SMALL}
        for only, button in self.small.items():
            button.clicked.connect(lambda _checked=False, only=only: self.asked.emit(only))
            small.addWidget(button)
        outer.addLayout(small)
        for figure, only in (
            (self.late, DayFilter.LATE),
            (self.week, DayFilter.WEEK),
            (self.silent, DayFilter.SILENT),
        ):
            figure.clicked.connect(lambda _checked=False, only=only: self.asked.emit(only))
        self.unclaimed.clicked.connect(self.unclaimed_asked)

    def show_figures(self, figures: DayFigures, contacts: int, contact_days: int) -> None:
        """Show the figures of the rows that the filters keep."""
        appeals = french.plural(figures.late_appeals, "délai de recours", "délais de recours")
        self.late.show_figure(
            french.number(figures.late),
            f"dont {appeals}" if figures.late_appeals else "aucun délai de recours",
            tone=Tone.BAD if figures.late else None,
        )
        self.week.show_figure(french.number(figures.week), figures.week_words or "rien de prévu")
        refusals = french.plural(
            figures.silent_refusals, "rejet implicite à contester", "rejets implicites à contester"
        )
        self.silent.show_figure(
            french.number(figures.silent),
            refusals if figures.silent_refusals else "aucun rejet implicite",
            tone=Tone.WARN if figures.silent else None,
        )
        counts = {**figures.counts, DayFilter.CONTACT: contacts}
        for only, button in self.small.items():
            count = counts[only]
            button.setText(french.plural(count, *_SMALL[only]))
            button.setVisible(count > 0)
        self.small[DayFilter.CONTACT].setToolTip(f"Depuis plus de {contact_days} jours")

    def show_unclaimed(self, day: DayBoard) -> None:
        """Show what the estimated rights nobody asked for come to."""
        count = day.unclaimed_cases
        concerned = french.plural(count, "dossier concerné", "dossiers concernés")
        most = french.euros(day.unclaimed_max, cents=False)
        self.unclaimed.show_figure(
            french.euros(day.unclaimed_min, cents=False),
            f"{french.plural(count, 'dossier')}, jusqu'à {most}"
            if day.unclaimed_max != day.unclaimed_min
            else concerned,
            unit="/ mois",
            tone=Tone.OK if count else None,
        )
