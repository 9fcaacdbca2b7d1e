"""Checks the shape of a document, and says each fault in French where Pydantic says it in English."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from caseapp.exchange.faults import Fault, path_of, printable
from caseapp.exchange.schema import (
    HouseholdPart,
    HousingPart,
    PersonPart,
    ReceivedPart,
    ResourcePart,
    SavingsPart,
    TaxPart,
)
from caseapp.kernel.typography import typeset

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_DEEPEST = 12
_SENTENCES = {
    "missing": "Ce champ est obligatoire.",
    "model_type": "Un objet JSON { … } est attendu.",
    "dict_type": "Un objet JSON { … } est attendu.",
    "list_type": "Une liste JSON [ … ] est attendue.",
    "too_short": "Il faut au moins une personne : le demandeur.",
    "too_long": "Cette liste est trop longue pour un foyer.",
}
_STAND_INS = {"format": "caseapp.household/1", "amount": "unknown", "kind": "other"}
_PARTS: dict[str, type[BaseModel]] = {
    "people": PersonPart,
    "resources": ResourcePart,
    "received": ReceivedPart,
    "housing": HousingPart,
    "tax": TaxPart,
    "savings": SavingsPart,
}


def check_shape(document: object) -> tuple[HouseholdPart | None, list[Fault]]:
    """Return the document as far as its shape could be read, and the faults of its shape.

    Where there are faults, the fields at fault are left out, so that the checks between fields
    can still be made on the others and everything be said at once.
    """
    if _is_deep(document):
        return None, [Fault("", "Le document est imbriqué trop profondément.")]
    try:
        return HouseholdPart.model_validate(document), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
    faults = [Fault(path_of(detail["loc"]), _sentence(detail)) for detail in details]
    return _readable(document, [detail["loc"] for detail in details]), faults


def _sentence(detail: ErrorDetails) -> str:
    kind, location = detail["type"], detail["loc"]
    if kind == "value_error":
        return typeset(str(detail.get("ctx", {}).get("error", "Valeur refusée.")))
    if kind == "extra_forbidden":
        return typeset("Ce champ est inconnu." + _suggestion(location))
    return typeset(_SENTENCES.get(kind, "Cette valeur n'est pas admise."))


def _suggestion(location: tuple[int | str, ...]) -> str:
    names = [step for step in location if isinstance(step, str)]
    part = _PARTS.get(names[-2], HouseholdPart) if len(names) > 1 else HouseholdPart
    known = [field.alias or name for name, field in part.model_fields.items()]
    close = get_close_matches(printable(names[-1]), known, n=1)
    return f" Vouliez-vous dire « {close[0]} » ?" if close else ""


def _readable(document: object, locations: list[tuple[int | str, ...]]) -> HouseholdPart | None:
    pruned = document
    for location in locations:
        pruned = _without(pruned, location)
    try:
        return HouseholdPart.model_validate(pruned)
    except ValidationError:
        return None  # something obligatory is at fault: only the shape can be spoken of


def _without(node: object, location: tuple[int | str, ...]) -> object:
    """Return a copy of the node without the value at the location, sharing what is the same.

    What is obligatory and takes no part in the other checks is replaced by something harmless.
    """
    if not location:
        return node
    step, rest = location[0], location[1:]
    if isinstance(node, dict):
        if rest:
            return {**node, step: _without(node.get(step), rest)}
        others = {key: value for key, value in node.items() if key != step}
        return {**others, step: _STAND_INS[step]} if step in _STAND_INS else others
    if isinstance(node, list) and isinstance(step, int) and rest and step < len(node):
        return [*node[:step], _without(node[step], rest), *node[step + 1 :]]
    return node


def _is_deep(document: object) -> bool:
    level = [document]
    for _depth in range(_DEEPEST):
        level = [child for node in level for child in _children(node)]
        if not level:
            return False
    return True


def _children(node: object) -> list[object]:
    if isinstance(node, dict):
        return list(node.values())
    return list(node) if isinstance(node, list) else []
