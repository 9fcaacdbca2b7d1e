"""What a person types for a telephone number, an address of mail or a line of text.

Every reader raises `ValueError` with the French sentence to show; who calls knows the field.
"""

from __future__ import annotations

import re

from caseapp.kernel.french import NO_BREAK

LONGEST = 300
_FRENCH_DIGITS = 10
_FOREIGN = re.compile(r"\+[1-9]\d{6,14}")  # ITU-T E.164: fifteen digits at most
_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+")
_PHONE_HINT = "Écrire un numéro comme 06 12 34 56 78, ou +32 470 12 34 56 pour l'étranger."


def read_phone(text: str) -> str:
    """Read « 06 12 34 56 78 », « 06.12.34.56.78 », « +33 6 12 34 56 78 » or a foreign number.

    Returns:
        ten digits of a French number, « + » and digits of another one.

    Raises:
        ValueError: it is not a number one can call.
    """
    plain = re.sub(r"[\s.\-/]|\(0\)", "", text)
    if plain.startswith("00"):
        plain = f"+{plain[2:]}"
    if plain.startswith("+33"):
        plain = f"0{plain[3:].removeprefix('0')}"
    if plain.isdecimal() and plain.isascii() and plain.startswith("0") and plain[1:2] != "0":
        if len(plain) == _FRENCH_DIGITS:
            return plain
        raise ValueError(f"Un numéro français a dix chiffres, celui-ci {len(plain)}.")
    if _FOREIGN.fullmatch(plain):
        return plain
    raise ValueError(_PHONE_HINT)


def show_phone(stored: str) -> str:
    """Return « 06 12 34 56 78 »; a foreign number as its digits, which no rule groups."""
    if stored.startswith("+"):
        return stored
    return NO_BREAK.join(stored[at : at + 2] for at in range(0, len(stored), 2))


def read_email(text: str) -> str:
    """Read an address of mail.

    Raises:
        ValueError: it is not one.
    """
    plain = text.strip()
    if len(plain) > LONGEST or not _EMAIL.fullmatch(plain):
        raise ValueError("Écrire une adresse comme prenom.nom@exemple.fr.")
    return plain


def read_text(text: str) -> str:
    """Read a line of text, its blanks single.

    Raises:
        ValueError: it is too long.
    """
    plain = " ".join(text.split())
    if len(plain) > LONGEST:
        raise ValueError(f"Ce texte a {LONGEST} caractères au plus.")
    return plain
