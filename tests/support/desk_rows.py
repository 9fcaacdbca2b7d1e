"""What hangs on a case beside its household: an interview, a document, a task… as rows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from caseapp.domain.agenda import TaskKind
from caseapp.domain.interview import InterviewKind, Medium
from caseapp.domain.liability import LiabilityKind
from caseapp.domain.mandate import MandateKind
from caseapp.kernel.french import fold
from caseapp.kernel.ids import new_id
from db.models import (
    Blob,
    CaseTag,
    DocumentRow,
    FactRow,
    Interview,
    Liability,
    Mandate,
    Simulation,
    Task,
)

if TYPE_CHECKING:
    from uuid import UUID

    from db.models import Base
    from db.store import Store

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def keep(store: Store, *rows: Base) -> UUID:
    """Keep rows in one transaction; return the identifier of the last."""
    with store.write() as session:
        session.add_all(rows)
        session.flush()
        last: Any = rows[-1]
        return _id_of(last)


def _id_of(row: Any) -> UUID:
    found: UUID = row.id
    return found


def an_interview(store: Store, case_id: UUID, on: date = TODAY, **texts: str) -> UUID:
    return keep(
        store,
        Interview(
            case_id=case_id,
            on_date=on,
            kind=InterviewKind.FOLLOW_UP,
            medium=Medium.OFFICE,
            present=[],
            recorded_at=NOW,
            updated_at=NOW,
            **texts,
        ),
    )


def a_document(
    store: Store, case_id: UUID, title: str, file_name: str = "", note: str = ""
) -> UUID:
    blob = Blob(id=new_id(), sha256=new_id().hex, size=1, media_type="text/plain", made_at=NOW)
    return keep(
        store,
        blob,
        DocumentRow(
            case_id=case_id,
            blob_id=blob.id,
            title=title,
            file_name=file_name,
            note=note,
            added_at=NOW,
        ),
    )


def a_task(
    store: Store,
    case_id: UUID | None,
    title: str,
    note: str = "",
    due_on: date | None = TODAY,
    kind: TaskKind = TaskKind.TASK,
) -> UUID:
    return keep(
        store,
        Task(
            case_id=case_id,
            kind=kind,
            title=title,
            note=note,
            due_on=due_on,
            recurrence=None,
            made_at=NOW,
        ),
    )


def a_mandate(store: Store, case_id: UUID, holder: str, covers: str) -> UUID:
    return keep(
        store,
        Mandate(
            case_id=case_id,
            kind=MandateKind.CONSENT,
            holder=holder,
            covers=covers,
            given_on=TODAY,
            made_at=NOW,
        ),
    )


def a_debt(store: Store, case_id: UUID, creditor: str) -> UUID:
    return keep(
        store,
        Liability(case_id=case_id, position=0, kind=LiabilityKind.RENT, creditor=creditor),
    )


def a_simulation(store: Store, case_id: UUID, name: str) -> UUID:
    return keep(
        store,
        Simulation(
            case_id=case_id,
            name=name,
            made_at=NOW,
            month=TODAY.replace(day=1),
            engine="essai",
            catalogue="essai",
            present={},
            variants=[],
            curve=None,
        ),
    )


def a_fact(store: Store, case_id: UUID, person_id: UUID | None, key: str, value: str) -> UUID:
    return keep(
        store,
        FactRow(case_id=case_id, person_id=person_id, key=key, value=value, recorded_at=NOW),
    )


def a_tag(store: Store, case_id: UUID, label: str) -> UUID:
    return keep(store, CaseTag(case_id=case_id, label=label, folded=fold(label)))
