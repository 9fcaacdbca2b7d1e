"""The reminders of a base, and who tells them outside its window."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.services.reminders import Reminders

if TYPE_CHECKING:
    from tests.support.builders import Office


def reminders_of(office: Office) -> Reminders:
    """Return what tells of a base."""
    return Reminders(office.store, office.clock, office.dated_items)


@dataclass
class Told:
    """Remembers what the system was asked to tell."""

    counts: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def show_count(self, count: int) -> None:
        self.counts.append(count)

    def notify(self, words: str) -> None:
        self.words.append(words)
