"""An alert is there for its author and the person in charge, and for nobody else in any way."""

from __future__ import annotations

import dataclasses
import inspect
import json
import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from caseapp.domain.case_report import ALL_SECTIONS
from caseapp.exchange.household import write_household
from caseapp.kernel.errors import CaseAppError, NotFoundError
from caseapp.reports import case_report
from caseapp.services.alert_paper import alert_remarks
from caseapp.services.calendar_export import CalendarOptions, Detail
from caseapp.services.workers import NotInChargeError
from tests.support.alerts import (
    AUTHOR,
    COLLEAGUE,
    IN_CHARGE,
    MARKS,
    AlertService,
    an_alert_service,
    write_alert,
)
from tests.support.any_row import dump
from tests.support.pdf import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.desk import Desk

_FIRST, _LAST = date(2026, 1, 1), date(2027, 12, 31)
# What writes, makes a key each time, or shows what is kept to the person in charge by its page.
_NOT_ASKED = {
    ("caseload", "review"), ("calendar_feed", "refresh"), ("calendar_feed", "stop"),
    ("case_changes", "reopen"), ("case_erasing", "erase"), ("case_erasing", "erase_all"),
    ("claims", "refresh"), ("documents", "sweep"), ("estimates", "run"), ("household", "blank"),
    ("interviews", "blank"), ("notices", "publish"), ("search", "fill"), ("search", "tidy"),
    ("alerts", "blank"), ("local_rights", "new"),
}  # fmt: skip
_RESERVED = {
    "journal",
    "key_ring",
    "base_course",
}  # the last: for the machine, how long the journal is
_ASKED_FOR = ("prune", "maxence", "préoccupante", "signalement", "crip")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[AlertService]:
    made = an_alert_service(tmp_path)
    yield made
    made.store.close()


