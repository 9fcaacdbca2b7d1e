"""What a letter is filled with, gathered of a case, of its service, of one of its claims."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.rules.claim_history import in_order
from caseapp.services import settings
from caseapp.services.claim_records import ClaimRecord
from caseapp.services.claim_view import claim_page
from caseapp.services.letter_values import ClaimFacts, values
from db.queries import letters as queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.letters.filling import Values
    from caseapp.services.household import HouseholdDesk
    from caseapp.services.settings import ServiceSettings
    from db.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The values of the blanks, and what they were read of."""

    values: Values = field(repr=False)
    claim: ClaimFacts | None = field(repr=False)
    service: ServiceSettings


class LetterFacts:
    """Reads; writes nothing."""

    def __init__(
        self, store: Store, clock: Clock, catalogue: Catalogue, household: HouseholdDesk
    ) -> None:
        self._store, self._clock = store, clock
        self._catalogue, self._household = catalogue, household

    def gather(self, case_id: UUID, claim_id: UUID | None, routes: Sequence[str] = ()) -> Gathered:
        """Return the values for a letter of a case; `routes` are the appeals it may speak of.

        Raises:
            NotFoundError: there is no such case or claim any more.
        """
        page = self._household.page(case_id)
        with self._store.read() as session:
            case = queries.case_of(session, case_id)
            service = settings.read_service(session)
            claim = self.claim(session, claim_id) if claim_id is not None else None
        filled = values(page, service, case.reference, claim, self._clock.today(), routes)
        return Gathered(values=filled, claim=claim, service=service)

    def claim(self, session: Session, claim_id: UUID) -> ClaimFacts:
        """Return what a letter may say of a claim.

        Raises:
            NotFoundError: there is no such claim any more.
        """
        page = claim_page(session, claim_id, self._catalogue, self._clock.today())
        return ClaimFacts(
            right=self._catalogue.right(page.right),
            page=page,
            events=in_order(ClaimRecord(session, claim_id).events()),
        )
