"""What a fact of a household is: how it is typed, what it is called, when it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from caseapp.domain.household import Role

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping


class FactKind(StrEnum):
    """How a fact is typed and shown."""

    DATE = "date"
    MONEY = "money"
    CHOICE = "choice"
    BOOL = "bool"
    INT = "int"
    NUMBER = "number"
    COMMUNE = "commune"
    TEXT = "text"
    PHONE = "phone"
    EMAIL = "email"


class Section(StrEnum):
    """The card of the page a fact stands on."""

    PERSON = "person"
    COUPLE = "couple"
    HOUSING = "housing"
    TAX = "tax"
    SAVINGS = "savings"
    CHARGES = "charges"
    DECLARED = "declared"  # « Autres faits »: read by declared conditions alone


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a list: its code in the base, its words on screen."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What decides whether a fact is asked: the subject, and the household around it."""

    today: dt.date
    own: Mapping[str, Any]  # stored facts of the subject, by key
    home: Mapping[str, Any]  # stored facts of the household
    role: Role | None = None  # None for a fact of the household
    age: int | None = None
    has_partner: bool = False
    has_children: bool = False

    def is_adult(self) -> bool:
        """Whether the person is one whose activity must be known."""
        if self.role in {Role.APPLICANT, Role.PARTNER}:
            return True
        return self.age is not None and self.age > 16


def always(_: Situation) -> bool:
    """Say yes."""
    return True


def never(_: Situation) -> bool:
    """Say no."""
    return False


def own(key: str, *values: object) -> Callable[[Situation], bool]:
    """Return a test: a fact of the subject has one of these values."""
    return lambda situation: situation.own.get(key) in values


@dataclass(frozen=True, slots=True, kw_only=True)
class FactDefinition:
    """One fact: what it is called, how it is typed, when it is asked."""

    key: str
    label: str
    kind: FactKind
    section: Section
    choices: tuple[Choice, ...] = ()
    roles: frozenset[Role] = frozenset()  # of whom it is asked; empty for the household's
    default: str = ""  # what is assumed when nothing is stated, in words
    hint: str = ""
    relevant: Callable[[Situation], bool] = always
    needed: Callable[[Situation], bool] = never
    lowest: int = 0  # of a whole number
    highest: int = 0
    in_past: bool = False  # a date that cannot be in the future
    in_future: bool = False  # a date that has not passed (a month of tolerance)
    month_is_enough: bool = False  # « 02/2024 » will do: its first day
    for_file: bool = False  # kept for the file: no rule reads it, it goes nowhere else
    has_past: bool = True  # what it was on other days is worth keeping
