"""A letter on the service's own paper: its Word file, filled, with what was edited since.

The file stays what the service made it; a line is written again only where the letter says
something else. What the letter is poured into keeps the look of the place it is poured at.
"""

from __future__ import annotations

import copy
import io
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from caseapp.domain.letter import Bullet, Run
from caseapp.reports import letter_words
from caseapp.reports.word_runs import add_runs, mark
from caseapp.rules.letters import text as letter_text
from caseapp.rules.letters import word, word_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caseapp.domain.letter import LetterPaper, Paragraph
    from caseapp.rules.letters.filling import Values

_BULLETS = {Bullet.DOT: "•\t", Bullet.NUMBER: "{}.\t"}
_DRAWN = ("w:drawing", "w:pict", "w:object")  # pictures: they stay where they are


def on_template(content: bytes, values: Values, paper: LetterPaper) -> bytes:
    """Return the letter on the template it was begun from.

    Raises:
        TemplateFaultError: the template cannot be filled any more.
    """
    document = Document(io.BytesIO(word.fill(content, values)))
    _write_again(document, paper.paragraphs)
    return _finished(document, paper)


def on_letterhead(content: bytes, values: Values, paper: LetterPaper) -> bytes:
    """Return the letter poured into a paper with the heading of the service.

    Raises:
        TemplateFaultError: the paper cannot be filled any more.
    """
    document = Document(io.BytesIO(word.fill(content, values, letter_words.around(paper))))
    for place in list(_every_paragraph(document)):
        if word.POURED in place.text:
            _pour(place, paper.paragraphs)
    return _finished(document, paper)


def _finished(document: Any, paper: LetterPaper) -> bytes:
    for paragraph in _every_paragraph(document):
        _mark_blanks(paragraph)
    properties = document.core_properties
    properties.title, properties.author = letter_words.title(paper), letter_words.author(paper)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


# ---------------------------------------------------------------------- edited
def _write_again(document: Any, paragraphs: Sequence[Paragraph]) -> None:
    """Give the lines of a document the words that were edited."""
    lines = list(word_text.lines(document))
    before = [_key(_read(line.markdown)) for line in lines]
    after = [_key(one.runs) for one in paragraphs]
    now: dict[int, list[Paragraph]] = {}  # by line: what replaces it, and follows it
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal" or not lines:
            continue
        written = list(paragraphs[c:d])
        if a == b:  # nothing was there: after the line before, or before the first
            at = max(a - 1, 0)
            kept = now.setdefault(at, [_as_written(lines[at])])
            now[at] = [*written, *kept] if not a else [*kept, *written]
            continue
        for line in range(a, b):
            now[line] = [written.pop(0)] if written else []
        now[b - 1] += written
    _apply(lines, now)


def _apply(lines: Sequence[word_text.Line], now: dict[int, list[Paragraph]]) -> None:
    by_paragraph: dict[Any, list[int]] = {}
    for at, line in enumerate(lines):
        by_paragraph.setdefault(line.paragraph._p, []).append(at)  # noqa: SLF001 - one of the file
    for places in by_paragraph.values():
        if not any(at in now for at in places):
            continue
        told = [one for at in places for one in now.get(at, [_as_written(lines[at])])]
        _rewrite(lines[places[0]].paragraph, told, broken=len(places) > 1)


def _rewrite(paragraph: Any, told: Sequence[Paragraph], *, broken: bool) -> None:
    """Write lines in place of a paragraph: after each other, or one under the other in it."""
    look = _look(paragraph)
    if not told:
        _empty(paragraph)
        if paragraph._p.getparent().tag != qn("w:tc"):  # noqa: SLF001 - a cell holds one at least
            paragraph._p.getparent().remove(paragraph._p)  # noqa: SLF001 - same
        return
    if broken:
        runs: list[Run] = []
        for place, one in enumerate(told):
            runs += [*([Run("\n")] if place else []), *one.runs]
        _put(paragraph, runs, look)
        return
    last = paragraph
    for place, one in enumerate(told):
        here = last if not place else _after(last)
        _put(here, one.runs, look)
        last = here


def _read(markdown: str) -> tuple[Run, ...]:
    return tuple(run for one in letter_text.read(markdown) for run in one.runs)


