"""Putting a document on paper, page by page, away from the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog

from caseapp.kernel.errors import KnownTroubleError
from caseapp.ui.widgets.paper.viewing import CannotShowError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from caseapp.ui.widgets.paper.viewing import Viewable

_DOTS = 200  # an inch: sharp on paper, and a page still takes a few megabytes


def ask_for_printer(parent: QWidget) -> QPrinter | None:
    """Ask which printer, and which pages."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setResolution(_DOTS)
    printer.setDocName("CaseApp")  # the queue of the printer shows it: nobody's name
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Imprimer le document")
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def put_on_paper(pages: Viewable, printer: QPrinter, told: Callable[[float], None]) -> int:
    """Print the pages that were asked for; return how many. `told` may stop it by raising.

    Raises:
        KnownTroubleError: the printer does not answer, or a page cannot be drawn.
    """
    first = max(1, printer.fromPage()) - 1
    last = min(printer.toPage() or pages.pages, pages.pages)
    painter = QPainter()
    if not painter.begin(printer):
        raise KnownTroubleError(
            "L'imprimante ne répond pas.",
            "Vérifiez qu'elle est allumée, ou choisissez-en une autre.",
        )
    try:
        for page in range(first, last):
            told((page - first) / max(1, last - first))
            if page > first:
                printer.newPage()
            room = painter.viewport()
            image = pages.render(page, room.width(), 0)
            size = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRect(room.topLeft(), size), image)
    except CannotShowError as error:
        raise KnownTroubleError(
            error.sentence, "Enregistrez une copie, et imprimez-la avec un autre programme."
        ) from error
    finally:
        painter.end()
    return max(0, last - first)
