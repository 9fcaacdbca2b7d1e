"""What one event must be by itself, before it is set among the others."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from caseapp.domain.claim import (
    Acknowledged,
    AppealDecided,
    AppealFiled,
    ClaimEvent,
    Filed,
    Granted,
    LegalAidDecided,
    PiecesAsked,
    Refused,
    Transmitted,
)
from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.money import ZERO
from caseapp.kernel.typography import typeset
from caseapp.rules.catalogue import AppealRoute

if TYPE_CHECKING:
    from collections.abc import Iterator

_OLDEST = date(1950, 1, 1)  # before it, a year was mistyped
_ROUTES = frozenset(route.value for route in AppealRoute)


def check_alone(event: ClaimEvent, today: date) -> None:
    """Check the fields of an event against each other and against the present day.

    Raises:
        UserInputError: `field` names the field of the event.
    """
    for field, day in _past_days(event):
        if day > today:
            raise refusal(field, f"Le {french.day(day)} n'est pas encore passé.")
        if day < _OLDEST:
            raise refusal(field, f"Vérifiez l'année : {day.year}.")
    _check_order(event)
    if isinstance(event, Granted) and event.amount is not None and event.amount < ZERO:
        raise refusal("amount", "Un montant accordé ne peut pas être négatif.")
    if isinstance(event, AppealFiled) and event.route not in _ROUTES:
        raise refusal("route", "Choisissez devant qui le recours est formé.")


def refusal(field: str, sentence: str) -> UserInputError:
    """Return the error that shows a sentence at a field."""
    return UserInputError(field, typeset(sentence))


def _check_order(event: ClaimEvent) -> None:
    match event:
        case Granted() | Refused() | AppealDecided() | LegalAidDecided():
            _not_before(event.notified_on, event.on, "notified_on")
            if isinstance(event, Granted) and event.since is not None:
                _not_before(event.until, event.since.first_day, "until")
        case Filed() | Transmitted() | AppealFiled():
            _not_before(event.received_on, event.on, "received_on")
            if isinstance(event, AppealFiled):
                _not_before(event.admissible_on, event.on, "admissible_on")
        case PiecesAsked():
            _not_before(event.answer_by, event.on, "answer_by")
        case Acknowledged() if event.received_on is not None and event.received_on > event.on:
            raise refusal(
                "received_on",
                "La demande ne peut pas avoir été reçue après son accusé de réception du"
                f" {french.day(event.on)}.",
            )
        case _:
            pass


def _past_days(event: ClaimEvent) -> Iterator[tuple[str, date]]:
    yield "on", event.on
    for field in ("notified_on", "received_on", "admissible_on", "lawyer_on"):
        day = getattr(event, field, None)
        if isinstance(day, date):
            yield field, day


_SUBJECTS = {
    "notified_on": "La décision ne peut pas être notifiée",
    "received_on": "L'envoi ne peut pas être reçu",
    "admissible_on": "La médiation ne peut pas être recevable",
    "until": "Le droit ne peut pas finir",
    "answer_by": "La réponse ne peut pas être exigée",
}


def _not_before(day: date | None, start: date, field: str) -> None:
    if day is not None and day < start:
        raise refusal(
            field, f"{_SUBJECTS[field]} le {french.day(day)}, avant le {french.day(start)}."
        )
