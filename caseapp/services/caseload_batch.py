"""Some cases of a review: what their answers change, worked out first, then written at once.

An estimate that says what the latest one said does not pile up in the history of its case:

- nothing differs but the day: nothing is written;
- the facts of its day still stand and every answer is the same: the latest estimate is brought to
  today in its place, so that it is not stale; unless a claim rests on it, which keeps its own;
- anything else is a new estimate, the latest one.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.domain.estimate import Estimate, Outcome
from caseapp.exchange.estimate import InvalidEstimateError, read_estimate
from caseapp.exchange.household import write_household
from caseapp.kernel import french
from caseapp.kernel.ids import new_id
from caseapp.kernel.typography import typeset
from caseapp.rules.coming import coming
from caseapp.services import stored_household
from caseapp.services.caseload_changes import Change, changes, same_answers
from caseapp.services.estimate_keeping import counted_rights
from db.documents import WrittenDocument
from db.models import ChangeKind, EstimatedRight, EstimateRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.household import Household
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.engine import WholeAnswer
    from caseapp.services.stored_household import StoredHousehold

# How a document begins: its format, then its day.
_DAY = re.compile(r'(\{"format": "[^"\\]*"), "date": "[0-9-]*"')


@dataclass(frozen=True, slots=True)
class Asked:
    """One case as it was read for the engine."""

    stored: StoredHousehold = field(repr=False)
    household: Household = field(repr=False)
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """One case with what the engine said of it."""

    asked: Asked
    answer: WholeAnswer = field(repr=False)


@dataclass(slots=True, kw_only=True)
class Outcomes:
    """What to write for one case."""

    case_id: UUID
    before: UUID | None  # the latest estimate that was compared
    put: dict[str, Any] = field(default_factory=dict, repr=False)  # columns; none: as it was
    rights: list[dict[str, Any]] = field(default_factory=list, repr=False)
    in_place: bool = False
    failed: bool = False
    changes: tuple[Change, ...] = field(default=(), repr=False)


def work_out(
    answered: Answered,
    latest: sa.Row[*tuple[Any, ...]] | None,
    now: datetime,
    catalogue: Catalogue,
) -> Outcomes:
    """Return what to write for a case; nothing is read nor written here."""
    case_id, written = answered.asked.stored.case_id, answered.answer
    outcomes = Outcomes(case_id=case_id, before=None if latest is None else latest.id)
    coming_dates = tuple(_coming(answered.asked))
    if not isinstance(written, str):
        failed = Change(case_id=case_id, kind=ChangeKind.FAILED, label=str(written))
        outcomes.failed, outcomes.changes = True, (failed, *coming_dates)
        return outcomes
    household = json.dumps(write_household(answered.asked.household))
    if latest is not None and _same(latest.result, written) and _same(latest.household, household):
        outcomes.changes = coming_dates
        return outcomes
    answer = read_estimate(json.loads(written))
    old = None if latest is None else _read(latest.result)
    told = (_first(case_id, answer),) if old is None else changes(case_id, old, answer)
    outcomes.changes = (*told, *coming_dates)
    if latest is not None and old is not None:
        outcomes.in_place = (
            not latest.is_claimed
            and same_answers(old, answer)
            and _facts_stand(answered.asked.stored, old, latest.household)
        )
    outcomes.put = {
        "made_at": now,
        "month": answer.month.first_day,
        "engine": answer.engine,
        "catalogue": answer.catalogue,
        "household": WrittenDocument(household),
        "result": WrittenDocument(written),
    }
    if not outcomes.in_place:
        id_ = new_id()
        outcomes.put |= {"id": id_, "version": 1, "case_id": case_id, "is_latest": True}
        outcomes.rights = counted_rights(id_, answer, catalogue)
    return outcomes


def keep_estimates(session: Session, batch: list[Outcomes]) -> None:
    """Write the estimates of a batch: few statements for all its cases."""
    for outcomes in batch:
        if outcomes.put and outcomes.in_place:
            session.execute(
                sa.update(EstimateRow)
                .where(EstimateRow.id == outcomes.before)
                .values(**outcomes.put, version=EstimateRow.version + 1)
            )
    new = [outcomes for outcomes in batch if outcomes.put and not outcomes.in_place]
    if not new:
        return
    replaced = [outcomes.before for outcomes in new if outcomes.before is not None]
    session.execute(sa.delete(EstimatedRight).where(EstimatedRight.estimate_id.in_(replaced)))
    session.execute(
        sa.update(EstimateRow)
        .where(EstimateRow.id.in_(replaced))
        .values(is_latest=False, version=EstimateRow.version + 1)
    )
    connection = session.connection()  # rows without objects: nobody looks at them again
    connection.execute(sa.insert(EstimateRow), [outcomes.put for outcomes in new])
    rights = [right for outcomes in new for right in outcomes.rights]
    if rights:
        connection.execute(sa.insert(EstimatedRight), rights)


def _read(kept: str) -> Estimate | None:
    try:
        return read_estimate(json.loads(kept))
    except InvalidEstimateError:
        return None  # of another time: there is nothing to compare with


def _same(kept: str, now: str) -> bool:
    """Whether two documents differ in nothing but their day."""
    one, other = _DAY.match(kept), _DAY.match(now)
    if one and other and kept[one.end() :] == now[other.end() :]:
        return one[1] == other[1]
    # another order of their parts: a base that keeps no text
    return {**json.loads(kept), "date": ""} == {**json.loads(now), "date": ""}


def _facts_stand(stored: StoredHousehold, old: Estimate, kept: str) -> bool:
    """Whether what is known today of the day of an estimate is what it rested on."""
    then = json.dumps(write_household(stored_household.to_domain(stored, old.date)))
    return _same(kept, then)


def _first(case_id: UUID, estimate: Estimate) -> Change:
    likely = sum(right.outcome is Outcome.LIKELY for right in estimate.rights)
    to_check = sum(right.outcome is Outcome.TO_CHECK for right in estimate.rights)
    words = french.plural(likely, "droit probable", "droits probables")
    label = f"Première estimation : {words}, {french.number(to_check)} à vérifier"
    return Change(case_id=case_id, kind=ChangeKind.FIRST, label=label)


def _coming(asked: Asked) -> Iterator[Change]:
    stored = asked.stored
    names = {str(person.id): person.first_name or person.last_name for person in stored.people}
    for item in coming(asked.household):
        yield Change(
            case_id=stored.case_id,
            kind=ChangeKind.THRESHOLD,
            right=item.right,
            on=item.on,
            label=typeset(item.words.replace("{name}", names.get(item.person, ""))),
        )
