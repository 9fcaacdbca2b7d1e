"""A session of the real program without a screen: a case made and estimated, every page, a lock.

`python -m tools.network.session BASE PASSWORD`: the base is one of `caseapp demo`, or empty.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseapp.bootstrap import Parts
from caseapp.kernel.clock import SystemClock
from caseapp.ui.navigator import (
    ActivityPlace,
    CaseloadPlace,
    CasePlace,
    CasesPlace,
    CaseTab,
    CataloguePlace,
    ClaimsPlace,
    DayPlace,
    DeadlinesPlace,
    FreshnessPlace,
    SettingsPlace,
)
from caseapp.ui.settings import Settings

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.ui.navigator import Place
    from tests.support.program import ProgramScreen

_PAGES: tuple[Place, ...] = (
    DayPlace(),
    DeadlinesPlace(),
    CasesPlace(),
    CaseloadPlace(),
    ClaimsPlace(),
    CataloguePlace("rsa"),
    ActivityPlace(),
    FreshnessPlace(),
    SettingsPlace(),
)


def main(base: Path, password: str) -> None:
    """Open the base, do a bit of everything, lock it, quit."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - the platform is said first

    from caseapp.ui.application import Program, dress  # noqa: PLC0415 - same
    from tests.support.asking import Answers  # noqa: PLC0415 - same
    from tests.support.fingers import FINGERS  # noqa: PLC0415 - same
    from tests.support.program import ProgramScreen  # noqa: PLC0415 - same

    app = QApplication([])
    dress(app)
    program: Program[Any] = Program(
        app,
        Parts(reviews_by_itself=True),
        clock=SystemClock(),
        settings=Settings(None),
        asker=Answers(),
        base=base,
    )
    program.start()
    screen = ProgramScreen(program, FINGERS)
    screen.unlock.type_password(password)
    screen.wait_open()
    walk(screen)
    screen.lock()
    program.close()
    loaded = sorted(name for name in sys.modules if name.startswith("PySide6.Qt"))
    sys.stdout.write(" ".join(loaded) + "\n")


def walk(screen: ProgramScreen) -> None:
    """Make a case, have it estimated by the real engine, then look at everything."""
    screen.make_case("OUATTARA", "Awa")
    place = screen.window.navigator.current
    if not isinstance(place, CasePlace):
        raise TypeError(place)
    screen.fill("Naissance", "12/03/1992")
    screen.choose("Occupation", "d")
    _go(screen, CasePlace(place.case_id, CaseTab.RIGHTS))
    screen.wait_estimated()
    walk_pages(screen, place.case_id)


def walk_pages(screen: ProgramScreen, case_id: UUID) -> None:
    """Look at every tab of a case, and at every page."""
    for tab in CaseTab:
        _go(screen, CasePlace(case_id, tab))
    for page in _PAGES:
        _go(screen, page)


def _go(screen: ProgramScreen, place: Place) -> None:
    screen.window.navigator.go(place)
    screen.wait(lambda: not screen.program.jobs.busy)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
