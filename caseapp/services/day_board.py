"""Rows and figures of « Ma journée »; each figure counts the rows it leads to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from caseapp.domain.claim import ClaimState
from caseapp.domain.deadline import DeadlineKind
from caseapp.kernel import french
from caseapp.services.dated_rows import ItemSource
from caseapp.services.item_criteria import ItemKind, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from caseapp.kernel.money import Money
    from caseapp.services.dated_rows import DatedItem

_WEEK, _MONTH = 7, 30  # days
_WAITING = frozenset({ClaimState.APPEAL, ClaimState.COURT})


class DayAction(StrEnum):
    """What the button of a row does."""

    OPEN = "open"  # « Ouvrir » the claim
    REMIND = "remind"  # « Relancer » the body
    WRITE = "write"  # « Contester »
    DONE = "done"  # « Fait »: a task
    CALL = "call"  # « Appeler »: a contact that is due


class DayFilter(StrEnum):
    """The filters above the rows, and the key figures that lead to them."""

    ALL = "all"
    LATE = "late"
    TODAY = "today"
    WEEK = "week"  # due in 7 days, today included
    MONTH = "month"  # due in 30 days
    SILENT = "silent"
    APPEALS = "appeals"
    WAITING = "waiting"  # of claims whose appeal is not decided
    FOLLOW_UPS = "follow_ups"
    RENEWALS = "renewals"
    PIECES = "pieces"
    FILING = "filing"
    TASKS = "tasks"  # the caseworker's own, and appointments
    EXPIRING = "expiring"  # documents
    CONTACT = "contact"  # nobody met for long: these stand in no other filter
    PUT_OFF = "put_off"  # whose reminder waits: these neither


def _is_late(item: DatedItem) -> bool:
    """Say whether it should have been done; a document that has expired is no deed."""
    return item.is_late and item.source is not ItemSource.DOCUMENT


def _is_kind(*kinds: ItemKind) -> Callable[[DatedItem], bool]:
    return lambda item: kind_of(item) in kinds


_KEPT: dict[DayFilter, Callable[[DatedItem], bool]] = {
    DayFilter.ALL: lambda _item: True,
    DayFilter.LATE: _is_late,
    DayFilter.TODAY: lambda item: item.days == 0,
    DayFilter.WEEK: lambda item: 0 <= item.days <= _WEEK,
    DayFilter.MONTH: lambda item: 0 <= item.days <= _MONTH,
    DayFilter.SILENT: lambda item: item.is_silent,
    DayFilter.APPEALS: _is_kind(ItemKind.APPEAL),
    DayFilter.WAITING: lambda item: item.claim is not None and item.claim.state in _WAITING,
    DayFilter.FOLLOW_UPS: _is_kind(ItemKind.FOLLOW_UP),
    DayFilter.RENEWALS: _is_kind(ItemKind.RENEWAL, ItemKind.LIMITATION),
    DayFilter.PIECES: _is_kind(ItemKind.PIECES),
    DayFilter.FILING: _is_kind(ItemKind.FILING),
    DayFilter.TASKS: _is_kind(ItemKind.TASK, ItemKind.APPOINTMENT),
    DayFilter.EXPIRING: _is_kind(ItemKind.DOCUMENT),
    DayFilter.CONTACT: _is_kind(ItemKind.CONTACT),
    DayFilter.PUT_OFF: lambda item: item.is_put_off,
}
_WEEK_WORDS: dict[ItemKind, tuple[str, str]] = {
    ItemKind.FOLLOW_UP: ("relance", "relances"),
    ItemKind.PIECES: ("pièce", "pièces"),
    ItemKind.RENEWAL: ("renouvellement", "renouvellements"),
    ItemKind.APPEAL: ("recours", "recours"),
    ItemKind.FILING: ("dépôt", "dépôts"),
    ItemKind.LIMITATION: ("prescription", "prescriptions"),
    ItemKind.SILENCE: ("silence", "silences"),
    ItemKind.TASK: ("tâche", "tâches"),
    ItemKind.APPOINTMENT: ("rendez-vous", "rendez-vous"),
    ItemKind.MANDATE: ("fin d'accord", "fins d'accord"),
    ItemKind.DOCUMENT: ("pièce qui expire", "pièces qui expirent"),
}


def kept(items: Iterable[DatedItem], only: DayFilter) -> list[DatedItem]:
    """Return the rows behind a filter."""
    return _of(_pool(items, only), only)


def _pool(items: Iterable[DatedItem], only: DayFilter) -> list[DatedItem]:
    """Return the rows that a filter may keep: what waits, and contacts, stand apart."""
    if only is DayFilter.PUT_OFF:
        return [item for item in items if item.is_put_off]
    is_contact = only is DayFilter.CONTACT
    return [
        item
        for item in items
        if (item.source is ItemSource.CONTACT) is is_contact and not item.is_put_off
    ]


def _of(pool: Iterable[DatedItem], only: DayFilter) -> list[DatedItem]:
    test = _KEPT[only]
    return [item for item in pool if test(item)]


def is_late(item: DatedItem) -> bool:
    """Say whether a row is counted as late."""
    return not item.is_put_off and _is_late(item)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnclaimedRow:
    """A case whose estimated rights nobody has asked for."""

    case_id: UUID
    case_name: str = field(repr=False)
    rights: tuple[str, ...]  # codes
    words: str  # « prime d'activité + C2S »
    min: Money = field(repr=False)  # €/month
    max: Money = field(repr=False)
    estimated_on: date


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many claims stand somewhere."""

    label: str  # « En instruction »
    states: tuple[ClaimState, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    """The key figures of some rows, each with the words below it."""

    counts: dict[DayFilter, int]
    late_appeals: int
    week_words: str  # « 3 relances · 5 pièces · 3 renouvellements »
    silent_refusals: int

    @property
    def late(self) -> int:
        """How many are late."""
        return self.counts[DayFilter.LATE]

    @property
    def week(self) -> int:
        """How many are due in seven days."""
        return self.counts[DayFilter.WEEK]

    @property
    def silent(self) -> int:
        """How many claims are silent past their delay."""
        return self.counts[DayFilter.SILENT]


def figures(items: Sequence[DatedItem], refuses: Callable[[DatedItem], bool]) -> DayFigures:
    """Count rows; `refuses` says whether the silence of one is a refusal."""
    shown, apart = _pool(items, DayFilter.ALL), {DayFilter.PUT_OFF, DayFilter.CONTACT}
    found = {only: kept(items, only) if only in apart else _of(shown, only) for only in DayFilter}
    week = Counter(kind_of(item) for item in found[DayFilter.WEEK])
    late = (item for item in found[DayFilter.LATE] if item.kind is DeadlineKind.APPEAL)
    return DayFigures(
        counts={only: len(rows) for only, rows in found.items()},
        late_appeals=sum(1 for _ in late),
        week_words=" · ".join(
            french.plural(week[kind], *words) for kind, words in _WEEK_WORDS.items() if week[kind]
        ),
        silent_refusals=sum(refuses(item) for item in found[DayFilter.SILENT]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBoard:
    """The whole page."""

    today: date
    cases: int  # followed
    open_claims: int
    rows: tuple[DatedItem, ...]  # to act on within a month, put off or not
    contacts: int  # cases without contact for too long
    contact_rows: tuple[DatedItem, ...]  # the longest of them
    figures: DayFigures  # of all rows
    unclaimed: tuple[UnclaimedRow, ...]
    unclaimed_min: Money  # €/month, certain part
    unclaimed_max: Money
    unclaimed_cases: int
    by_state: tuple[StateCount, ...]