def told(value: Any) -> Any:
    """Return all that a value holds, what its `repr` leaves out too."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        held = {f.name: told(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return [type(value).__name__, held]
    if isinstance(value, Mapping):
        return sorted([str(key), told(one)] for key, one in value.items())
    if isinstance(value, (set, frozenset)):
        return sorted(str(told(one)) for one in value)
    if isinstance(value, (list, tuple)):
        return [told(one) for one in value]
    return re.sub(r" at 0x[0-9a-f]+", "", repr(value))


def askable(desk: Desk) -> Iterator[tuple[str, Any, list[str]]]:
    """Return every method of every service, with the names of what it needs."""
    for part in dataclasses.fields(desk):
        for name, call in inspect.getmembers(getattr(desk, part.name), inspect.ismethod):
            if name.startswith("_") or (part.name, name) in _NOT_ASKED or part.name in _RESERVED:
                continue
            parameters = inspect.signature(call).parameters.values()
            yield (
                f"{part.name}.{name}",
                call,
                [p.name for p in parameters if p.default is p.empty and p.kind.name[:3] != "VAR"],
            )


def everything(desk: Desk, case_id: UUID, other: UUID) -> dict[str, str]:
    """Return what every service of the desk says that can be asked of it without writing."""
    known: dict[str, tuple[Any, ...]] = {
        "case_id": (case_id, other), "case_ids": ([case_id, other],), "text": _ASKED_FOR,
    }  # fmt: skip
    found: dict[str, str] = {}

    def ask(name: str, call: Any, *given: Any) -> None:
        try:
            found[name] = json.dumps(told(call(*given)), default=str)
        except CaseAppError as error:
            found[name] = f"{type(error).__name__} {error}"

    for name, call, needed in askable(desk):
        if not needed:
            ask(name, call)
        elif len(needed) == 1 and needed[0] in known:
            for number, given in enumerate(known[needed[0]]):
                ask(f"{name}.{number}", call, given)
    dates = desk.dated_items.between(_FIRST, _LAST)
    ask("dates", desk.dated_items.between, _FIRST, _LAST)
    ask("to act", desk.dated_items.to_act, _LAST)
    ask("ics", desk.calendar_export.file, dates, CalendarOptions(detail=Detail.NAMES))
    ask("activity", desk.activity.report, _FIRST, _LAST, "", lambda _share: None)
    ask("duplicates", desk.duplicates.likely, "Zibeline", "Maxence")
    ask("merge", desk.merges.preview, case_id, other)
    ask("household file", lambda: write_household(desk.household.household(case_id)))
    report = desk.disclosure.case_report(case_id, sections=ALL_SECTIONS)
    found["report"] = text_of(case_report.render(report))
    return found


def test_a_colleague_obtains_what_they_did_before_there_was_an_alert(
    service: AlertService, tmp_path: Path
) -> None:
    other = service.open(IN_CHARGE).cases.create("Sow", "Moussa")
    desk = service.open(IN_CHARGE)
    desk.case_changes.set_referent([other], "")
    before = everything(service.open(COLLEAGUE), service.case_id, other)
    assert len(before) > 100
    assert "OUATTARA" in before["report"]
    author = service.open(AUTHOR)
    alert = write_alert(author, service.case_id, sent=True)
    author.alerts.put(alert, {"call_back_on": "26/11/2026", "follow_up": "Suitezarre"})
    colleague = service.open(COLLEAGUE)
    after = everything(colleague, service.case_id, other)
    assert {name for name in before if before[name] != after[name]} == set()
    assert [name for name, words in after.items() if any(m in words.lower() for m in MARKS)] == []
    with pytest.raises(NotInChargeError):
        colleague.open_export.write(tmp_path / "export.zip")
    assert not list(tmp_path.glob("*.zip*"))


def test_a_colleague_is_told_the_same_of_an_alert_and_of_none(service: AlertService) -> None:
    alert = write_alert(service.open(AUTHOR), service.case_id)
    colleague = service.open(COLLEAGUE)
    alerts = colleague.alerts
    for asked in (alert, uuid4()):
        for call in (
            lambda asked=asked: alerts.get(asked),
            lambda asked=asked: alerts.transmit(asked),
            lambda asked=asked: alerts.add(asked),
            lambda asked=asked: alerts.remove(asked),
            lambda asked=asked: alerts.erase(asked),
            lambda asked=asked: alerts.left(asked, printed=True),
            lambda asked=asked: colleague.alert_paper.paper(asked),
        ):
            with pytest.raises(NotFoundError, match="Cet écrit n'existe plus"):
                call()
    with pytest.raises(NotFoundError, match="Cet écrit n'existe plus"):
        alerts.put(alert, {"facts": "autre"})
    assert alerts.rows() == ()
    assert alerts.to_recall() == 0
    assert service.open(AUTHOR).alerts.get(alert).texts["facts"].startswith("Ecchymosezarre")


def test_author_and_person_in_charge_read_it(service: AlertService) -> None:
    alert = write_alert(service.open(AUTHOR), service.case_id, call_back_on="26/11/2026")
    mine = service.open(AUTHOR).alerts
    (row,) = mine.rows(service.case_id)
    assert (row.id, row.kind_words) == (alert, "Information préoccupante")
    assert mine.to_recall() == 1
    page = mine.get(alert)
    assert page.may_write
    assert not page.may_decide
    in_charge = service.open(IN_CHARGE).alerts
    page = in_charge.get(alert)
    assert page.texts["told"] == "« Proposrapportzarre »"
    assert not page.may_write
    assert page.may_decide
    assert alert_remarks(in_charge, service.case_id)
    assert alert_remarks(service.open(COLLEAGUE).alerts, service.case_id) == ()
    in_charge = service.open(IN_CHARGE).alerts
    assert in_charge.to_recall() == 0  # the day to call back is the author's


def test_nothing_of_it_is_written_anywhere_but_in_its_own_tables(service: AlertService) -> None:
    desk = service.open(AUTHOR)
    with service.store.read() as session:
        before = dump(session)
    alert = write_alert(desk, service.case_id, sent=True)
    desk.alerts.put(alert, {"addition": "Complémentzarre"})
    desk.alerts.add(alert)
    desk.alerts.left(alert, printed=True)
    with service.store.read() as session:
        after = dump(session)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"alert", "alert_addition"}


def test_the_journal_has_the_action_and_neither_case_nor_content(service: AlertService) -> None:
    desk = service.open(AUTHOR)
    alert = write_alert(desk, service.case_id, sent=True)
    desk.alerts.get(alert)
    desk.alerts.left(alert, printed=True)
    lines = [
        row for row in service.open(IN_CHARGE).journal.rows() if row.about.startswith("signal")
    ]
    assert {row.action for row in lines} >= {"created", "changed", "printed", "opened"}
    assert {row.about for row in lines} == {"signalement", "signalement (transmis)"}
    assert {(row.case_id, row.reference, row.author) for row in lines} == {(None, "", "Jean Petit")}
