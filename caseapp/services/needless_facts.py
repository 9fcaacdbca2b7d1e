"""The sensitive facts that no aid of their case needs any more: closing them is proposed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.domain.claim import ENDED, ClaimState
from caseapp.kernel.typography import typeset
from caseapp.rules.sensitive_facts import load_classing, rights_needing
from caseapp.services.case_rows import display_name
from caseapp.services.claim_words import STATES
from caseapp.services.household_facts import definition_of
from db.queries import sensitive as queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.household import Role
    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from db.store import Store

    Subject = tuple[UUID, UUID | None, str]  # case, person, fact

_OVER = ENDED | {ClaimState.REFUSED, ClaimState.SILENT_REFUSAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedlessFact:
    """An open fact that no aid of its case needs any more."""

    case_id: UUID
    reference: str
    name: str = field(repr=False)  # of the person, or of the applicant for the household's
    person_id: UUID | None
    key: str
    label: str = field(repr=False)
    aids: str = field(repr=False)  # « RQTH : refusée »
    has_value: bool


@dataclass(slots=True)
class _Open:
    """One open fact: for which aids, and whether there is a value."""

    rights: set[str] = field(default_factory=set)
    has_value: bool = False


class NeedlessFacts:
    """Reads the cases that are followed."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._store, self._clock, self._catalogue = store, clock, catalogue

    def rows(self) -> tuple[NeedlessFact, ...]:
        """Return the facts that nothing needs, by case.

        A fact is needless once every aid that it was opened for was claimed, and every claim of an
        aid that needs it has ended, or was refused with no more time to contest. Where no such
        claim was ever opened, it may be about to be: the fact stays.
        """
        needs = rights_needing(self._catalogue)
        with self._store.read() as session:
            opened = self._opened(session)
            states = self._states(session, opened)
            found: dict[UUID, list[tuple[Subject, tuple[str, ...]]]] = {}
            for subject, fact in opened.items():
                over = self._over(needs.get(subject[2], {}), fact, states.get(subject[0], {}))
                if over:
                    found.setdefault(subject[0], []).append((subject, over))
            named = queries.people(session, found)
        return tuple(self._told(found, opened, named))

    @staticmethod
    def _opened(session: Session) -> dict[Subject, _Open]:
        found: dict[Subject, _Open] = {}
        for case_id, person_id, key, right, stated in queries.open_facts(
            session, load_classing().sensitive
        ):
            fact = found.setdefault((case_id, person_id, key), _Open())
            fact.has_value = fact.has_value or bool(stated)
            if right:
                fact.rights.add(right)
        return found

    def _states(
        self, session: Session, opened: Mapping[Subject, _Open]
    ) -> dict[UUID, dict[str, list[tuple[ClaimState, bool]]]]:
        """Return, by case and aid, where each claim stands and whether it can be contested."""
        found: dict[UUID, dict[str, list[tuple[ClaimState, bool]]]] = {}
        cases = {subject[0] for subject in opened}
        for case_id, right, state, contested in queries.claims(session, cases, self._clock.today()):
            by_right = found.setdefault(case_id, {})
            by_right.setdefault(right, []).append((ClaimState(state), bool(contested)))
        return found

    def _over(
        self,
        needing: Mapping[str, frozenset[Role]],
        fact: _Open,
        states: Mapping[str, list[tuple[ClaimState, bool]]],
    ) -> tuple[str, ...]:
        """Return « RQTH : refusée » for each aid whose claim is over; nothing where one may need it."""
        claimed = {right: states[right] for right in {*needing, *fact.rights} if right in states}
        if not claimed or fact.rights - set(claimed):
            return ()
        for each in claimed.values():
            if any(state not in _OVER or contested for state, contested in each):
                return ()
        return tuple(
            typeset(f"{self._catalogue.right(right).short_name} : {STATES[each[-1][0]].lower()}")
            for right, each in sorted(claimed.items())
        )

    @staticmethod
    def _told(
        found: Mapping[UUID, list[tuple[Subject, tuple[str, ...]]]],
        opened: Mapping[Subject, _Open],
        named: Iterable[tuple[UUID, str, UUID, int, str, str]],
    ) -> Iterator[NeedlessFact]:
        names: dict[UUID, str] = {}
        references: dict[UUID, str] = {}
        first: dict[UUID, str] = {}
        for case_id, reference, person_id, _place, last, given in named:
            names[person_id] = display_name(last, given)
            first.setdefault(case_id, names[person_id])
            references[case_id] = reference
        for case_id, reference in references.items():
            for subject, over in found[case_id]:
                _case, whose, key = subject
                label = definition_of(key, of_person=whose is not None).label
                yield NeedlessFact(
                    case_id=case_id,
                    reference=reference,
                    name=first[case_id] if whose is None else names[whose],
                    person_id=whose,
                    key=key,
                    label=label,
                    aids=" ; ".join(over),
                    has_value=opened[subject].has_value,
                )
