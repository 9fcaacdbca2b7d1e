"""What follows the households of the demonstration: interviews, next steps, mandates."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from caseapp.domain.interview import Medium, usual_place, usually_contact
from caseapp.kernel.places import resources

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from caseapp.services.desk import Desk


@cache
def _all() -> dict[str, Any]:
    text = (resources() / "demo" / "follow_up.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def enter(desk: Desk, case_id: UUID, name: str) -> None:
    """Enter what follows a household, where it has anything."""
    kept = _all().get(name, {})
    today = desk.clock.today()
    for interview in kept.get("interviews", ()):
        _enter_interview(desk, case_id, interview, today)
    desk.agenda.add_steps(case_id, None, desk.agenda.steps(kept.get("steps", "")))
    for mandate in kept.get("mandates", ()):
        desk.mandates.record(
            case_id,
            {
                **{key: mandate[key] for key in ("kind", "holder", "covers")},
                "person": desk.mandates.givers(case_id)[0][0],
                "given_on": _day(today, mandate["day"]),
                "ends_on": _day(today, mandate["ends"]) if "ends" in mandate else "",
            },
        )


def _enter_interview(desk: Desk, case_id: UUID, interview: dict[str, Any], today: date) -> None:
    typed = {key: value for key, value in interview.items() if key not in {"day", "minutes"}}
    blank = desk.interviews.blank(case_id)
    medium = Medium(typed["medium"])
    desk.interviews.put(
        case_id,
        blank.id,
        {
            **typed,
            "on_date": _day(today, interview["day"]),
            "minutes": str(interview["minutes"]),
            "place": usual_place(medium),
            "is_contact": usually_contact(typed["kind"], medium),
        },
    )


def _day(today: date, days: int) -> str:
    return f"{today + timedelta(days=days):%d/%m/%Y}"
