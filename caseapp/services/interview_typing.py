"""What a person types of an interview: read generously, refused at its field, kept as typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from caseapp.domain.french_dates import flatten, hours_in
from caseapp.domain.interview import InterviewKind, Medium
from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.services import typed_values

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from db.models import Interview

LONGEST_TEXT = 100_000
_PLACE = 160
_DAY_OF_MINUTES = 24 * 60
_HOURS = re.compile(r"(\d{1,2})\s?h(?:\s?(\d{1,2})(?:\s?min)?)?")
_MINUTES = re.compile(r"(\d{1,4})\s?(?:min(?:utes?)?|mn|')?")
REFUSABLE = ("on_date", "at", "minutes")


def put(row: Interview, name: str, value: Any, today: date) -> None:
    """Put one typed value in an interview.

    Raises:
        UserInputError: it cannot be.
    """
    setattr(row, name, _READERS[name](value, today))


def text_of(row: Interview, name: str) -> str:
    """Return how a value of an interview is written in its field."""
    if name == "on_date":
        return french.day(row.on_date)
    if name == "minutes":
        return "" if row.minutes is None else str(row.minutes)
    return str(getattr(row, name))


def refusal(row: Interview, name: str, text: str, today: date) -> str:
    """Return why a kept text is refused, empty where it is no more."""
    before = getattr(row, name)
    try:
        put(row, name, text, today)
    except UserInputError as error:
        return error.sentence
    finally:
        setattr(row, name, before)
    return ""


def read_hour(text: str) -> str:
    """Read « 14h », « 14h30 », « 14:30 », « 1430 » or nothing; return « 14:30 ».

    Raises:
        UserInputError: it is not an hour.
    """
    plain = flatten(text.strip())
    if not plain:
        return ""
    if plain.isdecimal() and len(plain) in {1, 2, 4}:
        plain = f"{plain[:-2]}h{plain[-2:]}" if len(plain) == 4 else f"{plain}h"
    found = list(hours_in(plain))
    if len(found) == 1 and found[0][:2] == (0, len(plain)) and found[0][2]:
        return found[0][2]
    raise UserInputError("at", "Écrire une heure comme 14h30.")


def read_minutes(text: str) -> int | None:
    """Read « 45 », « 45 min », « 1h30 » or nothing; return minutes.

    Raises:
        UserInputError: it is not a length of time.
    """
    plain = flatten(text.strip())
    if not plain:
        return None
    if hours := _HOURS.fullmatch(plain):
        minutes = int(hours[1]) * 60 + int(hours[2] or 0)
    elif alone := _MINUTES.fullmatch(plain):
        minutes = int(alone[1])
    else:
        raise UserInputError("minutes", "Écrire une durée comme 45 ou 1h30.")
    if not 0 < minutes <= _DAY_OF_MINUTES:
        raise UserInputError("minutes", "Une durée va de 1 minute à 24 heures.")
    return minutes


def _past_day(text: str, today: date) -> date:
    try:
        day = typed_values.read_date(_with_year(text, today), today=today)
    except ValueError as error:
        raise UserInputError("on_date", str(error)) from None
    if day > today:
        raise UserInputError(
            "on_date", "Ce jour n'est pas encore passé : un rendez-vous se note dans l'agenda."
        )
    return day


def _with_year(text: str, today: date) -> str:
    """Return « 12/11 » with the year that makes it the last such day, other texts as they are."""
    match = re.fullmatch(r"\s*(\d{1,2})[/.](\d{1,2})\s*", text)
    if match is None:
        return text
    later = (int(match[2]), int(match[1])) > (today.month, today.day)
    return f"{match[1]}/{match[2]}/{today.year - later}"


def _names(value: Sequence[str], _today: date) -> list[str]:
    return [name for name in (" ".join(part.split()) for part in value) if name]


def _text(name: str) -> Callable[[str, date], str]:
    def read(value: str, _today: date) -> str:
        if len(value) > LONGEST_TEXT:
            limit = french.number(LONGEST_TEXT)
            raise UserInputError(name, f"Un texte a {limit} caractères au plus.")
        return value

    return read


_READERS: dict[str, Callable[[Any, date], Any]] = {
    "on_date": _past_day,
    "at": lambda text, _today: read_hour(text),
    "minutes": lambda text, _today: read_minutes(text),
    "kind": lambda value, _today: InterviewKind(value),
    "medium": lambda value, _today: Medium(value),
    "place": lambda text, _today: text.strip()[:_PLACE],
    "present": _names,
    "is_contact": lambda value, _today: bool(value),
    **{name: _text(name) for name in ("facts", "words", "analysis", "private")},
}
