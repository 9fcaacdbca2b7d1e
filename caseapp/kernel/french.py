"""How amounts, dates and names are written for a French reader, on screen and on paper."""

from __future__ import annotations

import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from itertools import filterfalse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from caseapp.kernel.calendar import Month
    from caseapp.kernel.money import Money

NARROW = "\N{NARROW NO-BREAK SPACE}"
NO_BREAK = "\N{NO-BREAK SPACE}"
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_SHORT_WEEKDAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip


def number(value: Decimal | int, decimals: int = 0) -> str:
    """Return ``1 043,59``: thousands parted by a narrow no-break space, a decimal comma."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    sign = "\N{MINUS SIGN}" if rounded < 0 else ""
    text = f"{abs(rounded):,.{decimals}f}"
    return sign + text.replace(",", NARROW).replace(".", ",")


def decimal(value: float, most: int = 4) -> str:
    """Return ``651,69``, ``0,5`` or ``38``: no more decimals than the value has."""
    text = number(Decimal(repr(round(value, most))), most)
    return text.rstrip("0").rstrip(",")


def euros(amount: Money, *, cents: bool = True) -> str:
    """Return ``1 043,59 €``, or ``1 044 €`` without cents (rounded half up)."""
    return f"{number(amount.in_euros, 2 if cents else 0)}{NO_BREAK}€"


def day(value: date) -> str:
    """Return ``23/11/2026``."""
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"  # thrice as quick as strftime


def weekday_short(value: date) -> str:
    """Return ``lun. 23 nov.``."""
    month = _SHORT_MONTHS[value.month - 1]
    return f"{_SHORT_WEEKDAYS[value.weekday()]}{NO_BREAK}{value.day}{NO_BREAK}{month}"


def hour(at: str) -> str:
    """Return ``14h30``, or ``9h`` for « 09:00 »; nothing where there is none."""
    hours, colon, minutes = at.partition(":")
    return f"{int(hours)}h{minutes if minutes != '00' else ''}" if colon else ""


def long_day(value: date, *, weekday: bool = False) -> str:
    """Return ``23 novembre 2026``, or ``lundi 23 novembre 2026``."""
    first = "1er" if value.day == 1 else str(value.day)
    text = f"{first} {MONTHS[value.month - 1]} {value.year}"
    return f"{WEEKDAYS[value.weekday()]} {text}" if weekday else text


def month(value: Month) -> str:
    """Return ``novembre 2026``."""
    return f"{MONTHS[value.number - 1]} {value.year}"


def of_month(value: Month) -> str:
    """Return ``de novembre 2026``, ``d'août 2026``."""
    words = month(value)
    return f"d'{words}" if words.startswith(("a", "o")) else f"de {words}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return ``2 dossiers``; in French zero is singular."""
    return f"{number(count)}{NO_BREAK}{one if count < 2 else (many or one + 's')}"


def initials(name: str) -> str:
    """Return ``O. A.`` for « OUATTARA Awa »: what tells a case apart where others may read."""
    return " ".join(f"{word[0]}." for word in name.replace("-", " ").split())


def fold(text: str) -> str:
    """Return the text without accents nor case, blanks single: what names are searched by."""
    plain = text
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe"))
        plain = "".join(filterfalse(unicodedata.combining, decomposed))
    return " ".join(plain.casefold().replace("-", " ").replace("'", " ").replace("’", " ").split())
