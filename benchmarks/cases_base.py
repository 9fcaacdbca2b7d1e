"""A base of ten thousand invented cases, thirty thousand people and thirty thousand claims."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.domain.claim import ClaimState
from caseapp.domain.deadline import Confidence, DeadlineKind
from caseapp.domain.estimate import Budget, Estimate, Outcome, Period
from caseapp.domain.household import Role
from caseapp.exchange.estimate import write_estimate
from caseapp.kernel.calendar import Month
from caseapp.kernel.french import fold
from caseapp.kernel.ids import new_id
from caseapp.kernel.money import Money
from db.models import (
    Case,
    CaseTag,
    ClaimPiece,
    ClaimRow,
    DeadlineRow,
    EstimatedRight,
    EstimateRow,
    FactRow,
    Person,
)

if TYPE_CHECKING:
    from uuid import UUID

    from db.store import Store

DAY = dt.date(2026, 11, 23)
AT = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
CASES, PEOPLE_A_CASE, CLAIMS_A_CASE = 10_000, 3, 3
_LAST = ("Da", "Ber", "Mar", "Le", "Ou", "Ka", "Mo", "Ri", "San", "Pe", "Do", "Gui", "Tra", "Ben")
_END = ("vid", "nard", "tin", "roy", "attara", "ne", "reau", "chard", "tos", "tit", "lo", "ali")
_FIRST = ("Awa", "Paul", "Lina", "Hugo", "Nour", "Chloé", "Issa", "Maxime", "Ana", "Sacha")
_COMMUNES = ("44109", "44162", "44143", "44215", "44190", "44020", "44114", "44009", "44026")
_RIGHTS = ("rsa", "prime_activite", "aide_logement", "aah", "c2s", "aspa", "ars", "asf")
_TAGS = ("FSL énergie", "Expulsion", "Logement", "Surendettement", "Isolement", "Santé")
_WORKERS = ("Claire Morel", "Jean Petit", "Sonia Haddad", "Luc Garnier")
_STATES = (*ClaimState,)
_CHUNK = 20_000
_HOUSEHOLD = {
    "format": "caseapp.household/1",
    "date": DAY.isoformat(),
    "people": [{"id": "a", "role": "applicant"}],
}
_RESULT = write_estimate(
    Estimate(
        date=DAY,
        month=Month.of(DAY),
        engine="",
        catalogue="",
        rights=(),
        budget=Budget(income=Money.euros(640), rights=Money.euros(712)),
    )
)


def fill(store: Store, cases: int = CASES) -> None:
    """Write the cases, by tables, in chunks."""
    rows = _Rows(Random(7))  # noqa: S311 - not a secret
    for number in range(cases):
        rows.add_case(number)
    for model, values in rows.by_table.items():
        for start in range(0, len(values), _CHUNK):
            with store.write() as session:
                session.execute(sa.insert(model), values[start : start + _CHUNK])
    with store.write() as session:
        session.execute(sa.text("ANALYZE"))


class _Rows:
    """The rows of each table, parents first."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self.by_table: dict[Any, list[dict[str, Any]]] = {
            model: []
            for model in (
                Case, Person, FactRow, CaseTag, ClaimRow, ClaimPiece, DeadlineRow,
                EstimateRow, EstimatedRight,
            )
        }  # fmt: skip

    def add_case(self, number: int) -> None:
        chance = self._chance
        opened = DAY - dt.timedelta(days=chance.randint(10, 1500))
        case_id = self._add(
            Case,
            reference=f"{opened.year}-{number + 1:04d}",
            opened_on=opened,
            referent=chance.choice(_WORKERS),
            note="",
            last_contact_on=DAY - dt.timedelta(days=chance.randint(0, 240)),
            closed_on=DAY if chance.random() < 0.2 else None,
            closed_reason=None,
            created_at=AT,
            merged_into_id=None,
        )
        last = chance.choice(_LAST) + chance.choice(_END) + chance.choice(("", "s", "in", "ot"))
        for place in range(PEOPLE_A_CASE):
            self._add_person(case_id, place, last)
        self._add(
            FactRow,
            case_id=case_id,
            person_id=None,
            key="housing.commune",
            value=chance.choice(_COMMUNES),
            since=None,
            recorded_at=AT,
        )
        for label in chance.sample(_TAGS, chance.choice((0, 0, 1, 2))):
            self._add(CaseTag, case_id=case_id, label=label, folded=fold(label))
        claimed = chance.sample(_RIGHTS, CLAIMS_A_CASE)
        for right in claimed:
            self._add_claim(case_id, right, opened)
        self._add_estimate(case_id)

    def _add_person(self, case_id: UUID, place: int, last: str) -> None:
        chance = self._chance
        first = chance.choice(_FIRST)
        person_id = self._add(
            Person,
            case_id=case_id,
            position=place,
            role=(Role.APPLICANT, Role.PARTNER, Role.CHILD)[place],
            last_name=last,
            first_name=first,
            name_folded=fold(f"{last} {first}"),
            joined_on=None,
            left_on=None,
        )
        born = DAY - dt.timedelta(days=chance.randint(300, 30_000))
        self._add(
            FactRow,
            case_id=case_id,
            person_id=person_id,
            key="birth_date",
            value=born.isoformat(),
            since=None,
            recorded_at=AT,
        )

    def _add_claim(self, case_id: UUID, right: str, opened: dt.date) -> None:
        chance = self._chance
        claim_id = self._add(
            ClaimRow,
            case_id=case_id,
            right=right,
            state=chance.choice(_STATES),
            opened_on=opened,
            agency="",
            estimate_id=None,
            estimated_cents=None,
            granted_cents=None,
            granted_since=None,
        )
        for place in range(4):
            received = DAY if chance.random() < 0.7 else None
            self._add(
                ClaimPiece,
                claim_id=claim_id,
                position=place,
                label="Avis d'imposition",
                received_on=received,
                document_id=None,
            )
        due = DAY + dt.timedelta(days=chance.randint(-30, 200))
        self._add(
            DeadlineRow,
            case_id=case_id,
            claim_id=claim_id,
            kind=DeadlineKind.FOLLOW_UP,
            label="Relancer l'organisme",
            cautious_on=due,
            computed_on=due,
            article="",
            confidence=Confidence.HIGH,
            explanation="",
            body="",
            doubt="",
            route="",
            done_on=DAY if chance.random() < 0.5 else None,
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
            result=_RESULT,
            is_latest=True,
        )
        for right in _RIGHTS:
            self._add(
                EstimatedRight,
                estimate_id=estimate_id,
                right=right,
                outcome=self._chance.choice((*Outcome,)),
                min_cents=10_000,
                max_cents=12_000,
                period=Period.MONTH,
                received_cents=None,
            )

    def _add(self, model: Any, **values: Any) -> UUID:
        id_ = new_id()
        self.by_table[model].append({"id": id_, "version": 1, **values})
        return id_
