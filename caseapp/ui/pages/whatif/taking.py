"""Taking a simulation along: on paper, copied, the curve as a picture or a table.

Nothing is written but where the person says.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from caseapp.kernel.errors import KnownTroubleError
from caseapp.kernel.files import write_atomically
from caseapp.services.simulation_rows import month_rows, rights_of_months
from caseapp.services.simulation_words import compare_text, curve_csv, months_text
from caseapp.ui import clipboard
from caseapp.ui.pages.whatif.results_card import CURVE, MONTHS
from caseapp.ui.widgets.curve import on_paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.domain.curve import IncomeCurve
    from caseapp.ui.pages.whatif.curve_view import CurveView
    from caseapp.ui.pages.whatif.tab import WhatIfTab
    from caseapp.ui.pages.whatif.tools import WhatIfTools

PICTURE = "Image PNG (*.png);;Dessin SVG (*.svg)"
TABLE = "Tableau CSV (*.csv)"
_SCALE = 2  # of a picture, for a sharp print


class Taking:
    """Writes and copies what the tab shows."""

    def __init__(self, tools: WhatIfTools, tab: WhatIfTab) -> None:
        self._tools, self._tab = tools, tab

    def listen_to(self, view: CurveView) -> None:
        """Do what the buttons under the curve ask for."""
        view.picture_asked.connect(self.save_picture)
        view.table_asked.connect(self.save_table)
        view.copy_asked.connect(self.copy_curve)

    def print(self) -> None:
        """Print the simulation."""
        draft, case = self._tab.draft, self._tab.case
        if case is not None and draft.simulation is not None:
            self._tools.print_simulation(case, draft.named_simulation, draft.name)

    def copy(self) -> None:
        """Copy the table of the view that is shown."""
        draft, service = self._tab.draft, self._tools.simulations
        simulation = draft.named_simulation
        columns = (simulation.present, *simulation.variants)
        if draft.view == CURVE and simulation.curve is not None:
            self.copy_curve()
            return
        if draft.view == MONTHS and simulation.has_months:
            shown = columns[self._tab.results.whose]
            codes = rights_of_months(shown.months)
            titles = [service.short_name(code) for code in codes]
            text = months_text(titles, month_rows(shown.months, codes))
        else:
            names = [column.variant.name for column in columns]
            text = compare_text(names, service.rows(simulation))
        clipboard.copy(text)

    def copy_curve(self) -> None:
        """Copy the curve as a table."""
        if (curve := self._curve) is not None:
            table = curve_csv(curve, self._names).removeprefix("\ufeff").replace(";", "\t")
            clipboard.copy(table)

    def save_table(self) -> None:
        """Write the curve as a table for a spreadsheet."""
        if (curve := self._curve) is not None:
            content = curve_csv(curve, self._names).encode("utf-8")
            self._ask("Enregistrer le tableau", "ressources-selon-le-salaire.csv", TABLE,
                      lambda path: write_atomically(path, content))  # fmt: skip

    def save_picture(self) -> None:
        """Write the curve as a picture, on white whatever the screen shows."""
        if self._curve is not None:
            self._ask("Enregistrer l'image", "ressources-selon-le-salaire.png", PICTURE,
                      self._draw)  # fmt: skip

    @property
    def _curve(self) -> IncomeCurve | None:
        simulation = self._tab.draft.simulation
        return None if simulation is None else simulation.curve

    @property
    def _names(self) -> list[tuple[str, str]]:
        return list(self._tab.results.curve_names().items())

    def _ask(self, title: str, name: str, kinds: str, write: Callable[[Path], object]) -> None:
        asker = self._tools.asker
        path = asker.save_file(self._tab, title, Path.home() / name, kinds)
        if path is None:
            return
        try:
            write(path)
        except KnownTroubleError as error:
            asker.tell(self._tab, "Le fichier n'a pas été enregistré", str(error))

    def _draw(self, path: Path) -> None:
        chart = self._tab.results.make_curve().chart
        size = QSize(max(chart.width(), 640), chart.heightForWidth(max(chart.width(), 640)))
        held = QByteArray()
        buffer = QBuffer(held)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        whole = QRectF(0, 0, size.width(), size.height())
        if path.suffix.lower() == ".svg":
            drawing = QSvgGenerator()
            drawing.setOutputDevice(buffer)
            drawing.setSize(size)
            drawing.setViewBox(whole)
            drawing.setTitle("Ressources du foyer selon le salaire net")
            painter = QPainter(drawing)
            painter.fillRect(whole, QColor("white"))
            chart.draw(painter, whole, on_paper())
            painter.end()
        else:
            image = QImage(size * _SCALE, QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(_SCALE)
            image.fill(QColor("white"))
            painter = QPainter(image)
            chart.draw(painter, whole, on_paper())
            painter.end()
            image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs ask for bytes, Qt refuses them
        write_atomically(path, bytes(held.data()))
