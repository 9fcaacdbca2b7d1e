"""A letter as an OpenDocument text (LibreOffice): the same places as on the PDF."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from odfdo import Document, Frame, List, ListItem, Paragraph, Span, Style

from caseapp.domain.letter import Bullet, Run
from caseapp.reports import letter_words
from caseapp.rules.letters.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from odfdo.element import Element

    from caseapp.domain.letter import LetterPaper
    from caseapp.domain.letter import Paragraph as Written

_FACE = "Arial"
_TOP, _ADDRESS_TOP = 20, 45  # millimetres; NF Z 11-001 for the window of a DL envelope
_LOOKS: dict[str, dict[str, Any]] = {  # of the runs: bold, italic, blank
    "Gras": {"bold": True},
    "Italique": {"italic": True},
    "Gras_20_italique": {"bold": True, "italic": True},
    "Blanc": {
        "bold": True,
        "color": letter_words.BLANK,
        "background_color": letter_words.BLANK_GROUND,
    },
}
_PARAGRAPHS = {  # name: space before and after, size in points
    "Ligne": ("0mm", "0mm", 10.5),
    "Note": ("0mm", "0mm", 9),
    "Texte": ("0mm", "2.8mm", 10.5),
    "Point": ("0mm", "1mm", 10.5),
    "Objet": ("2mm", "4mm", 10.5),
    "Signature": ("4mm", "0mm", 10.5),
}
_LISTS = {Bullet.DOT: "Points", Bullet.NUMBER: "Numéros"}


def render(paper: LetterPaper) -> bytes:
    """Return the .odt of a letter: A4, French, its blanks marked."""
    document = Document("text")
    document.body.clear()
    _set_up(document, paper)
    for part in _parts(paper):
        document.body.append(part)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _parts(paper: LetterPaper) -> Iterator[Element]:
    if paper.is_whole:
        yield from _text(paper.paragraphs)
        return
    sender = [_line(line) for line in paper.sender]
    sender += [_line(f"{name} : {text}", "Note") for name, text in paper.references]
    opening = _line(letter_words.when(paper), "Ouverture")
    first, *others = [*sender, opening]
    first.insert(_window(paper), 0)  # anchored to a paragraph, placed on the page
    yield from (first, *others)
    if paper.sent_by:
        yield _line(paper.sent_by, "Note")
    subject = plain(f"{letter_words.SUBJECT} {paper.subject}")
    yield _paragraph([replace(run, bold=True) for run in subject], "Objet")
    yield from _text(paper.paragraphs)
    for place, line in enumerate(paper.signature):
        yield _line(line, "Ligne" if place else "Signature")
    yield _line("", "Main")
    if paper.enclosures:
        yield _paragraph([Run(letter_words.ENCLOSURES, bold=True)], "Note")
        yield from (_line(f"- {one}", "Note") for one in paper.enclosures)


def _window(paper: LetterPaper) -> Frame:
    lines = [_line(line) for line in paper.recipient] or [_line("")]
    frame = Frame.text_frame(
        lines, name="Destinataire", style="Fenêtre", size=("85mm", "30mm"),
        position=("110mm", f"{_ADDRESS_TOP}mm"), anchor_type="paragraph",
    )  # fmt: skip
    box: Any = frame.get_element("//draw:text-box")
    box.set_attribute("fo:min-height", "5mm")
    return frame


def _text(paragraphs: Sequence[Written]) -> Iterator[Element]:
    for bullet, together in groupby(paragraphs, key=lambda one: one.bullet):
        points = list(together)
        if bullet is Bullet.NONE:
            yield from (_paragraph(one.runs, "Texte") for one in points)
            continue
        begun: list[list[Written]] = []
        for one in points:  # a number that does not follow begins another list
            if not begun or (bullet is Bullet.NUMBER and one.number != begun[-1][-1].number + 1):
                begun.append([])
            begun[-1].append(one)
        for points_of_one in begun:
            yield _list(bullet, points_of_one)


def _list(bullet: Bullet, points: Sequence[Written]) -> List:
    made = List(style=_LISTS[bullet])
    for place, one in enumerate(points):
        item = ListItem()
        if not place and bullet is Bullet.NUMBER:
            item.set_attribute("text:start-value", str(one.number))
        item.append(_paragraph(one.runs, "Point"))
        made.append(item)
    return made


def _line(words: str, style: str = "Ligne") -> Paragraph:
    return _paragraph(plain(words), style)


def _paragraph(runs: Sequence[Run], style: str) -> Paragraph:
    made = Paragraph(style=style)
    for run in runs:
        words = letter_words.in_xml(run.text)
        look = _look(run)
        if look:
            made.append(Span(words, style=look))
        else:
            made.append_plain_text(words)
    return made


def _look(run: Run) -> str:
    if run.blank:
        return "Blanc"
    if run.bold and run.italic:
        return "Gras_20_italique"
    return "Gras" if run.bold else "Italique" if run.italic else ""


# ---------------------------------------------------------------------- styles
def _set_up(document: Document, paper: LetterPaper) -> None:
    for name, look in _LOOKS.items():
        document.insert_style(Style("text", name=name, **look))
    room = f"{letter_words.opening_room(paper, _ADDRESS_TOP - _TOP)}mm"
    spaces = {**_PARAGRAPHS, "Ouverture": (room, "2.8mm", 10.5), "Main": ("0mm", "14mm", 10.5)}
    for name, (before, after, size) in spaces.items():
        style = Style("paragraph", name=name, parent_style="Standard")
        style.set_properties({"fo:margin-top": before, "fo:margin-bottom": after}, area="paragraph")
        style.set_properties(_face(size), area="text")
        document.insert_style(style)
    for xml in (_WINDOW, _DOTS, _NUMBERS):
        document.insert_style(xml)
    page: Any = document.get_style("master-page", "Standard")
    layout: Any = document.get_style("page-layout", page.page_layout)
    layout.set_properties(
        {
            "fo:page-width": "210mm", "fo:page-height": "297mm",
            "fo:margin-top": f"{_TOP}mm", "fo:margin-bottom": f"{_TOP}mm",
            "fo:margin-left": "22mm", "fo:margin-right": "22mm",
        },
        area="page-layout",
    )  # fmt: skip
    meta = document.meta
    meta.title, meta.creator = letter_words.title(paper), letter_words.author(paper)
    meta.initial_creator, meta.language = letter_words.author(paper), "fr-FR"


def _face(size: float) -> dict[str, Any]:
    points = f"{size}pt"
    return {
        "fo:font-family": _FACE, "style:font-name-complex": _FACE, "fo:font-size": points,
        "style:font-size-complex": points, "fo:language": "fr", "fo:country": "FR",
    }  # fmt: skip


_WINDOW = (
    '<style:style style:name="Fenêtre" style:family="graphic"><style:graphic-properties'
    ' style:wrap="run-through" style:run-through="foreground" style:horizontal-pos="from-left"'
    ' style:horizontal-rel="page" style:vertical-pos="from-top" style:vertical-rel="page"'
    ' fo:border="none" fo:padding="0mm"/></style:style>'
)
_LEVEL = (
    '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
    '<style:list-level-label-alignment text:label-followed-by="listtab"'
    ' text:list-tab-stop-position="6mm" fo:text-indent="-6mm" fo:margin-left="6mm"/>'
    "</style:list-level-properties>"
)
_DOTS = (
    '<text:list-style style:name="Points"><text:list-level-style-bullet text:level="1"'
    f' text:bullet-char="•">{_LEVEL}</text:list-level-style-bullet></text:list-style>'
)
_NUMBERS = (
    '<text:list-style style:name="Numéros"><text:list-level-style-number text:level="1"'
    f' style:num-format="1" style:num-suffix=".">{_LEVEL}</text:list-level-style-number>'
    "</text:list-style>"
)
