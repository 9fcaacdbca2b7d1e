"""What a person types for a date, a month, an amount: read generously, refused clearly.

Every reader raises `ValueError` with the French sentence to show; who calls knows the field.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from caseapp.exchange.fields import MONTHLY_LIMIT
from caseapp.kernel.calendar import Month
from caseapp.kernel.french import MONTHS, NO_BREAK, fold, number
from caseapp.kernel.money import Money

if TYPE_CHECKING:
    from collections.abc import Sequence

UNKNOWN_WORDS = frozenset({"?", "inconnu", "inconnue", "ne sait pas", "nsp"})

_DATE_HINT = "Écrire une date comme 12/03/1992."
_LONGEST_PART = 8  # digits of a date: « 12031992 »
_AMOUNT_HINT = "Écrire un montant comme 1 024,50."
HIGHEST = Money.euros(MONTHLY_LIMIT)  # by the month, as the exchange format has it
_MONTH_NAMES = {fold(name): index for index, name in enumerate(MONTHS, 1)}
_AMOUNT = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,](\d{1,2}))?")
_THREE_DIGITS = re.compile(r"\d{1,3}[.,]\d{3}")


def is_unknown(text: str) -> bool:
    """Say whether the text means that nobody knows."""
    return fold(text) in UNKNOWN_WORDS


def read_date(text: str, *, today: date, in_past: bool = False) -> date:
    """Read « 12/03/1992 », « 12.3.92 », « 120392 », « 12 mars 1992 » or « 1992-03-12 ».

    Raises:
        ValueError: it is not a date.
    """
    parts = _date_parts(text)
    if len(parts) != 3:
        raise ValueError(_DATE_HINT)
    day, month, year = parts
    try:
        return date(_full_year(year, today=today, in_past=in_past), int(month), int(day))
    except ValueError:
        raise ValueError(f"Le {day}/{month}/{year} n'existe pas. {_DATE_HINT}") from None


def read_month(text: str, *, today: date) -> Month:
    """Read « 02/2024 », « 02/24 », « février 2024 » or « 2024-02 ».

    Raises:
        ValueError: it is not a month, or it may be a day without its year.
    """
    parts = _date_parts(text)
    if len(parts) != 2:
        raise ValueError("Écrire un mois comme 02/2024.")
    month, year = parts
    if len(year) < 4 and int(year) <= 12:  # « 01/10 »: October the 1st, or January 2010?
        raise ValueError(
            f"« {text.strip()} » ne dit pas l'année. L'écrire en quatre chiffres, "
            f"comme 12/07/{today.year} ou 07/{today.year}."
        )
    if not 1 <= int(month) <= 12:
        raise ValueError(f"Il n'y a pas de mois {month}. Écrire un mois comme 02/2024.")
    return Month(_full_year(year, today=today, in_past=True), int(month))


def looks_like_month(text: str) -> bool:
    """Say whether a month was meant, with no day."""
    return len(_date_parts(text)) == 2


def _date_parts(text: str) -> Sequence[str]:
    """Return the numbers of a date, the year last; months in words become numbers."""
    words = fold(text).replace(".", " ").replace("/", " ").split()
    parts = [str(_MONTH_NAMES.get(word, word)) for word in words]
    if parts and parts[0] == "1er":
        parts[0] = "1"
    if not all(part.isdecimal() and len(part) <= _LONGEST_PART for part in parts):
        return ()
    if len(parts) == 1 and len(parts[0]) in {6, 8}:  # ddmmyy or ddmmyyyy
        parts = [parts[0][:2], parts[0][2:4], parts[0][4:]]
    if parts and len(parts[0]) == 4:  # ISO: the year comes first
        parts.reverse()
    return parts


def _full_year(text: str, *, today: date, in_past: bool) -> int:
    if len(text) == 4:
        return int(text)
    if len(text) != 2:
        raise ValueError(_DATE_HINT)
    year = today.year // 100 * 100 + int(text)
    return year - 100 if in_past and year > today.year else year


def read_amount(text: str, *, highest: Money = HIGHEST) -> Money:
    """Read « 1 024,50 € », « 1024.5 », « 1.024,50 » or « 640 ».

    Raises:
        ValueError: it is not an amount, negative, too large, or it can be read in two ways.
    """
    plain = "".join(text.split()).casefold()
    for word in ("euros", "euro", "eur", "€"):
        plain = plain.removesuffix(word)
    if plain.startswith(("-", "\N{MINUS SIGN}")):
        raise ValueError("Le montant ne peut pas être négatif.")
    if _THREE_DIGITS.fullmatch(plain):
        raise ValueError(f"« {plain} » peut se lire de deux façons. {_AMOUNT_HINT}")
    match = _AMOUNT.fullmatch(plain)
    if match is None:
        raise ValueError(_AMOUNT_HINT)
    whole, decimals = match.groups()
    digits = re.sub(r"[.,]", "", whole)
    amount = Money.euros(Decimal(f"{digits}.{decimals or '0'}")) if len(digits) < 20 else None
    if amount is None or amount > highest:
        most = number(highest.in_euros)
        raise ValueError(f"Ce montant est trop grand : {most}{NO_BREAK}€ au plus.")
    return amount


def read_integer(text: str, lowest: int, highest: int) -> int:
    """Read a whole number between two others.

    Raises:
        ValueError: it is not one.
    """
    plain = text.strip()
    if not plain.isdecimal() or len(plain) > 20 or not lowest <= int(plain) <= highest:
        raise ValueError(f"Écrire un nombre de {lowest} à {highest}.")
    return int(plain)


def read_shares(text: str) -> float:
    """Read a number of tax shares: quarters, from 1 to 20.

    Raises:
        ValueError: it is not one.
    """
    plain = text.strip().replace(",", ".").removesuffix("parts").removesuffix("part").strip()
    if not re.fullmatch(r"\d{1,2}(\.\d{1,2})?", plain):
        raise ValueError("Écrire un nombre de parts comme 2,5.")
    shares = Decimal(plain)
    if not 1 <= shares <= 20 or shares % Decimal("0.25"):
        raise ValueError("Le nombre de parts va de 1 à 20, par quart de part.")
    return float(shares)


def show_amount(amount: Money) -> str:
    """Return ``640``, or ``640,50`` where there are cents: what a cell of the grid shows."""
    return number(amount.in_euros, 2 if amount.cents % 100 else 0)


def show_shares(shares: float) -> str:
    """Return ``2,5``."""
    return f"{shares:g}".replace(".", ",")


def of_month(words: str) -> str:
    """Return ``d'octobre 2026`` or ``de mars 2026``."""
    return f"d'{words}" if words[0] in "aàoô" else f"de{NO_BREAK}{words}"
