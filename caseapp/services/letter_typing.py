"""What a person types of a letter: refused at its field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caseapp.domain import dictation
from caseapp.domain.claim import Channel
from caseapp.domain.letter import Signer
from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.services import typed_fields

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

SHOWN = (
    "template", "name", "signer", "recipient", "place", "registered", "subject", "body",
    "enclosures", "sent_on", "sent_by",
)  # fmt: skip
LONGEST_BODY = 40_000  # characters of Markdown
_LONGEST = {
    "recipient": 600, "place": 120, "subject": 400, "body": LONGEST_BODY, "enclosures": 4000,
}  # fmt: skip


def read(typed: Mapping[str, str], today: date) -> dict[str, Any]:
    """Return what was typed as the columns take it, for the parts that are named only.

    Raises:
        UserInputError: a part is too long or impossible; `field` says which.
    """
    for name, most in _LONGEST.items():
        if len(typed.get(name, "")) > most:
            raise UserInputError(name, f"Ce texte a {french.number(most)} caractères au plus.")
    values: dict[str, Any] = {
        name: typed[name].strip() for name in ("recipient", "place", "body") if name in typed
    }
    if "subject" in typed:
        values["subject"] = " ".join(typed["subject"].split())
    if "enclosures" in typed:
        lines = (line.strip() for line in typed["enclosures"].splitlines())
        values["enclosures"] = [line for line in lines if line]
    if "registered" in typed:
        values["registered"] = typed["registered"] == "true"
    if "signer" in typed:
        values["signer"] = Signer(typed["signer"])
    if "on" in typed:
        values["on_date"] = _day(typed["on"], today)
    return values


def _day(text: str, today: date) -> date | None:
    if not text.strip():
        return None
    try:
        return dictation.read_day(text, today)
    except ValueError as error:
        raise UserInputError("on", str(error)) from None


def read_send(typed: Mapping[str, str], today: date) -> tuple[date, Channel, date | None, str]:
    """Return when a letter went, how, when to ask again and what appeal it is, as they are typed.

    Raises:
        UserInputError: a day cannot be read, or the letter would leave later; `field` says which.
    """
    again = typed.get("follow_up_on", "").strip()
    on = typed_fields.past_day(typed, "on", today)
    try:
        follow_up = dictation.read_day(again, today) if again else None
    except ValueError as error:
        raise UserInputError("follow_up_on", str(error)) from None
    return on, Channel(typed["by"]), follow_up, typed.get("act", "")
