"""What answers a search: entries of one kind from the index, then what each shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from db.models import (
    Case,
    CaseTag,
    ClaimEventRow,
    ClaimExchange,
    ClaimRow,
    DocumentRow,
    FactRow,
    Interview,
    Letter,
    Liability,
    Mandate,
    PaidService,
    Person,
    SearchEntry,
    SearchKind,
    Simulation,
    Task,
)
from db.models.search import INDEX, kind_of
from db.search_sources import FACTS
from db.sight import ALL, sight_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import InstrumentedAttribute, Session

    from caseapp.kernel.lookup import Part, Sought

_ROWS = sa.table(INDEX, sa.column("rowid", sa.BigInteger()), sa.column(INDEX))
_OWN = "{title text}"
_PASSED = 1_000  # rows read in vain, before it is quicker to ask anew from the next kind on
_applicant = aliased(Person)


def expression(
    sought: Sought,
    *,
    whole: bool = False,
    own: bool = True,
    named: Mapping[str, Iterable[str]] | None = None,
) -> str:
    """Return what is looked for in the words of FTS5: every part.

    Args:
        sought: What is looked for.
        whole: Each part is a whole word, not the beginning of one.
        own: One part at least stands in the thing itself: all may be names of its household.
        named: The words of the codes that a word names (`code_word`).
    """
    parts = [_part(part, whole=whole, named=named or {}) for part in sought.parts]
    if len(parts) == 1:
        return f"{_OWN} : {parts[0]}"
    every = f"({' AND '.join(parts)})"
    return f"{every} AND {_OWN} : ({' OR '.join(parts)})" if own else every


def entries(
    session: Session, match: str, pools: Mapping[SearchKind, int]
) -> dict[SearchKind, list[UUID]]:
    """Return the things of some kinds that answer, the latest first, no more than a pool of each.

    The index is read no further than needed: a single letter is answered as quickly as a name.
    """
    keys: dict[SearchKind, list[int]] = {kind: [] for kind in pools}
    start: int | None = min(kind.keys[0] for kind in pools)
    while start is not None:
        start = _gather(session, match, keys, pools, start)
    every = [key for some in keys.values() for key in some]
    targets = dict(
        session.execute(
            sa.select(SearchEntry.id, SearchEntry.target_id).where(SearchEntry.id.in_(every))
        ).all()
    )
    return {kind: [targets[key] for key in some] for kind, some in keys.items()}


def _gather(
    session: Session,
    match: str,
    keys: dict[SearchKind, list[int]],
    pools: Mapping[SearchKind, int],
    start: int,
) -> int | None:
    """Read the index from a key on until a pool is full; return where to go on."""
    end = max(kind.keys[1] for kind in pools)
    wanted = (
        sa.select(_ROWS.c.rowid)
        .where(_ROWS.c[INDEX].match(match), _ROWS.c.rowid.between(start, end))
        .order_by(_ROWS.c.rowid)
    )
    if sight_of(session) != ALL:  # what may not be read must not fill the pools
        wanted = wanted.join(SearchEntry, SearchEntry.id == _ROWS.c.rowid)
    rows = session.scalars(wanted)
    passed = 0
    for key in rows:
        kind = kind_of(key)
        if kind not in pools:  # others stand between the kinds that are asked for
            rows.close()
            return min(other.keys[0] for other in pools if other.keys[0] > key)
        if len(keys[kind]) < pools[kind]:
            keys[kind].append(key)
        elif kind.keys[1] == end:
            break
        elif (passed := passed + 1) > _PASSED:
            rows.close()
            return kind.keys[1] + 1
    rows.close()
    return None


def people(session: Session, ids: Iterable[UUID]) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return people: id, case, name, place, then the case and its applicant."""
    return session.execute(
        _of_shown_case(
            sa.select(
                Person.id,
                Person.case_id,
                Person.last_name,
                Person.first_name,
                Person.position,
                Case.reference,
                Case.closed_on,
                _applicant.last_name,
                _applicant.first_name,
            ),
            Person,
        ).where(Person.id.in_(list(ids)))
    ).all()


def cases(session: Session, ids: Iterable[UUID]) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return cases: id, reference, note, end, applicant."""
    return session.execute(
        _of_shown_case(
            sa.select(
                Case.id,
                Case.reference,
                Case.note,
                Case.closed_on,
                _applicant.last_name,
                _applicant.first_name,
            ),
            Case,
        ).where(Case.id.in_(list(ids)))
    ).all()


def reached_by(
    session: Session, person_ids: Iterable[UUID], case_ids: Iterable[UUID]
) -> dict[UUID, list[tuple[str, Any]]]:
    """Return the facts by which people and the households of cases are found, with their keys."""
    found: dict[UUID, list[tuple[str, Any]]] = {}
    rows = session.execute(
        sa.select(FactRow.person_id, FactRow.case_id, FactRow.key, FactRow.value)
        .where(
            FactRow.key.in_(FACTS),
            sa.or_(
                FactRow.person_id.in_(list(person_ids)),
                sa.and_(FactRow.person_id.is_(None), FactRow.case_id.in_(list(case_ids))),
            ),
        )
        .order_by(FactRow.key)
    )
    for person_id, case_id, key, value in rows:
        found.setdefault(person_id or case_id, []).append((key, value))
    return found


def tags(session: Session, case_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Return the tags of cases, by case."""
    found: dict[UUID, list[str]] = {}
    rows = session.execute(
        sa.select(CaseTag.case_id, CaseTag.label)
        .where(CaseTag.case_id.in_(list(case_ids)))
        .order_by(CaseTag.folded)
    )
    for case_id, label in rows:
        found.setdefault(case_id, []).append(label)
    return found


