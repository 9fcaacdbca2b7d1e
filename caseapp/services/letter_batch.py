"""One letter for many cases at once: each filled with its own case, all written or none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.domain.claim import ENDED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from caseapp.services.claims import Claims
    from caseapp.services.letter_drafts import Draft
    from caseapp.services.letters import Letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What was written, and the cases that have no claim for this letter to speak of."""

    letters: tuple[UUID, ...]
    without_claim: tuple[UUID, ...] = field(default=())


class LetterBatch:
    """Writes letters of several cases; they are then read, sent and removed one by one."""

    def __init__(self, letters: Letters, claims: Claims) -> None:
        self._letters, self._claims = letters, claims

    def write(self, code: str, case_ids: Sequence[UUID], told: Callable[[float], None]) -> Batch:
        """Begin a letter in each case.

        `told` hears how far it is, and may stop it by raising: nothing is written then.
        A letter about a claim speaks of the one that calls for it, else of the one opened last;
        a case without any is left out.

        Raises:
            NotFoundError: a case or the template is gone.
            UserInputError: the template of the service cannot be filled.
        """
        needs_claim = {row.code: row.needs_claim for row in self._letters.library()}
        drafts: list[Draft] = []
        without: list[UUID] = []
        for number, case_id in enumerate(case_ids):
            told(number / len(case_ids))
            claim = self._claim(case_id, code)
            if claim is None and needs_claim.get(code, False):
                without.append(case_id)
            else:
                drafts.append(self._letters.draft(case_id, code, claim))
        return Batch(letters=self._letters.begin_all(drafts), without_claim=tuple(without))

    def take_back(self, batch: Batch) -> None:
        """Remove the letters of a batch, those that went excepted."""
        for letter in batch.letters:
            if self._letters.page(letter).sent_on is None:
                self._letters.remove(letter)

    def _claim(self, case_id: UUID, code: str) -> UUID | None:
        open_ = [row.id for row in self._claims.of_case(case_id) if row.state not in ENDED]
        if len(open_) < 2:
            return open_[0] if open_ else None
        for claim in open_:
            proposed = self._letters.proposed(self._claims.page(claim))
            if code in {row.code for row in proposed}:
                return claim
        return open_[0]
