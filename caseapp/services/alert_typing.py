"""What a person types of an alert: read generously, refused at its field, kept as it was typed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from caseapp.domain.alert import FOLLOWING, KEEPING, WRITTEN, AlertKind, Informed
from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.services import typed_values

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from db.models import Alert

FIELDS = (*WRITTEN, *FOLLOWING, *KEEPING)
_LONGEST = 100_000
_LINE = 300
_LINES = ("recipient", "sent_by", "keep_reason")
_PAST = ("on_date", "informed_on", "sent_on", "acknowledged_on")
_DAYS = (*_PAST, "call_back_on", "keep_until")
_WORDS: dict[str, type[StrEnum]] = {"kind": AlertKind, "informed": Informed}


def read(name: str, text: str, today: date) -> Any:
    """Return what a field holds, as its column keeps it.

    Raises:
        UserInputError: it cannot be.
    """
    if name in _WORDS:
        return _WORDS[name](text)
    if name in _DAYS:
        return _day(name, text, today)
    most = _LINE if name in _LINES else _LONGEST
    if len(text) > most:
        raise UserInputError(name, f"Ce texte a {french.number(most)} caractères au plus.")
    return " ".join(text.split()) if name in _LINES else text


def _day(name: str, text: str, today: date) -> date | None:
    if not text.strip():
        if name == "on_date":
            raise UserInputError(name, "Écrire le jour de cet écrit.")
        return None
    try:
        day = typed_values.read_date(text, today=today)
    except ValueError as error:
        raise UserInputError(name, str(error)) from None
    if name in _PAST and day > today:
        raise UserInputError(name, "Ce jour n'est pas encore passé.")
    if name == "keep_until" and day <= today:
        raise UserInputError(name, "Garder jusqu'à un jour à venir, ou effacer.")
    return day


def shown(row: Alert) -> dict[str, str]:
    """Return every field as it is written, with the texts that could not be read."""
    return {name: _text(getattr(row, name)) for name in FIELDS} | dict(row.refused or {})


def errors(refused: Mapping[str, str], today: date) -> dict[str, str]:
    """Return why each kept text is refused; one that may be by now is told no more."""
    found = {}
    for name, text in refused.items():
        try:
            read(name, text, today)
        except UserInputError as error:
            found[name] = error.sentence
    return found


def check_leaving(row: Alert) -> None:
    """Refuse that an alert is said to have left while something of it is lacking.

    Raises:
        UserInputError: what lacks, at its field.
    """
    is_told = row.informed is Informed.YES
    lacks = {
        "recipient": (not row.recipient, "Dire à qui il est adressé."),
        "about": (not row.about.strip(), "Nommer la personne concernée."),
        "facts": (
            not row.facts.strip(),
            "Écrire ce qui a été constaté, ou qu'il n'y a que des propos rapportés.",
        ),
        "informed": (
            row.informed is Informed.TO_SAY,
            "Dire si l'information a été donnée, ou pourquoi non.",
        ),
        "informed_on": (
            is_told and row.informed_on is None,
            "Dire quel jour l'information a été donnée.",
        ),
        "not_informed": (
            row.informed is Informed.NO and not row.not_informed.strip(),
            "Écrire pourquoi l'information n'a pas été donnée.",
        ),
        "sent_on": (row.sent_on is None, "Dire quel jour il est parti."),
        "sent_by": (not row.sent_by, "Dire par quel moyen il est parti."),
    }
    for name, (is_lacking, sentence) in lacks.items():
        if is_lacking:
            raise UserInputError(name, sentence)
    for name in WRITTEN:
        if name in row.refused:
            raise UserInputError(name, "Ce champ n'a pas pu être lu : le corriger d'abord.")


def _text(value: Any) -> str:
    if value is None:
        return ""
    return french.day(value) if isinstance(value, date) else str(value)
