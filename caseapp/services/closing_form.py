"""What a person typed to close a case, read and checked: why, for whom next, when, a note."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.domain.closing import ClosingReason
from caseapp.domain.duties import NoticeOutcome
from caseapp.kernel.errors import UserInputError
from caseapp.services import typed_fields as typed_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

DETAIL, RELAY, NOTE = 300, 200, 4000
RETURNED, STILL_KEPT = "returned", "kept"  # what became of an original
DEAD = "dead"  # the notice can be given to nobody any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """Why and when cases are closed."""

    on: date
    reason: ClosingReason
    detail: str = field(repr=False)
    relay: str = field(repr=False)
    note: str = field(repr=False)


def original_field(document_id: UUID) -> str:
    """Return the name of what is answered of an original: `RETURNED`, `STILL_KEPT` or nothing."""
    return f"original/{document_id}"


def said_field(document_id: UUID) -> str:
    """Return the name of the day it was given back, or of why it is still kept."""
    return f"said/{document_id}"


def read(typed: Mapping[str, str], today: date) -> Closing:
    """Read a form: reason, detail, relay, on, note.

    Raises:
        UserInputError: a part is missing or impossible; `field` says which.
    """
    try:
        reason = ClosingReason(typed.get("reason", ""))
    except ValueError:
        raise UserInputError("reason", "Choisir le motif de la clôture.") from None
    needed = "Dire lequel, en quelques mots." if reason is ClosingReason.OTHER else ""
    return Closing(
        on=typed_in.past_day(typed, "on", today),
        reason=reason,
        detail=" ".join(typed_in.text(typed, "detail", needed, DETAIL).split()),
        relay=" ".join(typed_in.text(typed, "relay", most=RELAY).split()),
        note=typed_in.text(typed, "note", most=NOTE),
    )


def notice_answer(typed: Mapping[str, str], reason: ClosingReason) -> NoticeOutcome | None:
    """Return what became of the notice; None where nobody is left to be given it.

    Raises:
        UserInputError: nothing is said of it.
    """
    answer = typed.get("notice", "")
    if answer == DEAD:
        if reason is not ClosingReason.DEATH:
            raise UserInputError("notice", "« Sans objet » ne vaut que pour le motif « Décès ».")
        return None
    try:
        return NoticeOutcome(answer)
    except ValueError:
        raise UserInputError(
            "notice", "Dire si la notice d'information a été remise ou refusée."
        ) from None


def original_answer(
    typed: Mapping[str, str], document_id: UUID, title: str, closed_on: date, today: date
) -> tuple[date | None, str]:
    """Return the day an original was given back, or why it is still kept.

    Raises:
        UserInputError: nothing is said of it, or the day is to come.
    """
    answer, field_name = typed.get(original_field(document_id), ""), said_field(document_id)
    said = typed.get(field_name, "").strip()
    if answer == RETURNED:
        return typed_in.optional_day(typed, field_name, today) or closed_on, ""
    if answer != STILL_KEPT:
        raise UserInputError(
            original_field(document_id), f"Dire ce que devient l'original « {title} »."
        )
    if not said:
        raise UserInputError(field_name, "Dire pourquoi cet original n'est pas restitué.")
    if len(said) > DETAIL:
        raise UserInputError(field_name, f"Ce texte a {DETAIL} caractères au plus.")
    return None, said
