"""The demonstration caseload: forty invented households, entered as a caseworker would.

Every fact, estimate and event goes through the services, at the date it bears: the clock is
moved for each, so that the base looks as if it had been kept for months.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import yaml

from caseapp.domain.household import ResourceKind, Role
from caseapp.kernel import french
from caseapp.kernel.calendar import Month
from caseapp.kernel.places import resources
from caseapp.services import demo_documents, demo_duties, demo_follow_up
from caseapp.services.claim_forms import read_event
from caseapp.services.household_page import CellChange
from caseapp.services.settings import ServiceSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from caseapp.kernel.clock import FixedClock
    from caseapp.services.desk import Desk

_DAYS_A_YEAR = 365.2425
_HISTORY = 37
_OPENED_BEFORE = 8  # days between a claim being opened and its first event
_NO_FACTS = {"age", "first", "role", "left", "past"}
_DATES = {
    "arrears_since",
    "job_seeker_since",
    "moved_in",
    "pregnant_due",
    "residence_permit_since",
    "single_since",
}
_EVENT_DATES = {
    "notified": "notified_on",
    "received": "received_on",
    "answer_by": "answer_by",
}
_KINDS = {"appeal": "appeal_filed", "appeal_decided": "appeal_decided"}


def fill(desk: Desk, clock: FixedClock, told: Callable[[int, int], None]) -> None:
    """Enter the whole caseload; `told` hears how many cases of how many are done."""
    text = (resources() / "demo" / "caseload.yaml").read_text(encoding="utf-8")
    caseload = yaml.safe_load(text)
    desk.settings.save_service(_service(caseload["service"]))
    present = clock.moment
    demo_duties.publish_notice(desk, clock)
    cases = caseload["cases"]
    for number, case in enumerate(cases, start=1):
        _DemoCase(desk, clock, present, case, number).enter()
        told(number, len(cases))
    clock.moment = present
    demo_duties.enter(desk, clock)
    desk.claims.refresh()


def _service(words: dict[str, str]) -> ServiceSettings:
    worker, _comma, title = words["worker"].partition(", ")
    return ServiceSettings(
        service_name=words["name"],
        service_address=words["address"],
        worker=worker,
        worker_title=title,
    )


class _DemoCase:
    """One household of the caseload, on its way into the base."""

    def __init__(
        self, desk: Desk, clock: FixedClock, present: datetime, case: dict[str, Any], number: int
    ) -> None:
        self._desk, self._clock, self._present = desk, clock, present
        self._case, self._number = case, number
        clock.moment = present
        self._today = clock.today()

    def enter(self) -> None:
        claims = self._case.get("claims", [])
        first = min((_day_of(e) for c in claims for e in c["events"]), default=-20)
        self._stand_at(self._case.get("opened", first - _OPENED_BEFORE - self._number % 30))
        self._case_id = self._open()
        if claims and self._number % 3 == 0:
            self._estimate()  # an earlier one, to compare with
        self._stand_at(self._case.get("contact", 0))  # nothing of a case since its last contact
        self._enter_people()
        self._enter_household()
        self._estimate()
        contact = self._case.get("contact", -((self._number * 7) % 60))
        self._desk.cases.record_contact(self._case_id, self._today + timedelta(days=contact))
        for claim in claims:
            self._enter_claim(claim)
        self._enter_documents()
        demo_follow_up.enter(self._desk, self._case_id, self._case["name"])
        self._sort()

    def _sort(self) -> None:
        """Put the tags of the case, and close it where it is over."""
        changes = self._desk.case_changes
        for tag in self._case.get("tags", ()):
            changes.add_tag([self._case_id], tag)
        if (closed := self._case.get("closed")) is not None:
            on = french.day(self._today + timedelta(days=closed["day"]))
            typed = {"on": on, "reason": closed["reason"], "relay": closed["relay"]}
            self._desk.case_closings.close(
                self._case_id, {**typed, "notice": "given"}, closed["left"]
            )

    def _open(self) -> UUID:
        last, first = _names(self._case["name"])
        return self._desk.cases.create(last, first)

    def _estimate(self) -> None:
        self._desk.estimates.run(self._case_id)

    def _stand_at(self, days: int) -> None:
        self._clock.moment = self._present + timedelta(days=days)

    def _enter_people(self) -> None:
        desk = self._desk.household
        applicant = self._desk.cases.header(self._case_id).applicant_id
        for place, person in enumerate(self._case["people"]):
            person_id = applicant
            if place:
                role = Role(person.get("role", "child"))
                person_id = desk.add_person(self._case_id, role, person.get("first", ""))
            facts = {k: v for k, v in person.items() if k not in _NO_FACTS}
            lines = facts.pop("resources", [])
            birth = self._today - timedelta(days=int(person["age"] * _DAYS_A_YEAR))
            desk.set_fact(self._case_id, person_id, "birth_date", f"{birth:%d/%m/%Y}")
            for key, value in facts.items():
                desk.set_fact(self._case_id, person_id, key, self._typed(key, value))
            self._enter_past(person_id, person.get("past", []))
            self._enter_lines(person_id, lines)
            if "left" in person:
                desk.presence.set_left(person_id, self._date(person["left"]))

    def _enter_past(self, person_id: UUID | None, changes: list[list[Any]]) -> None:
        """Say what facts were before they changed on a day."""
        dates = self._desk.household.dates
        for key, before, days in changes:
            dates.date_change(self._case_id, person_id, key, str(before), self._date(days))

    def _enter_household(self) -> None:
        desk, case = self._desk.household, self._case
        for key in ("couple", "single_since"):
            if key in case:
                desk.set_fact(self._case_id, None, key, self._typed(key, case[key]))
        for key, value in case["housing"].items():
            desk.set_fact(self._case_id, None, f"housing.{key}", self._typed(key, value))
        for key, value in case.get("facts", {}).items():
            desk.set_fact(self._case_id, None, key, self._typed(key, value))
        self._enter_past(None, case.get("past", []))
        self._enter_lines(None, [[f"right:{r[0]}", *r[1:]] for r in case.get("received", [])])
        for debt in case.get("debts", []):
            self._desk.liabilities.record(
                self._case_id, {key: self._typed(key, value) for key, value in debt.items()}
            )

    def _enter_lines(self, person_id: UUID | None, entries: Iterable[list[Any]]) -> None:
        by_nature: dict[str, list[list[Any]]] = defaultdict(list)
        for nature, *rest in entries:
            by_nature[nature].append(rest)
        for nature, spans in by_nature.items():
            code = nature if person_id is None else ResourceKind(nature).value
            line = self._desk.household.add_line(self._case_id, person_id, code)
            self._desk.household.set_cells(line, _cells(spans, Month.of(self._today)))

    def _enter_claim(self, claim: dict[str, Any]) -> None:
        events = claim["events"]
        opened = _day_of(events[0]) - _OPENED_BEFORE if events else -5
        self._stand_at(opened)
        claim_id = self._desk.claims.open(self._case_id, claim["right"])
        page = self._desk.claims.page(claim_id)
        for piece in page.pieces[: claim.get("pieces", 0)]:
            self._desk.claims.tick_piece(piece.id, True)
        if events:
            for step in page.steps[:2]:
                self._desk.claims.tick_step(step.id, True)
        for event in events:
            self._stand_at(_day_of(event, latest=True))
            kind, typed = self._event(event)
            self._desk.claims.record(claim_id, read_event(kind, typed, self._clock.today()))
        self._clock.moment = self._present

    def _enter_documents(self) -> None:
        if entries := self._case.get("documents"):
            people = [person.id for person in self._desk.household.page(self._case_id).people]
            desk = self._desk.documents
            demo_documents.enter(desk, self._case_id, entries, people, self._today)

    def _event(self, event: dict[str, Any]) -> tuple[str, dict[str, str]]:
        (kind, days), *details = event.items()
        typed = {"on": self._date(days)}
        for key, value in details:
            if key in _EVENT_DATES:
                typed[_EVENT_DATES[key]] = self._date(value)
            elif key == "since":
                typed["since"] = str(Month.of(self._today).plus(value))
            elif isinstance(value, bool):
                typed[key] = str(value).lower()
            else:
                typed[key] = str(value)
        return _KINDS.get(kind, kind), typed

    def _date(self, days: int) -> str:
        return f"{self._today + timedelta(days=days):%d/%m/%Y}"

    def _typed(self, key: str, value: Any) -> str:
        if value == "unknown":
            return "inconnu"
        if key in _DATES:
            return self._date(value)
        return str(value).lower() if isinstance(value, bool) else str(value)


def _names(name: str) -> tuple[str, str]:
    words = name.split()
    last = [word for word in words if word == word.upper()]
    return " ".join(last), " ".join(words[len(last) :])


def _day_of(event: dict[str, Any], *, latest: bool = False) -> int:
    """Return the day of an event; with `latest`, the day on which all its dates are past."""
    on: int = next(iter(event.values()))
    dates = [event[key] for key in ("notified", "received") if key in event]
    return max([on, *dates]) if latest else on


def _cells(spans: list[list[Any]], now: Month) -> list[CellChange]:
    """Return the months of a line: what is typed, nothing after it ended, nothing before."""
    amounts: dict[Month, str] = {}
    for amount, first, last in spans:
        typed = "inconnu" if amount == "unknown" else str(amount).replace(".", ",")
        for month in now.plus(first).until(now.plus(last)):
            amounts[month] = typed
    end = max(amounts)
    if end < now:
        amounts[end.plus(1)] = "0"
    cells = [CellChange(month=month, text=text) for month, text in sorted(amounts.items())]
    starts_late = min(first for _amount, first, _last in spans) > -_HISTORY
    return [CellChange(month=None, text="0"), *cells] if starts_late else cells
