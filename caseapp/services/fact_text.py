"""A fact between three shapes: what is typed, what is stored, what is shown.

Stored facts are JSON: ISO dates, integer cents, codes; « unknown » is a value. What is shown
can be typed again and gives the same fact.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from dateutil.relativedelta import relativedelta

from caseapp.domain.facts import NOT_STATED, UNKNOWN, NoFact
from caseapp.exchange.fields import STOCK_LIMIT
from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.money import Money
from caseapp.kernel.typography import typeset
from caseapp.services import contact_values, typed_values
from caseapp.services.commune_text import read_commune, show_commune
from caseapp.services.household_facts import YES_NO, Choice, FactDefinition, FactKind, Section

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.rules.places import Communes

Stored: TypeAlias = "str | int | float | bool | NoFact"

UNKNOWN_JSON = UNKNOWN.value
UNKNOWN_TEXT = "inconnu"
EARLIEST = date(1900, 1, 1)
_STOCKS = frozenset({Section.TAX, Section.SAVINGS})  # amounts that are not by the month
_STOCK = Money.euros(STOCK_LIMIT)


class FactText:
    """Reads and shows facts, with the communes and the day at hand."""

    def __init__(self, communes: Communes, today: date) -> None:
        self._communes = communes
        self._today = today
        self._readers: dict[FactKind, Callable[[FactDefinition, str], Stored]] = {
            FactKind.DATE: lambda definition, text: self._date(definition, text).isoformat(),
            FactKind.MONEY: lambda definition, text: (
                typed_values.read_amount(
                    text, highest=_STOCK if definition.section in _STOCKS else typed_values.HIGHEST
                ).cents
            ),
            FactKind.BOOL: lambda _, text: _choice(YES_NO, text) == "true",
            FactKind.CHOICE: lambda definition, text: _choice(definition.choices, text),
            FactKind.NUMBER: lambda _, text: typed_values.read_shares(text),
            FactKind.INT: lambda definition, text: typed_values.read_integer(
                text, definition.lowest, definition.highest
            ),
            FactKind.COMMUNE: lambda _, text: read_commune(text, self._communes),
            FactKind.TEXT: lambda _, text: contact_values.read_text(text),
            FactKind.PHONE: lambda _, text: contact_values.read_phone(text),
            FactKind.EMAIL: lambda _, text: contact_values.read_email(text),
        }
        self._writers: dict[FactKind, Callable[[FactDefinition, Any], str]] = {
            FactKind.DATE: lambda _, stored: french.day(date.fromisoformat(stored)),
            FactKind.MONEY: lambda _, stored: french.euros(Money(stored)),
            FactKind.BOOL: lambda _, stored: "oui" if stored else "non",
            FactKind.CHOICE: _label,
            FactKind.NUMBER: lambda _, stored: typed_values.show_shares(stored),
            FactKind.INT: lambda _, stored: str(stored),
            FactKind.COMMUNE: lambda _, stored: show_commune(stored, self._communes),
            FactKind.TEXT: lambda _, stored: str(stored),
            FactKind.PHONE: lambda _, stored: contact_values.show_phone(stored),
            FactKind.EMAIL: lambda _, stored: str(stored),
        }

    def read(self, definition: FactDefinition, text: str, *, field: str) -> Stored:
        """Return the fact that was typed.

        Raises:
            UserInputError: it cannot be accepted.
        """
        if not text.strip():
            return NOT_STATED
        if typed_values.is_unknown(text):
            return UNKNOWN
        try:
            return self._readers[definition.kind](definition, text)
        except ValueError as error:
            raise UserInputError(field, typeset(str(error))) from None

    def show(self, definition: FactDefinition, stored: Any) -> str:
        """Return the words of a stored fact."""
        if stored == UNKNOWN_JSON:
            return UNKNOWN_TEXT
        return self._writers[definition.kind](definition, stored)

    def _date(self, definition: FactDefinition, text: str) -> date:
        try:
            day = typed_values.read_date(text, today=self._today, in_past=definition.in_past)
        except ValueError:
            if not definition.month_is_enough or not typed_values.looks_like_month(text):
                raise
            day = typed_values.read_month(text, today=self._today).first_day
        if day < EARLIEST:
            raise ValueError("Cette date est avant 1900.")
        if definition.in_past and day > self._today:
            raise ValueError("Cette date n'est pas encore passée.")
        if definition.in_future:
            self._check_due(day)
        return day

    def _check_due(self, day: date) -> None:
        if day < self._today - relativedelta(months=1):
            raise ValueError("Cette date est passée : ajouter l'enfant au foyer.")
        if day > self._today + relativedelta(months=10):
            raise ValueError("Cette date est dans plus de dix mois.")


def code_of(definition: FactDefinition, stored: Any) -> str:
    """Return the code of a choice, a yes/no or a commune; nothing for the rest."""
    if stored == UNKNOWN_JSON:
        return ""
    if definition.kind is FactKind.BOOL:
        return "true" if stored else "false"
    return str(stored) if definition.kind in {FactKind.CHOICE, FactKind.COMMUNE} else ""


def _label(definition: FactDefinition, stored: Any) -> str:
    return next((c.label for c in definition.choices if c.code == stored), str(stored))


def _choice(choices: tuple[Choice, ...], text: str) -> str:
    """Return the code of the answer typed: its code, its words, or their only beginning."""
    folded = french.fold(text)
    for choice in choices:
        if text == choice.code or folded == french.fold(choice.label):
            return choice.code
    starting = [choice for choice in choices if french.fold(choice.label).startswith(folded)]
    if len(starting) == 1:
        return starting[0].code
    raise ValueError(f"Choisir parmi : {', '.join(choice.label for choice in choices)}.")
