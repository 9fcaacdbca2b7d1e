"""Reads the Markdown of a letter: paragraphs and lists, bold and italic, and nothing else.

Links, pictures, titles, tables and HTML are read as the characters they are made of: a letter that
comes from outside can bring nothing in.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from caseapp.domain.letter import Bullet, Paragraph, Run
from caseapp.rules.letters.filling import BLANK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_BLANK = re.compile(rf"\[{BLANK} : [^\]]+\]")


def read(markdown: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a letter, in their order."""
    return tuple(_paragraphs(_reader().parse(markdown)))


def plain(line: str) -> tuple[Run, ...]:
    """Return a line of the address, the subject or the heading: text, and its blanks."""
    return tuple(_with_blanks(line, bold=False, italic=False))


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("zero").enable(["emphasis", "escape", "newline", "list"])


def _paragraphs(tokens: Sequence[Token]) -> Iterator[Paragraph]:
    lists: list[tuple[Bullet, int]] = []
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                lists.append((Bullet.DOT, 0))
            case "ordered_list_open":
                lists.append((Bullet.NUMBER, int(token.attrGet("start") or 1) - 1))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                bullet, number = lists[-1]
                lists[-1] = (bullet, number + 1)
            case "inline" if token.content.strip():
                bullet, number = lists[-1] if lists else (Bullet.NONE, 0)
                runs = tuple(_runs(token.children or ()))
                yield Paragraph(runs, bullet, number if bullet is Bullet.NUMBER else 0)
            case _:
                pass


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    """Yield what looks alike as one, however its lines were wrapped, then apart its blanks."""
    for (bold, italic), alike in groupby(_pieces(tokens), key=lambda piece: piece[1:]):
        yield from _with_blanks("".join(piece[0] for piece in alike), bold=bold, italic=italic)


def _pieces(tokens: Sequence[Token]) -> Iterator[tuple[str, bool, bool]]:
    bold = italic = False
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold = token.type == "strong_open"
            case "em_open" | "em_close":
                italic = token.type == "em_open"
            case "softbreak":
                yield " ", bold, italic
            case "hardbreak":
                yield "\n", bold, italic
            case _:
                yield token.content, bold, italic


def _with_blanks(text: str, *, bold: bool, italic: bool) -> Iterator[Run]:
    at = 0
    for found in _BLANK.finditer(text):
        if found.start() > at:
            yield Run(text[at : found.start()], bold, italic)
        yield Run(found[0], bold, italic, blank=True)
        at = found.end()
    if at < len(text):
        yield Run(text[at:], bold, italic)
