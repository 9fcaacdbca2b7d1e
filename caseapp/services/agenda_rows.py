"""Rows of the agenda of a case."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID


class AgendaKind(StrEnum):
    """What a row of the agenda is."""

    TASK = "task"
    APPOINTMENT = "appointment"
    DEADLINE = "deadline"  # of a claim: the law's, not to be moved here
    MANDATE = "mandate"  # ends


KINDS: dict[AgendaKind, str] = {
    AgendaKind.TASK: "tâche",
    AgendaKind.APPOINTMENT: "rendez-vous",
    AgendaKind.DEADLINE: "échéance",
    AgendaKind.MANDATE: "fin d'un accord",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """One thing of the agenda of a case."""

    id: UUID
    kind: AgendaKind
    on: date | None  # None: no day was chosen yet
    days: int | None  # until then; negative when late
    at: str  # « 14:30 »
    title: str = field(repr=False)
    hint: str = field(repr=False)  # place, recurrence, claim
    done_on: date | None = None
    claim_id: UUID | None = None

    @property
    def is_own(self) -> bool:
        """Whether it is the caseworker's, who may change it."""
        return self.kind in {AgendaKind.TASK, AgendaKind.APPOINTMENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A task that was done, and the next of its series, so that it can be taken back."""

    task_id: UUID
    next_id: UUID | None = None
    recurrence: Any = field(default=None, repr=False)
