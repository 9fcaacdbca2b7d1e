"""Where a claim is filed: the catalogue says « CAF ou MSA », the caseworker « CAF du Rhône »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.services.claim_records import ClaimRecord
from db.queries import claims as queries

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.rules.catalogue_loader import Catalogue
    from db.store import Store

LENGTH = 160


class ClaimAgencies:
    """Names the agency of a claim; the legal delays follow the right, never this name."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store, self._catalogue = store, catalogue

    def name(self, claim_id: UUID, text: str) -> None:
        """Say where a claim is filed; nothing gives back the words of the catalogue.

        Raises:
            UserInputError: the text is too long.
            NotFoundError: there is no such claim or right any more.
        """
        agency = " ".join(text.split())
        if len(agency) > LENGTH:
            raise UserInputError("agency", f"Ce nom a {LENGTH} caractères au plus.")
        with self._store.write() as session:
            claim = ClaimRecord(session, claim_id).claim
            claim.agency = agency or self._official(claim.right)

    def known(self, right: str) -> tuple[str, ...]:
        """Return the agencies in use: those of this right first, the most frequent first."""
        with self._store.read() as session:
            return tuple(queries.agencies(session, right))

    def _official(self, right: str) -> str:
        try:
            return self._catalogue.right(right).agency
        except KeyError:
            raise NotFoundError("Ce droit n'est plus dans le catalogue.") from None
