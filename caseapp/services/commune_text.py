"""A commune as it is typed: by its name or its INSEE code, never by a postal code alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caseapp.kernel import french

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caseapp.rules.places import Commune, Communes

_CODE_IN_WORDS = re.compile(r"\(\s*(\d[\dAB]\d{3})\s*\)", re.IGNORECASE)
_CODE = re.compile(r"\d[\dAB]\d{3}", re.IGNORECASE)
_NAME_AND_POSTAL = re.compile(r"(?:(\d{5})\s+(\D+)|(\D+?)\s+(\d{5}))")


def read_commune(text: str, communes: Communes) -> str:
    """Return the INSEE code of « Nantes (44109) », « nantes », « 44000 Nantes » or « 44109 ».

    Raises:
        ValueError: no commune, several, or only a postal code: the sentence lists them.
    """
    in_words = _CODE_IN_WORDS.search(text)
    if in_words:
        return _known(in_words.group(1).upper(), communes).code
    plain = text.strip().upper()
    if _CODE.fullmatch(plain):
        return _from_digits(plain, communes)
    both = _NAME_AND_POSTAL.fullmatch(text.strip())
    if both:
        postal, name = both[1] or both[4], both[2] or both[3]
        found = [c for c in _named(name, communes) if postal in c.postal_codes]
        return _only(found, text, of="ce nom et ce code postal").code
    return _only(_named(text, communes), text, of="ce nom").code


def show_commune(code: str, communes: Communes) -> str:
    """Return ``Nantes (44109)``."""
    commune = communes.get(code)
    return f"{commune.name} ({commune.code})" if commune else code


def _known(code: str, communes: Communes) -> Commune:
    commune = communes.get(code)
    if commune is None:
        raise ValueError(f"Aucune commune n'a le code INSEE {code}.")
    return commune


def _from_digits(code: str, communes: Communes) -> str:
    """Accept an INSEE code that is no postal code: a postal code alone names no commune."""
    by_post = communes.with_postal_code(code)
    if not by_post:
        return _known(code, communes).code
    exact = communes.get(code)
    choices = [*by_post, *([exact] if exact and exact not in by_post else [])]
    raise ValueError(
        f"{code} est un code postal : choisir la commune par son nom, {_list_of(choices)}."
    )


def _named(name: str, communes: Communes) -> list[Commune]:
    found = communes.search(name)
    folded = _fold_place(name)
    exact = [commune for commune in found if _fold_place(commune.name) == folded]
    return exact or list(found)


def _fold_place(name: str) -> str:
    """Return a place's name without accents nor case, « saint » written in full."""
    full = {"st": "saint", "ste": "sainte"}
    return " ".join(full.get(word, word) for word in french.fold(name).split())


def _only(found: list[Commune], text: str, *, of: str) -> Commune:
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValueError(f"Aucune commune ne s'appelle « {text.strip()} ».")
    raise ValueError(f"Plusieurs communes ont {of} : {_list_of(found)}.")


def _list_of(communes: Iterable[Commune]) -> str:
    names = [f"{commune.name} ({commune.code})" for commune in communes]
    more = len(names) - 8
    return ", ".join(names[:8]) + (f" et {more} autres" if more > 0 else "")
