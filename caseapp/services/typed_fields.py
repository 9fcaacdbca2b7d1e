"""Typed parts of a form: a day that has passed, a moment, a text that must be there."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.kernel.clock import PARIS
from caseapp.kernel.errors import UserInputError
from caseapp.services import typed_values

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum
    from typing import TypeVar

    Word = TypeVar("Word", bound=StrEnum)

LONGEST = 4000


def past_day(typed: Mapping[str, str], field: str, today: date) -> date:
    """Return a day that is not to come; a year of two digits is of this century.

    Raises:
        UserInputError: it is, or cannot be read.
    """
    try:
        day = typed_values.read_date(typed.get(field, ""), today=today)
    except ValueError as error:
        raise UserInputError(field, str(error)) from None
    if day > today:
        raise UserInputError(field, "Ce jour n'est pas encore passé.")
    return day


def optional_day(typed: Mapping[str, str], field: str, today: date) -> date | None:
    """Return a day that is not to come, nothing where nothing is typed."""
    return past_day(typed, field, today) if typed.get(field, "").strip() else None


def moment(typed: Mapping[str, str], day: str, hour: str, now: datetime) -> datetime:
    """Return a moment of Paris typed as a day and an hour (« 14h30 », « 14:30 », « 9 h »).

    Raises:
        UserInputError: it is to come, or one of both cannot be read.
    """
    on = past_day(typed, day, now.astimezone(PARIS).date())
    parts = typed.get(hour, "").casefold().replace("h", ":").replace(" ", "").split(":")
    hours, minutes = parts[0], (parts[1] if len(parts) > 1 and parts[1] else "0")
    if len(parts) > 2 or not hours.isdecimal() or not minutes.isdecimal():
        raise UserInputError(hour, "Écrire une heure comme 14h30.")
    if int(hours) > 23 or int(minutes) > 59:
        raise UserInputError(hour, "Écrire une heure de 0h à 23h59.")
    at = datetime.combine(on, time(int(hours), int(minutes)), tzinfo=PARIS)
    if at > now:
        raise UserInputError(hour, "Cette heure n'est pas encore passée.")
    return at


def text(typed: Mapping[str, str], field: str, needed: str = "", most: int = LONGEST) -> str:
    """Return a text; `needed` is what is said where it is empty, nothing where it may be.

    Raises:
        UserInputError: it is too long, or empty and needed.
    """
    words = typed.get(field, "").strip()
    if not words and needed:
        raise UserInputError(field, needed)
    if len(words) > most:
        raise UserInputError(field, f"Ce texte a {french.number(most)} caractères au plus.")
    return words


def word(typed: Mapping[str, str], field: str, kind: type[Word]) -> Word:
    """Return one of the words of a list.

    Raises:
        UserInputError: it is none of them.
    """
    try:
        return kind(typed.get(field, ""))
    except ValueError:
        raise UserInputError(field, "Choisir dans la liste.") from None
