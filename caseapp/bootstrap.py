"""Joins the parts: the one module that knows the window, the services, the engine and the paper.

Imports stand inside the functions: the unlock window must not wait for what only an open base
needs.
"""

from __future__ import annotations

import gc
from contextlib import closing
from importlib import import_module
from typing import TYPE_CHECKING

from caseapp.kernel import places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from caseapp.kernel.clock import Clock
    from caseapp.rules.engine import Engine
    from caseapp.services.demo_base import DemoBase
    from caseapp.services.desk import Desk
    from caseapp.ui.application import Tools
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.widgets.side_bar import Entry
    from db.store import Store

_NEEDED_ONCE_OPEN = (
    "caseapp.services.base_opening",
    "caseapp.desk_parts",
    "caseapp.services.catalogue_reading",
)
_PAGES = (  # what is used before what uses it: each takes some ten milliseconds at most
    "ui.models.table",
    "ui.delegates.cells",
    "ui.widgets.table",
    "ui.delegates.palette",
    "ui.widgets.top_bar",
    "ui.widgets.side_bar",
    "ui.main_window",
    "ui.dated.actions",
    "ui.pages.day.to_do",
    "ui.pages.day.page",
    "dates_parts",
    "ui.pages.cases.table",
    "ui.pages.cases.actions",
    "ui.pages.cases.page",
    "ui.pages.case_page",
    "case_parts",
    "ui.pages.claim.editing",
    "ui.pages.claim.page",
    "ui.pages.catalogue.service_rights",
    "ui.pages.catalogue.page",
    "caseload_parts",
    "window_parts",
    "ui.widgets.resource_grid",
    "ui.pages.household.dating",
    "ui.pages.household.entry",
    "ui.pages.household.tab",
    "ui.pages.rights.tab",
)


def start_engine() -> Engine:
    """Start the engine in its own process, without waiting for it."""
    from caseapp.rules.openfisca.process import EngineProcess

    return EngineProcess()


def make_demo(folder: Path, told: Callable[[int, int], None] = lambda _done, _of: None) -> DemoBase:
    """Make the demonstration base in a folder, unless it is there; it appears whole or not at all.

    Raises:
        KnownTroubleError: the folder cannot be written, or the engine does not answer.
    """
    from caseapp.desk_parts import open_desk
    from caseapp.kernel.clock import FixedClock, SystemClock
    from caseapp.services import access, demo, demo_base

    made = demo_base.DemoBase(folder / demo_base.FILE_NAME, demo_base.PASSWORD)
    if places.is_there(made.path):
        return made
    clock = FixedClock(SystemClock().now())
    with demo_base.making_in(folder) as base, closing(start_engine()) as engine:
        store = access.create_base(base, made.password, clock=clock)
        with closing(store):
            demo.fill(open_desk(store, engine, clock), clock, told)
    return made


_SELDOM = 100  # ten times Python's own: a reading of thousands of rows had all be looked through


class Parts:
    """What the window program is made of."""

    def __init__(self, *, reviews_by_itself: bool = False) -> None:
        """`reviews_by_itself`: the caseload is estimated and the base copied unasked, when due."""
        self._reviews_by_itself = reviews_by_itself

    def start_engine(self) -> Engine:
        """Start the engine in its own process, without waiting for it."""
        return start_engine()

    def warm(self) -> None:
        """Import what an open base needs, while the password is typed; nothing of Qt."""
        for name in _NEEDED_ONCE_OPEN:
            import_module(name)
        from caseapp.rules.catalogue_loader import load_catalogue
        from caseapp.rules.places import load_communes

        load_catalogue().all()
        load_communes().get("75056")
        gc.freeze()  # none of it becomes garbage: to look through it stops the window for a while
        young, middle, _old = gc.get_threshold()
        gc.set_threshold(young, middle, _SELDOM)

    def pages(self) -> Iterator[str]:
        """Name the modules of the window, to be imported one after the other in its thread."""
        return (f"caseapp.{name}" for name in _PAGES)

    def open_desk(self, store: Store, engine: Engine, clock: Clock) -> Desk:
        """Return the services over an open base."""
        from caseapp.desk_parts import open_desk

        return open_desk(store, engine, clock)

    def make_demo(self, named: Path | None) -> tuple[Path, str]:
        """Make the demonstration base where it is not there yet; return it and its password.

        It stands beside the base that was named, or where the program keeps its own.
        """
        demo = make_demo(places.demo_folder() if named is None else named.absolute().parent)
        return demo.path, demo.password

    def entries(self) -> tuple[Entry, ...]:
        """Return the pages of the side bar, from top to bottom."""
        from caseapp.window_parts import entries

        return entries()

    def furnish(self, window: MainWindow, desk: Desk, tools: Tools) -> None:
        """Register the pages of the window, and go to the first one."""
        from caseapp.backup_parts import back_up_when_due
        from caseapp.caseload_parts import review_when_due
        from caseapp.window_parts import furnish

        works = furnish(window, desk, tools)
        if self._reviews_by_itself:
            if desk.clock_trust.doubt() is None:  # else the month of the review is doubtful too
                review_when_due(works.review)
            back_up_when_due(window, works.backing_up)
