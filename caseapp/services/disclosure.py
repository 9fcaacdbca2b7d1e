"""What a report of a case discloses: only the sections that were chosen are read into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.case_report import (
    ALL_SECTIONS,
    CaseReportData,
    ClosingEntry,
    EstimatePart,
    InterviewEntry,
    MandateEntry,
    Section,
)
from caseapp.domain.claim import ENDED
from caseapp.domain.mandate import MandateState
from caseapp.kernel.errors import NotFoundError
from caseapp.services import disclosure_entries as entries
from caseapp.services import settings
from caseapp.services.case_rows import display_name
from caseapp.services.closing_words import reason_words
from caseapp.services.disclosed_duties import disclosed_duties
from caseapp.services.interview_rows import interview_entry
from caseapp.services.mandate_rows import KINDS
from caseapp.services.mandates import mandate_rows
from db.queries import cases as queries
from db.queries.closing import of_case as closings_of
from db.queries.interviews import disclosed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from uuid import UUID

    from caseapp.kernel.clock import Clock
    from caseapp.services.case_year import CaseYear
    from caseapp.services.claim_page import ClaimPage
    from caseapp.services.claims import Claims
    from caseapp.services.estimate_rows import RightRow
    from caseapp.services.estimates import Estimates
    from caseapp.services.household import HouseholdDesk
    from db.store import Store

_OF_CLAIMS = frozenset({Section.CLAIMS, Section.DEADLINES, Section.NEXT_STEPS})
_OF_RIGHTS = frozenset({Section.RIGHTS, Section.NEXT_STEPS})


class Disclosure:
    """Gathers what a report discloses."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        household: HouseholdDesk,
        estimates: Estimates,
        claims: Claims,
        year: CaseYear,
    ) -> None:
        self._store = store
        self._clock = clock
        self._household = household
        self._estimates = estimates
        self._claims = claims
        self._year = year

    def case_report(
        self,
        case_id: UUID,
        *,
        recipient: str = "",
        purpose: str = "",
        consent: str = "",
        sections: frozenset[Section] = ALL_SECTIONS,
        interviews: Sequence[UUID] = (),
    ) -> CaseReportData:
        """Return the report of a case, with the chosen sections and nothing of the others.

        `interviews` are those chosen one by one, for their section.

        Raises:
            NotFoundError: there is no such case any more.
        """
        with self._store.read() as session:
            service = settings.read_service(session)
            header = queries.header(session, case_id)
        if header is None:
            raise NotFoundError("Ce dossier n'existe plus.")
        page = self._household.page(case_id)
        rights = self._estimates.rows(case_id) if sections & _OF_RIGHTS else ()
        claims = self._claim_pages(case_id) if sections & _OF_CLAIMS else ()
        household = self._household.household(case_id)
        applicant = page.people[0]
        return CaseReportData(
            service_name=service.service_name,
            service_address=service.service_address,
            reference=header.reference,
            person=display_name(applicant.last_name, applicant.first_name),
            author=service.signature if service.worker else header.referent,
            recipient=recipient,
            purpose=purpose,
            consent=consent,
            edited_at=self._clock.now(),
            sections=sections,
            people=tuple(entries.people(page, household)) if Section.PEOPLE in sections else (),
            health=tuple(entries.health(page)) if Section.HEALTH in sections else (),
            contacts=tuple(entries.contacts(page)) if Section.CONTACTS in sections else (),
            mandates=self._mandates(case_id) if Section.MANDATES in sections else (),
            budget=entries.budget(page) if Section.RESOURCES in sections else None,
            estimate=self._estimate(case_id, rights) if Section.RIGHTS in sections else None,
            claims=tuple(map(entries.claim, claims)) if Section.CLAIMS in sections else (),
            deadlines=tuple(entries.deadlines(claims)) if Section.DEADLINES in sections else (),
            duties=disclosed_duties(self._year.of_case(case_id), sections)
            if Section.DUTIES in sections
            else (),
            next_steps=(
                tuple(entries.next_steps(claims, rights)) if Section.NEXT_STEPS in sections else ()
            ),
            closings=tuple(self._closings(case_id)) if Section.CLOSING in sections else (),
            interviews=(
                self._interviews(case_id, interviews) if Section.INTERVIEWS in sections else ()
            ),
        )

    def _mandates(self, case_id: UUID) -> tuple[MandateEntry, ...]:
        """Return those that hold today: one that was withdrawn permits nothing any more."""
        with self._store.read() as session:
            rows = mandate_rows(session, case_id, self._clock.today())
        return tuple(
            MandateEntry(
                kind=KINDS[row.kind],
                covers=row.covers,
                giver=row.giver,
                holder=row.holder,
                period=row.period,
                is_signed=row.document_id is not None,
            )
            for row in rows
            if row.state in {MandateState.HOLDS, MandateState.ENDING}
        )

    def _interviews(self, case_id: UUID, chosen: Sequence[UUID]) -> tuple[InterviewEntry, ...]:
        with self._store.read() as session:
            return tuple(interview_entry(row) for row in disclosed(session, case_id, chosen))

    def _closings(self, case_id: UUID) -> Iterator[ClosingEntry]:
        with self._store.read() as session:
            for row in closings_of(session, case_id):
                yield ClosingEntry(
                    on=row.closed_on,
                    reason=reason_words(row.reason, row.detail),
                    relay=row.relay,
                    note=row.note,
                    reopened_on=row.reopened_on,
                )

    def _claim_pages(self, case_id: UUID) -> tuple[ClaimPage, ...]:
        rows = self._claims.of_case(case_id)
        return tuple(self._claims.page(row.id) for row in rows if row.state not in ENDED)

    def _estimate(self, case_id: UUID, rights: Iterable[RightRow]) -> EstimatePart | None:
        saved = self._estimates.latest(case_id)
        return None if saved is None else entries.estimate(saved, rights)
