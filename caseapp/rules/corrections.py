"""Facts of a shipped right that a service may correct, and a right with its corrections.

Only practical facts: where one files and by what way, what is asked locally, how long it takes,
when to ask again. A delay of the law, its effect or an appeal is never among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from caseapp.domain.deadline import Confidence
from caseapp.kernel.french import plural
from caseapp.rules.catalogue import Right

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

CONTACT = "contact du service"  # among the remarks of a right


class Shape(Enum):
    """What is typed for a field."""

    TEXT = "text"
    LINES = "lines"  # one a line
    LINKS = "links"  # https addresses, one a line
    DAYS = "days"  # numbers of days after filing


@dataclass(frozen=True, slots=True)
class Correctable:
    """A field that may be corrected."""

    label: str
    shape: Shape
    hint: str = ""


CORRECTABLE: dict[str, Correctable] = {
    "channel.place": Correctable("Lieu de dépôt", Shape.TEXT),
    "channel.online": Correctable(
        "Adresse de la demande en ligne", Shape.LINKS, "Une adresse https par ligne."
    ),
    "channel.paper": Correctable("Sur papier", Shape.TEXT),
    f"remarks.{CONTACT}": Correctable(
        "Contact local", Shape.TEXT, "Téléphone, courriel, horaires."
    ),
    "pieces": Correctable("Pièces demandées", Shape.LINES, "Une pièce par ligne."),
    "processing": Correctable(
        "Délai constaté", Shape.TEXT, "Pour information : aucun délai légal n'en dépend."
    ),
    "follow_up.days": Correctable(
        "Relances", Shape.DAYS, "Jours après le dépôt, comme 30, 55 : pratique, pas légal."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What the service put in the place of a shipped fact, and why."""

    right: str
    path: str
    value: Any  # a text, or a list of texts or numbers, as `CORRECTABLE` says
    shipped: Any  # what stood there when it was corrected
    note: str
    made_on: date


def value_at(right: Right, path: str) -> Any:
    """Return a correctable fact: a text, or a list; `None` or an empty one where nothing is said.

    Raises:
        KeyError: the field cannot be corrected.
    """
    if path not in CORRECTABLE:
        raise KeyError(path)
    if path == "processing":
        return right.processing.text if right.processing else ""
    if path == "follow_up.days":
        return list(right.follow_up.days) if right.follow_up else []
    if path.startswith("remarks."):
        return right.remarks.get(path.removeprefix("remarks."), "")
    found: Any = right
    for name in path.split("."):
        found = getattr(found, name)
    return list(found) if isinstance(found, tuple) else found


def corrected(right: Right, corrections: Iterable[Correction]) -> Right:
    """Return the right with what the service put in its place.

    A correction that no longer fits the right (its schema changed) leaves the shipped fact there.
    """
    for correction in corrections:
        document = right.model_dump(by_alias=True)
        try:
            _put(document, correction.path, correction.value)
            right = Right.model_validate(document)
        except (ValidationError, TypeError, KeyError):
            continue
    return right


def _put(document: dict[str, Any], path: str, value: Any) -> None:
    if path not in CORRECTABLE:
        raise KeyError(path)
    if path == "processing":
        before = document.get("processing") or {}
        document["processing"] = {**before, "text": value, "confidence": Confidence.MEDIUM}
    elif path == "follow_up.days":
        each = ", puis ".join(plural(days, "jour") for days in value)
        words = f"{each} après le dépôt (choix du service)"
        document["follow_up"] = {"days": value, "text": words, "nature": "pratique"}
    elif path.startswith("remarks."):
        document["remarks"] = {**document["remarks"], path.removeprefix("remarks."): value}
    else:
        *parents, last = path.split(".")
        target = document
        for name in parents:
            target = target[name]
        target[last] = value
