"""Word files as a service would make them, and what is read of one."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import docx

if TYPE_CHECKING:
    from collections.abc import Mapping


def a_word_file(
    *paragraphs: str, header: str = "", table: tuple[tuple[str, ...], ...] = ()
) -> bytes:
    """Return a .docx of paragraphs; « **x** » makes one bold, « - x » a point of a list."""
    document = docx.Document()
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, texts in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    for text in paragraphs:
        if text.startswith("- "):
            document.add_paragraph(text[2:], style="List Bullet")
        elif text.startswith("**"):
            document.add_paragraph().add_run(text.strip("*")).bold = True
        else:
            document.add_paragraph(text)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def open_word(content: bytes) -> Any:
    """Return a file as python-docx opens it."""
    return docx.Document(io.BytesIO(content))


def texts_of(content: bytes) -> list[str]:
    """Return the paragraphs of a file, those of its tables first, without the empty ones."""
    document = open_word(content)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [text for text in (*cells, *(one.text for one in document.paragraphs)) if text]


def repacked(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a file with other parts, or with more of them."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            if name not in parts:
                after.writestr(name, before.read(name))
        for name, data in parts.items():
            after.writestr(name, data)
    return target.getvalue()
