"""The rows of one case moved to another; what cannot stand beside what is there stays behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.domain.household import Role
from caseapp.kernel.typography import typeset
from caseapp.services.merging import decided
from caseapp.services.merging.rows import Side
from caseapp.services.merging.tables import CaseTable, case_tables
from db.models import Case, EstimatedRight, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.services.merging.differences import Clash
    from caseapp.services.merging.household import TwoCases


def merge(
    session: Session,
    two: TwoCases,
    matches: Mapping[UUID, UUID],
    clashes: Iterable[Clash],
    today: date,
) -> None:
    """Move the rows of the merged case to the kept one; nothing is written before the flush.

    `matches` says whom each matched person becomes.
    """
    stay: set[Any] = {person for person in two.merged.people if person.id in matches}
    stay.add(two.merged.case)
    for clash in clashes:
        stay.add(clash.merged_row)
        if clash.difference.side is Side.MERGED:
            clash.let_merged_win()
    _move_refused_texts(two, matches, stay)
    decided.follow(session, two, matches, today)
    has_partner = any(person.role is Role.PARTNER for person in two.kept.people)
    for table in case_tables():
        name = table.model.__tablename__
        _move(table, two.kept, two.merged.rows[name], matches, stay)
    for person in two.merged.people:
        if person not in stay:
            _seat(person, has_partner=has_partner)
            has_partner = has_partner or person.role is Role.PARTNER
    _keep_one_latest(session, two)
    _join_cases(session, two.kept.case, two.merged.case, today)
    if two.kept.case.closed_on is None:  # what was closed in either goes on with the other
        for closing in (*two.kept.rows["case_closing"], *two.merged.rows["case_closing"]):
            closing.reopened_on = closing.reopened_on or today


def _move(
    table: CaseTable,
    kept: Any,
    rows: Iterable[Any],
    matches: Mapping[UUID, UUID],
    stay: set[Any],
) -> None:
    there = kept.rows[table.model.__tablename__]
    after = max((row.position for row in there), default=-1) + 1 if table.has_position else 0
    for row in rows:
        if row in stay:
            continue
        if table.collides(row, there, matches):
            stay.add(row)
            continue
        setattr(row, table.case, kept.case.id)
        for name in table.people:
            person_id = getattr(row, name)
            if person_id in matches:
                setattr(row, name, matches[person_id])
        if table.has_position:
            row.position += after


def _seat(person: Person, *, has_partner: bool) -> None:
    """Give somebody who joins a household a place in it: it has one applicant, one partner."""
    if person.role is Role.APPLICANT or (person.role is Role.PARTNER and has_partner):
        person.role = Role.OTHER


def _move_refused_texts(two: TwoCases, matches: Mapping[UUID, UUID], stay: set[Any]) -> None:
    """Let refused texts stand beside what they are about, which they name."""
    behind = [f"people/{person_id}/" for person_id in matches]
    behind += [
        f"lines/{line.id}/"
        for one in (two.kept, two.merged)
        for line in one.lines
        if line.case_id == two.merged.case.id and (line in stay or one is two.kept)
    ]
    for draft in two.merged.rows["draft"]:
        if draft.field.startswith(tuple(behind)):
            stay.add(draft)
    for draft in two.kept.rows["draft"]:
        if draft.field.startswith(tuple(behind)):
            draft.case_id = two.merged.case.id


def _keep_one_latest(session: Session, two: TwoCases) -> None:
    """Let the kept case's latest estimate be the latest: the rights of one are counted."""
    if not any(estimate.is_latest for estimate in two.kept.rows["estimate"]):
        return
    for estimate in two.merged.rows["estimate"]:
        if estimate.is_latest:
            estimate.is_latest = False
            for right in session.scalars(
                sa.select(EstimatedRight).where(EstimatedRight.estimate_id == estimate.id)
            ):
                session.delete(right)


def _join_cases(session: Session, kept: Case, merged: Case, today: date) -> None:
    kept.opened_on = min(kept.opened_on, merged.opened_on)
    contacts = [day for day in (kept.last_contact_on, merged.last_contact_on) if day]
    kept.last_contact_on = max(contacts, default=None)
    noted = [day for day in (kept.contact_noted_on, merged.contact_noted_on) if day]
    kept.contact_noted_on = max(noted, default=None)
    kept.referent = kept.referent or merged.referent
    if merged.note:
        words = typeset(f"Note du dossier {merged.reference} : {merged.note}")
        kept.note = "\n\n".join(part for part in (kept.note, words) if part)
    if merged.closed_on is None:
        kept.closed_on = kept.closed_reason = None
    merged.closed_on = merged.closed_on or today  # whatever counts open cases leaves it out
    merged.merged_into_id = kept.id
    for earlier in session.scalars(sa.select(Case).where(Case.merged_into_id == merged.id)):
        earlier.merged_into_id = kept.id
