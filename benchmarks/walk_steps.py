"""The way through every screen: its steps, each with its name and what a person does."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import sqlalchemy as sa
from PySide6.QtCore import Qt

from caseapp.services.calendar_view import Span
from caseapp.services.case_criteria import CaseCriteria, Grouping, Status
from caseapp.services.day_board import DayFilter
from caseapp.ui.navigator import (
    CaseloadPlace,
    CasePlace,
    CasesPlace,
    CaseTab,
    CataloguePlace,
    ClaimPlace,
    ClaimsPlace,
    DayPlace,
    DeadlinesPlace,
    FreshnessPlace,
    SettingsPlace,
)
from caseapp.ui.pages.cases.page import CasesPage
from caseapp.ui.pages.catalogue.page import CataloguePage
from caseapp.ui.pages.claims_list import ClaimsPage
from caseapp.ui.pages.day.page import DayPage
from caseapp.ui.pages.deadlines.page import DeadlinesPage
from db.models import Case, ClaimRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from caseapp.services.desk import Desk
    from caseapp.ui.application import Program
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.widgets.page import Page

Step = tuple[str, "Callable[[], object]"]
PageT = TypeVar("PageT", bound="Page")
CASE = "un dossier s'ouvre"
_ASCENDING = Qt.SortOrder.AscendingOrder
_OPENED, _WALKED, _CLAIMS = 21, 3, 3
_SCREENS = 12
_TYPED = ("martin", "ouattara awa", "2024-01")
_PLACES = {
    "Ma journée": DayPlace(),
    "Dossiers": CasesPlace(),
    "File active": CaseloadPlace(),
    "Démarches": ClaimsPlace(),
    "Échéances": DeadlinesPlace(),
    "Catalogue": CataloguePlace(),
    "Fraîcheur": FreshnessPlace(),
    "Réglages": SettingsPlace(),
}


def walk(program: Program[Desk]) -> Iterator[Step]:
    """Yield the steps; asked for once the window is there."""
    window, store = program.window, program._store  # noqa: SLF001 - to choose what to open
    if window is None or store is None:
        raise RuntimeError("there is no window")
    with store.read() as session:
        cases = list(
            session.scalars(sa.select(Case.id).where(Case.closed_on.is_(None)).limit(2000))
        )
        heavy = session.scalars(sa.select(Case.id).order_by(Case.id).limit(1)).one()
        claims = list(session.scalars(sa.select(ClaimRow.id).limit(_CLAIMS)))
    yield from _side_bar(window, "la première fois")
    yield from _day(window)
    yield from _deadlines(window)
    yield from _cases(window)
    yield from _claims(window, claims)
    yield from _catalogue(window)
    yield from _search(window)
    some = cases[:: max(1, len(cases) // _OPENED)]
    for case_id in some:
        yield CASE, _to(window, CasePlace(case_id))
    for number, case_id in enumerate((*some[:_WALKED], heavy)):
        name = "dossier lourd" if case_id == heavy else f"dossier {number + 1}"
        for tab in CaseTab:
            yield f"{name} : {tab.value}", _to(window, CasePlace(case_id, tab))
    yield from _side_bar(window, "de nouveau")


def _to(window: MainWindow, place: object) -> Callable[[], object]:
    return lambda: window.navigator.go(place)


def _side_bar(window: MainWindow, when: str) -> Iterator[Step]:
    for name, place in _PLACES.items():
        yield f"{name}, {when}", _to(window, place)


def _at(window: MainWindow, kind: type[PageT]) -> PageT:
    if not isinstance(page := window.page, kind):
        raise TypeError(kind.__name__)
    return page


def _day(window: MainWindow) -> Iterator[Step]:
    yield "Ma journée, relue", _to(window, DayPlace())
    page = _at(window, DayPage)
    for only in DayFilter:
        yield f"Ma journée : {only.value}", lambda value=only: page.to_do.show_only(value)


def _deadlines(window: MainWindow) -> Iterator[Step]:
    yield "Échéances, le mois", _to(window, DeadlinesPlace())
    page = _at(window, DeadlinesPage)
    for turn in range(3):
        yield f"Échéances : {turn + 1} mois plus loin", page.after.click
    for span in (Span.WEEK, Span.LIST, Span.MONTH):
        yield f"Échéances : {span.value}", lambda value=span: page.show_span(value)


def _cases(window: MainWindow) -> Iterator[Step]:
    yield "Dossiers, de nouveau", _to(window, CasesPlace())
    page = _at(window, CasesPage)
    for end in range(1, 6):
        yield "Dossiers : une lettre", lambda e=end: page.search.editor.setText("marti"[:e])
    yield "Dossiers : effacer", page.search.editor.clear
    for name, criteria in (
        ("tous", CaseCriteria(status=Status.ALL)),
        ("pièces manquantes", CaseCriteria(missing_pieces=True)),
        ("sans contact", CaseCriteria(silent_months=3)),
        ("tous de nouveau", CaseCriteria(status=Status.ALL)),
    ):
        yield f"Dossiers : {name}", lambda c=criteria: page.show_criteria(c)
    for grouping in (Grouping.COMMUNE, Grouping.REFERENT, Grouping.NONE):
        yield f"Dossiers : groupés ({grouping.value})", lambda g=grouping: _group(page, g)
    yield "Dossiers : triés", lambda: page.table.show_sort("due")
    bar = page.table.verticalScrollBar()
    for turn in range(_SCREENS):
        yield "Dossiers : un écran plus bas", lambda t=turn: bar.setValue(bar.pageStep() * t)


def _group(page: CasesPage, grouping: Grouping) -> None:
    page.grouping.show_value(grouping.value)
    page.filters.grouping_changed.emit()


def _claims(window: MainWindow, claims: list[UUID]) -> Iterator[Step]:
    yield "Démarches, relues", _to(window, ClaimsPlace())
    page = _at(window, ClaimsPage)
    for only in ("open", "contest", "granted", "ended", ""):
        yield f"Démarches : {only or 'toutes'}", lambda value=only: _filter(page, value)
    for column in (0, 5):
        yield "Démarches : triées", lambda c=column: page.table.sortByColumn(c, _ASCENDING)
    for claim in claims:
        yield "une démarche s'ouvre", _to(window, ClaimPlace(claim))


def _filter(page: ClaimsPage, value: str) -> None:
    page.filters.choose(value)
    page.filters.chosen.emit(value)


def _catalogue(window: MainWindow) -> Iterator[Step]:
    for right in ("rsa", "aah", "c2s"):
        yield "Catalogue : un droit", _to(window, CataloguePlace(right))
    _at(window, CataloguePage)


def _search(window: MainWindow) -> Iterator[Step]:
    search = window.top.search
    for text in _TYPED:
        for end in range(1, len(text) + 1):
            yield (
                "rechercher : une touche",
                lambda t=text[:end]: (search.setText(t), search.textEdited.emit(t)),
            )
    yield "rechercher : effacer", search.clear
