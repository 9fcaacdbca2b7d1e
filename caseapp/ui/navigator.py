"""Where one is in the program: typed places, the way back and the way forward."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

NEW = "new"  # the focus of a place where something is to be begun
_REMEMBERED = 50
_ON = "on:"


class CaseTab(StrEnum):
    """The tabs of a case, in their order."""

    SUMMARY = "summary"
    HOUSEHOLD = "household"
    BUDGET = "budget"
    RIGHTS = "rights"
    WHAT_IF = "what_if"
    CLAIMS = "claims"
    PAYMENTS = "payments"
    AGENDA = "agenda"
    INTERVIEWS = "interviews"
    DOCUMENTS = "documents"
    LETTERS = "letters"
    FORMS = "forms"
    PAID_SERVICE = "paid_service"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class DayPlace:
    """Ma journée; `only` keeps the rows behind one key figure."""

    only: str = ""


@dataclass(frozen=True, slots=True)
class CasesPlace:
    """The list of cases; `creating` opens the entry of a new one, under a name."""

    creating: bool = False
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CasePlace:
    """A case, at one of its tabs; `focus` names what to show first (a right, a fact)."""

    case_id: UUID
    tab: CaseTab = CaseTab.HOUSEHOLD
    focus: str = ""


def new_about(claim_id: UUID) -> str:
    """Return the focus of a place where something about a claim is to be begun."""
    return f"{NEW}:{claim_id}"


def begins(focus: str) -> bool:
    """Tell whether something is to be begun at a place."""
    return focus == NEW or focus.startswith(f"{NEW}:")


def day_focus(day: date) -> str:
    """Return the focus that shows a case as it was on a day."""
    return f"{_ON}{day.isoformat()}"


def day_of_focus(focus: str) -> date | None:
    """Return the day a focus names, if it names one."""
    return date.fromisoformat(focus.removeprefix(_ON)) if focus.startswith(_ON) else None


@dataclass(frozen=True, slots=True)
class MergePlace:
    """Two cases to be made one; the second may still be to choose. Past merges stand there too."""

    kept_id: UUID
    merged_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class CaseloadPlace:
    """File active: what changed in the open cases."""


@dataclass(frozen=True, slots=True)
class DeadlinesPlace:
    """Échéances: all that has a date, by month, by week or in a list; around a day, or today."""

    on: date | None = None


@dataclass(frozen=True, slots=True)
class ClaimsPlace:
    """All claims; `only` keeps those of one state."""

    only: str = ""


@dataclass(frozen=True, slots=True)
class ClaimPlace:
    """One claim."""

    claim_id: UUID


@dataclass(frozen=True, slots=True)
class CataloguePlace:
    """The catalogue of rights; `right` names the one to show."""

    right: str = ""


@dataclass(frozen=True, slots=True)
class ActivityPlace:
    """What was done in a period, in figures."""


class PrivacyTab(StrEnum):
    """The tabs of « Protection des données », in their order."""

    RETENTION = "retention"
    HEALTH = "health"
    REQUESTS = "requests"
    BREACHES = "breaches"
    NOTICE = "notice"
    SOCIAL_NUMBER = "social_number"
    PAPERS = "papers"
    JOURNAL = "journal"


@dataclass(frozen=True, slots=True)
class PrivacyPlace:
    """Protection des données: how long cases are kept, the registers, the journal."""

    tab: PrivacyTab = PrivacyTab.RETENTION


@dataclass(frozen=True, slots=True)
class AlertsPlace:
    """Signalements: what is written apart; those of one case, where one comes from it."""

    case_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SettingsPlace:
    """The settings of the service: its name, its address, the worker's name."""


@dataclass(frozen=True, slots=True)
class FreshnessPlace:
    """When each legal fact was last checked."""


Place: TypeAlias = (
    DayPlace
    | CasesPlace
    | CasePlace
    | MergePlace
    | CaseloadPlace
    | ClaimsPlace
    | ClaimPlace
    | DeadlinesPlace
    | CataloguePlace
    | ActivityPlace
    | FreshnessPlace
    | PrivacyPlace
    | AlertsPlace
    | SettingsPlace
)


class Navigator(QObject):
    """Goes to places and remembers the way. `moved` tells the place one has come to."""

    moved = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.may_go: Callable[[Place], bool] = lambda _place: True
        self._way: list[Place] = []
        self._at = -1

    @property
    def current(self) -> Place | None:
        """The place one is at; none before the first."""
        return self._way[self._at] if self._at >= 0 else None

    @property
    def recent(self) -> tuple[Place, ...]:
        """The places one was at, the latest first, each once; a case is one place."""
        seen: set[object] = {_whereabouts(self.current)}
        found = []
        for place in reversed(self._way):
            if (where := _whereabouts(place)) not in seen:
                seen.add(where)
                found.append(place)
        return tuple(found)

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether one came back from somewhere."""
        return self._at < len(self._way) - 1

    def go(self, place: Place) -> None:
        """Go to a place, if one may; going where one already is shows it afresh."""
        if not self.may_go(place):
            return
        if place != self.current:
            self._way = [*self._way[: self._at + 1], place][-_REMEMBERED:]
            self._at = len(self._way) - 1
        self.moved.emit(place)

    def stand_at(self, place: Place) -> None:
        """Note that the page itself moved (another tab): the way back leads here."""
        if self._at >= 0:
            self._way[self._at] = place

    def refresh(self) -> None:
        """Show the current place afresh."""
        if (place := self.current) is not None:
            self.moved.emit(place)

    def back(self) -> None:
        """Go back one place."""
        if self.can_go_back:
            self._at -= 1
            self.refresh()

    def forward(self) -> None:
        """Go forward again."""
        if self.can_go_forward:
            self._at += 1
            self.refresh()


def _whereabouts(place: Place | None) -> object:
    return place.case_id if isinstance(place, CasePlace) else place
