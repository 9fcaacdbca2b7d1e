"""Estimates: asked of the engine outside any transaction, kept with the household as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caseapp.exchange.estimate import read_estimate, write_estimate
from caseapp.exchange.household import read_kept_household, write_household
from caseapp.kernel.calendar import Month
from caseapp.kernel.clock import PARIS
from caseapp.kernel.errors import NotFoundError
from caseapp.kernel.ids import new_id
from caseapp.rules.every_right import answer_every_right
from caseapp.services import estimate_comparison, right_rows, stored_household
from caseapp.services.estimate_keeping import counted_rights
from caseapp.services.estimate_rows import EstimateSummary, SavedEstimate
from caseapp.services.estimate_totals import totals
from db.models import EstimatedRight, EstimateRow
from db.queries import claims as claim_queries
from db.queries import estimates as queries

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    import sqlalchemy as sa
    from sqlalchemy.orm import Session

    from caseapp.domain.estimate import Estimate
    from caseapp.domain.household import Household
    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.engine import Engine
    from caseapp.services.estimate_rows import Comparison, RightRow
    from caseapp.services.estimate_totals import Totals
    from caseapp.services.household import HouseholdDesk
    from db.store import Store


class Estimates:
    """The estimates of the cases."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        household_desk: HouseholdDesk,
        engine: Engine,
        catalogue: Catalogue,
    ) -> None:
        self._store = store
        self._clock = clock
        self._desk = household_desk
        self._engine = engine
        self._catalogue = catalogue
        self._glanced: tuple[Household, Estimate] | None = None

    def glance(self, case_id: UUID) -> Totals:
        """Return what the rights come to now, keeping nothing: call it in a job.

        Raises:
            EngineTroubleError: no answer could be had.
        """
        household = self._desk.household(case_id)
        answer = self._engine.estimate(household)
        self._glanced = household, answer  # `run` does not ask the same again
        return totals(answer, self._catalogue)

    def totals(self, case_id: UUID) -> Totals | None:
        """Return what the rights of the latest estimate come to; None where it stands no longer."""
        saved = self.latest(case_id)
        if saved is None or self.is_stale(case_id):
            return None
        return totals(saved.estimate, self._catalogue)

    def of_day(self, case_id: UUID, on: date) -> tuple[SavedEstimate, tuple[RightRow, ...]]:
        """Estimate the situation of another day, with the scales of that day: call it in a job.

        Nothing is kept, and nothing can be asked for: its rows only explain.

        Raises:
            EngineTroubleError: no answer could be had.
        """
        with self._store.read() as session:
            stored = stored_household.load(session, case_id, on)
        household = stored_household.to_domain(stored, on)
        answer = self._engine.estimate(household)
        estimate = answer_every_right(answer, household, self._catalogue)
        saved = SavedEstimate(
            id=new_id(),
            case_id=case_id,
            made_at=self._clock.now(),
            on=on,
            month=estimate.month,
            engine=estimate.engine,
            catalogue=estimate.catalogue,
            is_latest=False,
            estimate=estimate,
            household=household,
        )
        rows = right_rows.rows(saved, (), {}, stored, self._catalogue, on)
        return saved, tuple(right_rows.explained_only(row) for row in rows)

    def run(self, case_id: UUID) -> UUID:
        """Estimate every right of a case and keep the answer; it takes a moment: call it in a job.

        Raises:
            EngineTroubleError: no answer could be had; nothing is kept.
        """
        household = self._desk.household(case_id)
        glanced, self._glanced = self._glanced, None
        known = glanced is not None and glanced[0] == household
        # no transaction waits for it
        answer = glanced[1] if known and glanced else self._engine.estimate(household)
        estimate = answer_every_right(answer, household, self._catalogue)
        with self._store.write() as session:
            queries.forget_latest(session, case_id)
            row = EstimateRow(
                case_id=case_id,
                made_at=self._clock.now(),
                month=estimate.month.first_day,
                engine=estimate.engine,
                catalogue=estimate.catalogue,
                household=write_household(household),
                result=write_estimate(estimate),
                is_latest=True,
            )
            session.add(row)
            session.flush()
            rights = counted_rights(row.id, estimate, self._catalogue)
            session.add_all(EstimatedRight(**right) for right in rights)
            return row.id

    def latest(self, case_id: UUID) -> SavedEstimate | None:
        """Return the latest estimate of a case, if one was made."""
        with self._store.read() as session:
            return self._latest(session, case_id)

    def saved(self, estimate_id: UUID) -> SavedEstimate:
        """Return one estimate.

        Raises:
            NotFoundError: it was erased.
        """
        with self._store.read() as session:
            return self._one(session, estimate_id)

    def is_stale(self, case_id: UUID) -> bool:
        """Say whether the household or the month changed since the latest estimate.

        A case that was never estimated is not stale: there is nothing to doubt.
        """
        with self._store.read() as session:
            row = queries.latest_household(session, case_id)
            if row is None:
                return False
            kept, month = row.household, Month.of(row.month)
            stored = stored_household.load(session, case_id, self._clock.today())
        today = self._clock.today()
        if month != Month.of(today):
            return True
        now = write_household(stored_household.to_domain(stored, today))
        return {**now, "date": ""} != {**kept, "date": ""}

    def history(self, case_id: UUID) -> tuple[EstimateSummary, ...]:
        """Return the estimates of a case, the latest first."""
        with self._store.read() as session:
            found = queries.history(session, case_id)
        return tuple(
            EstimateSummary(
                id=id_,
                made_at=made_at,
                on=_civil_day(made_at),
                month=Month.of(month),
                engine=engine,
                catalogue=catalogue,
                is_latest=is_latest,
            )
            for id_, made_at, month, engine, catalogue, is_latest in found
        )

    def compare(self, earlier_id: UUID, later_id: UUID) -> Comparison:
        """Return what changed between two estimates, in the rights and in the household.

        Raises:
            NotFoundError: one of them was erased.
        """
        with self._store.read() as session:
            earlier, later = self._one(session, earlier_id), self._one(session, later_id)
            stored = stored_household.load(session, later.case_id, self._clock.today())
        return estimate_comparison.compare(
            earlier, later, stored, self._catalogue, self._desk.words()
        )

    def rows(self, case_id: UUID) -> tuple[RightRow, ...]:
        """Return the rights of the latest estimate beside what is claimed; none without one."""
        with self._store.read() as session:
            saved = self._latest(session, case_id)
            if saved is None:
                return ()
            claims = claim_queries.of_case(session, case_id)
            filed = claim_queries.filed_on(session, [claim.id for claim in claims])
            stored = stored_household.load(session, case_id, self._clock.today())
        return right_rows.rows(saved, claims, filed, stored, self._catalogue, self._clock.today())

    def _latest(self, session: Session, case_id: UUID) -> SavedEstimate | None:
        row = queries.latest(session, case_id)
        return None if row is None else self._saved(row)

    def _one(self, session: Session, estimate_id: UUID) -> SavedEstimate:
        row = queries.one(session, estimate_id)
        if row is None:
            raise NotFoundError("Cette estimation n'existe plus.")
        return self._saved(row)

    def _saved(self, row: sa.Row[*tuple[Any, ...]]) -> SavedEstimate:
        return SavedEstimate(
            id=row.id,
            case_id=row.case_id,
            made_at=row.made_at,
            on=_civil_day(row.made_at),
            month=Month.of(row.month),
            engine=row.engine,
            catalogue=row.catalogue,
            is_latest=row.is_latest,
            estimate=read_estimate(row.result),
            household=read_kept_household(row.household, today=self._clock.today()),
        )


def _civil_day(moment: datetime) -> date:
    return moment.astimezone(PARIS).date()
