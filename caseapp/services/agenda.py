"""Tasks and appointments: recorded, done, postponed; what comes back makes its next one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caseapp.domain import dictation
from caseapp.domain.recurrence import read_stored
from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError
from caseapp.services import agenda_reading, removed, settings, task_typing
from caseapp.services.agenda_rows import Done
from caseapp.services.undoable import Before, change
from db.models import Case, Task
from db.queries import agenda as queries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.dictation import Step
    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.agenda_rows import AgendaRow
    from caseapp.services.removed import Removed
    from db.store import Store


class Agenda:
    """The tasks and appointments of all cases, and of none."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._store, self._clock, self._catalogue = store, clock, catalogue

    # ------------------------------------------------------------------ read
    def of_case(self, case_id: UUID) -> tuple[AgendaRow, ...]:
        """Return tasks, appointments, dates of claims and ends of mandates, the first due first."""
        with self._store.read() as session:
            return agenda_reading.rows(session, case_id, self._clock.today(), self._catalogue)

    def count(self, case_id: UUID) -> int:
        """Return how many things of a case wait: its open tasks and the dates of its claims."""
        with self._store.read() as session:
            return queries.open_tasks(session, case_id) + len(queries.deadlines(session, case_id))

    def steps(self, text: str) -> tuple[Step, ...]:
        """Return what dictated lines mean today."""
        return dictation.read_steps(text, self._clock.today())

    def redated(self, line: str, text: str) -> str:
        """Return a dictated line with another day, as it is typed.

        Raises:
            UserInputError: the text is not a day to come.
        """
        day = task_typing.read_day(text, self._clock.today())
        return dictation.with_day(line, day, self._clock.today())

    def typed(self, task_id: UUID) -> dict[str, str]:
        """Return a task as its form shows it."""
        with self._store.read() as session:
            task = _task(session, task_id)
            found = read_stored(task.recurrence)
            return {
                "title": task.title,
                "kind": task.kind.value,
                "due_on": "" if task.due_on is None else french.day(task.due_on),
                "at": task.at,
                "place": task.place,
                "repeat": found[0].words if found else "",
                "note": task.note,
            }

    # ------------------------------------------------------------------ written
    def record(self, case_id: UUID | None, typed: Mapping[str, str]) -> UUID:
        """Record what a form holds: title, kind, due_on, at, place, repeat, note.

        Raises:
            UserInputError: a part is missing or impossible; `field` says which.
        """
        values = task_typing.read(typed, None, self._clock.today())
        with self._store.write() as session:
            task = self._made(session, case_id, values)
            return task.id

    def add_steps(
        self, case_id: UUID, interview_id: UUID | None, steps: Sequence[Step]
    ) -> tuple[UUID, ...]:
        """Record the dictated steps of an interview, in their order."""
        with self._store.write() as session:
            made = [
                self._made(
                    session,
                    case_id,
                    {
                        "title": step.title,
                        "kind": step.kind,
                        "due_on": step.on,
                        "at": step.at,
                        "recurrence": None
                        if step.recurrence is None
                        else step.recurrence.as_json(step.on),
                        "interview_id": interview_id,
                    },
                )
                for step in steps
            ]
            return tuple(task.id for task in made)

    def change(self, task_id: UUID, typed: Mapping[str, str]) -> Before:
        """Give a task what its form now holds; return what it was, to undo.

        Raises:
            UserInputError: a part is missing or impossible; `field` says which.
        """
        with self._store.write() as session:
            task = _task(session, task_id)
            return change(task, task_typing.read(typed, task, self._clock.today()))

    def postpone(self, task_id: UUID, text: str) -> Before:
        """Move a task to another day, as it is typed; the rest of its series stays where it is.

        Raises:
            UserInputError: it is not a day to come.
        """
        day = task_typing.read_day(text, self._clock.today())
        with self._store.write() as session:
            return change(_task(session, task_id), {"due_on": day})

    def put_back(self, before: Before) -> Before:
        """Give a task what it held before a change; return what it held after."""
        with self._store.write() as session:
            return change(_task(session, before.row_id), before.values)

    def done(self, task_id: UUID) -> Done:
        """Say that a task is done. What comes back makes its next one, after today."""
        today = self._clock.today()
        with self._store.write() as session:
            task = _task(session, task_id)
            if task.done_on is not None:
                return Done(task_id=task_id)
            rule, task.done_on = task.recurrence, today
            following = _next_day(task, today)
            if following is None:
                return Done(task_id=task_id)
            task.recurrence = None  # the rule stands on the one that is open
            task.series_id = task.series_id or task.id
            values = {
                name: getattr(task, name)
                for name in ("title", "kind", "at", "minutes", "place", "note", "series_id")
            }
            made = self._made(
                session, task.case_id, {**values, "due_on": following, "recurrence": rule}
            )
            return Done(task_id=task_id, next_id=made.id, recurrence=rule)

    def undo_done(self, done: Done) -> None:
        """Say that a task is not done after all; the next one of its series goes."""
        with self._store.write() as session:
            task = _task(session, done.task_id)
            task.done_on = None
            if done.next_id is not None:
                task.recurrence = done.recurrence
                following = session.get(Task, done.next_id)
                if following is not None:
                    session.delete(following)

    def remove(self, task_id: UUID) -> Removed:
        """Remove a task; return it, to undo."""
        with self._store.write() as session:
            task = _task(session, task_id)
            gone = removed.copy(task)
            session.delete(task)
            return gone

    def restore(self, gone: Removed) -> None:
        """Put back a task that was removed."""
        with self._store.write() as session:
            removed.restore(session, gone)

    def _made(self, session: Session, case_id: UUID | None, values: Mapping[str, Any]) -> Task:
        if case_id is not None and session.get(Case, case_id) is None:
            raise NotFoundError("Ce dossier n'existe plus.")
        plain: dict[str, Any] = {"at": "", "note": "", "place": "", "recurrence": None}
        task = Task(
            case_id=case_id,
            author=settings.read_service(session).worker,
            made_at=self._clock.now(),
            **{**plain, **values},
        )
        session.add(task)
        session.flush()
        return task


def _next_day(task: Task, today: date) -> date | None:
    found = read_stored(task.recurrence)
    if found is None:
        return None
    rule, start = found
    due_on = task.due_on or today
    return rule.next(start or due_on, max(due_on, today))


def _task(session: Session, task_id: UUID) -> Task:
    task = session.get(Task, task_id)
    if task is None:
        raise NotFoundError("Cette tâche n'existe plus.")
    return task
