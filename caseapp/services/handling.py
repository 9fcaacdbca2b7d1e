"""What a caseworker decides of dated things: done, reminded later and why, given to a colleague.

Several at once: all or none. What each call returns takes it back (`put_back`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.services import dated_words, rows_before, task_typing
from caseapp.services.dated_rows import DatedItem, ItemSource, has_reminder
from caseapp.services.rows_before import RowBefore, before_adding, before_change
from db.models import Case, DateHandling, DeadlineRow, Task

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.services.agenda import Agenda
    from caseapp.services.agenda_rows import Done
    from db.store import Store

REASON, COLLEAGUE = 300, 120


@dataclass(frozen=True, slots=True)
class Decided:
    """What was changed, as it stood before; to be handed back."""

    stood: tuple[RowBefore, ...] = ()
    done: tuple[Done, ...] = ()  # tasks, which may have made their next one

    @property
    def made_next(self) -> bool:
        """Whether something that comes back made its next one."""
        return any(done.next_id is not None for done in self.done)


class Handling:
    """Decides of dated things, whatever they come from."""

    def __init__(self, store: Store, clock: Clock, agenda: Agenda) -> None:
        self._store, self._clock, self._agenda = store, clock, agenda

    def colleagues(self) -> tuple[str, ...]:
        """Return the names that are known: referents, and those who were given something."""
        with self._store.read() as session:
            found = {
                *session.scalars(sa.select(Case.referent).distinct()),
                *session.scalars(sa.select(DateHandling.delegated_to).distinct()),
            }
        return tuple(sorted(found - {""}, key=french.fold))

    def done(self, items: Sequence[DatedItem]) -> Decided:
        """Say that things are done today; of a contact that is due, that it took place.

        Raises:
            NotFoundError: a date was computed anew, or a task removed, meanwhile.
        """
        today = self._clock.today()
        with self._store.write() as session:
            stood = [
                part
                for item in items
                if not item.is_own
                for part in _mark_done(session, item, today)
            ]
        done: list[Done] = []
        try:
            done += (self._agenda.done(item.id) for item in items if item.is_own)
        except NotFoundError:
            self.put_back(Decided(tuple(stood), tuple(done)))
            raise
        return Decided(tuple(stood), tuple(done))

    def not_done(self, item: DatedItem) -> Decided:
        """Say that a duty is not done after all, for its period."""
        with self._store.write() as session:
            return Decided((_note(session, item, done_on=None),))

    def check_wait(self, items: Sequence[DatedItem]) -> None:
        """Refuse before one types anything: a date of the law that is here or past cannot wait.

        Raises:
            UserInputError: one of the things may not be postponed; the sentence says which.
        """
        today = self._clock.today()
        for item in items:
            if item.is_legal and item.cautious_on <= today:
                raise UserInputError("due_on", _too_late(item, item.cautious_on, today))

    def postpone(self, items: Sequence[DatedItem], text: str, reason: str) -> Decided:
        """Be reminded of things on another day, as it is typed; a task moves there.

        Raises:
            UserInputError: `due_on` is not a day to come, or past a date of the law; there is no
                `reason`, or it is too long.
            NotFoundError: a date was computed anew meanwhile.
        """
        today = self._clock.today()
        day = task_typing.read_day(text, today)
        why = " ".join(reason.split())
        if not why:
            raise UserInputError("reason", "Dire pourquoi : on le relira le jour venu.")
        if len(why) > REASON:
            raise UserInputError("reason", f"Ce texte a {REASON} caractères au plus.")
        if day <= today:
            raise UserInputError("due_on", "Choisir un jour à venir.")
        with self._store.write() as session:
            return Decided(
                tuple(part for item in items for part in _postpone(session, item, day, today, why))
            )

    def move(self, item: DatedItem, day: date) -> Decided:
        """Put one thing, or its postponed reminder, on another day.

        Raises:
            UserInputError: it may not move, or not to that day: the sentence says why.
            NotFoundError: a date was computed anew meanwhile.
        """
        today = self._clock.today()
        if not item.is_movable and not has_reminder(item):
            raise UserInputError("due_on", dated_words.why_fixed(item))
        if day < today:
            raise UserInputError("due_on", "Ce jour est passé : choisir un jour à venir.")
        with self._store.write() as session:
            return Decided(tuple(_postpone(session, item, day, today, None)))

    def delegate(self, items: Sequence[DatedItem], colleague: str) -> Decided:
        """Note who sees to things; nobody any more where the name is empty.

        Raises:
            UserInputError: the name is too long (`colleague`).
        """
        name = " ".join(colleague.split())
        if len(name) > COLLEAGUE:
            raise UserInputError("colleague", f"Un nom a {COLLEAGUE} caractères au plus.")
        with self._store.write() as session:
            return Decided(tuple(_note(session, item, delegated_to=name) for item in items))

    def put_back(self, decided: Decided) -> None:
        """Let all stand as it stood before."""
        for done in decided.done:
            self._agenda.undo_done(done)
        with self._store.write() as session:
            rows_before.put_back(session, reversed(decided.stood))


def _mark_done(session: Session, item: DatedItem, today: date) -> list[RowBefore]:
    if item.source is ItemSource.DEADLINE:
        return [_set(_deadline(session, item), {"done_on": today})]
    if item.source is ItemSource.CONTACT:
        case = session.get(Case, item.id)
        if case is None:
            raise NotFoundError("Ce dossier n'existe plus.")
        return [_set(case, {"contact_noted_on": today, "last_contact_on": today})]
    return [_note(session, item, done_on=today)]


def _postpone(
    session: Session, item: DatedItem, day: date, today: date, reason: str | None
) -> list[RowBefore]:
    why = {} if reason is None else {"reason": reason}
    if item.is_own:
        task = session.get(Task, item.id)
        if task is None:
            raise NotFoundError("Cette tâche n'existe plus.")
        moved = _set(task, {"due_on": day})
        return [moved, _note(session, item, **why)] if why else [moved]
    if item.is_legal:
        _check_legal(item, _deadline(session, item).cautious_on, day, today)
    return [_note(session, item, postponed_to=day, **why)]


def _check_legal(item: DatedItem, cautious_on: date, day: date, today: date) -> None:
    """Refuse a reminder that would come after the cautious date of the law."""
    if day <= cautious_on and cautious_on > today:
        return
    if cautious_on <= today:
        raise UserInputError("due_on", _too_late(item, cautious_on, today))
    raise UserInputError(
        "due_on",
        f"{_named(item)} : c'est la loi qui fixe la date. Le rappel peut attendre jusqu'au"
        f" {french.day(cautious_on)}, pas au-delà.",
    )


def _too_late(item: DatedItem, cautious_on: date, today: date) -> str:
    when = "c'est aujourd'hui" if cautious_on == today else "elle est passée"
    return f"{_named(item)} : la date de la loi ne se reporte pas, {when}."


def _named(item: DatedItem) -> str:
    """Name a thing by the reference of its case: others may see the screen."""
    case = "" if item.case is None else f"Dossier {item.case.reference}, "
    return f"{case}{dated_words.short(item)}"


def _note(session: Session, item: DatedItem, **values: Any) -> RowBefore:
    row = session.get(DateHandling, item.id)
    if row is not None:
        return _set(row, values)
    plain: dict[str, Any] = {"reason": "", "delegated_to": ""}
    about = dated_words.short(item)[:REASON]
    row = DateHandling(id=item.id, case_id=item.case_id, about=about, **{**plain, **values})
    session.add(row)
    return before_adding(row)


def _deadline(session: Session, item: DatedItem) -> DeadlineRow:
    row = session.get(DeadlineRow, item.id)
    if row is None:
        raise NotFoundError("Cette échéance a été recalculée : elle n'existe plus.")
    return row


def _set(row: Any, values: Mapping[str, Any]) -> RowBefore:
    before = before_change(row, *values)
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    return before
