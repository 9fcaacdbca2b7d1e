"""Arabic on paper: letters joined, lines read from right to left, in a face that has them.

ReportLab draws characters one after the other, in the order they are stored, and Inter has no
Arabic. `paragraph` gives such runs their own face and joins their letters; the order is turned at
the last moment, line by line, so that a text that wraps is still read from its first word. The
rest of a page needs to know nothing of it: `styles.text` and `styles.marked` come through here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from arabic_reshaper import ArabicReshaper
from bidi import get_display
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from caseapp.reports import fonts
from caseapp.reports.tagging import Spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from reportlab.platypus import Paragraph

# Letters, and what they become once joined (Unicode: Arabic, its supplement and extensions, forms).
_LETTER = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff"
_ARABIC = re.compile(f"[{_LETTER}]")
# Words of one run, with the figures and signs between and after them: « شارع 12 » is one.
_RUN = re.compile(rf"[{_LETTER}](?:[\s\d.,:/\-]*[{_LETTER}\d])*")
_FACES = {fonts.MEDIUM, fonts.BOLD, fonts.BOLD_FIGURES}  # those whose Arabic is heavy


def has_arabic(text: str) -> bool:
    """Say whether a text holds something that is written from right to left."""
    return _ARABIC.search(text) is not None


def parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text in its parts, and whether each is in Arabic: for files that order it themselves."""
    at = 0
    for found in _RUN.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], False
        yield found[0], True
        at = found.end()
    if at < len(text):
        yield text[at:], False


def right_to_left(style: ParagraphStyle) -> ParagraphStyle:
    """Return the style of a paragraph that begins at the right: one in Arabic, not one that quotes it."""
    return ParagraphStyle(f"{style.name} rtl", style, alignment=TA_RIGHT, from_right=True)


def paragraph(markup: str, style: ParagraphStyle) -> Paragraph:
    """Return a paragraph of markup; Arabic in it is joined and ordered."""
    return _Shaped(markup, style) if has_arabic(markup) else Spoken(markup, style)


class _Shaped(Spoken):
    """A paragraph that holds Arabic; its lines stay in the order of reading until they are drawn."""

    blPara: Any  # noqa: N815 - ReportLab's name: the lines once they are broken

    def __init__(self, text: str | None, style: ParagraphStyle, *args: Any, **kwargs: Any) -> None:
        super().__init__(text, style, *args, **kwargs)  # type: ignore[arg-type]  # a part has none
        if text is not None:  # else it is what a page left of another, already joined
            self.frags = [part for frag in self.frags for part in _faced(frag)]

    def drawPara(self, debug: int = 0) -> None:  # noqa: N802 - ReportLab's name
        """Draw with every line turned; the lines kept are those that a page may still cut."""
        kept = self.blPara
        self.blPara = _turned(kept, from_right=getattr(self.style, "from_right", False))
        try:
            super().drawPara(debug)
        finally:
            self.blPara = kept


def _faced(frag: Any) -> Iterator[Any]:
    """Yield the parts of a fragment, those in Arabic joined and in their face."""
    text = getattr(frag, "text", "")
    if not has_arabic(text):
        yield frag
        return
    fonts.register_arabic()
    face = fonts.ARABIC_BOLD if frag.fontName in _FACES else fonts.ARABIC
    for words, is_arabic in parts(text):
        if is_arabic:
            yield frag.clone(text=_reshaper().reshape(words), fontName=face)
        else:
            yield frag.clone(text=words)


@cache
def _reshaper() -> ArabicReshaper:
    return ArabicReshaper(configuration={"delete_harakat": False})  # a vowel sign is part of a name


def _turned(block: Any, *, from_right: bool) -> Any:
    if block.kind == 0:  # one look for the whole paragraph: lines are (room left, words)
        lines = [
            (room, [get_display(" ".join(words), base_dir="R")]) for room, words in block.lines
        ]
        return block.clone(lines=lines)
    return block.clone(
        lines=[
            line.clone(words=_ordered(line.words, from_right=from_right)) for line in block.lines
        ]
    )


def _ordered(frags: Sequence[Any], *, from_right: bool) -> list[Any]:
    """Return the fragments of a line as they stand on paper, from the left."""
    shown = [
        frag.clone(text=get_display(frag.text, base_dir="R"))
        if from_right or _is_arabic(frag)
        else frag
        for frag in frags
    ]
    if from_right:
        return shown[::-1]
    ordered: list[Any] = []
    together: list[Any] = []  # neighbours in Arabic, bold or not: read from the last
    for frag in shown:
        if _is_arabic(frag):
            together.append(frag)
        else:
            ordered += [*together[::-1], frag]
            together = []
    return [*ordered, *together[::-1]]


def _is_arabic(frag: Any) -> bool:
    return getattr(frag, "fontName", "") in {fonts.ARABIC, fonts.ARABIC_BOLD}
