"""From the path of a fact in an estimate to the field of the page where it is typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caseapp.services.grid_view import cell_field, resources_field
from caseapp.services.household_facts import definition_of
from caseapp.services.household_view import household_field, person_field
from caseapp.services.resource_grid import RIGHT

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.domain.household import Household
    from caseapp.kernel.calendar import Month
    from caseapp.services.stored_household import StoredHousehold

_OF_PERSON = re.compile(r"people\[(\d+)\]\.(\w+)(?:\[(\d+)\].*)?")
_RECEIVED = re.compile(r"received\[(\d+)\].*")


def field_of_path(path: str, household: Household, stored: StoredHousehold) -> str:
    """Return the field of a path, empty when it is not on the page any more.

    Args:
        path: « people[1].birth_date », « people[0].resources[2].amount », « housing.rent »…
        household: the one the path was given for.
        stored: the household as it is now.
    """
    found = _OF_PERSON.fullmatch(path)
    if found:
        return _person_field(found, household, stored)
    found = _RECEIVED.fullmatch(path)
    if found and int(found[1]) < len(household.received):
        entry = household.received[int(found[1])]
        return _line_field(stored, None, RIGHT + entry.right, entry.last)
    try:
        definition_of(path, of_person=False)
    except KeyError:
        return ""
    return household_field(path)


def _person_field(found: re.Match[str], household: Household, stored: StoredHousehold) -> str:
    index, key, number = int(found[1]), found[2], found[3]
    if index >= len(household.people):
        return ""
    asked = household.people[index]
    person = next((p for p in stored.people if str(p.id) == asked.id), None)
    if person is None:
        return ""
    if key != "resources":
        return person_field(person.id, key)
    if number is None or int(number) >= len(asked.resources):
        return ""
    entry = asked.resources[int(number)]
    if stored.unasked_of(person):
        return resources_field(person.id)
    return _line_field(stored, person.id, entry.kind.value, entry.last)


def _line_field(stored: StoredHousehold, person_id: UUID | None, nature: str, month: Month) -> str:
    lines = [line for line in stored.lines if line.person_id == person_id and line.nature == nature]
    return cell_field(lines[0].id, month) if lines else ""
