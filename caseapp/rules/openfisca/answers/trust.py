"""How sure an amount is: by the day somebody last checked the values it rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from caseapp.domain.deadline import Confidence
from caseapp.domain.facts import NoFact
from caseapp.kernel import french
from caseapp.rules.openfisca.system import parameter
from caseapp.rules.parameters import load_replacements, load_steps, load_thresholds

if TYPE_CHECKING:
    from caseapp.rules.openfisca.answers.case import Case

_ORDER = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
FRESH = dt.timedelta(days=366)  # not law: most values are renewed once a year


@dataclass(frozen=True)
class Trust:
    """A confidence and why it is not higher."""

    confidence: Confidence
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()  # notes for which the answer is to be checked


def lowest(*confidences: Confidence) -> Confidence:
    """Return the least sure."""
    return min(confidences, key=_ORDER.index)


def confidence_of(case: Case, code: str) -> Trust:
    """Return how sure the values behind a right are."""
    found = Confidence.HIGH
    notes: list[str] = []
    doubts: list[str] = []
    for path in load_steps().rights[code].key_parameters:
        if not is_fresh(case.system, path, case.household.date):
            found = lowest(found, Confidence.MEDIUM)
            name = parameter(case.system, path).metadata.get("short_label") or path
            notes.append(f"Valeur non contrôlée depuis plus d'un an : {name}.")
    for entry in load_replacements().replacements:
        if code in entry.rights and not _opened_by_rsa(case, code):
            found = lowest(found, entry.confidence)
            notes.append(f"{entry.note} Contrôlé le {french.day(entry.checked_on)}.")
    for stale in load_replacements().stale:
        if code in stale.rights and (not stale.only_for or _concerned(case, stale.only_for)):
            found = lowest(found, stale.confidence)
            notes.append(stale.note)
            doubts.append(stale.note)
    return Trust(found, tuple(notes), tuple(doubts))


def _opened_by_rsa(case: Case, code: str) -> bool:
    """Say whether the C2S follows from the RSA, whatever its ceiling is."""
    rsa = (case.new("rsa").min(), case.later("rsa").min())
    return code == "c2s" and min(rsa) > 0


@lru_cache(maxsize=2048)  # the same values are asked about in every estimate
def is_fresh(system: Any, path: str, day: dt.date) -> bool:
    """Say whether a value changed, or was checked, in the year before a day."""
    node = parameter(system, path)
    dates = [value.instant_str for value in getattr(node, "values_list", ())]
    checked = node.metadata.get("last_value_still_valid_on")
    if checked:
        dates.append(str(checked))
    return any(day - dt.date.fromisoformat(text) <= FRESH for text in dates)


def _concerned(case: Case, what: str) -> bool:
    if what != "aeeh_complement_6":
        return True
    highest = load_thresholds().aeeh_highest_complement.value
    levels = (child.aeeh_complement for child in case.children)
    return any(not isinstance(n, NoFact) and n == highest for n in levels)
