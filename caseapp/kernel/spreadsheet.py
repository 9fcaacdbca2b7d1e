"""Texts that go to a spreadsheet, by a file or by the clipboard: none may be taken for a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# The wide signs too: some spreadsheets of East Asia read them as the narrow ones.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
_UNSEEN = (
    " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}"
)


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe stands before it."""
    return f"'{text}" if text.lstrip(_UNSEEN).startswith(_STARTS) else text


def block(rows: Iterable[Iterable[str]]) -> str:
    """Return rows as they are pasted: a tab between cells, none within one, no formula."""
    return "\n".join(
        "\t".join(harmless(" ".join(cell.split("\t"))) for cell in row) for row in rows
    )
