"""The cases of the big base, with people, claims, dates, pieces and estimates."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any

from benchmarks.big_base_claims import AT, DAY, LIVES, OPENED, RIGHTS, claim_of
from benchmarks.french_notes import FIRST_NAMES, LAST_NAMES
from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import (
    Budget,
    Condition,
    Estimate,
    Outcome,
    Period,
    Range,
    RightEstimate,
)
from caseapp.domain.household import Role
from caseapp.exchange.estimate import write_estimate
from caseapp.kernel.calendar import Month
from caseapp.kernel.french import fold
from caseapp.kernel.money import Money
from db.models import (
    Base,
    Case,
    CaseTag,
    ClaimEventRow,
    ClaimPiece,
    ClaimRow,
    DeadlineRow,
    EstimatedRight,
    EstimateRow,
    FactRow,
    Person,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from random import Random
    from uuid import UUID

Rows = dict[type[Base], list[dict[str, Any]]]
PEOPLE_A_CASE, CLAIMS_A_CASE, PIECES_A_CLAIM = 3, 3, 4
_YEARS = 6
_COMMUNES = ("44109", "44162", "44143", "44215", "44190", "44020", "44114", "44009", "44026")
_TAGS = ("FSL énergie", "Expulsion", "Logement", "Surendettement", "Isolement", "Santé")
_WORKERS = ("Claire Morel", "Jean Petit", "Sonia Haddad", "Luc Garnier")
_ROLES = (Role.APPLICANT, Role.PARTNER, Role.CHILD)
_OUTCOMES = (*Outcome,)
_THERE, _DONE = 0.7, 0.9  # shares of the pieces that are there, of the late dates that are done
_LEAST, _MOST = 10_000, 12_000  # cents
_HOUSEHOLD = {
    "format": "caseapp.household/1",
    "date": DAY.isoformat(),
    "people": [{"id": "a", "role": "applicant"}],
}


def day_of(place: int, of: int) -> dt.date:
    """Return a day of the last years: what comes first is the oldest."""
    return DAY - dt.timedelta(days=1 + int((of - place) / of * 365 * _YEARS))


class CaseRows:
    """The rows of the cases, by table, parents first."""

    def __init__(self, chance: Random, new_id: Callable[[], UUID], cases: int) -> None:
        self._chance, self._new_id = chance, new_id
        self._numbers: Counter[int] = Counter()
        self.people: list[tuple[UUID, str]] = []  # the case of each person, and a first name
        self.by_table: Rows = {
            model: []
            for model in (
                Case, Person, FactRow, CaseTag, ClaimRow, ClaimEventRow, ClaimPiece,
                DeadlineRow, EstimateRow, EstimatedRight,
            )
        }  # fmt: skip
        self._result = _result()
        for place in range(cases):
            self._add_case(day_of(place, cases))

    def _add_case(self, opened: dt.date) -> None:
        chance = self._chance
        self._numbers[opened.year] += 1
        case_id = self._add(
            Case,
            reference=f"{opened.year}-{self._numbers[opened.year]:04d}",
            opened_on=opened,
            referent=chance.choice(_WORKERS),
            note="",
            last_contact_on=max(opened, DAY - dt.timedelta(days=chance.randint(0, 240))),
            closed_on=DAY if chance.random() < 0.2 else None,
            closed_reason=None,
            created_at=AT,
            merged_into_id=None,
        )
        last = chance.choice(LAST_NAMES)
        for place in range(PEOPLE_A_CASE):
            self._add_person(case_id, place, last)
        self._add_fact(case_id, None, "housing.commune", chance.choice(_COMMUNES))
        for label in chance.sample(_TAGS, chance.choice((0, 0, 1, 2))):
            self._add(CaseTag, case_id=case_id, label=label, folded=fold(label))
        for right in chance.sample(RIGHTS, CLAIMS_A_CASE):
            self._add_claim(case_id, right)
        self._add_estimate(case_id)

    def _add_person(self, case_id: UUID, place: int, last: str) -> None:
        chance = self._chance
        first = chance.choice(FIRST_NAMES)
        self.people.append((case_id, first))
        person_id = self._add(
            Person,
            case_id=case_id,
            position=place,
            role=_ROLES[place],
            last_name=last,
            first_name=first,
            name_folded=fold(f"{last} {first}"),
            joined_on=None,
            left_on=None,
        )
        born = DAY - dt.timedelta(days=chance.randint(300, 30_000))
        self._add_fact(case_id, person_id, "birth_date", born.isoformat())
        if place == 0:
            phone = f"0{chance.randrange(6, 8)}{chance.randrange(10**8):08d}"
            self._add_fact(case_id, person_id, "phone", phone)

    def _add_fact(self, case_id: UUID, person_id: UUID | None, key: str, value: str) -> None:
        self._add(
            FactRow,
            case_id=case_id,
            person_id=person_id,
            key=key,
            value=value,
            since=None,
            recorded_at=AT,
        )

    def _add_claim(self, case_id: UUID, right: str) -> None:
        chance = self._chance
        life = claim_of(right, chance.choice(LIVES), chance.choice(OPENED))
        claim_id = self._add(
            ClaimRow,
            case_id=case_id,
            right=right,
            state=life.state,
            opened_on=life.opened_on,
            agency=life.agency,
            estimate_id=None,
            estimated_cents=None,
            granted_cents=life.granted_cents,
            granted_since=life.granted_since,
        )
        for event in life.events:
            self._add(ClaimEventRow, claim_id=claim_id, **event)
        for place, label in enumerate(life.pieces[:PIECES_A_CLAIM]):
            self._add(
                ClaimPiece,
                claim_id=claim_id,
                position=place,
                label=label,
                received_on=DAY if chance.random() < _THERE else None,
                document_id=None,
            )
        for date in life.deadlines:
            is_done = date["cautious_on"] < DAY and chance.random() < _DONE
            self._add(
                DeadlineRow,
                case_id=case_id,
                claim_id=claim_id,
                done_on=DAY if is_done else None,
                **date,
            )

    def _add_estimate(self, case_id: UUID) -> None:
        estimate_id = self._add(
            EstimateRow,
            case_id=case_id,
            made_at=AT,
            month=DAY.replace(day=1),
            engine="",
            catalogue="",
            household=_HOUSEHOLD,
            result=self._result,
            is_latest=True,
        )
        for right in RIGHTS:
            self._add(
                EstimatedRight,
                estimate_id=estimate_id,
                right=right,
                outcome=self._chance.choice(_OUTCOMES),
                min_cents=_LEAST,
                max_cents=_MOST,
                period=Period.MONTH,
                received_cents=None,
            )

    def _add(self, model: type[Base], **values: Any) -> UUID:
        id_ = self._new_id()
        self.by_table[model].append({"id": id_, "version": 1, **values})
        return id_


def _result() -> dict[str, Any]:
    """Return an estimate as it is kept, an answer for each right."""
    return write_estimate(
        Estimate(
            date=DAY,
            month=Month.of(DAY),
            engine="",
            catalogue="",
            rights=tuple(_answers(RIGHTS)),
            budget=Budget(income=Money.euros(640), rights=Money.euros(712)),
        )
    )


def _answers(rights: Iterable[str]) -> Iterable[RightEstimate]:
    amount = Range(min=Money(_LEAST), max=Money(_MOST), period=Period.MONTH)
    for place, right in enumerate(rights):
        yield RightEstimate(
            right=right,
            outcome=_OUTCOMES[place % len(_OUTCOMES)],
            amount=amount,
            later=None,
            received=None,
            conditions=(Condition(text="âge : 34 ans, 18 requis", met=True),),
            confidence=Confidence.HIGH,
        )
