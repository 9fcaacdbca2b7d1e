"""What the search needs of the window: rows for what is found, and the place each leads to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError
from caseapp.kernel.lookup import sought
from caseapp.ui.models.palette import PaletteRow, RowKind, Words
from caseapp.ui.navigator import (
    CasePlace,
    CasesPlace,
    CaseTab,
    CataloguePlace,
    ClaimPlace,
    DayPlace,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from uuid import UUID

    from caseapp.kernel.lookup import Sought
    from caseapp.services.desk import Desk
    from caseapp.services.search_rows import Goal, Hit, HitGroup, Marked
    from caseapp.ui.application import Tools
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.navigator import Place
    from caseapp.ui.widgets.side_bar import Entry

_CALM = 20_000  # milliseconds after the opening, while its first pages are read
_PRIVATE = "Notes de travail : "
_RECENT = 7
_MOST_FORMS, _SHORTEST = 4, 3
_TABS: dict[str, CaseTab] = {  # of a case, by what is found there; the tab shows what is named
    "interview": CaseTab.INTERVIEWS,
    "document": CaseTab.DOCUMENTS,
    "task": CaseTab.AGENDA,
    "mandate": CaseTab.AGENDA,
    "simulation": CaseTab.WHAT_IF,
    "liability": CaseTab.BUDGET,
    "letter": CaseTab.LETTERS,
    "paid_service": CaseTab.PAID_SERVICE,
}


def furnish_search(
    window: MainWindow, desk: Desk, tools: Tools, entries: Sequence[Entry]
) -> Callable[[], object]:
    """Have the window search; return what brings the index of an older base up to date beside it."""

    def search(text: str, recent: Sequence[Place]) -> tuple[PaletteRow, ...]:
        case = _case_at_hand(desk, (tools.navigator.current, *recent))
        found = _rows(desk, text, entries, case) if text else _recent_rows(desk, recent, entries)
        return tuple(_discreet(found) if window.is_discreet else found)

    window.set_search(search)

    calm = QTimer(window)  # until the first pages have been read
    calm.setSingleShot(True)
    calm.setInterval(_CALM)

    def filled(_count: int) -> None:
        window.search_notice = ""
        calm.start()

    def tidy() -> None:
        tools.jobs.start(
            window,
            lambda job: desk.search.tidy(lambda: job.is_cancelled),
            lambda _nothing: None,
            failed=lambda _trouble: None,  # it is done at another opening
            name="search-parts",
        )

    def told(share: float, _sentence: str) -> None:
        done = french.number(int(share * 100))
        window.search_notice = f"Recherche en préparation : {done}{french.NO_BREAK}%"

    calm.timeout.connect(tidy)
    return lambda: tools.jobs.start(
        window,
        lambda job: desk.search.fill(lambda done, of: job.progress(done / of)),
        filled,
        failed=lambda _trouble: None,  # what is missing is filled at the next opening
        progress=told,
        name="search-index",
    )


def place_of(hit: Hit) -> Place:
    """Return where a row leads."""
    goal: Goal = hit.goal
    if goal.value == "right":
        return CataloguePlace(hit.code)
    if goal.value == "claim" and hit.id is not None:
        return ClaimPlace(hit.id)
    if hit.case_id is None:
        return DayPlace()  # a task of nobody in particular
    tab = _TABS.get(goal.value)
    return CasePlace(hit.case_id) if tab is None else CasePlace(hit.case_id, tab, str(hit.id))


def _rows(
    desk: Desk, text: str, entries: Sequence[Entry], case: UUID | None
) -> Iterator[PaletteRow]:
    groups = desk.search.find(text)
    pages = [*_pages(sought(text), entries), *_of_case(desk, sought(text), case)]
    for group in groups:
        yield from _group(group)
    if pages:
        yield PaletteRow(kind=RowKind.TITLE, title=Words("Pages"))
        yield from pages
    if not groups and not pages:
        yield PaletteRow(kind=RowKind.SAYING, title=Words(f"Rien ne correspond à « {text} »."))
        if _may_be_a_name(text):
            yield PaletteRow(
                kind=RowKind.ACT,
                title=Words("Créer un dossier à ce nom"),
                beside=Words("Ctrl N"),
                value=CasesPlace(creating=True, name=text),
            )


def _may_be_a_name(text: str) -> bool:
    """Say whether a text may be somebody's name: a date, a number, an address is none."""
    return any(map(str.isalpha, text)) and not any(map(str.isdecimal, text)) and "@" not in text


