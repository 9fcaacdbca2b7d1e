"""A paper of headings and lines: a notice, a register of processing, an impact assessment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line; `mark` says how sure it is and on what it rests, nothing where it is plain fact."""

    words: str
    label: str = ""  # before it, in bold: « Finalité »
    mark: str = ""


@dataclass(frozen=True, slots=True)
class PaperPart:
    """Some lines under a heading."""

    heading: str
    lines: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainPaper:
    """All that stands on the paper."""

    title: str
    service_name: str
    service_address: str
    author: str
    edited_at: dt.datetime
    parts: tuple[PaperPart, ...]
    note: str = ""
    is_large: bool = False  # in letters that everybody reads
    is_confidential: bool = True
