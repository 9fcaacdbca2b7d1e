"""From the bytes of a file to a JSON document, with one French sentence for what cannot be read."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation

from caseapp.exchange.faults import Fault, InvalidHouseholdError, printable
from caseapp.kernel.typography import typeset

LARGEST = 1_000_000  # bytes: a household of twenty people with years of resources holds in 200 kB


def parse_document(content: bytes) -> object:
    """Read a JSON document, strictly: no duplicate key, no NaN, numbers kept as they are written.

    Raises:
        InvalidHouseholdError: the content is not such a document.
    """
    if len(content) > LARGEST:
        raise _refused("Le document dépasse 1 Mo : ce n'est pas la description d'un foyer.")
    text = _text(content)
    if not text.strip():
        raise _refused("Le document est vide.")
    try:
        document: object = json.loads(
            text,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=_constant,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        raise _refused(
            f"Le document n'est pas du JSON valide (ligne {error.lineno}, colonne {error.colno})."
        ) from error
    except RecursionError as error:
        raise _refused("Le document est imbriqué trop profondément.") from error
    return document


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(
            "Le fichier n'est pas un texte en UTF-8 : l'enregistrer dans ce codage."
        ) from error


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    document = dict(pairs)
    if len(document) < len(pairs):
        seen: set[str] = set()
        for key, _value in pairs:
            if key in seen:
                raise _refused(f"Le champ « {printable(key)} » est écrit deux fois.")
            seen.add(key)
    return document


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise _refused(f"Le nombre « {printable(text)} » est démesuré.") from error


def _integer(text: str) -> int:
    if len(text) > 100:
        raise _refused(f"Le nombre « {printable(text)} » est démesuré.")
    return int(text)


def _constant(text: str) -> object:
    raise _refused(f"« {text} » n'est pas un nombre.")


def _refused(sentence: str) -> InvalidHouseholdError:
    return InvalidHouseholdError([Fault("", typeset(sentence))])
