"""Rows of the page « Foyer »: everything on it, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from caseapp.domain.facts import NoFact
    from caseapp.domain.household import Role
    from caseapp.kernel.calendar import Month
    from caseapp.kernel.money import Money
    from caseapp.services.household_facts import Choice, FactKind
    from caseapp.services.sensitive_rows import SensitiveLine


class FieldState(StrEnum):
    """What stands in a field."""

    VALUE = "value"
    UNKNOWN = "unknown"  # « inconnu » was typed
    NOT_STATED = "not_stated"
    IMPLIED = "implied"  # a cell of the grid that continues the one before it
    DRAFT = "draft"  # refused text, kept word for word; `error` says why


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldValue:
    """One field of the page. `text` typed again gives the same fact."""

    path: str  # « people/<id>/birth_date », « household/housing.rent »
    person_id: UUID | None  # to hand back to `set_fact`, with `key`
    key: str
    label: str
    kind: FactKind
    state: FieldState
    text: str = field(repr=False)  # empty when not stated
    # Of a choice or a yes/no: « employed », « true »; of a commune its INSEE code.
    code: str = field(default="", repr=False)
    error: str = field(default="", repr=False)
    choices: tuple[Choice, ...] = ()
    default: str = ""  # what is assumed when nothing is stated
    hint: str = ""
    is_needed: bool = False
    is_relevant: bool = True  # asked in this household; a stated fact is always in the page
    can_change: bool = False  # in the course of a life: what it was before is worth keeping
    has_past: bool = False  # it was something else once, or holds from a known day only
    is_sensitive: bool = False
    is_closed: bool = False  # sensitive, and no aid opened it yet: it is not shown


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person of the household, as a line and as a form."""

    id: UUID
    role: Role
    role_label: str
    name: str = field(repr=False)  # « OUATTARA Awa »
    last_name: str = field(repr=False)
    first_name: str = field(repr=False)
    birth: str = field(repr=False)  # « 12/03/1992 · 34 ans », « inconnue », «  »
    activity: str = field(repr=False)
    particulars: str = field(repr=False)  # « sans pension alimentaire · garde alternée »
    facts: tuple[FieldValue, ...] = field(repr=False)
    missing: int = 0  # needed facts that are not known
    joined_on: date | None = None  # none: since always, or since birth
    role_has_past: bool = False
    plain_particulars: str = field(default="", repr=False)  # without the sensitive ones
    sensitive: SensitiveLine | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneRow:
    """Somebody who left the household."""

    id: UUID
    name: str = field(repr=False)
    left_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CellValue:
    """One month of a line of the grid, or its « avant »."""

    path: str  # « lines/<id>/2026-10 », « lines/<id>/before »
    month: Month | None  # None for « avant »
    state: FieldState
    text: str = field(repr=False)
    amount: Money | None = field(repr=False, default=None)  # None unless a value is known
    error: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One line of the grid of resources."""

    id: UUID
    person_id: UUID | None  # None for a right in payment
    nature: str  # a ResourceKind, or « right:<code> »
    label: str  # « Salaire net », « RSA perçu »
    person_name: str = field(repr=False)
    before: CellValue
    cells: tuple[CellValue, ...]
    note: str  # what is assumed outside the cells: « avant 12/2025 : comme décembre 2025 »


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One resource or one charge of the month."""

    label: str
    amount: Money | NoFact = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRow:
    """The budget of the month; charges and debts are positive amounts."""

    month: Month
    resources: Money = field(repr=False)
    housing: Money = field(repr=False)  # rent and charges
    other_charges: Money = field(repr=False)
    debts: Money = field(repr=False)
    left: Money = field(repr=False)  # « reste à vivre »
    people: int
    per_day_and_person: Money = field(repr=False)
    housing_share: Decimal | None  # in whole per cent; None when it cannot be told
    unknown: tuple[str, ...] = field(default=(), repr=False)  # not known, and so not counted
    has_resources: bool = True  # False: none is known, which is not to have none
    coming: tuple[BudgetLine, ...] = ()  # each resource
    going: tuple[BudgetLine, ...] = ()  # rent, charges, alimony paid, debts


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingRow:
    """A needed fact that nobody stated, one that is « inconnu », or a text to correct."""

    label: str = field(repr=False)  # « Salaire net d'octobre 2026 »
    path: str  # of the field, to jump there
    is_unknown: bool  # « inconnu » was typed; otherwise nothing was
    is_refused: bool = False  # a text that cannot be accepted stands there


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdPage:
    """Everything on the page of a case's household."""

    case_id: UUID
    months: tuple[Month, ...]  # the twelve of the grid
    last_possible_month: Month  # the current one: the grid goes no further
    people: tuple[PersonRow, ...]
    lines: tuple[LineRow, ...]
    couple: tuple[FieldValue, ...]
    housing: tuple[FieldValue, ...]
    tax: tuple[FieldValue, ...]
    savings: tuple[FieldValue, ...]
    charges: tuple[FieldValue, ...]
    declared: tuple[FieldValue, ...]  # every question of the declared conditions, asked or not
    budget: BudgetRow
    missing: tuple[MissingRow, ...]
    can_add_partner: bool
    roles: tuple[Choice, ...]  # that a new person may have
    natures: tuple[Choice, ...]  # of a new line that belongs to a person
    received_natures: tuple[Choice, ...]  # of a new line of a right in payment
    gone: tuple[GoneRow, ...] = ()  # who had left by the day of the page
    sensitive: SensitiveLine | None = field(default=None, repr=False)  # of the other facts


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """What a cell held before a change, to undo it."""

    month: Month | None
    text: str = field(repr=False)
