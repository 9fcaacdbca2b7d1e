"""What « Ma journée » takes from the agenda: tasks, appointments, mandates that end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from caseapp.domain.agenda import TaskKind
from caseapp.domain.mandate import REMINDED
from caseapp.kernel import french
from caseapp.kernel.typography import typeset
from caseapp.services.agenda_reading import task_hint
from caseapp.services.case_rows import display_name
from caseapp.services.day_board import DayAction, DayRow, DaySource
from caseapp.services.mandate_rows import ENDS, KINDS, end_words
from db.queries import agenda as queries

if TYPE_CHECKING:
    from datetime import date

    import sqlalchemy as sa
    from sqlalchemy.orm import Session

_STILL_TOLD = timedelta(days=31)  # after its end, of a mandate that nobody renewed
_SOURCES = {
    TaskKind.TASK: DaySource.TASK,
    TaskKind.APPOINTMENT: DaySource.APPOINTMENT,
}
_WORDS = {TaskKind.TASK: ("tâche", "tâches"), TaskKind.APPOINTMENT: ("rendez-vous",) * 2}
OWN = {DaySource.TASK: "Tâche", DaySource.APPOINTMENT: "Rendez-vous"}


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows are late, how many come until a day, and the latter in words."""

    late: int
    soon: int
    words: tuple[str, ...]


def rows(session: Session, today: date, until: date, limit: int) -> list[DayRow]:
    """Return the tasks due until a day, and the mandates that end within thirty."""
    found = [_task(row, today) for row in queries.due(session, until, limit)]
    found += [_mandate(row, today) for row in _ending(session, today, today + REMINDED)]
    return found


def counted(session: Session, today: date, until: date) -> Counted:
    """Count the rows until a day, as they are shown."""
    kinds = {kind: (late, soon) for kind, late, soon in queries.due_by_kind(session, today, until)}
    ends = [row.ends_on for row in _ending(session, today, until)]
    words = [french.plural(kinds[kind][1], *_WORDS[kind]) for kind in _WORDS if _soon(kinds, kind)]
    ending = sum(day >= today for day in ends)
    if ending:
        words.append(french.plural(ending, "fin d'accord", "fins d'accord"))
    return Counted(
        late=sum(late for late, _ in kinds.values()) + len(ends) - ending,
        soon=sum(soon for _, soon in kinds.values()) + ending,
        words=tuple(words),
    )


def _soon(kinds: dict[TaskKind, tuple[int, int]], kind: TaskKind) -> bool:
    return kind in kinds and bool(kinds[kind][1])


def _ending(session: Session, today: date, until: date) -> Any:
    return queries.ending(session, today - _STILL_TOLD, until)


def _name(row: sa.Row[*tuple[Any, ...]]) -> str:
    return display_name(row.last_name, row.first_name) if row.last_name else "Sans dossier"


def _task(row: sa.Row[*tuple[Any, ...]], today: date) -> DayRow:
    source = _SOURCES[row.kind]
    hour = f" · {french.hour(row.at)}" if row.at else ""
    hint = task_hint(row.place, row.recurrence)
    return DayRow(
        id=row.id,
        source=source,
        case_id=row.case_id,
        at=row.at,
        cautious_on=row.due_on,
        computed_on=row.due_on,
        days=(row.due_on - today).days,
        case_name=_name(row),
        claim=f"{OWN[source]}{hour}",
        to_do=typeset(f"{row.title} ({hint})" if hint else row.title),
        action=DayAction.DONE,
    )


def _mandate(row: sa.Row[*tuple[Any, ...]], today: date) -> DayRow:
    days = (row.ends_on - today).days
    to = f" ({row.holder})" if row.holder else ""
    return DayRow(
        id=row.id,
        source=DaySource.MANDATE,
        case_id=row.case_id,
        cautious_on=row.ends_on,
        computed_on=row.ends_on,
        days=days,
        case_name=_name(row),
        claim=f"Accord · {KINDS[row.kind]}",
        to_do=typeset(f"{ENDS[row.kind]}{to} {end_words(days)} : {row.covers}"),
        action=DayAction.OPEN,
    )
