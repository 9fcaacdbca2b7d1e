"""By the wage: the curve, the point that is read, and the ways to take it along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.services.simulation_words import point_text
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.curve import CurveChart
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from caseapp.domain.curve import CurvePoint, IncomeCurve


class CurveView(QWidget):
    """Shows the curve of the present household."""

    picture_asked = Signal()
    table_asked = Signal()
    copy_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._names: dict[str, str] = {}
        self.chart = CurveChart("Ressources du foyer selon le salaire net")
        self.reading = Text("", TextRole.STRONG, wrap=True, selectable=True)
        note = Text(
            "Le salaire de la personne suivie varie, tout le reste du foyer d'aujourd'hui demeure ; "
            "chaque droit a suivi. Flèches ou souris : lire un point.",
            TextRole.HINT,
            wrap=True,
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for words, signal in (
            ("Copier le tableau", self.copy_asked),
            ("Enregistrer le tableau", self.table_asked),
            ("Enregistrer l'image", self.picture_asked),
        ):
            buttons.addWidget(secondary(words, signal.emit))
        buttons.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(10, 0, 10, 8)
        outer.setSpacing(8)
        for part in (self.reading, self.chart, note):
            outer.addWidget(part)
        outer.addLayout(buttons)
        self.chart.read_at.connect(self._read)

    def show_curve(self, curve: IncomeCurve, names: dict[str, str]) -> None:
        """Show a curve; `names` are those of its rights."""
        self._names = names
        self.chart.show_curve(curve, names)

    def _read(self, point: CurvePoint) -> None:
        self.reading.setText(point_text(point, self._names))
