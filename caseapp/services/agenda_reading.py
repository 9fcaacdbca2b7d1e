"""The agenda of a case put together: what is to do, what the law sets, what ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.mandate import MandateState, state_on
from caseapp.domain.recurrence import read_stored
from caseapp.kernel.typography import typeset
from caseapp.services.agenda_rows import AgendaKind, AgendaRow
from caseapp.services.mandate_rows import ENDS, end_words
from db.queries import agenda as queries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.rules.catalogue_loader import Catalogue
    from db.models import Task


def rows(
    session: Session, case_id: UUID, today: date, catalogue: Catalogue
) -> tuple[AgendaRow, ...]:
    """Return all of the agenda: without a day first, then by day and hour, done last."""
    found = [
        *(_task(task, today) for task in queries.tasks(session, case_id)),
        *_deadlines(session, case_id, today, catalogue),
        *_mandates(session, case_id, today),
    ]
    undone = [row for row in found if row.done_on is None]
    done = [row for row in found if row.done_on is not None]
    undone.sort(key=lambda row: (row.on is not None, row.on, row.at or "24"))
    done.sort(key=lambda row: row.done_on or today, reverse=True)
    return (*undone, *done)


def task_hint(at_place: str, recurrence: object, note: str = "") -> str:
    """Return « au service · tous les lundis »."""
    stored = read_stored(recurrence)
    first = note.strip().splitlines()[0] if note.strip() else ""
    return typeset(" · ".join(x for x in (at_place, stored[0].words if stored else "", first) if x))


def _task(task: Task, today: date) -> AgendaRow:
    return AgendaRow(
        id=task.id,
        kind=AgendaKind(task.kind.value),
        on=task.due_on,
        days=None if task.due_on is None else (task.due_on - today).days,
        at=task.at,
        title=task.title,
        hint=task_hint(task.place, task.recurrence, task.note),
        done_on=task.done_on,
    )


def _deadlines(
    session: Session, case_id: UUID, today: date, catalogue: Catalogue
) -> Iterator[AgendaRow]:
    for row in queries.deadlines(session, case_id):
        known = row.right in catalogue.codes()
        name = catalogue.right(row.right).short_name if known else row.right
        yield AgendaRow(
            id=row.id,
            kind=AgendaKind.DEADLINE,
            on=row.cautious_on,
            days=(row.cautious_on - today).days,
            at="",
            title=typeset(row.label),
            hint=name,
            claim_id=row.claim_id,
        )


def _mandates(session: Session, case_id: UUID, today: date) -> Iterator[AgendaRow]:
    for mandate, *_names in queries.mandates(session, case_id):
        if state_on(today, mandate.ends_on, mandate.withdrawn_on) is not MandateState.ENDING:
            continue
        yield AgendaRow(
            id=mandate.id,
            kind=AgendaKind.MANDATE,
            on=mandate.ends_on,
            days=(mandate.ends_on - today).days,
            at="",
            title=typeset(f"{ENDS[mandate.kind]} {end_words((mandate.ends_on - today).days)}"),
            hint=mandate.covers,
        )
