"""Which duties a claim answers for: one thing to ask again is told once, by the claim.

A claim that was granted has its own date to ask again, one that was sent asks already. Where the
two do not agree on the end, the earlier is never left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from caseapp.rules.duty_rules import duty_rules
from caseapp.rules.household_duties import PERMIT
from db.queries import duties as queries
from db.queries.case_list import day as day_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.rules.duty_rules import OfDocument


class AskedByClaims:
    """Reads the claims once, then says of each duty whether one of them asks for the same."""

    def __init__(self, session: Session, among: Collection[UUID] | None) -> None:
        label = duty_rules().renewal.end_label
        documents = duty_rules().documents
        rights = {right for rule in documents for right in (rule.right, *rule.also)} | {PERMIT}
        self._waiting: Counter[tuple[Any, str]] = Counter()
        self._ends: dict[tuple[Any, str], list[date]] = defaultdict(list)
        for case, right, raw in queries.asked_again(session, rights, label, among):
            end = day_of(raw)
            if end is None:
                self._waiting[case, right] += 1
            else:
                self._ends[case, right].append(end)

    def takes_permit(self, case: Any, until: date) -> bool:
        """Say whether a claim asks for this permit: each for one, two people may have one each."""
        ends = self._ends.get((case, PERMIT), [])
        if until in ends:
            ends.remove(until)
            return True
        if self._waiting[case, PERMIT]:
            self._waiting[case, PERMIT] -= 1
            return True
        return False

    def asks_for(self, case: Any, rule: OfDocument, until: date) -> bool:
        """Say whether a claim asks for what a document notifies."""
        near = timedelta(duty_rules().same_end_days)
        rights = [(case, right) for right in (rule.right, *rule.also)]
        return any(
            self._waiting[key] or any(timedelta() <= until - end <= near for end in self._ends[key])
            for key in rights
        )
