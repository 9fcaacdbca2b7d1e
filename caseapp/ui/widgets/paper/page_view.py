"""One page at a time, drawn beside the window: zoom, quarter turns, the keys of a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea

from caseapp.ui.widgets.paper.viewing import CannotShowError

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QResizeEvent, QWheelEvent

    from caseapp.ui.tasks import Job, Jobs
    from caseapp.ui.widgets.paper.viewing import Viewable

_STEPS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_MARGIN = 24
_SETTLES = 80  # milliseconds after which a width is the one meant
_DRAW = "draw"
_CTRL = Qt.KeyboardModifier.ControlModifier


class PageView(QScrollArea):
    """Shows a page as wide as itself; 1 is that width, whatever the document."""

    moved = Signal()  # another page, another zoom

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._pages: Viewable | None = None
        self.page, self.zoom, self.turned = 0, 1.0, 0
        self._drawn: tuple[object, ...] = ()
        self._sheet = QLabel()
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sheet.setAccessibleName("Page affichée")
        self.setWidget(self._sheet)
        self.setWidgetResizable(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # Always there: else the width of a page would depend on its height.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._sheet.setProperty("card", "true")  # a line shows the edge of a white page
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Aperçu du document")
        self.setAccessibleDescription(
            "Page précédente, page suivante pour changer de page, plus et moins pour agrandir ou "
            "réduire, R pour tourner."
        )
        self.setAcceptDrops(False)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLES)
        self._settle.timeout.connect(self._draw)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return 0 if self._pages is None else self._pages.pages

    @property
    def sheet(self) -> QPixmap:
        """What is drawn now."""
        return self._sheet.pixmap()

    def show_pages(self, pages: Viewable | None) -> None:
        """Show a document from its first page; what was open before is let go."""
        before, self._pages = self._pages, pages
        self.page, self.zoom, self.turned, self._drawn = 0, 1.0, 0, ()
        self._sheet.clear()
        self._sheet.resize(0, 0)
        if before is not None:
            before.close()
        self.moved.emit()
        self._draw()

    def go(self, page: int) -> None:
        """Go to a page."""
        if self._pages is not None and 0 <= page < self._pages.pages and page != self.page:
            self.page = page
            self.verticalScrollBar().setValue(0)
            self._changed()

    def magnify(self, by: int) -> None:
        """Zoom so many steps in or out; 0 fits the width again."""
        if not by:
            self.zoom = 1.0
        elif by > 0:
            self.zoom = next((step for step in _STEPS if step > self.zoom), self.zoom)
        else:
            self.zoom = next((step for step in reversed(_STEPS) if step < self.zoom), self.zoom)
        self._changed()

    def turn(self) -> None:
        """Turn the page by a quarter, to the right."""
        self.turned = (self.turned + 1) % 4
        self._changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts = {
            Qt.Key.Key_PageDown: lambda: self.go(self.page + 1),
            Qt.Key.Key_PageUp: lambda: self.go(self.page - 1),
            Qt.Key.Key_Home: lambda: self.go(0),
            Qt.Key.Key_End: lambda: self.go(self.count - 1),
            Qt.Key.Key_Plus: lambda: self.magnify(1),
            Qt.Key.Key_Minus: lambda: self.magnify(-1),
            Qt.Key.Key_0: lambda: self.magnify(0),
            Qt.Key.Key_R: self.turn,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            act()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl and the wheel, as every reader does."""
        if event.modifiers() & _CTRL and event.angleDelta().y():
            self.magnify(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle.start()

    def sizeHint(self) -> QSize:
        return QSize(420, 480)

    def _changed(self) -> None:
        self.moved.emit()
        self._draw()

    def _draw(self) -> None:
        """Have the page drawn, unless it is what already stands there; the newest wish wins."""
        pages = self._pages
        room = self.viewport().width() - _MARGIN
        if pages is None or room <= 0:
            return
        ratio = self.devicePixelRatioF()
        width = round(room * self.zoom * ratio)
        wish = (pages, self.page, width, self.turned, ratio)
        if wish == self._drawn:
            return
        self._drawn = wish
        page, turned = self.page, self.turned

        def work(_job: Job) -> QImage | str:
            try:
                return pages.render(page, width, turned)
            except CannotShowError as error:
                return error.sentence

        self._jobs.start(self, work, lambda made: self._show(made, ratio), name=_DRAW)

    def _show(self, made: QImage | str, ratio: float) -> None:
        if isinstance(made, str):
            self._sheet.clear()
            self._sheet.setText(made)
            self._sheet.adjustSize()
            return
        made.setDevicePixelRatio(ratio)
        self._sheet.setPixmap(QPixmap.fromImage(made))
        self._sheet.resize(made.deviceIndependentSize().toSize() + QSize(2, 2))
        self._sheet.setAccessibleDescription(f"page {self.page + 1} sur {self.count}")
