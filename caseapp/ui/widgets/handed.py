"""What is dropped on a part of a page, or pasted: files, or a picture that never was a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from caseapp.ui.intake import Source
from caseapp.ui.theme import Tone, restyle
from caseapp.ui.widgets.texts import Drawing, Text, TextRole

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtCore import QMimeData


def holds_documents(mime: QMimeData) -> bool:
    """Say whether there are files or a picture in what is dragged or copied."""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())


def sources_in(mime: QMimeData, now: datetime) -> list[Source]:
    """Return the files, or the picture where there is no file."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return [Source(path.name, path) for path in paths]
    image = mime.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return []
    name = f"Image collée {now:%d-%m-%Y %Hh%M}.png"
    return [Source(name, content=_png(image))]


def _png(image: QImage) -> bytes:
    """Return a picture as a file, made in memory."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(content.data())


class DropSign(QFrame):
    """Covers the tab while files are held over it: where they will go."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        restyle(self, notice=Tone.INFO.value)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        centre = Qt.AlignmentFlag.AlignHCenter
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(Drawing("plus", Tone.INFO, 40), 0, centre)
        outer.addWidget(Text("Déposer ici", TextRole.PAGE_TITLE), 0, centre)
        outer.addWidget(
            Text("Les fichiers entrent dans la base chiffrée de ce dossier."), 0, centre
        )
        outer.addStretch(1)
        self.hide()

    def cover(self) -> None:
        """Show over the whole tab."""
        self.setGeometry(self._over.rect().adjusted(8, 8, -8, -8))
        self.raise_()
        self.show()
