"""Rights judged by declared conditions: what is said without a fact holds whatever it turns out.

For each condition of each right, the household that meets it and those that do not, whose facts
are then hidden: the answer without them is compatible with every one of these.
"""

from __future__ import annotations

import copy
import itertools
from typing import TYPE_CHECKING, Any

import pytest

from caseapp.domain.estimate import Outcome
from caseapp.exchange.household import InvalidHouseholdError
from caseapp.rules.catalogue_loader import load_catalogue
from tests.support.declared import answer_in, home_of
from tests.support.flips import changed, ways

if TYPE_CHECKING:
    from caseapp.domain.estimate import RightEstimate

    Situation = dict[str, Any]

RIGHTS = {
    right.code: [c.test for c in right.conditions if c.test is not None]
    for right in load_catalogue().all()
    if any(c.test is not None for c in right.conditions)
}
WAYS = 8  # of each condition
PARTS = ("applicant", "declared", "housing", "savings", "tax", "computed")
_NOBODY_KNOWS = {"computed": "to_check"}


def _hidden(home: Situation, other: Situation) -> Situation | None:
    """Return the household of which nobody knows what differs; None where other people live."""
    hidden = copy.deepcopy(home)
    groups = [each.get("others", []) for each in (home, other, hidden)]
    people = zip(*groups, strict=False)  # where they are not the same people, nothing is hidden
    for part in PARTS:
        found = _without(home.get(part, {}), other.get(part, {}), _NOBODY_KNOWS.get(part))
        if found:
            hidden.setdefault(part, {}).update(found)
    for before, after, person in people:
        person.update(_without(before, after))
    who = [[p["id"] for p in each.get("others", [])] for each in (home, other)]
    paid = [each.get("received", []) for each in (home, other)]
    same = who[0] == who[1] and paid[0] == paid[1] and home.get("couple") == other.get("couple")
    return hidden if same and hidden != home else None


def _without(before: Situation, after: Situation, word: str | None = None) -> Situation:
    """Return the facts that differ, as nobody knows them."""
    unknown: Situation = {}
    for key in {*before, *after}:
        if before.get(key) == after.get(key):
            continue
        if key == "resources":
            entries = itertools.chain(before.get(key, []), after.get(key, []))
            kinds = dict.fromkeys(entry["kind"] for entry in entries)
            span = {"amount": "unknown", "from": "2025-01", "to": "2026-11"}
            unknown[key] = [{"kind": kind, **span} for kind in kinds]
        elif key == "reference_income":
            unknown[key] = {"2024": "unknown", "2025": "unknown"}
        else:
            unknown[key] = word or "unknown"
    return unknown


def _holds(unknown: RightEstimate, known: RightEstimate) -> None:
    if unknown.outcome is not Outcome.TO_CHECK:
        assert known.outcome is unknown.outcome
    if unknown.amount is None or known.amount is None or known.outcome is Outcome.NO:
        return
    assert unknown.amount.min <= known.amount.min
    assert known.amount.max <= unknown.amount.max


def _possible(code: str, situation: Situation) -> RightEstimate | None:
    """Return the answer in a situation, None where the format does not admit it (GIR 11)."""
    try:
        return answer_in(code, situation)
    except InvalidHouseholdError:
        return None


@pytest.mark.parametrize("code", RIGHTS)
def test_what_is_said_without_a_fact_holds_whatever_the_fact(code: str) -> None:
    home = home_of(code)
    met = answer_in(code, home)
    hidden_once = 0
    for test in RIGHTS[code]:
        for edits in itertools.islice(ways(test, met=False), WAYS):
            other = changed(home, edits)
            hidden = _hidden(home, other)
            known = _possible(code, other)
            if hidden is None or known is None:
                continue
            hidden_once += 1
            unknown = answer_in(code, hidden)
            _holds(unknown, met)
            _holds(unknown, known)
            settled = {met.outcome, known.outcome} > {Outcome.NO}
            if settled and home["computed"] == other["computed"]:
                assert unknown.missing, "what would settle it is asked for"
    assert hidden_once
