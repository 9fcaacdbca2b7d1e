"""The duties of households on some days, read from what is noted of them; no claim is needed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import NAMESPACE_OID, UUID, uuid5

from caseapp.kernel.calendar import Month, Territory, months_after
from caseapp.rules import household_duties
from caseapp.rules.duty_rules import duty_rules
from caseapp.services.claim_records import territory_in
from caseapp.services.duty_claims import AskedByClaims
from db.queries import case_list
from db.queries import duties as queries
from db.queries.case_list import day as day_of
from db.queries.case_list import key
from db.queries.case_list import text as text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from caseapp.rules.duty_rules import InPayment
    from caseapp.rules.household_duties import Duty

_Among: TypeAlias = "Collection[UUID] | None"
_Typed: TypeAlias = "list[tuple[Month, int | None]]"  # cents of months, in their order
_ROLES = {"partner": "partenaire", "child": "enfant", "other": "autre personne du foyer"}
_PERMIT, _BIRTH = "residence_permit_until", "birth_date"
_UNKNOWN = "unknown"
_REACH = 18  # months: before its end a permit is asked for, and it stands after
_WEEK = timedelta(days=7)
_QUARTER = timedelta(days=93)  # a declaration stands until the next


@dataclass(frozen=True, slots=True)
class CaseDuty:
    """One duty, and whose: keys as the driver has them."""

    case: Any
    person: Any
    whose: str  # « partenaire »: a word that names nobody
    duty: Duty


def duty_key(case_id: UUID, person_id: UUID | None, code: str) -> UUID:
    """Return the key of a duty: made of whose it is and of its period, it has no row of its own."""
    return uuid5(NAMESPACE_OID, f"{case_id}/{person_id}/{code}")


def key_of(found: CaseDuty) -> UUID:
    """Return the key of a duty that was read."""
    person = None if found.person is None else key(found.person)
    return duty_key(key(found.case), person, found.duty.code)


def duties(
    session: Session,
    first: date,
    last: date,
    today: date,
    among: _Among = None,
    *,
    late: bool = False,
) -> Iterator[CaseDuty]:
    """Yield the duties whose cautious date is on some days, of all open cases or of some.

    `late`: those before these days too that still stand today, where nobody did them.
    """
    return _Duties(session, (first, last), today, among, late=late).all()


class _Duties:
    def __init__(
        self,
        session: Session,
        days: tuple[date, date],
        today: date,
        among: _Among,
        *,
        late: bool,
    ) -> None:
        self._session, self._today, self._among = session, today, among
        self._first, self._last = days
        self._late = late
        self._earliest = min(self._first, months_after(today, -_REACH)) if late else self._first
        self._where: dict[Any, Territory] | None = None
        self._asked: AskedByClaims | None = None
        self._beside: dict[tuple[str, ...], set[Any]] = {}

    def all(self) -> Iterator[CaseDuty]:
        parts = (self._declarations(), self._permits(), self._documents(), self._yearly())
        for part in parts:
            for found in part:
                if self._is_wanted(found.duty):
                    yield found

    def _is_wanted(self, duty: Duty) -> bool:
        if self._first <= duty.cautious_on <= self._last:
            return True
        stands = self._late and duty.told_until >= self._today
        return stands and duty.cautious_on < self._first

    def _territory(self, case: Any) -> Territory:
        if self._where is None:
            towns = case_list.communes(self._session, self._among)
            self._where = {raw: territory_in(text_of(fact)) for raw, fact in towns}
        return self._where.get(case, Territory.METROPOLE)

    def _declarations(self) -> Iterator[CaseDuty]:
        rules = {rule.nature: rule for rule in duty_rules().in_payment}
        lines = queries.lines(self._session, rules, self._among)
        if not lines:
            return
        typed: dict[Any, _Typed] = defaultdict(list)
        for line, month, cents in queries.cells(self._session, rules, self._among):
            typed[line].append((_month(month), cents))
        rights = {rule.right for rule in rules.values()}
        claimed = set(map(tuple, queries.granted(self._session, rights, self._among)))
        for line, case, person, nature, before in lines:
            rule = rules[nature]
            if (case, rule.right) in claimed:
                continue  # the claim has its own dates
            if rule.with_natures and not self._has_beside(case, rule.with_natures):
                continue
            is_paid, since = _payment(before, typed[line], Month.of(self._today))
            for duty in self._of_payment(rule, since, case) if is_paid else ():
                yield CaseDuty(case, person, "", duty)

    def _of_payment(self, rule: InPayment, since: Month | None, case: Any) -> Iterator[Duty]:
        where, first = self._territory(case), self._first
        if self._late:
            first -= _QUARTER
        yield from household_duties.declarations(rule, since, first, self._last, where)
        days = self._earliest - _WEEK, self._last + _WEEK  # before it is brought back
        yield from household_duties.periodic_renewals(rule, since, *days, where)

    def _has_beside(self, case: Any, natures: tuple[str, ...]) -> bool:
        """Say whether a household has a line of some natures too."""
        if natures not in self._beside:
            rows = queries.lines(self._session, natures, self._among)
            self._beside[natures] = {row[1] for row in rows}
        return case in self._beside[natures]

    def _claims(self) -> AskedByClaims:
        if self._asked is None:
            self._asked = AskedByClaims(self._session, self._among)
        return self._asked

    def _permits(self) -> Iterator[CaseDuty]:
        facts = queries.facts(self._session, _PERMIT, self._among)
        if not facts:
            return
        claims = self._claims()
        for case, person, role, value in sorted(facts, key=lambda fact: fact[2] in _ROLES):
            if (until := _fact_day(value)) is None:
                continue
            if not claims.takes_permit(case, until):
                duty = household_duties.permit(until, self._territory(case))
                yield CaseDuty(case, person, _ROLES.get(role, ""), duty)

    def _documents(self) -> Iterator[CaseDuty]:
        rules = {rule.kind: rule for rule in duty_rules().documents}
        latest = max(rule.months_before for rule in rules.values()) + 1
        last = months_after(self._last, latest)
        ends = queries.documents(self._session, rules, self._earliest, last, self._among)
        if not ends:
            return
        claims = self._claims()
        for case, person, kind, raw in ends:
            until, rule = day_of(raw), rules[kind]
            if until is not None and not claims.asks_for(case, rule, until):
                duty = household_duties.of_document(rule, until, self._territory(case))
                yield CaseDuty(case, person, "", duty)

    def _yearly(self) -> Iterator[CaseDuty]:
        for rule in duty_rules().yearly:
            for year in range(self._earliest.year, self._last.year + 1):
                if not self._is_wanted(household_duties.yearly(rule, year, Territory.METROPOLE)):
                    continue
                if rule.ages is None:
                    cases = [row[0] for row in queries.cases(self._session, self._among)]
                else:
                    births: dict[Any, list[date]] = defaultdict(list)
                    for case, _person, _role, value in queries.facts(
                        self._session, _BIRTH, self._among
                    ):
                        if (birth := _fact_day(value)) is not None:
                            births[case].append(birth)
                    cases = [
                        case
                        for case, days in births.items()
                        if household_duties.concerns(rule, year, days)
                    ]
                for case in cases:
                    here = household_duties.yearly(rule, year, self._territory(case))
                    yield CaseDuty(case, None, "", here)


def _payment(before: int | None, typed: _Typed, now: Month) -> tuple[bool, Month | None]:
    """Say whether a line pays at present, and since which month where that is known.

    A month nobody knows the amount of is paid. Without an amount before the first month, what was
    paid before is what was paid first.
    """
    past = [(month, cents) for month, cents in typed if month <= now]
    is_paid = bool(past[-1][1] != 0 if past else before if before is not None else typed)
    since, is_known = None, before == 0
    for month, cents in past:
        if cents == 0:
            since, is_known = None, True
        elif since is None and is_known:
            since = month
    return is_paid, since


def _fact_day(raw: Any) -> date | None:
    value = text_of(raw)
    return None if value in {None, _UNKNOWN} else day_of(value)


def _month(raw: Any) -> Month:
    day = day_of(raw)
    if day is None:
        raise AssertionError("a month that is always there")
    return Month.of(day)
