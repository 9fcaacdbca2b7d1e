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
    """Return « Nationalité : française (personne 2) » for each default that was taken.

    A path that names no field of the page is not repeated to the reader.
    """
    words = (_words(path) for path in paths)
    return tuple(dict.fromkeys(text for text in words if text))


def _words(path: str) -> str:
    if path in _GROUPS:
        return _GROUPS[path]
    match = _PERSON.fullmatch(path)
    try:
        definition = definition_of(match[2] if match else path, of_person=match is not None)
    except KeyError:
        try:
            definition = definition_of(path, of_person=True)
        except KeyError:
            return ""
    text = definition.label
    if definition.default:
        text += f" : {definition.default}"
    if match and int(match[1]):
        text += f" (personne {int(match[1]) + 1})"
    return text
