"""No page shows a word of a colleague's case, nor of one that is closed to reading."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from caseapp.ui.navigator import (
    CaseloadPlace,
    CasesPlace,
    ClaimsPlace,
    DayPlace,
    DeadlinesPlace,
    SettingsPlace,
)
from caseapp.ui.widgets.table import Table
from db.models import Case
from tests.support.two_workers import MARK, MARKS, REFERENCE, TwoWorkers, two_workers
from tests.support.whole_window import settle, show, whole_window

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

PLACES = (
    DayPlace(),
    DayPlace("late"),
    DeadlinesPlace(),
    CasesPlace(),
    CaseloadPlace(),
    ClaimsPlace(),
    SettingsPlace(),
)
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[TwoWorkers]:
    made = two_workers(tmp_path)
    yield made
    made.office.store.close()


def words(window: MainWindow) -> Iterator[str]:
    """Yield every word of the window: seen, under the mouse, told to a screen reader, in models."""
    for widget in window.findChildren(QWidget):
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, (QLabel, QLineEdit, QAbstractButton)):
            yield widget.text()
        elif isinstance(widget, (QTextEdit, QPlainTextEdit)):
            yield widget.toPlainText()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(place) for place in range(widget.count()))
        elif isinstance(widget, Table):
            model = widget.model()
            yield from (
                str(model.index(row, column).data(role) or "")
                for row in range(model.rowCount())
                for column in range(model.columnCount())
                for role in _ROLES
            )


def marked(window: MainWindow) -> set[str]:
    return {text for text in words(window) if any(mark in text.casefold() for mark in MARKS)}


def walk(window: MainWindow, jobs: Jobs) -> dict[str, set[str]]:
    found = {}
    for place in PLACES:
        show(window, jobs, place)
        found[repr(place)] = marked(window)
    settle(jobs)
    return found


def test_no_page_shows_a_word_of_a_colleague_s_case(
    base: TwoWorkers, jobs: Jobs, settings: Settings, answers: Answers, qtbot: QtBot
) -> None:
    window = whole_window(base.opened_by(base.worker), jobs, settings, answers, qtbot)
    assert {place: found for place, found in walk(window, jobs).items() if found} == {}
    window.close()
    window = whole_window(base.opened_by(base.in_charge), jobs, settings, answers, qtbot)
    named = {place for place, found in walk(window, jobs).items() if found}
    assert {repr(place) for place in (DayPlace(), CasesPlace(), ClaimsPlace())} <= named
    window.close()


def test_what_is_closed_to_reading_shows_its_name_in_the_list_alone(
    base: TwoWorkers, jobs: Jobs, settings: Settings, answers: Answers, qtbot: QtBot
) -> None:
    with base.office.store.write() as session:
        row = session.get_one(Case, base.other)
        row.opened_on = row.last_contact_on = row.contact_noted_on = date(2024, 1, 8)
    window = whole_window(base.opened_by(base.in_charge), jobs, settings, answers, qtbot)
    found = walk(window, jobs)
    name = f"{MARK.upper()} {MARK}a"
    said = {name, REFERENCE, f"Personne, {name}", f"Référence, {REFERENCE}"}
    in_list = repr(CasesPlace())
    assert found[in_list] >= {name, REFERENCE}
    # The list stands among the pages that were made: what it says is found with the others too.
    assert {place: texts - said for place, texts in found.items() if texts - said} == {}
    assert not any(found[repr(place)] for place in PLACES[: PLACES.index(CasesPlace())])
    show(window, jobs, CasesPlace())
    assert "08/01/2024" not in " ".join(words(window))
    window.close()
