"""The « numéro de sécurité sociale » (NIR): read as it is typed, checked by its key, shown masked.

Thirteen signs and a key of two digits: sex, year and month of birth, department, commune, order.
The key is 97 less the rest of the thirteen divided by 97; for Corsica « 2A » counts as 19 and « 2B »
as 18. Numbers given while waiting begin with 3, 4, 7 or 8 and are built alike. Source: the
description of the number by the INSEE, known through public descriptions of it (confidence: medium);
the key itself was tried on published examples.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caseapp.kernel import french

if TYPE_CHECKING:
    import datetime as dt

_SIGNS, _WITH_KEY = 13, 15
_BETWEEN = re.compile(r"[\s.\-_/·]+")  # every kind of space is a space here
_SHAPE = re.compile(r"[123478]\d{4}(\d\d|2A|2B)\d{6}\d\d")
_WAITING = frozenset("3478")
_CORSICA = {"2A": "19", "2B": "18"}
_GROUPS = (1, 2, 2, 2, 3, 3, 2)
_HIDDEN = "•"
_SHOWN = 8  # of thirteen: the last five are hidden, and the key, which would tell a guess from them
_KNOWN_MONTHS = range(1, 13)  # others stand for a month that the register does not know


def read(text: str) -> str:
    """Return the fifteen signs of a number as they are kept, whatever stands between them.

    Raises:
        ValueError: it is no such number; the sentence, in French, says what to look at.
    """
    number = _BETWEEN.sub("", text).upper()
    if not number:
        raise ValueError("Saisissez le numéro.")
    if re.search(r"[^0-9AB]", number):
        raise ValueError(
            "Un numéro de sécurité sociale n'a que des chiffres, et « 2A » ou « 2B » pour la Corse."
        )
    if len(number) == _SIGNS:
        raise ValueError("Il manque la clé : les deux derniers chiffres, à part sur la carte.")
    if len(number) != _WITH_KEY:
        raise ValueError(
            f"Un numéro de sécurité sociale a 15 signes, clé comprise : il y en a {len(number)} ici."
        )
    if number[0] not in "123478":
        raise ValueError(
            "Le premier chiffre est 1 ou 2 ; 3, 4, 7 ou 8 pour un numéro provisoire. Vérifiez-le."
        )
    if not _SHAPE.fullmatch(number):
        raise ValueError("« 2A » ou « 2B » se trouve après le mois, à la place du département.")
    if int(number[_SIGNS:]) != _key(number[:_SIGNS]):
        raise ValueError(
            "La clé ne correspond pas au numéro : un chiffre est faux, ou deux sont inversés."
        )
    return number


def is_waiting(number: str) -> bool:
    """Tell whether a number was given while waiting for another."""
    return number[0] in _WAITING


def written(number: str) -> str:
    """Return a number in its groups: « 2 84 05 88 321 025 32 »."""
    return french.NO_BREAK.join(_grouped(number))


def masked(number: str) -> str:
    """Return a number with its last five signs and its key hidden: « 2 84 05 88 3•• ••• •• »."""
    return written(number[:_SHOWN] + _HIDDEN * (len(number) - _SHOWN))


def masked_text(text: str) -> str:
    """Return whatever was typed with what follows its first signs hidden, its spaces left."""
    seen, told = 0, ""
    for sign in text:
        if sign.isspace():
            told += sign
            continue
        seen += 1
        told += sign if seen <= _SHOWN else _HIDDEN
    return told


def doubts(number: str, born: dt.date | None) -> str:
    """Say in French what does not go with what is known of the person; nothing where all does.

    Nothing is refused for it: registers hold errors, and a birth may be put right later. The first
    digit is compared with nothing: the case keeps no sex.
    """
    if is_waiting(number):
        return "Numéro provisoire : à remplacer quand le numéro définitif est attribué."
    if born is None:
        return ""
    year, month = int(number[1:3]), int(number[3:5])
    told = []
    if year != born.year % 100:
        told.append("l'année")
    if month in _KNOWN_MONTHS and month != born.month:
        told.append("le mois")
    if not told:
        return ""
    return (
        f"À vérifier : {' et '.join(told)} de ce numéro ne"
        f" {'va' if len(told) == 1 else 'vont'} pas avec la naissance notée, le {french.day(born)}."
    )


def _key(signs: str) -> int:
    department = signs[5:7]
    digits = signs[:5] + _CORSICA.get(department, department) + signs[7:]
    return 97 - int(digits) % 97


def _grouped(number: str) -> list[str]:
    groups, start = [], 0
    for length in _GROUPS:
        groups.append(number[start : start + length])
        start += length
    return groups
