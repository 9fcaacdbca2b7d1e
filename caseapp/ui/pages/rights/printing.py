"""The explanation of a right on paper: A4, plain words, the case by its reference alone.

Imported when something is first printed: printing takes memory that the window has no need of.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QMarginsF
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextDocument,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_MARGIN = 18  # millimetres
_POINTS = 10.5


def document_of(title: str, heading: str, text: str) -> QTextDocument:
    """Return the text of a panel as a document: its title, what it is of, then a line each."""
    document = QTextDocument()
    font = QFont()
    font.setPointSizeF(_POINTS)
    document.setDefaultFont(font)
    first, *lines = text.split("\n")
    body = "".join(
        f"<h3 style='margin-bottom:2px'>{escape(line.removeprefix('# '))}</h3>"
        if line.startswith("# ")
        else f"<p style='margin-top:2px; margin-bottom:4px'>{escape(line)}</p>"
        for line in lines
        if line
    )
    document.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, title)
    document.setHtml(f"<p><small>{escape(heading)}</small></p><h2>{escape(first)}</h2>{body}")
    return document


def put_on(printer: QPrinter, document: QTextDocument) -> None:
    """Print a document on A4 pages."""
    _set_pages(printer)
    printer.setDocName(document.metaInformation(QTextDocument.MetaInformation.DocumentTitle))
    document.print_(printer)


def _set_pages(paper: QPagedPaintDevice) -> None:
    paper.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    paper.setPageMargins(margins, QPageLayout.Unit.Millimeter)


def pdf_of(document: QTextDocument) -> bytes:
    """Return a document as the content of a PDF file."""
    content = QBuffer()
    content.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(content)
    writer.setTitle(document.metaInformation(QTextDocument.MetaInformation.DocumentTitle))
    _set_pages(writer)
    document.print_(writer)
    return bytes(content.data().data())


def has_printer() -> bool:
    """Tell whether this computer knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def ask_and_print(parent: QWidget, document: QTextDocument) -> None:
    """Let the person choose a printer, or a PDF file, then print."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Imprimer l'explication")
    if dialog.exec() == QPrintDialog.DialogCode.Accepted:
        put_on(printer, document)
    dialog.deleteLater()