def _discreet(rows: Iterable[PaletteRow]) -> Iterator[PaletteRow]:
    """Yield rows for a screen that is shared: cases by their initials, and nothing kept of them."""
    title: PaletteRow | None = None
    for row in rows:
        place = row.value
        if row.kind is RowKind.TITLE:
            title = row
            continue
        if isinstance(place, ClaimPlace) or (isinstance(place, CasePlace) and not _is_case(place)):
            continue
        if title is not None:
            yield title
            title = None
        if isinstance(place, CasePlace):
            yield replace(row, title=Words(french.initials(row.title.text)), below=Words())
        else:
            yield row


def _is_case(place: CasePlace) -> bool:
    return place.tab is CasePlace(place.case_id).tab and not place.focus


def _group(group: HitGroup) -> Iterator[PaletteRow]:
    more = f"les {len(group.hits)} premiers, un mot de plus précise" if group.has_more else ""
    yield PaletteRow(kind=RowKind.TITLE, title=Words(group.title), beside=Words(more))
    for hit in group.hits:
        yield PaletteRow(
            kind=RowKind.FOUND,
            title=_words(hit.title),
            beside=_words(hit.hint),
            below=_words(hit.snippet, _PRIVATE if hit.is_private else ""),
            value=place_of(hit),
        )


def _words(marked: Marked, lead: str = "") -> Words:
    shift = len(lead)
    marks = tuple((span.start + shift, span.end + shift) for span in marked.spans)
    return Words(lead + marked.text, marks)


def _pages(asked: Sought, entries: Sequence[Entry]) -> Iterator[PaletteRow]:
    for entry in entries:
        if not asked.is_empty and asked.answered(entry.words) == len(asked.parts):
            marks = tuple((span.start, span.end) for span in asked.marks(entry.words))
            yield PaletteRow(kind=RowKind.FOUND, title=Words(entry.words, marks), value=entry.place)


def _of_case(desk: Desk, asked: Sought, case: UUID | None) -> Iterator[PaletteRow]:
    """Yield the forms that answer, beside the case at hand; else by the right of the catalogue."""
    if all(len(word) < _SHORTEST for part in asked.parts for word in part.words):
        return  # a letter or two begin too many names
    name = desk.cases.header(case).name if case is not None else ""
    tab = "Service payant, reprendre la main"
    if case is not None and asked.answered(tab) == len(asked.parts):
        yield _page_row(tab, name, asked, CasePlace(case, CaseTab.PAID_SERVICE))
    shown = 0
    for form in desk.form_aids.library() if desk.form_aids.is_at_hand else ():
        words = f"Aide au remplissage : {form.name} ({form.number})"
        if asked.answered(f"formulaire {words} {form.rights_words}") < len(asked.parts):
            continue
        place: Place = CataloguePlace(form.rights[0])
        if case is not None:
            place = CasePlace(case, CaseTab.FORMS, form.code)
        yield _page_row(words, name, asked, place)
        shown += 1
        if shown == _MOST_FORMS:
            return


def _page_row(words: str, beside: str, asked: Sought, place: Place) -> PaletteRow:
    marks = tuple((span.start, span.end) for span in asked.marks(words))
    return PaletteRow(
        kind=RowKind.FOUND, title=Words(words, marks), beside=Words(beside), value=place
    )


def _case_at_hand(desk: Desk, places: Iterable[Place | None]) -> UUID | None:
    """Return the case one looks at, or looked at last."""
    for place in places:
        try:
            if isinstance(place, CasePlace):
                return desk.cases.header(desk.cases.current(place.case_id)).id
            if isinstance(place, ClaimPlace):
                return desk.claims.page(place.claim_id).case_id
        except NotFoundError:
            continue  # erased since
    return None


def _recent_rows(
    desk: Desk, recent: Sequence[Place], entries: Sequence[Entry]
) -> Iterator[PaletteRow]:
    rows: list[PaletteRow] = []
    for place in recent:
        try:
            row = _recent_row(desk, place, entries)
        except NotFoundError:
            continue  # erased since
        if row is not None and len(rows) < _RECENT:
            rows.append(row)
    if rows:
        yield PaletteRow(kind=RowKind.TITLE, title=Words("Consultés à l'instant"))
        yield from rows


def _recent_row(desk: Desk, place: Place, entries: Sequence[Entry]) -> PaletteRow | None:
    if isinstance(place, CasePlace):
        title, beside = _name_of_case(desk, place.case_id)
    elif isinstance(place, ClaimPlace):
        page = desk.claims.page(place.claim_id)
        title, beside = page.name, page.case_name
    else:
        page_words = [entry.words for entry in entries if entry.place == place]
        if not page_words:
            return None
        title, beside = page_words[0], ""
    return PaletteRow(kind=RowKind.FOUND, title=Words(title), beside=Words(beside), value=place)


def _name_of_case(desk: Desk, case_id: UUID) -> tuple[str, str]:
    header = desk.cases.header(case_id)
    return header.name, header.reference
