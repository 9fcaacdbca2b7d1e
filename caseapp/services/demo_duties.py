"""What the demonstration owes to people about their data: the notice, requests, a breach."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from caseapp.kernel import french
from caseapp.kernel.places import resources

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from caseapp.kernel.clock import FixedClock
    from caseapp.services.desk import Desk


def publish_notice(desk: Desk, clock: FixedClock) -> None:
    """Publish the notice of the service, before the first case."""
    notice, present = _all()["notice"], clock.moment
    text = desk.notices.current().text
    for blank, words in notice["filled"].items():
        text = text.replace(blank, words)
    clock.moment = present + timedelta(days=notice["published"])
    desk.notices.publish(text)
    clock.moment = present


def enter(desk: Desk, clock: FixedClock) -> None:
    """Say who was given the notice, and fill the two registers."""
    kept = _all()
    cases = {row.name: row.id for row in desk.cases.rows()}
    _give_notice(desk, kept["notice"], cases)
    for request in kept["requests"]:
        _enter_request(desk, clock, request, cases[request["case"]])
    for breach in kept["breaches"]:
        desk.breaches.record(_on_days(clock, breach, ("found_on", "closed_on")))


@cache
def _all() -> dict[str, Any]:
    text = (resources() / "demo" / "duties.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def _give_notice(desk: Desk, notice: Mapping[str, Any], cases: Mapping[str, UUID]) -> None:
    """Note it as given on the day a case was opened, but where it was refused or is still to be."""
    for name, case_id in cases.items():
        if name in notice["to_give"] or desk.notices.of_case(case_id) is not None:
            continue
        outcome = "refused" if name in notice["refused"] else "given"
        opened = desk.cases.header(case_id).opened_on
        desk.notices.give(case_id, {"outcome": outcome, "on": french.day(opened)})


def _enter_request(
    desk: Desk, clock: FixedClock, request: Mapping[str, Any], case_id: UUID
) -> None:
    typed = _on_days(clock, request, ("received_on", "answered_on"))
    request_id = desk.rights_requests.record(case_id, typed)
    if "answered_on" in request:
        desk.rights_requests.answer(request_id, typed)


def _on_days(clock: FixedClock, entry: Mapping[str, Any], days: tuple[str, ...]) -> dict[str, str]:
    """Return what a form would hold, its days counted from today."""
    today = clock.today()
    return {
        key: french.day(today + timedelta(days=value)) if key in days else str(value)
        for key, value in entry.items()
    }
