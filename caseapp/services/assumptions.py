"""What an estimate assumed, in words: the paths of the exchange format, read for a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caseapp.services.household_facts import definition_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_PERSON = re.compile(r"people\[(\d+)\]\.(\w+)$")
# What stands for several fields of the page at once.
_GROUPS = {
    "savings": "Épargne et patrimoine : aucun",
    "received": "Droits déjà perçus : aucun",
    "date": "Date de l'estimation : aujourd'hui",
}


def assumption_words(paths: Iterable[str]) -> tuple[str, ...]:
    """Return « Garde alternée : non (personnes 2 et 3) » for each default that was taken.

    A path that names no field of the page is not repeated to the reader.
    """
    whose: dict[str, list[int]] = {}
    for path in paths:
        text, person = _words(path)
        if text and person not in whose.setdefault(text, []):
            whose[text].append(person)
    return tuple(text + _of(people) for text, people in whose.items())


def _words(path: str) -> tuple[str, int]:
    """Return what was assumed, and of which person after the first (0: of nobody else)."""
    if path in _GROUPS:
        return _GROUPS[path], 0
    match = _PERSON.fullmatch(path)
    try:
        definition = definition_of(match[2] if match else path, of_person=match is not None)
    except KeyError:
        try:
            definition = definition_of(path, of_person=True)
        except KeyError:
            return "", 0
    text = definition.label
    if definition.default:
        text += f" : {definition.default}"
    return text, int(match[1]) if match else 0


def _of(people: list[int]) -> str:
    """Return « (personnes 2 et 3) »; nothing where it is of the first person alone."""
    if not any(people):
        return ""
    *others, last = [str(place + 1) for place in people]
    return f" (personnes {', '.join(others)} et {last})" if others else f" (personne {last})"
