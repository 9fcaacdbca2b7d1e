"""A tagged PDF, read back by qpdf and PDFium: what is said, in its order, and nothing else."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from caseapp.domain.road_map import Act, RoadMapData, RoadStep
from caseapp.reports import case_report, flyer, letter, road_map, sealing
from tests.reports.test_letter import PAPER
from tests.reports.test_road_map import DATA
from tests.support.case_report import large_report, ordinary_report

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def ordinary() -> bytes:
    return case_report.render(ordinary_report())


@pytest.fixture(scope="module")
def large() -> bytes:
    return case_report.render(large_report())


def elements(part: Any) -> Iterator[tuple[str, Any]]:
    """Every element under a part of the tree, in the order of reading."""
    for kid in part.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary):
            yield str(kid.S), kid
            yield from elements(kid)


def roles(made: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        return [role for role, _part in elements(pdf.Root.StructTreeRoot.K)]


def every_paper() -> list[bytes]:
    return [
        case_report.render(ordinary_report()),
        case_report.render(large_report()),
        road_map.render(DATA),
        letter.render(PAPER),
        flyer.render(flyer.SIZES["A5"], "Service", "Adresse"),
    ]


def test_a_file_says_that_it_is_tagged_and_in_which_language(ordinary: bytes) -> None:
    with pikepdf.open(io.BytesIO(ordinary)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "fr-FR"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert "unspecified" not in str(pdf.docinfo)


def test_titles_come_before_their_tables_and_headings_are_told(ordinary: bytes) -> None:
    found = roles(ordinary)
    assert found.count("/H1") == 1
    tables = [place for place, role in enumerate(found) if role == "/Table"]
    assert tables
    assert all(found[place - 1] == "/H2" for place in tables)
    assert all(found[place + 1 : place + 3] == ["/TR", "/TH"] for place in tables)
    with pikepdf.open(io.BytesIO(ordinary)) as pdf:
        heads = [p for role, p in elements(pdf.Root.StructTreeRoot.K) if role == "/TH"]
        assert {str(head.A.Scope) for head in heads} == {"/Column"}


def test_a_table_over_two_pages_is_one_and_its_headings_are_said_once(large: bytes) -> None:
    with pikepdf.open(io.BytesIO(large)) as pdf:
        tables = [p for role, p in elements(pdf.Root.StructTreeRoot.K) if role == "/Table"]
        spans = [
            {part.Pg.objgen for _role, part in elements(table) if "/Pg" in part} for table in tables
        ]
        assert any(len(pages) > 1 for pages in spans)
        for table in tables:
            rows = [row for row in table.K if str(row.S) == "/TR"]
            headed = [row for row in rows if all(str(cell.S) == "/TH" for cell in row.K)]
            assert len(headed) == 1


@pytest.mark.parametrize("place", range(5))
def test_each_mark_is_in_the_tree_once_and_all_that_is_drawn_is_in_one(place: int) -> None:
    with pikepdf.open(io.BytesIO(every_paper()[place])) as pdf:
        tree: dict[Any, list[int]] = {}
        for _role, part in elements(pdf.Root.StructTreeRoot.K):
            numbers = [int(kid) for kid in part.K if not isinstance(kid, pikepdf.Dictionary)]
            if numbers:
                tree.setdefault(part.Pg.objgen, []).extend(numbers)
        for page in pdf.pages:
            marks = list(_marks(page))
            assert sorted(tree.get(page.obj.objgen, [])) == sorted(marks)
            assert len(set(marks)) == len(marks)
        entries: list[Any] = [*_items(pdf.Root.StructTreeRoot.ParentTree.Nums)]
        assert [int(number) for number in entries[::2]] == list(range(len(pdf.pages)))
        for page, parents in zip(pdf.pages, entries[1::2], strict=True):
            assert len(parents) == len(list(_marks(page)))


def _items(part: Any) -> Iterator[Any]:
    yield from part


def _marks(page: pikepdf.Page) -> Iterator[int]:
    """The marks of a page; whatever is shown outside of one, artifact or said, is a fault."""
    depth = 0
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name in {"BDC", "BMC"}:
            depth += 1
            if name == "BDC":
                yield int(operands[1].MCID)
        elif name == "EMC":
            depth -= 1
        elif name in {"Tj", "TJ", "S", "f", "f*", "B", "Do"}:
            assert depth == 1, "drawn outside of a mark"
        assert 0 <= depth <= 1, "marks within marks"
    assert depth == 0


def test_what_is_read_is_the_order_of_the_page(ordinary: bytes) -> None:
    words = ["Rapport de situation", "Foyer", "OUATTARA Issa", "Prochaines étapes"]
    text = " ".join(_told(ordinary))
    places = [text.index(word) for word in words]
    assert places == sorted(places)


def _told(made: bytes) -> Iterator[str]:
    """What each mark shows, in the order of the tree, by the characters that PDFium finds."""
    with pypdfium2.PdfDocument(made) as document, pikepdf.open(io.BytesIO(made)) as pdf:
        pages = {page.obj.objgen: place for place, page in enumerate(pdf.pages)}
        texts = {place: _by_mark(document[place]) for place in range(len(document))}
        for _role, part in elements(pdf.Root.StructTreeRoot.K):
            for kid in part.K:
                if not isinstance(kid, pikepdf.Dictionary):
                    yield texts[pages[part.Pg.objgen]].get(int(kid), "")


def _by_mark(page: pypdfium2.PdfPage) -> dict[int, str]:
    texts: dict[int, str] = {}
    whole = page.get_textpage()
    for thing in page.get_objects():
        number = pdfium.FPDFPageObj_GetMarkedContentID(thing.raw)
        if number >= 0 and thing.type == pdfium.FPDF_PAGEOBJ_TEXT:
            box = thing.get_bounds()
            texts[number] = texts.get(number, "") + whole.get_text_bounded(*box)
    return texts


def test_a_password_or_an_archive_leaves_the_tags(ordinary: bytes) -> None:
    archived = sealing.archived(ordinary)
    assert roles(archived) == roles(ordinary)
    sealed = sealing.protected(ordinary, "secret")
    with pikepdf.open(io.BytesIO(sealed), password="secret") as pdf:  # noqa: S106 - of the test
        assert bool(pdf.Root.MarkInfo.Marked)


def test_the_steps_of_a_road_map_are_titles() -> None:
    step = RoadStep(key="a", act=Act.ASK, what="RSA")
    data = RoadMapData(
        service_name="", service_address="", worker="", person="Awa", reference="1",
        on=DATA.on, language="ar", steps=(step, step),
    )  # fmt: skip
    found = roles(road_map.render(data))
    assert found.count("/H1") == 1
    assert found.count("/H2") == 2


def test_what_is_in_another_language_says_so() -> None:
    with pikepdf.open(io.BytesIO(road_map.render(replace(DATA, language="ar")))) as pdf:
        said = [str(p.Lang) for _role, p in elements(pdf.Root.StructTreeRoot.K) if "/Lang" in p]
    assert set(said) == {"ar"}
    assert len(said) >= 3
