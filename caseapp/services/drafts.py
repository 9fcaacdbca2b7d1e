"""Refused texts, kept word for word until a good value comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from db.models import Draft

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.orm import Session


def keep(session: Session, case_id: UUID, field: str, text: str, *, at: datetime) -> None:
    """Keep what stands in a field, in place of what was kept before.

    What a spreadsheet or another program pasted may hold a NUL, which no base keeps.
    """
    text = text.replace("\0", "")
    draft = session.scalar(sa.select(Draft).where(Draft.case_id == case_id, Draft.field == field))
    if draft is None:
        session.add(Draft(case_id=case_id, field=field, text=text, typed_at=at))
    else:
        draft.text, draft.typed_at = text, at


def clear(session: Session, case_id: UUID, field: str) -> None:
    """Forget the refused text of a field."""
    session.execute(sa.delete(Draft).where(Draft.case_id == case_id, Draft.field == field))
