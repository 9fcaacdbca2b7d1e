"""The open base: short sessions to read and to write, and an end that wipes the key."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.orm import Session

from caseapp.kernel.clock import SystemClock
from db import compacting, guard, history, search, touched, transactions, unclaimed_sums
from db.connection import check_library, connect
from db.documents import as_text
from db.errors import ClosedStoreError, DamagedBaseError, DiskTroubleError
from db.kept import KEPT
from db.secret import wipe
from db.sight import ALL, Scope, Sight, lay
from db.troubles import trouble_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator
    from contextlib import AbstractContextManager
    from pathlib import Path
    from uuid import UUID

    from caseapp.kernel.clock import Clock

_PATIENCE = 2.0  # seconds given to the sessions that are open when the base is locked


class Store:
    """An encrypted base that is open; it owns its data key and wipes it when closed."""

    def __init__(
        self,
        path: Path,
        data_key: bytearray,
        *,
        on_close: Callable[[], None] = lambda: None,
        clock: Clock | None = None,
        slot: str = "",
    ) -> None:
        """Open a base; `clock` dates its history, `slot` of the key file is what opened it."""
        check_library()
        guard.install()
        history.install()
        self._clock = clock or SystemClock()
        search.install()
        self.path = path
        self.slot = slot
        self._data_key = data_key
        self._on_close = on_close
        self._before_close: list[Callable[[], None]] = []
        self._sight: Callable[[], Sight] = lambda: ALL
        self._closed = False
        self._writes = 0
        self._kept: dict[object, object] = {}
        self._kept_at = 0
        self._touched: dict[UUID, int] = {}  # the last writing that changed each case
        self._sessions: set[Session] = set()
        self._lock = threading.Lock()
        self._turn = transactions.Turn()
        self._engine = sa.create_engine(
            "sqlite://",
            module=sqlcipher,
            creator=self._connect,
            poolclass=sa.QueuePool,
            pool_size=2,  # what more threads take is closed again: each keeps up to 8 MB of pages
            max_overflow=3,
            pool_use_lifo=True,  # the one that was used last has the pages at hand
            json_serializer=as_text,
            hide_parameters=True,  # an error message shows no personal data
        )
        transactions.hold(self._engine)
        self._writer = transactions.writer_of(self._engine)

    def __repr__(self) -> str:
        return f"<Store {self.path.name}{' closed' if self._closed else ''}>"

    @property
    def closed(self) -> bool:
        """Tell whether the base was locked."""
        return self._closed

    @property
    def writes(self) -> int:
        """How many sessions wrote until now: what was read while it stays the same still holds."""
        return self._writes

    def touched_since(self, writes: int) -> frozenset[UUID]:
        """Return the cases whose row of the list may have changed since so many writings."""
        with self._lock:
            return frozenset(case for case, last in self._touched.items() if last > writes)

    @property
    def engine(self) -> sa.Engine:
        """The engine, for what needs a whole connection: migrations, checks, copies."""
        return self._engine

    def see_by(self, sight: Callable[[], Sight]) -> None:
        """Have each reading be within what whoever works may see, asked again every time."""
        self._sight = sight

    def sees_anew(self, cases: Collection[UUID]) -> None:
        """Have what was kept of some cases be read again: who sees or reads them has changed."""
        with self._lock:
            self._writes += 2  # as a writing, which no session waits for
            self._touched |= dict.fromkeys(cases, self._writes)

    def read(self, scope: Scope = Scope.READABLE) -> AbstractContextManager[Session]:
        """Return a session on one snapshot of the base, in which nothing can be written.

        It reads what may be seen and read (`see_by`), unless `scope` says further.

        Raises:
            ClosedStoreError: the base was locked.
            KnownTroubleError: the file cannot be read.
        """
        return self._session(self._engine, scope=scope)

    def write(self) -> AbstractContextManager[Session]:
        """Return a session that writes: all of it at its end, or nothing if anything fails.

        Threads take turns.

        Raises:
            ClosedStoreError: the base was locked.
            KnownTroubleError: the file cannot be written, the disk is full…
        """
        return self._in_turn()

    def write_aside(self) -> AbstractContextManager[Session]:
        """Return a session that writes what no reading keeps (the journal): all of it, or nothing.

        What was read before still holds, and no history is told.

        Raises:
            ClosedStoreError: the base was locked.
            KnownTroubleError: the file cannot be written, the disk is full…
        """
        return self._in_turn(aside=True)

    def compact(self) -> bool:
        """Give the free pages back and empty the journal of writings; say whether none is left."""
        return compacting.compact(self._engine, self._turn)

    def before_close(self, call: Callable[[], None]) -> None:
        """Have something done while the base is still open, once it is to be closed."""
        self._before_close.append(call)

    @contextmanager
    def data_key(self) -> Generator[bytearray]:
        """Lend a copy of the key, for a file that is not the base itself; wiped afterwards.

        Raises:
            ClosedStoreError: the base was locked.
        """
        if self._closed:
            raise ClosedStoreError
        lent = bytearray(self._data_key)
        try:
            yield lent
        finally:
            wipe(lent)

    def close(self) -> None:
        """End every session, close the file, wipe the key: no journal stays beside the base."""
        while self._before_close:
            self._before_close.pop()()
        with self._lock:
            if self._closed:
                return
            self._closed = True
        self._end_sessions()
        self._kept = {}
        compacting.optimize(self._engine)
        self._engine.dispose()
        wipe(self._data_key)
        self._on_close()

    @contextmanager
    def _in_turn(self, *, aside: bool = False) -> Generator[Session]:
        with self._turn.taken(), self._session(self._writer, aside=aside) as session:
            yield session

    @contextmanager
    def _session(
        self, engine: sa.Engine, *, aside: bool = False, scope: Scope = Scope.EVERY
    ) -> Generator[Session]:
        sight = ALL if scope is Scope.EVERY or self._closed else self._sight()
        with self._lock:
            if self._closed:
                raise ClosedStoreError
            session = Session(engine, expire_on_commit=False)
            lay(session, sight, scope)
            if scope is Scope.READABLE and not self._writes % 2:  # else somebody is writing
                session.info[KEPT] = self._kept_now()
            self._sessions.add(session)
        writing = engine is self._writer
        try:
            if writing:
                self._begin(session, aside=aside)
            yield session
            if writing:
                self._commit(session, aside=aside)
        except (sa.exc.SQLAlchemyError, sqlcipher.Error, OSError) as error:
            told = self._trouble(error, session)
            if told is error:
                raise
            raise told from error
        finally:
            session.close()  # rolls back what was not committed
            with self._lock:
                self._sessions.discard(session)

    def _trouble(self, error: BaseException, session: Session) -> BaseException:
        """Return what to tell of an error of a session: itself, where nobody foresaw it."""
        if self._closed:  # locked under this session: whatever it says, that is the reason
            return ClosedStoreError()
        trouble = trouble_of(error, self.path)
        if trouble is None:
            return error
        if isinstance(trouble, (DamagedBaseError, DiskTroubleError)):
            self._let_go_of_connections(session)
        return trouble

    def _let_go_of_connections(self, session: Session) -> None:
        """Have the next sessions open the file anew: SQLCipher remembers a reading that failed.

        A stick that is plugged in again would be called damaged until the base is closed.
        """
        session.invalidate()
        self._engine.dispose()

    def _kept_now(self) -> dict[object, object]:
        if self._kept_at != self._writes:
            self._kept, self._kept_at = {}, self._writes
        return self._kept

    def _begin(self, session: Session, *, aside: bool) -> None:
        connection = session.connection()  # takes the right to write before all else
        if not aside:
            history.watch(session, self._clock)
            touched.watch(connection)

    def _commit(self, session: Session, *, aside: bool) -> None:
        if aside:
            session.commit()
            return
        session.flush()
        connection = session.connection()
        unclaimed_sums.count(connection, touched.take(connection, touched.COUNTED))
        listed = touched.take(connection, touched.LISTED)
        with self._lock:
            self._writes += 1  # before it shows: who reads meanwhile reads again
        try:
            session.commit()
        finally:  # even again, whatever happened: an odd number says that somebody is writing
            with self._lock:
                self._writes += 1
                self._touched |= dict.fromkeys(listed, self._writes)

    def _connect(self) -> Any:
        if self._closed:
            raise ClosedStoreError
        return connect(self.path, self._data_key)

    def _end_sessions(self) -> None:
        """Let the sessions of other threads end, then interrupt those that do not."""
        patience = time.monotonic() + _PATIENCE
        while self._sessions and time.monotonic() < patience:
            time.sleep(0.005)
        for session in tuple(self._sessions):
            session.invalidate()  # closes its connection: its next statement fails
