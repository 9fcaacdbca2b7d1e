"""A table taken out of the program: a file that a spreadsheet opens and does not execute."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from caseapp.kernel.spreadsheet import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # tells a spreadsheet that the accents are UTF-8


def as_csv(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV with semicolons, as a French spreadsheet reads it."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(title) for title in titles])
    writer.writerows([harmless(text) for text in row] for row in rows)
    return (_MARK + written.getvalue()).encode()
