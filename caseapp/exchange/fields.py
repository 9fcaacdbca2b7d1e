"""The types of the fields of the exchange format: each reads one JSON value, or says why not.

A fact is absent, `"unknown"`, or a value: the three are never confused, so `null` is refused.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import PlainValidator

from caseapp.domain.facts import UNKNOWN, Fact, NoFact
from caseapp.exchange.faults import quoted
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import Money

UNKNOWN_WORD = "unknown"
FIRST_YEAR = 1900
LAST_YEAR = 2100
MONTHLY_LIMIT = 1_000_000  # €: above, cents were typed for euros, or worse
STOCK_LIMIT = 100_000_000  # €
DECLARED_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_COMMUNE = re.compile(r"[0-9][0-9AB][0-9]{3}")
_CENT = Decimal("0.01")
_QUARTER = Decimal("0.25")

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Reader: TypeAlias = Callable[[object], T]


class UnreadableFieldError(ValueError):
    """A value that its field does not admit; the message is the sentence."""


def read_day(value: object) -> dt.date:
    """Read ``2026-11-23``."""
    if not isinstance(value, str):
        raise UnreadableFieldError(
            f"Une date AAAA-MM-JJ entre guillemets est attendue, pas {quoted(value)}."
        )
    if not _DAY.fullmatch(value):
        raise UnreadableFieldError(f"{quoted(value)} n'est pas une date AAAA-MM-JJ.")
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        raise UnreadableFieldError(f"La date {quoted(value)} n'existe pas.") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UnreadableFieldError(
            f"La date {quoted(value)} n'est pas plausible "
            f"(de {FIRST_YEAR} à {LAST_YEAR} seulement)."
        )
    return day


def read_month(value: object) -> Month:
    """Read ``2026-11``."""
    if not isinstance(value, str) or not _MONTH.fullmatch(value):
        raise UnreadableFieldError(f"Un mois AAAA-MM est attendu, pas {quoted(value)}.")
    year, number = int(value[:4]), int(value[5:])
    if not 1 <= number <= 12:
        raise UnreadableFieldError(f"Le mois {quoted(value)} n'existe pas.")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnreadableFieldError(
            f"Le mois {quoted(value)} n'est pas plausible "
            f"(de {FIRST_YEAR} à {LAST_YEAR} seulement)."
        )
    return Month(year, number)


def read_flag(value: object) -> bool:
    """Read true or false, and nothing that resembles them."""
    if not isinstance(value, bool):
        raise UnreadableFieldError(f'true, false ou "unknown" est attendu, pas {quoted(value)}.')
    return value


def read_text(value: object) -> str:
    """Read an identifier: a short printable string."""
    if not isinstance(value, str):
        raise UnreadableFieldError(f"Un texte entre guillemets est attendu, pas {quoted(value)}.")
    if not value.strip() or len(value) > 100 or not value.isprintable():
        raise UnreadableFieldError("Un texte d'une ligne, de 1 à 100 caractères, est attendu.")
    return value


def read_commune(value: object) -> str:
    """Read what may be an INSEE code; whether it exists is another check."""
    if not isinstance(value, str):
        raise UnreadableFieldError(
            f'Un code INSEE entre guillemets, comme "44109", est attendu, pas {quoted(value)}.'
        )
    if not _COMMUNE.fullmatch(value):
        raise UnreadableFieldError(
            f"{quoted(value)} n'est pas un code INSEE : cinq caractères, comme « 44109 »."
        )
    return value


def read_format(value: object) -> str:
    """Read the name and version of the format."""
    if value != "caseapp.household/1":
        raise UnreadableFieldError(
            f"Format inconnu, {quoted(value)} : « caseapp.household/1 » est attendu."
        )
    return "caseapp.household/1"


def read_shares(value: object) -> float:
    """Read a number of tax shares, by quarters."""
    number = _number(value)
    if not 1 <= number <= 40 or number % _QUARTER:
        raise UnreadableFieldError(f"{quoted(value)} n'est pas un nombre de parts (1, 1.5, 2.25…).")
    return float(number)


def choice(kind: type[E]) -> Reader[E]:
    """Return the reader of one word of a list."""
    words = {word.value: word for word in kind}

    def read(value: object) -> E:
        if not isinstance(value, str) or value not in words:
            raise UnreadableFieldError(
                f"{quoted(value)} n'est pas une valeur admise ; possibles : {', '.join(words)}."
            )
        return words[value]

    return read


def whole(low: int, high: int) -> Reader[int]:
    """Return the reader of a whole number between two others."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise UnreadableFieldError(
                f"Un entier de {low} à {high} est attendu, pas {quoted(value)}."
            )
        return value

    return read


def amount_up_to(limit: int) -> Reader[Money]:
    """Return the reader of an amount in euros."""

    def read(value: object) -> Money:
        number = _number(value)
        if number < 0:
            raise UnreadableFieldError(f"Un montant ne peut pas être négatif ({quoted(value)}).")
        if number > limit:
            raise UnreadableFieldError(f"Le montant {quoted(value)} n'est pas plausible.")
        if number != number.quantize(_CENT):
            raise UnreadableFieldError(f"Un montant a deux décimales au plus ({quoted(value)}).")
        return Money.euros(number)

    return read


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise UnreadableFieldError(f"Un nombre sans guillemets est attendu, pas {quoted(value)}.")
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise UnreadableFieldError(f"{quoted(value)} n'est pas un nombre.")
    return number


def _value(read: Reader[T]) -> Any:
    """Return the validator of a field that must have a value."""

    def validate(value: object) -> T:
        if value is None:
            raise UnreadableFieldError(
                "« null » n'est pas admis : retirer le champ, ou donner une valeur."
            )
        if value == UNKNOWN_WORD:
            raise UnreadableFieldError("« unknown » n'est pas admis ici.")
        return read(value)

    return PlainValidator(validate)


def _fact(read: Reader[T]) -> Any:
    """Return the validator of a field that may be unknown."""

    def validate(value: object) -> T | NoFact:
        if value is None:
            raise UnreadableFieldError(
                '« null » n\'est pas admis : retirer le champ, ou écrire "unknown" '
                "si personne ne sait encore."
            )
        return UNKNOWN if value == UNKNOWN_WORD else read(value)

    return PlainValidator(validate)


Format = Annotated[str, _value(read_format)]
Text = Annotated[str, _value(read_text)]
Day = Annotated[dt.date, _value(read_day)]
MonthField = Annotated[Month, _value(read_month)]
DayFact = Annotated[Fact[dt.date], _fact(read_day)]
FlagFact = Annotated[Fact[bool], _fact(read_flag)]
CommuneFact = Annotated[Fact[str], _fact(read_commune)]
SharesFact = Annotated[Fact[float], _fact(read_shares)]
MonthlyFact = Annotated[Fact[Money], _fact(amount_up_to(MONTHLY_LIMIT))]
StockFact = Annotated[Fact[Money], _fact(amount_up_to(STOCK_LIMIT))]


def one_of(kind: type[StrEnum]) -> Any:
    """Return the validator of a field that holds one word of a list."""
    return _value(choice(kind))


def fact_of(kind: type[StrEnum]) -> Any:
    """Return the validator of a fact that is one word of a list."""
    return _fact(choice(kind))


def fact_between(low: int, high: int) -> Any:
    """Return the validator of a fact that is a whole number."""
    return _fact(whole(low, high))
