"""Changes of a situation of a test, each made in place: a fact put, a person added or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caseapp.domain.household import Role
from caseapp.rules.conditions.grammar import Who
from tests.support.households import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    Situation = dict[str, Any]
    Edit = Callable[[Situation], None]


def put(part: str, key: str, value: Any) -> Edit:
    """Put a fact in a part of the situation."""

    def edit(situation: Situation) -> None:
        situation.setdefault(part, {})[key] = value

    return edit


def state(part: str, value: Any) -> Edit:
    """State a part of the situation as a whole."""

    def edit(situation: Situation) -> None:
        situation[part] = value

    return edit


def earning(amount: float) -> Edit:
    """State a wage as the only resource of the applicant."""

    def edit(situation: Situation) -> None:
        situation.setdefault("applicant", {})["resources"] = [paid("wage", amount)]

    return edit


def receiving(right: str) -> Edit:
    """Add a right in payment."""

    def edit(situation: Situation) -> None:
        paid = {"right": right, "amount": 300, "from": "2026-01", "to": "2026-11"}
        situation["received"] = [*situation.get("received", []), paid]

    return edit


def not_receiving(right: str) -> Edit:
    """Take the payment of a right away."""

    def edit(situation: Situation) -> None:
        paid = situation.get("received", [])
        situation["received"] = [entry for entry in paid if entry["right"] != right]

    return edit


def adding(person: Situation) -> Edit:
    """Add a person."""

    def edit(situation: Situation) -> None:
        others = situation.get("others", [])
        situation["others"] = [*others, {**person, "id": f"flip {len(others)}"}]
        if person["role"] == Role.PARTNER:
            situation.setdefault("couple", "married")

    return edit


def alone(situation: Situation) -> None:
    """Leave the applicant alone."""
    situation["others"] = []
    situation.pop("couple", None)


def without(who: Who) -> Edit:
    """Leave out those of whom a test speaks."""

    def edit(situation: Situation) -> None:
        others = situation.get("others", [])
        situation["others"] = [each for each in others if not is_one_of(each, who)]
        if not any(each["role"] == Role.PARTNER for each in situation["others"]):
            situation.pop("couple", None)

    return edit


def is_one_of(person: Situation, who: Who) -> bool:
    """Say whether a test speaks of a person."""
    role = person.get("role", Role.APPLICANT)
    match who:
        case Who.APPLICANT | Who.PARTNER:
            return bool(role == who.value)
        case Who.CHILD | Who.EVERY_CHILD:
            return bool(role == Role.CHILD)
        case Who.ADULT | Who.EVERY_ADULT:
            return bool(role != Role.CHILD)
        case _:
            return True


def paid(kind: str, amount: float) -> Situation:
    """Return a resource over the months that are read."""
    return {"kind": kind, "amount": max(0, round(amount, 2)), "from": "2025-01", "to": "2026-11"}


def years_ago(years: float) -> str:
    """Return the first of this month, so many years ago."""
    return TODAY.replace(year=TODAY.year - max(0, int(years)), day=1).isoformat()
