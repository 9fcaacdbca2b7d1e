"""The journal: who opened, changed, printed, exported or erased which case, and when.

Changes are noted by `db.history`, in their own transaction. What only reads is noted here, in a
thread of the journal's own: whoever opens a case waits for nothing. Neither names nor contents.
"""

from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from caseapp.domain.journal import JournalAction, Keeping, fault_of
from caseapp.kernel.calendar import months_after
from caseapp.kernel.clock import PARIS
from caseapp.kernel.errors import CaseAppError, UserInputError
from caseapp.services import settings
from caseapp.services.journal_rows import (
    JournalCriteria,
    JournalRow,
    Verification,
    about_words,
)
from db import journal as chain
from db.queries import journal as queries
from db.sight import Scope

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.store import Store

SHOWN = 2000  # lines on the page at once, the newest
_KEEPING = "journal.keeping"
_SAME_VISIT = timedelta(minutes=10)  # a case opened again meanwhile is not noted again
_ALL = JournalCriteria()


class Journal:
    """The journal of one base."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._waiting: deque[tuple[datetime, chain.Entry]] = deque()
        self._writing = threading.Lock()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="journal")
        self._opened: dict[UUID, datetime] = {}
        store.before_close(self._close)

    # ------------------------------------------------------------------ noting
    def opened(self, case_id: UUID) -> None:
        """Note that a case is looked at; going back and forth for ten minutes is one visit."""
        now = self._clock.now()
        before = self._opened.get(case_id)
        if before is None or not timedelta(0) <= now - before < _SAME_VISIT:
            self._opened[case_id] = now
            self.note(JournalAction.OPENED, case_id)

    def note(self, action: JournalAction, case_id: UUID | None = None, about: str = "") -> None:
        """Note what was done; returns at once.

        Args:
            action: what was done.
            case_id: to which case; none where it is not about one.
            about: in codes (`journal_rows`), parted by commas: « letter », « document ».
        """
        entry = chain.Entry(action=action, case_id=case_id, about=about)
        if self._store.closed:
            return  # there is no base any more to note it in
        self._waiting.append((self._clock.now(), entry))
        self._pool.submit(self._write_waiting)

    def settle(self) -> None:
        """Wait until all that was noted is written.

        Raises:
            KnownTroubleError: the base cannot be written; what was noted waits still.
        """
        self._pool.submit(self._write).result()

    # ------------------------------------------------------------------ reading
    def rows(
        self, criteria: JournalCriteria = _ALL, limit: int | None = SHOWN
    ) -> tuple[JournalRow, ...]:
        """Return the lines that are asked for, the newest first; all of them without a limit."""
        self.settle()
        with self._store.read() as session:
            found = queries.lines(
                session,
                since=None if criteria.since is None else _midnight(criteria.since),
                until=None if criteria.until is None else _midnight(criteria.until, 1),
                author=criteria.author,
                actions=criteria.actions,
                reference=criteria.reference.strip(),
                limit=limit,
            )
        return tuple(
            JournalRow(
                number=number,
                at=at,
                author=author,
                action=action,
                case_id=case_id if is_there else None,
                reference=reference,
                about=about_words(about),
                seal=seal,
            )
            for number, at, author, action, case_id, reference, about, seal, is_there in found
        )

    def authors(self) -> tuple[str, ...]:
        """Return whoever is named in the journal, by name."""
        with self._store.read() as session:
            return tuple(sorted(queries.authors(session)))

    def verify(self) -> Verification:
        """Check every line against its seal. Reads the whole journal: called in a job."""
        self.settle()
        with self._store.read(Scope.EVERY) as session:
            found = list(chain.faults(session.connection()))
            checked = queries.count(session)
        return Verification(
            checked=checked,
            altered=tuple(x.number for x in found if x.number is not None and not x.is_missing),
            missing=tuple(x.number for x in found if x.number is not None and x.is_missing),
            is_chain_broken=any(fault.number is None for fault in found),
        )

    def last_seal(self) -> tuple[int, str] | None:
        """Return the number and the seal of the last line: written down elsewhere, they witness."""
        with self._store.read() as session:
            return queries.last_seal(session)

    # ------------------------------------------------------------------ how long
    def keeping(self) -> Keeping:
        """Return how long the journal is kept."""
        with self._store.read() as session:
            kept = settings.read(session, _KEEPING)
        if not isinstance(kept, dict):
            return Keeping()
        return Keeping(int(kept.get("months", 0)), str(kept.get("reason", "")))

    def keep(self, keeping: Keeping) -> None:
        """Say how long the journal is kept; what is older goes at the next purge.

        Raises:
            UserInputError: under 6 months, over 36, or over 12 without a reason.
        """
        if (fault := fault_of(keeping)) is not None:
            raise UserInputError(*fault)
        kept = {"months": keeping.months, "reason": keeping.reason.strip()}
        with self._store.write() as session:
            settings.write(session, _KEEPING, kept, self._clock)
            told = chain.Entry(action=JournalAction.JOURNAL_SET, about=f"{keeping.months} mois")
            chain.append(session.connection(), [(self._clock.now(), told)])

    def purge(self) -> int:
        """Take out the lines that are older than is kept, and note it; return how many."""
        oldest = months_after(self._clock.today(), -self.keeping().months)
        with self._store.write_aside() as session:
            gone = chain.let_go(session.connection(), _midnight(oldest))
            if gone:
                told = chain.Entry(action=JournalAction.JOURNAL_PURGED, about=f"{gone} lignes")
                chain.append(session.connection(), [(self._clock.now(), told)])
        return gone

    # ------------------------------------------------------------------ the thread
    def _write_waiting(self) -> None:
        try:
            self._write()
        except CaseAppError:  # the base is busy, full or closed: they wait for the next one
            return

    def _write(self) -> None:
        with self._writing:
            told = []
            while self._waiting:
                told.append(self._waiting.popleft())
            if not told:
                return
            try:
                with self._store.write_aside() as session:
                    find = _finder(session)
                    named = [(at, _named(entry, find)) for at, entry in told]
                    chain.append(session.connection(), named)
            except CaseAppError:
                self._waiting.extendleft(reversed(told))
                raise

    def _close(self) -> None:
        """Write what waits while the base is still open, and take nothing more."""
        self._pool.submit(self._write_waiting)
        self._pool.shutdown(wait=True)


def _finder(session: Session) -> Callable[[UUID], str]:
    """Return what finds the reference of a case, each looked up once."""
    known: dict[UUID, str] = {}

    def find(case_id: UUID) -> str:
        if case_id not in known:
            known[case_id] = queries.reference_of(session, case_id)
        return known[case_id]

    return find


def _named(entry: chain.Entry, reference_of: Callable[[UUID], str]) -> chain.Entry:
    if entry.case_id is None or entry.reference:
        return entry
    return chain.Entry(
        action=entry.action,
        case_id=entry.case_id,
        reference=reference_of(entry.case_id),
        about=entry.about,
    )


def _midnight(day: date, days_after: int = 0) -> datetime:
    return datetime.combine(day + timedelta(days=days_after), time(), tzinfo=PARIS)