def claim_events(session: Session, ids: Iterable[UUID]) -> dict[UUID, list[Any]]:
    """Return the details of the events of claims, the latest first."""
    found: dict[UUID, list[Any]] = {}
    rows = session.execute(
        sa.select(ClaimEventRow.claim_id, ClaimEventRow.details)
        .where(ClaimEventRow.claim_id.in_(list(ids)))
        .order_by(ClaimEventRow.on_date.desc(), ClaimEventRow.id.desc())
    )
    for claim_id, details in rows:
        found.setdefault(claim_id, []).append(details)
    return found


def claim_exchanges(session: Session, claim_id: UUID) -> Sequence[tuple[str, str]]:
    """Return with whom each exchange of a claim was and what was said, the latest first."""
    rows = session.execute(
        sa.select(ClaimExchange.spoken_to, ClaimExchange.words)
        .where(ClaimExchange.claim_id == claim_id)
        .order_by(ClaimExchange.on_date.desc(), ClaimExchange.id.desc())
    )
    return [(spoken_to, words) for spoken_to, words in rows]


_SHOWN: dict[SearchKind, tuple[type[Any], tuple[InstrumentedAttribute[Any], ...]]] = {
    SearchKind.CLAIM: (
        ClaimRow,
        (ClaimRow.opened_on, ClaimRow.right, ClaimRow.state, ClaimRow.agency),
    ),
    SearchKind.INTERVIEW: (
        Interview,
        (
            Interview.on_date,
            Interview.kind,
            Interview.facts,
            Interview.words,
            Interview.analysis,
            Interview.private,
            Interview.place,
            Interview.present,
        ),
    ),
    SearchKind.DOCUMENT: (
        DocumentRow,
        (
            DocumentRow.on_date,
            DocumentRow.title,
            DocumentRow.file_name,
            DocumentRow.note,
        ),
    ),
    SearchKind.TASK: (
        Task,
        (Task.due_on, Task.title, Task.note, Task.place, Task.kind, Task.done_on),
    ),
    SearchKind.MANDATE: (
        Mandate,
        (Mandate.given_on, Mandate.kind, Mandate.holder, Mandate.covers, Mandate.note),
    ),
    SearchKind.LETTER: (
        Letter,
        (Letter.sent_on, Letter.name, Letter.subject, Letter.recipient, Letter.body),
    ),
    SearchKind.PAID_SERVICE: (
        PaidService,
        (PaidService.signed_on, PaidService.name, PaidService.signed, PaidService.note),
    ),
    SearchKind.SIMULATION: (Simulation, (Simulation.month, Simulation.name)),
    SearchKind.LIABILITY: (
        Liability,
        (Liability.arrears_since, Liability.kind, Liability.creditor, Liability.note),
    ),
}


def things(
    session: Session, kind: SearchKind, ids: Iterable[UUID]
) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return things of a case: id, case, its reference, its end, its applicant, then their own."""
    model, columns = _SHOWN[kind]
    return session.execute(
        _of_shown_case(
            sa.select(
                model.id,
                model.case_id,
                Case.reference,
                Case.closed_on,
                _applicant.last_name,
                _applicant.first_name,
                *columns,
            ),
            model,
        ).where(model.id.in_(list(ids)))
    ).all()


def _of_shown_case(
    statement: sa.Select[*tuple[Any, ...]], model: type[Any]
) -> sa.Select[*tuple[Any, ...]]:
    """Join the case and its applicant; what is of a case that was merged away is left out."""
    if model is not Case:
        statement = statement.select_from(model).outerjoin(Case, Case.id == model.case_id)
    is_applicant = sa.and_(_applicant.case_id == Case.id, _applicant.position == 0)
    return (
        statement.select_from(model)
        .outerjoin(_applicant, is_applicant)
        .where(Case.merged_into_id.is_(None))
    )


def _part(part: Part, *, whole: bool, named: Mapping[str, Iterable[str]]) -> str:
    star = "" if whole else "*"
    words = [
        " OR ".join([f'"{word}"{star}', *(f'"{one}"' for one in sorted(named.get(word, ())))])
        for word in part.words
    ]
    each = " AND ".join(f"({word})" for word in words)
    return f'("{part.number}"{star} OR ({each}))' if part.number else f"({each})"