def _as_written(line: word_text.Line) -> Paragraph:
    return letter_text.read(line.markdown)[0]


def _key(runs: Sequence[Run]) -> tuple[tuple[str, bool, bool], ...]:
    """Return what a line says, whatever its spaces."""
    words = [(word, run.bold, run.italic) for run in runs for word in run.text.split()]
    return tuple(words)


# ---------------------------------------------------------------------- poured
def _pour(place: Any, paragraphs: Sequence[Paragraph]) -> None:
    look, last = _look(place), place
    for number, one in enumerate(paragraphs):
        here = last if not number else _after(last)
        runs = list(one.runs)
        if one.bullet is not Bullet.NONE:
            runs.insert(0, Run(_BULLETS[one.bullet].format(one.number)))
        _put(here, runs, look)
        last = here
    if not paragraphs:
        _empty(place)


# ---------------------------------------------------------------------- inside
def _look(paragraph: Any) -> Any:
    """Return the look of the words of a paragraph, without bold nor italic: these are the letter's."""
    for run in paragraph._p.iter(qn("w:r")):  # noqa: SLF001 - the looks of a run are no object
        if run.find(qn("w:t")) is not None and run.rPr is not None:
            look = copy.deepcopy(run.rPr)
            for tag in ("w:b", "w:i", "w:bCs", "w:iCs"):
                for one in look.findall(qn(tag)):
                    look.remove(one)
            return look
    return None


def _put(paragraph: Any, runs: Sequence[Run], look: Any) -> None:
    _empty(paragraph)
    there = set(paragraph._p.iter(qn("w:r")))  # noqa: SLF001 - pictures that stayed
    add_runs(paragraph, runs)
    for run in paragraph.runs:
        if run._r in there or look is None:  # noqa: SLF001 - same
            continue
        own = run._r.rPr  # noqa: SLF001 - same
        under = copy.deepcopy(look)
        for one in list(own) if own is not None else ():
            for same in under.findall(one.tag):
                under.remove(same)
            under.append(one)
        if own is not None:
            run._r.remove(own)  # noqa: SLF001 - same
        run._r.insert(0, under)  # noqa: SLF001 - same


def _empty(paragraph: Any) -> None:
    for run in list(paragraph._p.iter(qn("w:r"))):  # noqa: SLF001 - links hold runs too
        if not any(run.find(f".//{qn(tag)}") is not None for tag in _DRAWN):
            run.getparent().remove(run)


def _after(paragraph: Any) -> Any:
    """Return a new paragraph after another, of the same kind."""
    new = OxmlElement("w:p")
    if paragraph._p.pPr is not None:  # noqa: SLF001 - the look of a paragraph
        new.append(copy.deepcopy(paragraph._p.pPr))  # noqa: SLF001 - same
    paragraph._p.addnext(new)  # noqa: SLF001 - same
    return WordParagraph(new, paragraph._parent)  # noqa: SLF001 - same


def _every_paragraph(document: Any) -> Iterator[WordParagraph]:
    """Yield the paragraphs of the text, its tables and frames, the headers and the footers."""
    around = [
        part
        for section in document.sections
        for part in (
            section.header, section.footer, section.first_page_header, section.first_page_footer,
            section.even_page_header, section.even_page_footer,
        )
        if not part.is_linked_to_previous
    ]  # fmt: skip
    roots = [(document.element.body, document)]
    roots += [(part._element, part) for part in around]  # noqa: SLF001 - frames are under it
    for root, owner in roots:
        for element in root.iter(qn("w:p")):
            yield WordParagraph(element, owner)


def _mark_blanks(paragraph: WordParagraph) -> None:
    """Part the runs of a paragraph at its blanks, which stand out."""
    for run in paragraph.runs:
        parts = letter_text.plain(run.text)
        if not any(part.blank for part in parts):
            continue
        first, *others = parts
        last, plain = run, copy.deepcopy(run._r)  # noqa: SLF001 - python-docx copies nothing
        run.text = first.text
        _mark_if(run, first)
        for part in others:
            element = copy.deepcopy(plain)
            last._r.addnext(element)  # noqa: SLF001 - same
            last = WordRun(element, paragraph)
            last.text = part.text
            _mark_if(last, part)


def _mark_if(run: WordRun, part: Run) -> None:
    if part.blank:
        mark(run)
