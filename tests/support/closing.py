"""Cases closed as the window does it, everything answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.services.desk import Desk
    from caseapp.services.rows_before import RowsBefore

ANSWERED = {"on": "23/11/2026", "reason": "goal", "notice": "given"}


def closed(desk: Desk, case_id: UUID, **typed: str) -> RowsBefore:
    return desk.case_closings.close(case_id, {**ANSWERED, **typed})
