"""The opening of a case is no contact with the person; the search finds births and communes.

A contact could only be noted by an interview: any other day was that of the opening, of the case
or of one merged into it.

Revision ID: 0015
Revises: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_CASE = sa.table(
    "case_file",
    sa.column("id", sa.Uuid()),
    sa.column("merged_into_id", sa.Uuid()),
    sa.column("opened_on", sa.Date()),
    sa.column("contact_noted_on", sa.Date()),
    sa.column("last_contact_on", sa.Date()),
)
_INTERVIEW = sa.table(
    "interview",
    sa.column("case_id", sa.Uuid()),
    sa.column("on_date", sa.Date()),
    sa.column("is_contact", sa.Boolean()),
)
_INDEX = (
    "DROP TABLE search_text",
    (
        "CREATE VIRTUAL TABLE search_text USING fts5("
        "title, text, about, "
        "tokenize='ascii', prefix='1 2 3', detail=column, columnsize=0)"
    ),
    "INSERT INTO search_text(search_text, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO search_text(search_text, rank) VALUES ('hashsize', 8388608)",
)


def upgrade() -> None:
    """Put the last contacts right, and empty the index: it is filled beside the window."""
    _take_openings_out()
    if op.get_context().dialect.name == "sqlite":
        for statement in _INDEX:
            op.execute(statement)
    op.execute("DELETE FROM search_entry")


def _take_openings_out() -> None:
    """Have the last contact of such a case be that of its interviews, or none."""
    other = _CASE.alias()
    opened = sa.select(other.c.opened_on).where(
        sa.or_(other.c.id == _CASE.c.id, other.c.merged_into_id == _CASE.c.id)
    )
    met = sa.select(sa.func.max(_INTERVIEW.c.on_date)).where(
        _INTERVIEW.c.case_id == _CASE.c.id,
        _INTERVIEW.c.is_contact,
        _INTERVIEW.c.on_date <= sa.func.current_date(),
    )
    op.execute(
        sa.update(_CASE)
        .where(_CASE.c.contact_noted_on.in_(opened))
        .values(contact_noted_on=sa.null(), last_contact_on=met.scalar_subquery())
    )
