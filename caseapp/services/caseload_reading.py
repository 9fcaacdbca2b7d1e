"""The households of many cases, read with one statement a table."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from caseapp.services import stored_household
from caseapp.services.stored_household import Rows
from db.queries import caseload as queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from uuid import UUID

    import sqlalchemy as sa
    from sqlalchemy.orm import Session

    from caseapp.services.stored_household import StoredHousehold


def households(session: Session, case_ids: Sequence[UUID], today: date) -> list[StoredHousehold]:
    """Return the households of some cases, without their drafts; a case that is gone is left out.

    Nothing is dated in the future: the facts of today need no past to be read.
    """
    people = _by_case(queries.people(session, case_ids))
    facts = _by_case(queries.facts(session, case_ids))
    lines = _by_case(queries.lines(session, case_ids))
    cells = _by_case(queries.cells(session, case_ids))
    return [
        stored_household.assembled(
            id_, today, Rows(people[id_], facts[id_], (), lines[id_], cells[id_], {})
        )
        for id_ in case_ids
        if id_ in people
    ]


def _by_case(rows: Iterable[sa.Row[*tuple[Any, ...]]]) -> dict[UUID, list[Any]]:
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for case_id, *row in rows:
        grouped[case_id].append(row)
    return grouped
