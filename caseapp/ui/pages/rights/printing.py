"""The explanation of a right on paper: A4, plain words, the case by its reference alone.

Imported when something is first printed: printing takes memory that the window has no need of.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

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
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(
        QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN), QPageLayout.Unit.Millimeter
    )
    printer.setDocName(document.metaInformation(QTextDocument.MetaInformation.DocumentTitle))
    document.print_(printer)


def ask_and_print(parent: QWidget, document: QTextDocument) -> None:
    """Let the person choose a printer, or a PDF file, then print."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Imprimer l'explication")
    if dialog.exec() == QPrintDialog.DialogCode.Accepted:
        put_on(printer, document)
    dialog.deleteLater()
