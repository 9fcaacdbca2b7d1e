"""Tagged PDF: what a page says, in the order of reading, told apart from what only decorates it.

ReportLab's open edition does not tag. A canvas of ours marks what paragraphs draw with the
operators of marked content (ISO 32000, 14.6), all else as an artifact, and keeps the tree of what
was marked: titles, paragraphs, tables with their rows and headings. `built` writes that tree into
the file with pikepdf. What a paragraph is comes from its style (`role`); what a table is from
`TableTags`. A paragraph that a page cuts is two; a table is one, its repeated headings artifacts.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from reportlab.platypus import BaseDocTemplate, Flowable

P, H1, H2, TH = "P", "H1", "H2", "TH"
_TABLE, _ROW, _CELL = "Table", "TR", "TD"


@dataclass(slots=True)
class Element:
    """A part of the tree; its kids are other parts, or marks: a page and a number on it."""

    role: str
    language: str = ""  # where it is not that of the document
    kids: list[Element | tuple[int, int]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was marked in it."""
        return not any(not isinstance(kid, Element) or not kid.is_empty for kid in self.kids)


class TaggedCanvas(Canvas):
    """A canvas on which what is not said by a paragraph is an artifact."""

    _code: list[str]  # ReportLab's: the operators of the page, in their order

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tree = Element("Document")
        self._open: list[Element] = [self.tree]
        self._marks: list[int] = []  # how many on each page
        self._is_muted = False
        self._is_marking = False

    def enter(self, element: Element) -> None:
        """Put what is marked in an element until `leave`."""
        self._open.append(element)

    def leave(self) -> None:
        """Go back to what was before `enter`."""
        self._open.pop()

    def add(self, role: str) -> Element:
        """Return a new element where one is."""
        element = Element(role)
        self._open[-1].kids.append(element)
        return element

    def mute(self, *, muted: bool) -> None:
        """Take what is drawn for an artifact, though a paragraph says it: it was said before."""
        self._is_muted = muted

    @contextmanager
    def said(self, role: str, language: str = "") -> Generator[None]:
        """Mark what is drawn meanwhile, as an element of its own."""
        if self._is_muted or self._is_marking:
            yield
            return
        page = self.getPageNumber() - 1
        self._marks += [0] * (page + 1 - len(self._marks))
        number = self._marks[page]
        self._marks[page] += 1
        element = self.add(role)
        element.language = language
        element.kids.append((page, number))
        self._code.append(f"EMC /{role} <</MCID {number}>> BDC")
        self._is_marking = True
        try:
            yield
        finally:
            self._is_marking = False
            self._code.append("EMC /Artifact BMC")

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Close the page, and the marks on it."""
        self._code.insert(0, "/Artifact BMC")
        self._code.append("EMC")
        super().showPage()


class Spoken(Paragraph):
    """A paragraph that says on the canvas what it is, by the `role` and `language` of its style."""

    def draw(self) -> None:
        """Draw, marked."""
        if isinstance(self.canv, TaggedCanvas):
            with self.canv.said(role_of(self), getattr(self.style, "language", "")):
                super().draw()
        else:
            super().draw()


class TableTags:
    """Follows the drawing of one table, over all the pages it takes: ReportLab's `renderCB`.

    A row whose first cell is a title stands before the table; one of headings is said once.
    """

    def __init__(self) -> None:
        self._element: Element | None = None
        self._row: Element | None = None
        self._is_headed = False

    def __call__(self, table: Any, event: str, *args: Any) -> None:
        """Follow the rows and the cells; the rest of a table says nothing."""
        acts: dict[str, Callable[..., None]] = {
            "startRow": self._start_row,
            "endRow": self._end_row,
            "startCell": self._start_cell,
            "endCell": self._end_cell,
        }
        if event in acts and isinstance(table.canv, TaggedCanvas):
            acts[event](table, *args)

    def _start_row(self, table: Any, row: int) -> None:
        """Put what the row says in a row of the table, unless it is a title, or was said before."""
        self._begin_row(table.canv, _role_in(table._cellvalues[row]))  # noqa: SLF001

    def _end_row(self, table: Any) -> None:
        if self._row is not None:
            table.canv.leave()
        self._row = None
        table.canv.mute(muted=False)

    def _start_cell(self, table: Any, _row: int, _column: int, value: Any, *_: Any) -> None:
        if self._row is not None:
            cell = Element(TH if _role_in([value]) == TH else _CELL)
            self._row.kids.append(cell)
            table.canv.enter(cell)

    def _end_cell(self, table: Any) -> None:
        if self._row is not None:
            table.canv.leave()

    def _begin_row(self, canvas: TaggedCanvas, role: str) -> None:
        if role in {H1, H2}:
            return
        if role == TH:
            if self._is_headed:
                canvas.mute(muted=True)
                return
            self._is_headed = True
        if self._element is None:
            self._element = canvas.add(_TABLE)
        self._row = Element(_ROW)
        self._element.kids.append(self._row)
        canvas.enter(self._row)


@contextmanager
def said_before(canvas: Canvas) -> Generator[None]:
    """Take what is drawn meanwhile for an artifact: it repeats what another page says."""
    if not isinstance(canvas, TaggedCanvas):
        yield
        return
    canvas.mute(muted=True)
    try:
        yield
    finally:
        canvas.mute(muted=False)


@contextmanager
def said(canvas: Canvas, role: str = P) -> Generator[None]:
    """Take what is drawn meanwhile, without a paragraph, for something that is said."""
    if not isinstance(canvas, TaggedCanvas):
        yield
        return
    with canvas.said(role):
        yield


def role_of(paragraph: Paragraph) -> str:
    """Return what a paragraph is: a heading of a column says so of its cell, and is plain text."""
    role: str = getattr(paragraph.style, "role", P)
    return P if role == TH else role


def built(document: BaseDocTemplate, story: list[Flowable], target: io.BytesIO) -> bytes:
    """Return the PDF of a document whose file is `target`, tagged."""
    made: list[TaggedCanvas] = []

    def make(*args: Any, **kwargs: Any) -> TaggedCanvas:
        made.append(TaggedCanvas(*args, **kwargs))
        return made[-1]

    document.build(story, canvasmaker=make)
    return _with_tree(target.getvalue(), made[-1].tree)


def _role_in(cells: Any) -> str:
    """Return the role that the style of the first paragraph of some cells gives."""
    for cell in cells:
        for part in cell if isinstance(cell, (list, tuple)) else (cell,):
            if isinstance(part, Paragraph):
                return str(getattr(part.style, "role", P))
    return P


# ---------------------------------------------------------------------- written into the file
def _with_tree(made: bytes, tree: Element) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        parents: dict[int, dict[int, pikepdf.Object]] = {}
        root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        root.K = _written(pdf, tree, root, parents)
        numbers: list[Any] = []
        for place, page in enumerate(pdf.pages):
            page.obj.Tabs = pikepdf.Name.S
            page.obj.StructParents = place
            marks = parents.get(place, {})
            numbers += [place, pikepdf.Array([marks[number] for number in sorted(marks)])]
        root.ParentTree = pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(numbers)))
        root.ParentTreeNextKey = len(pdf.pages)
        for name in ("/Subject", "/Keywords"):  # ReportLab says « unspecified » in English
            if name in pdf.docinfo:
                del pdf.docinfo[name]
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        pdf.save(target)
    return target.getvalue()


def _written(
    pdf: pikepdf.Pdf,
    element: Element,
    parent: pikepdf.Object,
    parents: dict[int, dict[int, pikepdf.Object]],
) -> pikepdf.Object:
    """Write an element and what it holds; note in `parents` whose each mark is."""
    made = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.StructElem, S=pikepdf.Name(f"/{element.role}"), P=parent
        )
    )
    if element.language:
        made.Lang = element.language
    if element.role == TH:
        made.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Column)
    kids: list[Any] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            if kid.role in {TH, _CELL} or not kid.is_empty:  # an empty cell keeps its column
                kids.append(_written(pdf, kid, made, parents))
        else:
            page, number = kid
            made.Pg = pdf.pages[page].obj
            parents.setdefault(page, {})[number] = made
            kids.append(number)
    made.K = pikepdf.Array(kids)
    return made
