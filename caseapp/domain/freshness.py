"""How fresh a legal fact is: the day somebody last compared it with its text, and what came since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

A_YEAR = timedelta(days=366)  # not law: most values are renewed once a year


class Shelf(StrEnum):
    """Where a fact stands."""

    CATALOGUE = "catalogue"  # the file of a right
    PARAMETER = "parameter"  # an age, a ceiling, a duration that the program keeps
    TIME_LIMIT = "time_limit"  # how a delay is counted
    SCALE = "scale"  # a value of the model


class Standing(StrEnum):
    """What is to be done about a fact, the most pressing first."""

    CHANGED = "changed"  # its text changed after it was read
    ASKED = "asked"  # whoever read it asks that it be read again first
    OLD = "old"  # checked more than a year ago
    UNDATED = "undated"  # nobody said when it was checked
    CURRENT = "current"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedFact:
    """One legal fact, and when it was last checked."""

    shelf: Shelf
    label: str
    value: str = ""  # as shown: « 651,69 €/mois »
    rights: tuple[str, ...] = ()  # codes of the rights that rest on it
    since: date | None = None  # in force since
    checked_on: date | None = None
    changed: str = ""  # what is known of a later change, in words
    asked: str = ""  # why it is to be read again, in words
    source: str = ""
    link: str = ""

    def standing(self, today: date) -> Standing:
        """Return what is to be done about it, on a day."""
        if self.changed:
            return Standing.CHANGED
        if self.asked:
            return Standing.ASKED
        known = [day for day in (self.checked_on, self.since) if day is not None]
        if not known:
            return Standing.UNDATED
        return Standing.OLD if today - max(known) > A_YEAR else Standing.CURRENT
