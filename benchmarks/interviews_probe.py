"""Measures the tab « Entretiens » over a thousand invented interviews; prints JSON."""

from __future__ import annotations

import json
import os
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from caseapp.ui.application import dress
from caseapp.ui.pages.interviews.tab import InterviewsTab, InterviewsTools
from tests.support.asking import Answers
from tests.support.builders import TODAY, Office, a_case, an_office

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

_COUNT = 1000
_TEXT = "Échéancier de 40 € par mois signé avec l'agence, vu ce jour. " * 20


def main() -> None:
    """Print the seconds that each thing takes."""
    app = QApplication([])
    dress(app)
    with tempfile.TemporaryDirectory() as folder:
        office = an_office(Path(folder))
        case = a_case(office)
        _fill(office, case)
        tab = InterviewsTab(InterviewsTools(office.interviews, office.agenda, Answers()))
        tab.resize(1072, 640)
        tab.show()
        facts = tab.editor.texts["facts"].editor
        measured = {
            "tab": _timed(app, lambda: tab.show_case(case)),
            "new": _timed(app, tab.begin),
            "kept": _timed(app, lambda: (facts.insertPlainText("Vu."), tab.editor.keep())),
            "search": _timed(app, lambda: office.interviews.rows(case, "échéancier agence")),
        }
        tab.close()
        office.store.close()
    print(json.dumps(measured))


def _fill(office: Office, case: UUID) -> None:
    for number in range(_COUNT):
        day: date = TODAY - timedelta(days=number)
        typed = {"on_date": f"{day:%d/%m/%Y}", "facts": _TEXT, "analysis": _TEXT}
        office.interviews.put(case, office.interviews.blank(case).id, typed)


def _timed(app: QApplication, call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    app.processEvents()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
