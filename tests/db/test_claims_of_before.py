"""Claims of a base of before: kept to the row, with their clock set again at the opening."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from caseapp.domain.claim import ClaimState
from caseapp.kernel.ids import new_id
from db.migrate import differences, row_counts, upgrade
from db.models import ClaimEventRow, ClaimRow, DeadlineRow, Setting
from db.schema import SCHEMA, Schema
from tests.support.rows import NOW, TODAY
from tests.support.store import empty_store

if TYPE_CHECKING:
    from pathlib import Path

REFRESHED = "claims.refreshed_on"


def test_claims_keep_their_events_and_dates_and_every_clock_is_set_again(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    upgrade(store.engine, Schema("0011", SCHEMA.folder))
    case_id, claim_id, event_id, deadline_id = (new_id() for _ in range(4))
    with store.write() as session:
        for table, row in {
            "case_file": {
                "id": case_id.hex, "reference": "2026-0001", "opened_on": str(TODAY),
                "created_at": str(NOW), "referent": "", "note": "",
            },
            "claim": {
                "id": claim_id.hex, "case_id": case_id.hex, "right": "rsa",
                "state": "acknowledged", "opened_on": str(TODAY), "agency": "CAF",
            },
            "claim_event": {
                "id": event_id.hex, "claim_id": claim_id.hex, "kind": "filed",
                "on_date": str(TODAY), "details": '{"channel": "online"}', "recorded_at": str(NOW),
            },
            "deadline": {
                "id": deadline_id.hex, "case_id": case_id.hex, "claim_id": claim_id.hex,
                "kind": "silence", "label": "Silence", "cautious_on": str(TODAY),
                "computed_on": str(TODAY), "article": "", "confidence": "high", "explanation": "",
                "body": "", "doubt": "", "route": "", "done_on": str(TODAY),
            },
            "setting": {
                "id": new_id().hex, "key": REFRESHED, "value": '["2026-11-23", "2026-11-23"]',
                "updated_at": str(NOW),
            },
        }.items():  # fmt: skip
            session.execute(*_insert(table, {"version": 1, **row}))
        before = row_counts(session.connection())

    upgrade(store.engine)

    assert differences(store.engine) == []
    with store.read() as session:
        after = row_counts(session.connection())
        assert {name: after[name] for name in before} == before
        assert session.get_one(ClaimRow, claim_id).state is ClaimState.ACKNOWLEDGED
        event = session.get_one(ClaimEventRow, event_id)
        assert (event.details, event.proof, event.document_id) == ({"channel": "online"}, "", None)
        assert session.get_one(DeadlineRow, deadline_id).done_on == TODAY
        assert session.scalars(sa.select(Setting.value)).one() is None
    with store.write() as session:
        session.get_one(ClaimRow, claim_id).state = ClaimState.COURT
    with pytest.raises(IntegrityError), store.write() as session:
        session.execute(sa.text("UPDATE claim SET state = 'lost'"))
    store.close()


def _insert(table: str, row: dict[str, Any]) -> tuple[sa.TextClause, dict[str, Any]]:
    columns = ", ".join(f'"{name}"' for name in row)
    names = ", ".join(f":{name}" for name in row)
    return sa.text(f"INSERT INTO {table} ({columns}) VALUES ({names})"), row  # noqa: S608
