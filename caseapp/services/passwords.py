"""Whether a password is strong enough for a base that can be stolen with its computer.

The rule is the CNIL's 80 bits: 12 characters of four kinds, 14 of three kinds, or 7 words; and
none of it may be guessable, which zxcvbn judges.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RULE = (
    "Il faut 12 caractères de quatre sortes (minuscules, majuscules, chiffres, signes),"
    " ou 14 de trois sortes, ou une phrase de 7 mots différents."
)

_RULE_BITS = 80.0
_BITS_OF_A_WORD = 11.5  # a vocabulary of about 3,000 words
_WORDS = 7
_LENGTH_BY_KINDS = {4: 12, 3: 14}
_SIZES = {"lower": 26, "upper": 26, "digit": 10, "sign": 49}  # signs: punctuation, space, accents
_UNGUESSABLE = 4  # zxcvbn's best mark: over ten thousand million tries
_LONGEST = 72  # zxcvbn's time grows faster than the length
_OWN_WORDS = (
    "caseapp", "assistante", "assistant", "social", "sociale", "service", "dossier", "dossiers",
    "departement", "mairie", "ccas", "motdepasse", "bonjour", "bienvenue", "soleil", "azerty",
    "azertyuiop", "qsdfghjklm", "wxcvbn",
)  # fmt: skip
_CLUES = {
    "dictionary": "Évitez un mot ou un nom courant, même avec des chiffres ou des signes à la fin.",
    "spatial": "Évitez les touches qui se suivent sur le clavier.",
    "repeat": "Évitez les répétitions.",
    "sequence": "Évitez les suites comme « abcd » ou « 1234 ».",
    "regex": "Évitez les années.",
    "date": "Évitez les dates.",
}


@dataclass(frozen=True, slots=True)
class Strength:
    """How strong a password is, in words that help to choose another."""

    bits: float
    accepted: bool
    sentence: str
    advice: tuple[str, ...]


def strength(password: str, hints: Sequence[str] = ()) -> Strength:
    """Return the strength of a password; the hints are words that it should not be made of."""
    if not password:
        return Strength(0.0, accepted=False, sentence="Choisissez un mot de passe.", advice=(RULE,))
    guess = _guess(password, hints)
    guessable = guess["score"] < _UNGUESSABLE
    bits = _bits(password)
    if guessable:
        bits = min(bits, math.log2(float(guess["guesses"])))
    enough = _follows_rule(password)
    advice = _clues(guess["sequence"]) if guessable else ()
    return Strength(
        round(bits, 1),
        accepted=enough and not guessable,
        sentence=_sentence(enough=enough, guessable=guessable, bits=bits),
        advice=advice if enough else (RULE, *advice),
    )


def _sentence(*, enough: bool, guessable: bool, bits: float) -> str:
    if guessable:
        return "Ce mot de passe se devine : un programme le trouverait parmi les premiers essais."
    if not enough:
        return "Ce mot de passe est trop court ou trop simple : la règle demande 80 bits."
    return f"Mot de passe solide : environ {bits:.0f} bits, la règle en demande 80."


def _follows_rule(password: str) -> bool:
    return _follows_characters(password) or len(_words(password)) >= _WORDS


def _follows_characters(password: str) -> bool:
    needed = _LENGTH_BY_KINDS.get(len(_kinds(password)))
    return needed is not None and len(password) >= needed


def _bits(password: str) -> float:
    """Return the bits of the rule; one that is not met is never shown as met."""
    by_characters = len(password) * math.log2(sum(_SIZES[kind] for kind in _kinds(password)))
    if _follows_characters(password):
        return by_characters
    by_words = len(_words(password)) * _BITS_OF_A_WORD
    return by_words if _follows_rule(password) else min(by_characters, _RULE_BITS - 1)


def _kinds(password: str) -> frozenset[str]:
    return frozenset(map(_kind, password))


def _kind(character: str) -> str:
    if "a" <= character <= "z":
        return "lower"
    if "A" <= character <= "Z":
        return "upper"
    return "digit" if character.isdecimal() else "sign"


def _words(password: str) -> frozenset[str]:
    """Return the different words of a phrase."""
    return frozenset(word.casefold() for word in re.findall(r"[^\W\d_]{2,}", password))


def _guess(password: str, hints: Sequence[str]) -> dict[str, Any]:
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to load, and it has no types

    words = [*_OWN_WORDS, *(hint for hint in hints if hint)]
    return dict(zxcvbn(password[:_LONGEST], user_inputs=words))


def _clues(sequence: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    patterns = dict.fromkeys(match["pattern"] for match in sequence)
    return tuple(_CLUES[pattern] for pattern in patterns if pattern in _CLUES)
