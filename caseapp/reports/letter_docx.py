"""A letter as a Word file: the same places as on the PDF, in styles that can be changed."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from caseapp.domain.letter import Bullet
from caseapp.reports import letter_words
from caseapp.reports.word_runs import add_runs
from caseapp.rules.letters.text import plain

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

    from caseapp.domain.letter import LetterPaper, Paragraph, Run

_FACE = "Arial"  # on every machine, where Inter is not
_TWIPS_PER_MM = 56.7
# NF Z 11-001: the address stands where the window of a DL envelope is.
_ADDRESS_LEFT, _ADDRESS_TOP, _ADDRESS_WIDTH = 110, 45, 85  # millimetres
_STYLES = {Bullet.NONE: None, Bullet.DOT: "List Bullet", Bullet.NUMBER: "List Number"}
_TOP = 20  # millimetres


def render(paper: LetterPaper) -> bytes:
    """Return the .docx of a letter: A4, French, its blanks marked."""
    document = Document()
    _set_up(document, paper)
    if not paper.is_whole:
        _open(document, paper)
    numbering = Numbering(document)
    for paragraph in paper.paragraphs:
        add_paragraph(document, paragraph, numbering)
    if not paper.is_whole:
        _close(document, paper)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


class Numbering:
    """Numbered lists of a document; each begins where its first point says."""

    def __init__(self, document: WordDocument) -> None:
        self._definitions = document.part.numbering_part.numbering_definitions._numbering  # noqa: SLF001 - no public way to begin a list again
        style = document.styles["List Number"].element.pPr.numPr.numId.val
        self._abstract = self._definitions.num_having_numId(style).abstractNumId.val
        self._current: int | None = None
        self._expected = 0

    def give(self, paragraph: WordParagraph, number: int) -> None:
        """Number a paragraph; a number that does not follow begins another list."""
        if self._current is None or number != self._expected:
            num = self._definitions.add_num(self._abstract)
            num.add_lvlOverride(ilvl=0).add_startOverride(number)
            self._current = num.numId
        self._expected = number + 1
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - same
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = self._current


def add_paragraph(document: WordDocument, paragraph: Paragraph, numbering: Numbering) -> None:
    """Add a paragraph of the text, or a point of a list."""
    added = document.add_paragraph(style=_STYLES[paragraph.bullet])
    if paragraph.bullet is Bullet.NUMBER:
        numbering.give(added, paragraph.number)
    add_runs(added, paragraph.runs)


def _set_up(document: WordDocument, paper: LetterPaper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(_TOP)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FACE, Pt(10.5)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:cs"), _FACE)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "fr-FR")
    normal.element.get_or_add_rPr().append(language)
    normal.paragraph_format.space_after = Pt(8)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    for name in ("List Bullet", "List Number"):
        document.styles[name].paragraph_format.space_after = Pt(3)
    properties = document.core_properties
    properties.title, properties.author = letter_words.title(paper), letter_words.author(paper)
    properties.language, properties.comments = "fr-FR", ""


def _open(document: WordDocument, paper: LetterPaper) -> None:
    for line in paper.sender:
        _line(document, plain(line))
    for name, text in paper.references:
        _line(document, plain(f"{name} : {text}"), size=9)
    for line in paper.recipient:
        _in_window(_line(document, plain(line)))
    when = _line(document, plain(letter_words.when(paper)), after=8)
    # The frame of the address floats: what follows begins under it.
    when.paragraph_format.space_before = Mm(letter_words.opening_room(paper, _ADDRESS_TOP - _TOP))
    if paper.sent_by:
        _line(document, plain(paper.sent_by), size=9, after=8)
    runs = tuple(replace(run, bold=True) for run in plain(f" {paper.subject}"))
    subject = _line(document, runs, bold=letter_words.SUBJECT, after=12)
    subject.paragraph_format.keep_with_next = True


def _close(document: WordDocument, paper: LetterPaper) -> None:
    for place, line in enumerate(paper.signature):
        added = _line(document, plain(line))
        added.paragraph_format.keep_with_next = True
        added.paragraph_format.space_before = Pt(11) if not place else None
    hand = document.add_paragraph()
    hand.paragraph_format.space_after = Mm(12)
    if paper.enclosures:
        _line(document, (), bold=letter_words.ENCLOSURES, size=9)
        for one in paper.enclosures:
            _line(document, plain(f"- {one}"), size=9)


def _line(
    document: WordDocument,
    runs: tuple[Run, ...],
    *,
    bold: str = "",
    size: float | None = None,
    after: float = 0,
) -> WordParagraph:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(after)
    if bold:
        paragraph.add_run(letter_words.in_xml(bold)).bold = True
    add_runs(paragraph, runs)
    if size is not None:
        for run in paragraph.runs:
            run.font.size = Pt(size)
    return paragraph


def _in_window(paragraph: WordParagraph) -> None:
    """Place a line of the address on the page itself; neighbours share one frame."""
    frame = OxmlElement("w:framePr")
    for name, value in {
        "w": round(_ADDRESS_WIDTH * _TWIPS_PER_MM),
        "hSpace": 0,
        "wrap": "around",
        "vAnchor": "page",
        "hAnchor": "page",
        "x": round(_ADDRESS_LEFT * _TWIPS_PER_MM),
        "y": round(_ADDRESS_TOP * _TWIPS_PER_MM),
    }.items():
        frame.set(qn(f"w:{name}"), str(value))
    paragraph._p.get_or_add_pPr().insert(0, frame)  # noqa: SLF001 - python-docx knows no frame
