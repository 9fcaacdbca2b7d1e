"""A PDF drawn page by page by PDFium, read from the base as far as it is needed.

PDFium is not made for two threads at once, nor for a file that is closed while it reads another:
everything it does stands behind one lock, that nobody takes twice.
"""

from __future__ import annotations

import threading
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pypdfium2
from PySide6.QtGui import QImage

from caseapp.ui.widgets.paper.viewing import CannotShowError, Viewable, fitted

if TYPE_CHECKING:
    from collections.abc import Generator
    from io import BytesIO

    from _typeshed import WriteableBuffer

    from db.blob_reader import BlobReader

_PDFIUM = threading.Lock()
_TO_CLOSE: deque[pypdfium2.PdfDocument] = deque()  # by whoever has the lock
_WRONG_PASSWORD = 4  # FPDF_ERR_PASSWORD
_DAMAGED = "Ce PDF est abîmé : il ne peut pas être affiché."
_DAMAGED_PAGE = "Cette page est abîmée : elle ne peut pas être affichée."
_LOCKED = "Ce PDF est protégé par un mot de passe : il ne peut pas être affiché ici."


class PdfFile(Viewable):
    """A PDF that is open."""

    def __init__(self, reader: BlobReader | BytesIO) -> None:
        """Open a PDF.

        Raises:
            CannotShowError: it is damaged, or protected by a password.
        """
        self._is_closed = True  # until there is something to close
        with alone():
            try:
                self._document = pypdfium2.PdfDocument(_Quiet(reader))
                self._is_closed = False
                self._document.init_forms()  # what was typed in a form is drawn with the page
                self.pages = len(self._document)
            except pypdfium2.PdfiumError as error:
                is_locked = getattr(error, "err_code", None) == _WRONG_PASSWORD
                raise CannotShowError(_LOCKED if is_locked else _DAMAGED) from error
            if not self.pages:
                raise CannotShowError(_DAMAGED)

    def render(self, page: int, width: int, turned: int) -> QImage:
        """Draw a page on white, so many pixels wide, turned by quarters."""
        with alone():
            if self._is_closed:
                raise CannotShowError(_DAMAGED)
            try:
                opened = self._document[page]
                try:
                    return _drawn(opened, width, turned % 4)
                finally:
                    opened.close()
            except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError) as error:
                raise CannotShowError(_DAMAGED_PAGE) from error

    def close(self) -> None:
        """Let the file go; the thread that draws meanwhile closes it as it ends."""
        if self._is_closed:
            return
        self._is_closed = True
        _TO_CLOSE.append(self._document)
        if _PDFIUM.acquire(blocking=False):
            try:
                _close_all()
            finally:
                _PDFIUM.release()

    def __del__(self) -> None:
        """Close what nobody came to show: PDFium's own end would not ask for the lock."""
        self.close()


@contextmanager
def alone() -> Generator[None]:
    """Let nobody else use PDFium meanwhile; what was let go of is closed at the end."""
    with _PDFIUM:
        try:
            yield
        finally:
            _close_all()


def _close_all() -> None:
    while _TO_CLOSE:
        _TO_CLOSE.popleft().close()


def _drawn(page: pypdfium2.PdfPage, width: int, quarters: int) -> QImage:
    across, down = page.get_size()
    if quarters % 2:
        across, down = down, across
    wide, _tall = fitted(across, down, width)
    bitmap = page.render(scale=wide / across, rotation=90 * quarters, prefer_bgrx=True)
    size = (bitmap.width, bitmap.height, bitmap.stride)
    image = QImage(bytes(bitmap.buffer), *size, QImage.Format.Format_RGB32)
    return image.copy()  # the bytes go with the call


class _Quiet:
    """The reader as PDFium calls it: a failure is an empty answer, not a trace on the terminal."""

    def __init__(self, reader: BlobReader | BytesIO) -> None:
        self._reader = reader
        self.seek, self.tell, self.read = reader.seek, reader.tell, reader.read

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer, or return that nothing could be read (the base was locked)."""
        try:
            return self._reader.readinto(buffer)
        except Exception:  # noqa: BLE001 - called from C, where nothing may be raised
            return 0
