"""Rows for the tests of the store: a case with everything that hangs from it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from caseapp.domain.claim import ClaimState
from caseapp.domain.household import Role
from caseapp.kernel.ids import new_id
from db.models import (
    Case,
    ClaimEventRow,
    ClaimRow,
    FactRow,
    Person,
    ResourceCell,
    ResourceLine,
)

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def case(reference: str = "2026-0001", note: str = "") -> Case:
    """Return a case that stands alone."""
    return Case(id=new_id(), reference=reference, opened_on=TODAY, note=note, created_at=NOW)


def add_full_case(session: Session, reference: str = "2026-0001", name: str = "Ouattara") -> UUID:
    """Add a case with a person, a fact, a resource and a claim: eight rows in seven tables."""
    case_id, person_id, line_id, claim_id = new_id(), new_id(), new_id(), new_id()
    session.add_all(
        [
            Case(id=case_id, reference=reference, opened_on=TODAY, created_at=NOW),
            Person(
                id=person_id,
                case_id=case_id,
                position=0,
                role=Role.APPLICANT,
                last_name=name,
                name_folded=name.casefold(),
            ),
            FactRow(
                case_id=case_id,
                person_id=person_id,
                key="activity",
                value="emploi",
                recorded_at=NOW,
            ),
            ResourceLine(
                id=line_id, case_id=case_id, person_id=person_id, position=0, nature="salary"
            ),
            ResourceCell(line_id=line_id, month=date(2026, 10, 1), cents=104_359, is_unknown=False),
            ResourceCell(line_id=line_id, month=date(2026, 11, 1), cents=None, is_unknown=True),
            ClaimRow(
                id=claim_id,
                case_id=case_id,
                right="rsa",
                state=ClaimState.TO_PREPARE,
                opened_on=TODAY,
            ),
            ClaimEventRow(
                claim_id=claim_id,
                kind="filed",
                on_date=TODAY,
                details={"channel": "online"},
                recorded_at=NOW,
            ),
        ]
    )
    return case_id
