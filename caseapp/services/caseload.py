"""The whole caseload estimated again, and what it leaves to look at.

A review reads many households in few statements, as the engine wants them, has it answer them in
bulk, and writes by batches in short transactions: whoever types meanwhile waits for nobody, and
what was done before a stop is kept. Everything that takes long is done by the engine's process:
this one has a window to draw.
"""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.kernel.calendar import Month
from caseapp.kernel.clock import PARIS
from caseapp.services import caseload_reading, stored_household
from caseapp.services.caseload_batch import Answered, Asked, Outcomes, keep_estimates, work_out
from caseapp.services.caseload_rows import CaseloadPage, Progress, ReviewSummary
from caseapp.services.caseload_telling import tell
from caseapp.services.caseload_view import change_rows
from db.models import Review, ReviewChange, ReviewReason
from db.queries import caseload as queries
from db.sight import Scope, sight_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.household import Household
    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.engine import Engine
    from db.store import Store

READ_AT_ONCE = 50  # cases
BATCH = 20  # cases written in one transaction
SEEN_FOR = timedelta(days=62)  # how long what was seen can be found again


class Caseload:
    """Reviews of the open cases, one at a time, and their changes."""

    def __init__(
        self, store: Store, clock: Clock, engine: Engine, catalogue: Catalogue, engine_name: str
    ) -> None:
        """`engine_name` is what the estimates of this engine are signed with."""
        self._store = store
        self._clock = clock
        self._engine = engine
        self._catalogue = catalogue
        self._engine_name = engine_name

    def due(self) -> ReviewReason | None:
        """Say why the caseload is to be estimated again by itself, if it is.

        A review that locking cut short does not count, one that a person stopped does.
        """
        month = Month.of(self._clock.today())
        with self._store.read(Scope.EVERY) as session:
            last = queries.last_review(session, ended=True)
            oldest = queries.oldest_month(session)
        if oldest is None:
            return None  # nothing was ever estimated: nothing can have changed
        if last is None:
            return ReviewReason.MONTH if Month.of(oldest) < month else None
        if last.engine != self._engine_name:
            return ReviewReason.ENGINE
        if last.catalogue != self._catalogue.version:
            return ReviewReason.CATALOGUE
        # Also after a month to come: that review was made under a clock that was wrong.
        return ReviewReason.MONTH if Month.of(last.month) != month else None

    def review(
        self,
        reason: ReviewReason = ReviewReason.ASKED,
        told: Callable[[Progress], object] = lambda _progress: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> UUID:
        """Estimate every open case and keep what changed; it takes a while: call it in a job.

        Raises:
            EngineTroubleError: the engine is gone; what was answered before is kept.
            ClosedStoreError: the base was locked meanwhile; what was written before is kept.
        """
        return _Review(self._store, self._clock, self._engine, self._catalogue).run(
            self._begin(reason), told, stopped
        )

    def page(self) -> CaseloadPage:
        """Return the last review and what is to look at, the most useful first."""
        now = self._clock.now()
        with self._store.read() as session:
            last = queries.last_review(session)
            found = queries.rows(session, now - SEEN_FOR)
            claims = queries.open_claims(session)
            count = len(queries.open_cases(session))
            is_partial = sight_of(session).is_partial
        return CaseloadPage(
            last=None if last is None else _summary(last, count if is_partial else None),
            rows=change_rows(found, claims, self._catalogue),
            open_cases=count,
        )

    def unseen(self) -> int:
        """Return how many changes nobody has marked as seen."""
        with self._store.read() as session:
            return queries.unseen(session)

    def mark_seen(self, ids: Sequence[UUID], *, seen: bool = True) -> None:
        """Mark changes as seen, or as not seen: each undoes the other."""
        moment = self._clock.now() if seen else None
        with self._store.write() as session:
            for start in range(0, len(ids), 500):  # a statement takes so many parameters
                session.execute(
                    sa.update(ReviewChange)
                    .where(ReviewChange.id.in_(ids[start : start + 500]))
                    .values(seen_at=moment, version=ReviewChange.version + 1)
                )

    def _begin(self, reason: ReviewReason) -> tuple[UUID, list[UUID]]:
        today = self._clock.today()
        with self._store.write() as session:
            ids = list(queries.open_cases(session))
            row = Review(
                reason=reason,
                started_at=self._clock.now(),
                month=Month.of(today).first_day,
                engine=self._engine_name,
                catalogue=self._catalogue.version,
                cases=0,
                total=len(ids),
            )
            session.add(row)
            session.flush()
            return row.id, ids


class _Review:
    """One review under way."""

    def __init__(self, store: Store, clock: Clock, engine: Engine, catalogue: Catalogue) -> None:
        self._store, self._clock, self._engine = store, clock, engine
        self._catalogue = catalogue

    def run(
        self,
        begun: tuple[UUID, list[UUID]],
        told: Callable[[Progress], object],
        stopped: Callable[[], bool],
    ) -> UUID:
        self._id, ids = begun
        self._began, self._total, self._done = self._clock.now(), len(ids), 0
        told(Progress(done=0, total=self._total, left=None))
        asked: deque[Asked] = deque()
        batch: list[Answered] = []
        answers = self._engine.estimate_whole(self._read(ids, asked, stopped), self._catalogue)
        try:
            for answer in answers:
                batch.append(Answered(asked.popleft(), answer))
                if len(batch) == BATCH:
                    self._keep(batch, told)
                    batch = []
                    if stopped():
                        break
        finally:
            close = getattr(answers, "close", None)
            if close is not None:
                close()  # the engine computes no further
        self._keep(batch, told)
        self._end()
        return self._id

    def _read(
        self, ids: Sequence[UUID], asked: deque[Asked], stopped: Callable[[], bool]
    ) -> Iterator[Household]:
        """Yield the households as the engine wants them, each noted among those it was asked."""
        today = self._clock.today()
        for start in range(0, len(ids), READ_AT_ONCE):
            if stopped():
                return
            some, moment = ids[start : start + READ_AT_ONCE], self._clock.now()
            with self._store.read(Scope.EVERY) as session:
                found = caseload_reading.households(session, some, today)
            self._total -= len(some) - len(found)  # some are gone since the beginning
            for stored in found:
                household = stored_household.to_domain(stored, today)
                asked.append(Asked(stored, household, moment))
                yield household

    def _keep(self, batch: list[Answered], told: Callable[[Progress], object]) -> None:
        if not batch:
            return
        ids = [one.asked.stored.case_id for one in batch]
        with self._store.read(Scope.EVERY) as session:
            latest = {row.case_id: row for row in queries.latest_estimates(session, ids)}
        now = self._clock.now()
        outcomes = [
            work_out(one, before, now, self._catalogue)
            for one in batch
            if not _is_newer(before := latest.get(one.asked.stored.case_id), one.asked)
        ]
        with self._store.write() as session:
            unmoved = _unmoved(session, outcomes)
            keep_estimates(session, unmoved)
            tell(session, self._id, unmoved)
            self._done += len(batch)
            self._count(session, self._done)
        told(Progress(done=self._done, total=self._total, left=self._left()))

    def _left(self) -> timedelta | None:
        spent = self._clock.now() - self._began
        if not spent or not self._done:
            return None
        return spent * (self._total - self._done) / self._done

    def _count(self, session: Session, done: int, ended_at: datetime | None = None) -> None:
        session.execute(
            sa.update(Review)
            .where(Review.id == self._id)
            .values(cases=done, total=self._total, ended_at=ended_at, version=Review.version + 1)
        )

    def _end(self) -> None:
        with self._store.write() as session:
            self._count(session, self._done, self._clock.now())


def _is_newer(latest: sa.Row[*tuple[Any, ...]] | None, asked: Asked) -> bool:
    """Whether a person estimated a case since its household was read: that answer stands."""
    return latest is not None and latest.made_at > asked.read_at


def _unmoved(session: Session, batch: Sequence[Outcomes]) -> list[Outcomes]:
    """Return the cases that nobody closed, erased or estimated since they were compared."""
    ids = [outcomes.case_id for outcomes in batch]
    still, latest = queries.still_open(session, ids), queries.latest_ids(session, ids)
    return [one for one in batch if one.case_id in still and latest.get(one.case_id) == one.before]


def _summary(row: Review, seen: int | None) -> ReviewSummary:
    """Return a review as it is shown; `seen`: the open cases of whoever sees a part of them."""
    return ReviewSummary(
        id=row.id,
        reason=row.reason,
        started_at=row.started_at,
        on=row.started_at.astimezone(PARIS).date(),
        month=Month.of(row.month),
        engine=row.engine,
        catalogue=row.catalogue,
        cases=row.cases if seen is None else min(seen, row.cases),
        total=row.total if seen is None else seen,
        is_whole=row.ended_at is not None and row.cases >= row.total,
    )
