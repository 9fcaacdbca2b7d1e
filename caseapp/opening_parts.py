"""What is done once the first page is read: dates, then what the next pages would wait for.

One thing after the other, and most of it beside the window: whoever begins to work meanwhile
waits for none of it.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from caseapp.rules.document_kinds import load_document_kinds
from caseapp.ui.ahead import import_ahead
from caseapp.ui.dates import Dates
from caseapp.ui.navigator import CasePlace, CasesPlace, ClaimPlace, DayPlace

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.services.catalogue_reading import CatalogueReading
    from caseapp.services.desk import Desk
    from caseapp.ui.application import Tools
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.pages.case_page import TabPart

_TABS = (
    "ui.pages.summary.tab",
    "ui.pages.household.tab",
    "ui.pages.rights.tab",
    "ui.pages.budget.tab",
    "ui.pages.whatif.tab",
    "ui.pages.payments.tab",
    "ui.pages.agenda.tab",
    "ui.pages.interviews.tab",
    "ui.pages.documents.tab",
    "ui.widgets.paper.printing",
    "ui.pages.letters.tab",
    "ui.pages.forms.tab",
    "ui.pages.history.tab",
    "ui.pages.freshness_page",
)


def dates_first(
    window: MainWindow,
    desk: Desk,
    tools: Tools,
    reading: CatalogueReading,
    tabs: tuple[TabPart, ...],
    fill_search: Callable[[], object],
) -> Dates:
    """Return what brings dates up to date; all that follows is begun after it, once."""
    later: list[Callable[[], object]] = [fill_search, lambda: _sweep(window, desk, tools)]

    def brought(count: int) -> None:
        while later:
            later.pop()()
        if count and isinstance(tools.navigator.current, DayPlace):
            tools.navigator.refresh()  # after which no date is left to bring up to date
            return
        import_ahead(
            window,
            (f"caseapp.{name}" for name in _TABS),
            lambda: window.make_ahead(CasesPlace, CasePlace, ClaimPlace),
        )
        tools.jobs.start(
            window, lambda _job: _learn(desk, reading), lambda _nothing: None, name="learned"
        )
        if not desk.case_list.is_at_hand:
            _begin_cases(window, desk, tools, tabs)

    return Dates(window, tools.jobs, desk.claims.refresh, brought)


def _learn(desk: Desk, reading: CatalogueReading) -> None:
    """Read what would be waited for the first time: usual delays, letters, forms, documents, rights."""
    desk.learned_delays.usual()
    desk.letters.library()
    desk.form_aids.library()
    load_document_kinds()
    reading.rows()


def _read_cases(desk: Desk, tabs: tuple[TabPart, ...]) -> None:
    """Read the list of cases while one looks at the first page, and the first of them."""
    for row in desk.case_list.rows()[:1]:
        _read_case(desk, tabs, row.id)


def _read_case(desk: Desk, tabs: tuple[TabPart, ...], case_id: UUID) -> None:
    """Read what opening a case reads: each question is put into SQL the first time it is asked."""
    desk.cases.header(desk.cases.current(case_id))
    desk.case_changes.state(case_id)
    for tab in tabs:
        for read in (tab.count, tab.warning, tab.is_kept):
            read(case_id)
    desk.household.page(case_id)
    desk.estimates.totals(case_id)


def _sweep(window: MainWindow, desk: Desk, tools: Tools) -> None:
    tools.jobs.start(window, lambda _job: desk.documents.sweep(), lambda _gone: None)
    tools.jobs.start(window, lambda _job: _purge(desk), lambda _gone: None)


def _purge(desk: Desk) -> int:
    """Take out the old lines of the journal, unless the clock makes too much of it old at once."""
    return desk.journal.purge() if desk.clock_trust.settle() else 0


def doubt_clock(window: MainWindow, desk: Desk) -> None:
    """Say over the pages that the day of the machine cannot be right, where it cannot."""
    doubt = desk.clock_trust.doubt()
    if doubt is not None:
        window.clock_bar.say(doubt.sentence)
        window.clock_bar.confirmed.connect(desk.clock_trust.confirm)


def _begin_cases(window: MainWindow, desk: Desk, tools: Tools, tabs: tuple[TabPart, ...]) -> None:
    tools.jobs.start(
        window,
        lambda _job: _read_cases(desk, tabs),
        lambda _nothing: gc.freeze(),  # kept until the base is locked: nothing to look through
        failed=lambda _error: None,  # it is read again when it is shown, and said there
        name="cases",
    )
