"""The list of all cases, a statement a table: whole scans, counted by who reads them.

Grouping in the base walks an index and fetches each row alone, which over ten thousand cases
costs ten times a scan. Rows come as the driver has them, since making a hundred thousand typed
ones is felt: keys of cases only tell rows apart, `day` and `text` give the rest its type.
"""

from __future__ import annotations

import datetime as dt
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from caseapp.domain.claim import ENDED
from caseapp.domain.estimate import Outcome
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
from db.queries.cases import AFTER_ALL
from db.sight import narrowed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy.orm import InstrumentedAttribute, Session

Key: TypeAlias = Any  # of a case, as the driver has it
Raw: TypeAlias = "Sequence[tuple[Any, ...]]"
Among: TypeAlias = "Collection[UUID] | None"  # these cases alone, or all

_COMMUNE = "housing.commune"
_TEXTS = "texts"  # of a session: each text that it read, once


def cases(session: Session, among: Among = None) -> Raw:
    """Return every case that was not merged into another.

    Key, reference, referent, then the days of opening, closing and last contact.
    """
    return kept_rows(
        session,
        sa.select(
            Case.id,
            Case.reference,
            Case.referent,
            Case.opened_on,
            Case.closed_on,
            Case.last_contact_on,
        ).where(Case.merged_into_id.is_(None), *_in(Case.id, among)),
    )


def applicants(session: Session, among: Among = None) -> Raw:
    """Return who each case is about: case, last name, first name, folded name."""
    return kept_rows(
        session,
        sa.select(Person.case_id, Person.last_name, Person.first_name, Person.name_folded).where(
            Person.position == 0, *_in(Person.case_id, among)
        ),
    )


def communes(session: Session, among: Among = None) -> Raw:
    """Return where each household lives: case, fact as it is stored (see `text`)."""
    return raw_rows(
        session,
        sa.select(FactRow.case_id, FactRow.value).where(
            FactRow.key == _COMMUNE,
            FactRow.person_id.is_(None),
            *_in(FactRow.case_id, among),
        ),
    )


def open_claims(session: Session, among: Among = None) -> Raw:
    """Return the claims under way: case, claim."""
    return raw_rows(
        session,
        sa.select(ClaimRow.case_id, ClaimRow.id).where(
            ClaimRow.state.not_in(ENDED), *_in(ClaimRow.case_id, among)
        ),
    )


def missing_pieces(session: Session, among: Among = None) -> Raw:
    """Return the claim of every piece that is not there."""
    claims = () if among is None else (sa.select(ClaimRow.id).where(ClaimRow.case_id.in_(among)),)
    return raw_rows(
        session,
        sa.select(ClaimPiece.claim_id).where(
            ClaimPiece.received_on.is_(None), *(ClaimPiece.claim_id.in_(some) for some in claims)
        ),
    )


def deadlines(session: Session, among: Among = None) -> Raw:
    """Return the dates not done of all cases: case, day, words."""
    return kept_rows(
        session,
        sa.select(DeadlineRow.case_id, DeadlineRow.cautious_on, DeadlineRow.label).where(
            DeadlineRow.done_on.is_(None), *_in(DeadlineRow.case_id, among)
        ),
    )


def tags(session: Session, among: Among = None) -> Raw:
    """Return the tags of every case: case, tag."""
    return raw_rows(
        session,
        sa.select(CaseTag.case_id, CaseTag.label)
        .where(*_in(CaseTag.case_id, among))
        .order_by(CaseTag.folded),
    )


def rights(session: Session) -> Raw:
    """Return the likely rights, not in payment, of the latest estimates: case, right."""
    return raw_rows(
        session,
        sa.select(EstimateRow.case_id, EstimatedRight.right)
        .join(EstimateRow, EstimateRow.id == EstimatedRight.estimate_id)
        .where(
            EstimateRow.is_latest,
            EstimatedRight.outcome == Outcome.LIKELY,
            sa.func.coalesce(EstimatedRight.received_cents, 0) == 0,
        ),
    )


def claimed(session: Session) -> Raw:
    """Return every right that a case ever claimed: case, right."""
    return raw_rows(session, sa.select(ClaimRow.case_id, ClaimRow.right))


def matching(session: Session, name: str, references: Sequence[str]) -> set[UUID]:
    """Return the cases a text leads to; a merged case leads to the one that was kept.

    A name is the folded beginning of the name of anybody in the household; a reference is one
    of the whole references given. Both are looked up in their index.
    """
    shown = sa.func.coalesce(Case.merged_into_id, Case.id, type_=sa.Uuid())
    if references:
        return set(session.scalars(sa.select(shown).where(Case.reference.in_(references))))
    person = aliased(Person)
    return set(
        session.scalars(
            sa.select(shown)
            .join(person, person.case_id == Case.id)
            .where(person.name_folded >= name, person.name_folded < name + AFTER_ALL)
        )
    )


def key(raw: Key) -> UUID:
    """Return the key of a case."""
    return raw if isinstance(raw, UUID) else UUID(raw)


@lru_cache(maxsize=20_000)
def day(raw: Any) -> dt.date | None:
    """Return a day; a caseload holds the same ones over and over."""
    return dt.date.fromisoformat(raw) if isinstance(raw, str) else raw


def text(raw: Any) -> Any:
    """Return a stored fact."""
    return json.loads(raw) if isinstance(raw, str) and raw.startswith('"') else raw


def _in(case: InstrumentedAttribute[UUID], among: Among) -> Iterator[sa.ColumnElement[bool]]:
    if among is not None:
        yield case.in_(among)


def raw_rows(session: Session, statement: sa.Select[*tuple[Any, ...]]) -> Raw:
    """Return the rows of a statement as the driver has them."""
    result = session.connection().execute(narrowed(session, statement))
    try:
        found: Raw = result.cursor.fetchall()
    finally:
        result.close()
    return found


def kept_rows(session: Session, statement: sa.Select[*tuple[Any, ...]]) -> Raw:
    """Return the rows of a statement as the driver has them, made to be kept.

    The driver makes each text anew, and most of them again and again: keys, states, days, words of
    the law. Of what a session reads, one of each is kept.
    """
    one_of = session.info.setdefault(_TEXTS, {}).setdefault
    result = session.connection().execute(narrowed(session, statement))
    try:
        return [
            tuple([one_of(value, value) if value.__class__ is str else value for value in row])
            for row in iter(result.cursor.fetchone, None)
        ]
    finally:
        result.close()
