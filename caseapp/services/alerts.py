"""Alerts about a child or a vulnerable adult: read by their author and the person in charge.

For anybody else an alert is not there: the same sentence is told of one that never was. Nothing of
it goes to the case, its history, the search, the dates, nor any report; the journal gets a line
with an action and no case. This is a rule of the program (`docs/security.md`), not of encryption.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa

from caseapp.domain.alert import FOLLOWING, KEEPING, WRITTEN, AlertKind
from caseapp.domain.journal import JournalAction
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.ids import new_id
from caseapp.services import alert_reading as reading
from caseapp.services import alert_typing, removed, settings, workers
from caseapp.services.alert_words import AlertFixedError, NotYoursError
from caseapp.services.undoable import Before, change
from db import journal as chain
from db.models import Alert, AlertAddition

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.services.alert_rows import AlertPage, AlertRow
    from caseapp.services.case_access import CaseAccess
    from caseapp.services.journal import Journal
    from caseapp.services.removed import Removed
    from db.store import Store

_ABOUT = "signalement"
_SAME_VISIT = timedelta(minutes=10)  # one line of the journal for what is read or typed meanwhile
_GONE = "Cet écrit n'existe plus."


class Alerts:
    """The alerts that whoever has the base open may read."""

    def __init__(self, store: Store, clock: Clock, guard: CaseAccess, journal: Journal) -> None:
        self._store, self._clock, self._guard, self._journal = store, clock, guard, journal
        self._noted: dict[tuple[UUID, JournalAction], datetime] = {}

    # ------------------------------------------------------------------ read
    def rows(self, case_id: UUID | None = None) -> tuple[AlertRow, ...]:
        """Return what may be read, the newest first; of one case, with those merged into it."""
        reader, today = self._reader(), self._clock.today()
        with self._store.read() as session:
            found = session.scalars(reading.readable(session, reader, case_id)).all()
            return tuple(reading.row(alert, today, self._me) for alert in found)

    def get(self, alert_id: UUID) -> AlertPage:
        """Return all of an alert; the journal notes that it was read.

        Raises:
            NotFoundError: it is no more, or is not for whoever asks.
        """
        page = self._page(alert_id)
        if self._is_new(alert_id, JournalAction.OPENED):
            self._journal.note(JournalAction.OPENED, about=_ABOUT)
        return page

    def blank(self, case_id: UUID | None = None) -> AlertPage:
        """Return a new alert of today; it is in the base once something is typed in it."""
        with self._store.read() as session:
            row = self._new(session, new_id(), case_id, AlertKind.CONCERN)
            return reading.page(session, row, self._clock.today(), self._rights(session, row))

    def people(self, case_id: UUID) -> tuple[str, ...]:
        """Return the people of a case as they may be named: « OUATTARA Issa, né(e) le … »."""
        with self._store.read() as session:
            return reading.people(session, case_id, self._clock.today())

    def to_recall(self) -> int:
        """Return how many days to call back have come for whoever wrote the alert."""
        with self._store.read() as session:
            count = session.scalar(
                sa.select(sa.func.count())
                .select_from(Alert)
                .where(Alert.author_id == self._me, Alert.call_back_on <= self._clock.today())
            )
        return count or 0

    # ------------------------------------------------------------------ typed
    def put(
        self, alert_id: UUID, typed: Mapping[str, str], case_id: UUID | None = None
    ) -> dict[str, str]:
        """Keep what was typed, by field; return the sentences of the fields that are refused.

        A refused text is kept as it was typed. `case_id` is that of a new alert.

        Raises:
            NotFoundError: it is not for whoever writes.
            AlertFixedError: it has left, and what was typed is fixed.
            NotYoursError: it is somebody else's to write.
        """
        today, errors = self._clock.today(), dict[str, str]()
        values: dict[str, Any] = {}
        with self._store.write() as session:
            row = session.get(Alert, alert_id)
            is_new = row is None
            if row is None:
                row = self._new(session, alert_id, case_id, AlertKind(typed.get("kind", "concern")))
                session.add(row)
            self._check(session, row, typed)
            refused = dict(row.refused or {})
            for name, text in typed.items():
                plain = text.replace("\0", "")
                try:
                    values[name] = alert_typing.read(name, plain, today)
                except UserInputError as error:
                    errors[name], refused[name] = error.sentence, plain
                else:
                    refused.pop(name, None)
            change(row, {**values, "refused": refused})
            action = JournalAction.CREATED if is_new else JournalAction.CHANGED
            if self._is_new(alert_id, action):
                self._note(session, action)
        return errors

    def put_back(self, before: Before) -> Before:
        """Give an alert what it held before it left; return what it held after."""
        with self._store.write() as session:
            row = self._alert(session, before.row_id)
            undone = change(row, before.values)
            self._note(session, JournalAction.CHANGED)
            return undone

    def transmit(self, alert_id: UUID) -> Before:
        """Say that an alert has left: what is written is fixed from then on.

        Raises:
            UserInputError: something lacks; `field` says what.
        """
        with self._store.write() as session:
            row = self._alert(session, alert_id)
            self._check(session, row, WRITTEN)
            alert_typing.check_leaving(row)
            self._note(session, JournalAction.CHANGED, "transmis")
            return change(row, {"transmitted_at": self._clock.now()})

    def add(self, alert_id: UUID) -> UUID:
        """Date what was typed as an addition to an alert that has left; it never changes.

        Raises:
            UserInputError: nothing is typed.
        """
        with self._store.write() as session:
            row = self._alert(session, alert_id)
            if not row.addition.strip():
                raise UserInputError("addition", "Écrire d'abord le complément.")
            added = AlertAddition(
                alert_id=row.id,
                author=settings.read_service(session).signature[:240],
                at=self._clock.now(),
                text=row.addition.strip(),
            )
            session.add(added)
            row.addition = ""
            self._note(session, JournalAction.CHANGED, "complément")
            session.flush()
            return added.id

    def take_addition_back(self, addition_id: UUID) -> None:
        """Undo `add`: what was typed is being typed again."""
        with self._store.write() as session:
            added = session.get(AlertAddition, addition_id)
            if added is None:
                raise NotFoundError(_GONE)
            row = self._alert(session, added.alert_id)
            row.addition = added.text
            session.delete(added)
            self._note(session, JournalAction.CHANGED, "complément")

    # ------------------------------------------------------------------ gone, left
    def remove(self, alert_id: UUID) -> Removed:
        """Remove a draft; return it, to undo.

        Raises:
            AlertFixedError: it has left: it is erased, or kept.
        """
        with self._store.write() as session:
            row = self._alert(session, alert_id)
            self._check(session, row, WRITTEN)
            gone = removed.copy(row)
            session.delete(row)
            self._note(session, JournalAction.ERASED)
            return gone

    def restore(self, gone: Removed) -> None:
        """Put back a draft that was removed."""
        with self._store.write() as session:
            removed.restore(session, gone)
            self._note(session, JournalAction.CREATED)

    def erase(self, alert_id: UUID) -> None:
        """Erase an alert with its additions, from every page of the base: for good.

        Raises:
            NotInChargeError: a worker asks; the person in charge decides.
        """
        with self._store.write() as session:
            row = self._alert(session, alert_id)
            if not self._guard.is_in_charge:
                raise workers.NotInChargeError
            session.delete(row)
            self._note(session, JournalAction.ERASED)
        self._store.compact()

    def left(self, alert_id: UUID, *, printed: bool) -> None:
        """Note that it was printed, or kept in a file."""
        with self._store.write() as session:
            self._alert(session, alert_id)
            self._note(session, JournalAction.PRINTED if printed else JournalAction.EXPORTED)

    # ------------------------------------------------------------------ who
    @property
    def _me(self) -> UUID | None:
        return UUID(self._store.slot) if self._store.slot else None

    def _reader(self) -> UUID | None:
        """Return whose alerts alone may be read; none where all may."""
        return None if self._guard.is_in_charge else self._me

    def _alert(self, session: Session, alert_id: UUID) -> Alert:
        row = session.get(Alert, alert_id)
        reader = self._reader()
        if row is None or reader not in {None, row.author_id}:
            raise NotFoundError(_GONE)
        return row

    def _page(self, alert_id: UUID) -> AlertPage:
        with self._store.read() as session:
            row = self._alert(session, alert_id)
            return reading.page(session, row, self._clock.today(), self._rights(session, row))

    def _rights(self, session: Session, row: Alert) -> tuple[bool, bool]:
        """Return whether the text may be written, and its keeping decided."""
        is_in_charge = self._guard.is_in_charge
        known = workers.by_slot(session)
        author = None if row.author_id is None else known.get(row.author_id)
        has_gone = author is None or author.ended_on is not None  # nobody else can write it then
        return row.author_id == self._me or (is_in_charge and has_gone), is_in_charge

    def _check(self, session: Session, row: Alert, names: Collection[str]) -> None:
        """Refuse what may not change, or not by whoever asks."""
        if self._reader() not in {None, row.author_id}:
            raise NotFoundError(_GONE)
        may_write, may_decide = self._rights(session, row)
        if set(names) & set(WRITTEN):
            if not may_write:
                raise NotYoursError
            if row.transmitted_at is not None:
                raise AlertFixedError
        if set(names) & set(KEEPING) and not may_decide:
            raise workers.NotInChargeError
        if unknown := set(names) - {*WRITTEN, *FOLLOWING, *KEEPING}:
            raise ValueError(sorted(unknown))

    def _new(
        self, session: Session, alert_id: UUID, case_id: UUID | None, kind: AlertKind
    ) -> Alert:
        return reading.new(
            id=alert_id,
            author_id=self._me,
            author=settings.read_service(session).signature[:240],
            written_from=case_id,
            kind=kind,
            on_date=self._clock.today(),
            made_at=self._clock.now(),
        )

    # ------------------------------------------------------------------ the journal
    def _is_new(self, alert_id: UUID, action: JournalAction) -> bool:
        """Tell whether the journal has not noted this for ten minutes."""
        now, key = self._clock.now(), (alert_id, action)
        before = self._noted.get(key)
        if before is not None and timedelta(0) <= now - before < _SAME_VISIT:
            return False
        self._noted[key] = now
        return True

    def _note(self, session: Session, action: JournalAction, detail: str = "") -> None:
        """Add a line to the journal in the transaction: an action, no case and no content."""
        about = f"{_ABOUT}/{detail}" if detail else _ABOUT
        entry = chain.Entry(action=action, about=about)
        chain.append(session.connection(), [(self._clock.now(), entry)])
