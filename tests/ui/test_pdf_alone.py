"""PDFium does one thing at a time: nothing is closed while a page is drawn, not even by memory."""

from __future__ import annotations

import gc
import io
from typing import TYPE_CHECKING

import pypdfium2

from caseapp.ui.widgets.paper.pdf import PdfFile, alone
from tests.support import pdf_forms

if TYPE_CHECKING:
    import pytest


def test_a_file_that_is_let_go_of_while_another_is_read_is_closed_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closed: list[object] = []
    close = pypdfium2.PdfDocument.close

    def note(document: pypdfium2.PdfDocument) -> None:
        closed.append(document)
        close(document)

    monkeypatch.setattr(pypdfium2.PdfDocument, "close", note)
    shown = PdfFile(io.BytesIO(pdf_forms.a_form()))
    with alone():  # as while a page is drawn: memory is tidied in that thread too
        del shown
        gc.collect()
        assert closed == []
    assert len(closed) == 1
