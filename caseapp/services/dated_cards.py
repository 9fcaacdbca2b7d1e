"""Cases and claims as dated things show them: read once for as long as nothing is written."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from caseapp.domain.claim import ENDED, ClaimState
from caseapp.kernel.money import Money
from caseapp.services.dated_rows import CaseCard, ClaimCard
from db.queries import case_list
from db.queries import dated as queries

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from sqlalchemy.orm import Session

    from caseapp.rules.places import Communes
    from db.store import Store

_NOBODY = (None, "", "", "")
_OPENED, _CLOSED, _CONTACT = 3, 4, 5  # of a case, as it is read
_STATES = {state.value: state for state in ClaimState}
_SOMEBODY = CaseCard(
    key=UUID(int=0),
    reference="",
    last_name="",
    first_name="",
    folded_name="",
    referent="",
    town_of=lambda _key: "",
    last_contact_on=None,
    opened_on=date.min,
    is_open=True,
)


class Towns:
    """Where each household lives, read when it is first asked: most pages never do."""

    def __init__(self, store: Store, communes: Communes) -> None:
        self._store, self._communes = store, communes
        self._names: dict[Any, str] | None = None

    def of(self, case: Any) -> str:
        """Return the name of a commune, nothing where it is not known."""
        if self._names is None:
            with self._store.read() as session:
                facts = case_list.communes(session)
            known = {
                fact: self._communes.get(str(case_list.text(fact)))
                for fact in {f for _, f in facts}
            }
            self._names = {raw: town.name for raw, fact in facts if (town := known[fact])}
        return self._names.get(case, "")


class NoCards:
    """Where things are only counted: every one is of some case, nobody asks which."""

    def case(self, raw: Any) -> CaseCard | None:
        """Return some case, or none where there is none."""
        return None if raw is None else _SOMEBODY

    def claim(self, _raw: Any) -> ClaimCard | None:
        """Return no claim."""
        return None

    def case_of(self, _claim: Any) -> CaseCard | None:
        """Return no case."""
        return None

    def bring_ended(self, session: Session) -> None:
        """Bring nothing."""


class Cards(NoCards):
    """Every case that was not merged into another, and claims: looked up by the driver's key."""

    def __init__(
        self,
        session: Session,
        towns: Towns,
        right_name: Callable[[str], str],
        among: Collection[UUID] | None = None,
    ) -> None:
        self._right_name, self._towns = cache(right_name), towns
        self._names: dict[Any, Any] = {}
        self._cases: dict[Any, Any] = {}
        self._claims: dict[Any, Any] = {}
        self._refused: dict[Any, Any] = {}
        self._made: dict[Any, CaseCard | ClaimCard] = {}
        self._has_ended = False
        self._read(session, among)

    def renew(self, session: Session, towns: Towns, touched: Collection[UUID]) -> None:
        """Read some cases again. Done to a copy: others may be reading from the one it is of."""
        key = case_list.key
        self._towns = towns
        self._cases = {raw: row for raw, row in self._cases.items() if key(raw) not in touched}
        self._names = {raw: row for raw, row in self._names.items() if key(raw) not in touched}
        self._claims = {x: row for x, row in self._claims.items() if key(row[1]) not in touched}
        self._refused = {raw: day for raw, day in self._refused.items() if raw in self._claims}
        left = self._cases.keys() | self._claims.keys()
        self._made = {raw: card for raw, card in self._made.items() if raw in left}
        self._read(session, touched)

    def _read(self, session: Session, among: Collection[UUID] | None) -> None:
        self._names |= {row[0]: row for row in case_list.applicants(session, among)}
        self._cases |= {row[0]: row for row in case_list.cases(session, among)}
        for ended in (False, True) if self._has_ended else (False,):
            found = queries.claims(session, ended=ended, among=among)
            self._claims |= {row[0]: row for row in found}
        for raw, day in queries.refusals(session, among):
            if raw not in self._refused or day > self._refused[raw]:
                self._refused[raw] = day

    def bring_ended(self, session: Session) -> None:
        """Bring the claims that ended too: most readings are of those under way."""
        if not self._has_ended:
            ended = {row[0]: row for row in queries.claims(session, ended=True)}
            self._claims = {**self._claims, **ended}  # another one: somebody may be reading it
            self._has_ended = True

    def states_under_way(self) -> Iterator[ClaimState]:
        """Yield the states of the claims that have not ended."""
        states = (_STATES[row[3]] for row in self._claims.values())
        return (state for state in states if state not in ENDED)

    def followed(self) -> int:
        """Return how many cases are not closed."""
        return sum(row[_CLOSED] is None for row in self._cases.values())

    def without_contact_since(self, day: date) -> list[Any]:
        """Return the open cases of which nobody was met since a day, the longest first."""
        found = []
        for raw, row in self._cases.items():
            last = case_list.day(row[_CONTACT] or row[_OPENED])
            if row[_CLOSED] is None and last is not None and last < day:
                found.append((last, raw))
        return [raw for _, raw in sorted(found)]

    def case(self, raw: Any) -> CaseCard | None:
        """Return a case; None where it is none, or was merged."""
        known = self._cases.get(raw)
        if known is None:
            return None
        card = self._made.get(raw)
        if not isinstance(card, CaseCard):
            _raw, reference, referent, opened, closed, contact = known
            _case, last, first, folded = self._names.get(raw, _NOBODY)
            card = CaseCard(
                key=raw,
                reference=reference,
                last_name=last,
                first_name=first,
                folded_name=folded,
                referent=referent,
                town_of=self._towns.of,
                last_contact_on=case_list.day(contact),
                opened_on=_day(opened),
                is_open=closed is None,
            )
            self._made[raw] = card
        return card

    def case_of(self, claim: Any) -> CaseCard | None:
        """Return the case of a claim."""
        known = self._claims.get(claim)
        return None if known is None else self.case(known[1])

    def claim(self, raw: Any) -> ClaimCard | None:
        """Return a claim; None where it is none."""
        known = self._claims.get(raw)
        if known is None:
            return None
        card = self._made.get(raw)
        if not isinstance(card, ClaimCard):
            _raw, _case, right, state, agency, granted, estimated = known
            cents = estimated if granted is None else granted
            stands = _STATES[state]
            refused = self._refused.get(raw) if stands is ClaimState.REFUSED else None
            card = ClaimCard(
                key=raw,
                right=right,
                right_name=self._right_name(right),
                state=stands,
                agency=agency,
                stake=None if cents is None else Money(cents),
                refused_on=case_list.day(refused),
            )
            self._made[raw] = card
        return card


def _day(raw: Any) -> date:
    found = case_list.day(raw)
    if found is None:
        raise AssertionError("a day that is always there")
    return found
