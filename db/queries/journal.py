"""What is read of the journal: some lines, the newest first, and who wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from db.models import Case, JournalChain, JournalLine

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session


def lines(
    session: Session,
    *,
    since: dt.datetime | None,
    until: dt.datetime | None,
    author: str,
    actions: Collection[str],
    reference: str,
    limit: int | None,
) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return some lines, the newest first; whether the case is still there comes last."""
    line = JournalLine
    asked = (
        sa.select(
            line.number, line.at, line.author, line.action, line.case_id, line.case_reference,
            line.about, line.seal, Case.id.is_not(None),
        )
        .outerjoin(Case, Case.id == line.case_id)
        .order_by(line.number.desc())
        .limit(limit)
    )  # fmt: skip
    if since is not None:
        asked = asked.where(line.at >= since)
    if until is not None:
        asked = asked.where(line.at < until)
    if author:
        asked = asked.where(line.author == author)
    if actions:
        asked = asked.where(line.action.in_(actions))
    if reference:
        asked = asked.where(line.case_reference == reference)
    return session.execute(asked).all()


def authors(session: Session) -> Sequence[str]:
    """Return whoever is named in the journal."""
    return session.scalars(
        sa.select(JournalLine.author).where(JournalLine.author != "").distinct()
    ).all()


def count(session: Session) -> int:
    """Return how many lines there are."""
    return session.scalar(sa.select(sa.func.count()).select_from(JournalLine)) or 0


def last_seal(session: Session) -> tuple[int, str] | None:
    """Return the number and the seal of the last line, where there is one."""
    found = session.execute(sa.select(JournalChain.last, JournalChain.last_seal)).first()
    return None if found is None else (found[0], found[1])


def seal_of(session: Session, number: int) -> str | None:
    """Return the seal of a line, of the last that the purge took too; of older ones, none."""
    found = session.scalar(sa.select(JournalLine.seal).where(JournalLine.number == number))
    if found is not None:
        return found
    return session.scalar(sa.select(JournalChain.anchor).where(JournalChain.first == number + 1))


def last_moment(session: Session) -> dt.datetime | None:
    """Return the latest moment of which there is a line."""
    return session.scalar(sa.select(sa.func.max(JournalLine.at)))


def reference_of(session: Session, case_id: UUID) -> str:
    """Return the reference of a case, nothing where it is gone."""
    return session.scalar(sa.select(Case.reference).where(Case.id == case_id)) or ""
