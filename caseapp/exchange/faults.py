"""What is wrong with a document: one French sentence for each fault, with the path of the field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.kernel.errors import CaseAppError
from caseapp.kernel.french import NO_BREAK

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_QUOTE = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to correct; the path is empty where the whole document is at fault."""

    path: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}{NO_BREAK}: {self.sentence}" if self.path else self.sentence


class InvalidHouseholdError(CaseAppError):
    """A document that does not describe a household; every fault that was found is listed."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def quoted(value: object) -> str:
    """Return a value as it may stand in a sentence: short, on one line, nothing unprintable."""
    if isinstance(value, dict):
        return "un objet"
    if isinstance(value, list):
        return "une liste"
    return f"« {printable(_as_json(value))} »"


def printable(text: str) -> str:
    """Return the text cut and without what a terminal would obey or fail to write."""
    cut = text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in cut)


def _as_json(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int() if abs(value) >= 10**_LONGEST_QUOTE:
            return "un nombre démesuré"
        case _:
            return str(value)


def path_of(location: Iterable[str | int]) -> str:
    """Return ``people[1].birth_date``."""
    path = ""
    for step in location:
        if isinstance(step, int):
            path += f"[{step}]"
        else:
            path += ("." if path else "") + printable(step)
    return path
