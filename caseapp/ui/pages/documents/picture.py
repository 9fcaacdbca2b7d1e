"""A picture read from memory by Qt, upright as it was taken, page by page if it has several."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QTransform
from shiboken6 import delete

from caseapp.ui.widgets.paper.viewing import CannotShowError, Viewable, fitted

if TYPE_CHECKING:
    from collections.abc import Generator

    from db.blob_reader import BlobReader

_LARGEST_FILE = 60_000_000  # bytes read at once
_MOST_PIXELS = 60_000_000  # of a picture kept whole: Qt's own limit is 256 MB
_TOO_LARGE = "Cette image est trop grande pour être affichée."
_DAMAGED = "Cette image est abîmée, ou d'un genre que CaseApp ne sait pas afficher."


class PictureFile(Viewable):
    """A picture that is open, its content in memory and nowhere else."""

    def __init__(self, reader: BlobReader) -> None:
        """Open a picture.

        Raises:
            CannotShowError: it is damaged, unknown or too large.
        """
        if reader.size > _LARGEST_FILE:
            raise CannotShowError(_TOO_LARGE)
        self._content = QByteArray(reader.read())
        self._page, self._image = -1, QImage()
        with _reading(self._content) as read:
            if not read.canRead():
                raise CannotShowError(_DAMAGED)
            self.pages = max(1, read.imageCount())
        self._whole(0)

    def render(self, page: int, width: int, turned: int) -> QImage:
        """Draw a page of it, turned by quarters."""
        image = self._whole(page)
        if turned % 4:
            image = image.transformed(QTransform().rotate(90 * (turned % 4)))
        wide, tall = fitted(image.width(), image.height(), width)
        return image.scaled(
            QSize(wide, tall),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )

    def close(self) -> None:
        """Let the picture go."""
        self._content, self._image = QByteArray(), QImage()

    def _whole(self, page: int) -> QImage:
        if page == self._page:
            return self._image
        with _reading(self._content) as read:
            read.setAutoTransform(True)
            if page and not read.jumpToImage(page):
                raise CannotShowError(_DAMAGED)
            size = read.size()
            if size.isValid() and size.width() * size.height() > _MOST_PIXELS:
                if bytes(read.format().data()) != b"jpeg":  # only JPEG is made small as it is read
                    raise CannotShowError(_TOO_LARGE)
                by = (_MOST_PIXELS / (size.width() * size.height())) ** 0.5
                read.setScaledSize(size * by)
            image = read.read()
            if image.isNull():
                is_bomb = read.error() is QImageReader.ImageReaderError.InvalidDataError
                raise CannotShowError(_DAMAGED if is_bomb or size.isEmpty() else _TOO_LARGE)
        self._page, self._image = page, image
        return image


@contextmanager
def _reading(content: QByteArray) -> Generator[QImageReader]:
    """Lend a reader of a content in memory, told by its content alone.

    The reader goes before the buffer under it: the other way round, Qt reads what is freed.
    """
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    try:
        yield reader
    finally:
        delete(reader)
        buffer.close()
