"""How an agency is called inside a French sentence: « de la CAF ou de la MSA »."""

from __future__ import annotations

import re
from functools import lru_cache

_THEN = re.compile(r",? puis ")
_FEMININE = frozenset(
    {"CAF", "MDPH", "MSA", "CPAM", "CARSAT", "Carsat", "CNAV", "Cnav", "DGFiP", "Caisse"}
    | {"Préfecture", "Mairie", "Mission", "Banque", "Région", "Métropole"}
)
_MASCULINE = frozenset({"Département", "CCAS", "Crous", "CROUS", "Conseil", "Tribunal", "Bailleur"})
_COMMON = frozenset(
    {"Caisse", "Préfecture", "Mairie", "Mission", "Région", "Métropole", "Département"}
    | {"Conseil", "Tribunal", "Bailleur", "Opérateur", "Association", "Agence"}
)
_ELIDED = frozenset(
    {"OFII", "ASP", "ARIPA", "Agence", "Assurance", "Association", "Éducation", "État"}
    | {"Opérateur"}
)
_BARE = frozenset({"France", "Action"})  # France Travail, Action Logement


@lru_cache(maxsize=256)
def first_agency(agency: str) -> str:
    """Return who answers first: « MDPH » of « MDPH puis CAF », without what is in brackets."""
    return _THEN.split(agency, maxsplit=1)[0].split(" (", 1)[0].strip()


@lru_cache(maxsize=256)
def of_agency(agency: str) -> str:
    """Return « de la CAF ou de la MSA », « du département », « de l'organisme » where unsure."""
    words = [_of(name) for name in first_agency(agency).split(" ou ")]
    return " ou ".join(words) if all(words) else "de l'organisme"


@lru_cache(maxsize=256)
def the_agency(agency: str) -> str:
    """Return « la CAF ou la MSA », « le département », « l'organisme » where unsure."""
    words = [_of(name) for name in first_agency(agency).split(" ou ")]
    if not all(words):
        return "l'organisme"
    return " ou ".join(
        f"le {word[3:]}" if word.startswith("du ") else word.removeprefix("de ") for word in words
    )


def _of(name: str) -> str:
    word = name.split(" ", 1)[0]
    capital = word[:1].upper() + word[1:]
    shown = name[:1].lower() + name[1:] if capital in _COMMON else name
    for nouns, start in (
        (_FEMININE, "de la "),
        (_MASCULINE, "du "),
        (_ELIDED, "de l'"),
        (_BARE, "de "),
    ):
        if capital in nouns:
            return start + shown
    return ""
