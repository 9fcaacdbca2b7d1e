"""Runs of a letter in a Word paragraph: bold, italic, a blank that stands out, Arabic marked so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor

from caseapp.reports import letter_words, shaping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.text.paragraph import Paragraph
    from docx.text.run import Run as WordRun

    from caseapp.domain.letter import Run


def add_runs(paragraph: Paragraph, runs: Sequence[Run]) -> None:
    """Add runs at the end of a paragraph."""
    for run in runs:
        for words, is_arabic in shaping.parts(letter_words.in_xml(run.text)):
            added = paragraph.add_run(words)  # a line end in it becomes one of Word's
            if run.bold:
                added.bold = True
            if run.italic:
                added.italic = True
            if run.blank:
                mark(added)
            if is_arabic:
                _from_right(added)


def mark(run: WordRun) -> None:
    """Make a blank stand out, on a grey print too."""
    run.bold = True
    run.font.color.rgb = RGBColor.from_string(letter_words.BLANK[1:].upper())
    ground = OxmlElement("w:shd")
    ground.set(qn("w:val"), "clear")
    ground.set(qn("w:color"), "auto")
    ground.set(qn("w:fill"), letter_words.BLANK_GROUND[1:].upper())
    run._r.get_or_add_rPr().append(ground)  # noqa: SLF001 - python-docx knows no ground


def _from_right(run: WordRun) -> None:
    run.font.rtl = True
    run.font.cs_bold = run.bold  # the bold and the italic of such letters are said apart
    run.font.cs_italic = run.italic
