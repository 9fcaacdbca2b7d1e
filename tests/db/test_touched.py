"""What is kept beside the rows of a case stays what reading them all anew would say."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseapp.desk_parts import open_desk
from caseapp.domain.claim import ClaimState
from caseapp.domain.deadline import Confidence, DeadlineKind
from caseapp.domain.estimate import Outcome, Period
from caseapp.kernel.ids import new_id
from caseapp.services import case_list
from db.migrate import upgrade
from db.models import (
    Case,
    CaseTag,
    ClaimPiece,
    ClaimRow,
    DeadlineRow,
    EstimatedRight,
    EstimateRow,
    FactRow,
    UnclaimedSum,
)
from db.queries import unclaimed
from db.schema import SCHEMA, Schema
from tests.db.test_migrations import WIDEN, future
from tests.support.builders import an_office
from tests.support.desk_rows import NOW, TODAY
from tests.support.rows import add_full_case

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.services.desk import Desk
    from tests.support.builders import Office

_DAYS = iter(TODAY + timedelta(days=n) for n in range(10**5))


def estimate(session: Session, case: UUID, *_: UUID) -> None:
    """Estimate a case as a review does: rows without objects, the rights of before gone."""
    before = sa.select(EstimateRow.id).where(EstimateRow.case_id == case)
    session.execute(sa.delete(EstimatedRight).where(EstimatedRight.estimate_id.in_(before)))
    session.execute(sa.update(EstimateRow).where(EstimateRow.case_id == case).values(month=TODAY))
    made = new_id()
    words = {"engine": "essai", "catalogue": "essai", "household": {}, "result": {}}
    session.connection().execute(
        sa.insert(EstimateRow),
        [{"id": made, "case_id": case, "made_at": NOW, "month": TODAY, **words}],
    )
    session.connection().execute(
        sa.insert(EstimatedRight),
        [
            {
                "estimate_id": made,
                "right": right,
                "outcome": outcome,
                "min_cents": 100 + next(_DAYS).toordinal(),
                "max_cents": 10**6,
                "period": Period.MONTH,
            }
            for right, outcome in (("rsa", Outcome.LIKELY), ("aah", Outcome.TO_CHECK))
        ],
    )


def claim(session: Session, case: UUID, *_: UUID) -> None:
    made = ClaimRow(id=new_id(), case_id=case, right="rsa", state=ClaimState.FILED, opened_on=TODAY)
    session.add(made)
    session.add(ClaimPiece(claim_id=made.id, position=0, label="RIB"))
    day = next(_DAYS)
    session.add(
        DeadlineRow(
            case_id=case, claim_id=made.id, kind=DeadlineKind.APPEAL, label=f"{day}",
            cautious_on=day, computed_on=day, article="", confidence=next(iter(Confidence)),
            explanation="", body="", doubt="", route="",
        )
    )  # fmt: skip


def close_claims(session: Session, case: UUID, *_: UUID) -> None:
    session.execute(
        sa.update(ClaimRow).where(ClaimRow.case_id == case).values(state=ClaimState.CLOSED)
    )


def _of(session: Session, model: Any, case: UUID) -> list[Any]:
    return list(session.scalars(sa.select(model).where(model.case_id == case)))


def tick(session: Session, case: UUID, *_: UUID) -> None:
    claims = sa.select(ClaimRow.id).where(ClaimRow.case_id == case)
    session.execute(
        sa.update(ClaimPiece).where(ClaimPiece.claim_id.in_(claims)).values(received_on=TODAY)
    )


def move(session: Session, case: UUID, other: UUID) -> None:
    for model in (ClaimRow, DeadlineRow, EstimateRow):
        for row in _of(session, model, case):
            row.case_id = other


def swap_people(session: Session, case: UUID, other: UUID) -> None:
    session.execute(
        sa.text("UPDATE person SET last_name = :name, name_folded = :name WHERE case_id = :case"),
        {"name": f"{next(_DAYS)}", "case": case.hex},
    )


def settle(session: Session, case: UUID, *_: UUID) -> None:
    for row in _of(session, FactRow, case):
        session.delete(row)
    session.flush()
    session.add(FactRow(case_id=case, key="housing.commune", value="44109", recorded_at=NOW))


def tag(session: Session, case: UUID, *_: UUID) -> None:
    for row in _of(session, CaseTag, case):
        session.delete(row)
        return
    session.add(CaseTag(case_id=case, label="FSL", folded="fsl"))


def close(session: Session, case: UUID, *_: UUID) -> None:
    row = session.get_one(Case, case)
    row.closed_on = None if row.closed_on else TODAY


def merge(session: Session, case: UUID, other: UUID) -> None:
    session.get_one(Case, case).merged_into_id = other


def erase_claims(session: Session, case: UUID, *_: UUID) -> None:
    session.execute(sa.delete(ClaimRow).where(ClaimRow.case_id == case))


def erase(session: Session, case: UUID, *_: UUID) -> None:
    session.execute(sa.delete(Case).where(Case.id == case))


class _UnwantedError(Exception):
    pass


_STEPS: tuple[Callable[..., None], ...] = (
    estimate, claim, close_claims, tick, move, swap_people, settle, tag, close, merge,
    erase_claims, erase,
)  # fmt: skip


def take(
    office: Office, step: Callable[..., None], cases: tuple[UUID, UUID], *, fails: bool
) -> None:
    with office.store.read() as session:
        if any(session.get(Case, case) is None for case in cases):
            return
    with suppress(_UnwantedError), office.store.write() as session:
        step(session, *cases)
        if fails:
            session.flush()
            raise _UnwantedError


def check(office: Office, desk: Desk) -> None:
    with office.store.read() as session:
        every = list(session.scalars(sa.select(Case.id)))
        anew = case_list.read(session, desk.communes)
        sums = {tuple(row) for row in session.execute(unclaimed.sums(every))}
        columns = sa.select(*UnclaimedSum.__table__.columns)
        kept = {tuple(row) for row in session.execute(columns)}
    assert desk.case_list.rows() == anew
    assert kept == sums


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(_STEPS), st.permutations(range(3)), st.booleans()), max_size=15
    )
)
def test_what_is_kept_is_what_reading_anew_says_after_any_changes(
    steps: list[tuple[Callable[..., None], list[int], bool]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    office = an_office(tmp_path_factory.mktemp("base"))
    desk = open_desk(office.store, office.engine, office.clock)
    with office.store.write() as session:
        cases = [add_full_case(session, f"2026-000{n}", f"Nom{n}") for n in range(3)]
    check(office, desk)
    for step, (one, other, _), fails in steps:
        take(office, step, (cases[one], cases[other]), fails=fails)
        check(office, desk)
    office.store.close()


@pytest.mark.parametrize("step", _STEPS)
def test_each_change_is_seen(step: Callable[..., None], tmp_path: Path) -> None:
    office = an_office(tmp_path)
    desk = open_desk(office.store, office.engine, office.clock)
    with office.store.write() as session:
        cases = [add_full_case(session, f"2026-000{n}", f"Nom{n}") for n in range(2)]
        for case in cases:
            estimate(session, case)
            claim(session, case)
    rows = desk.case_list.rows()
    with office.store.read() as session:
        before = unclaimed.largest(session, 10)
    take(office, step, (cases[0], cases[1]), fails=False)
    with office.store.read() as session:
        after = unclaimed.largest(session, 10)
    assert (desk.case_list.rows(), after) != (rows, before)
    check(office, desk)


def test_a_case_that_a_session_left_alone_is_not_read_again(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    with office.store.write() as session:
        one, other = (add_full_case(session, f"2026-000{n}", "Nom") for n in range(2))
    before = office.store.writes
    take(office, close, (one, other), fails=False)
    assert office.store.touched_since(before) == {one}
    after = office.store.writes
    take(office, close, (other, one), fails=True)
    assert office.store.touched_since(after) == frozenset()


def test_a_table_is_made_anew_beside_what_notes_its_changes(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    with office.store.write() as session:
        case = add_full_case(session)
    upgrade(
        office.store.engine,
        future(tmp_path, WIDEN, WIDEN.replace("case_file", "claim").replace("referent", "agency")),
    )
    before = office.store.writes
    take(office, close, (case, case), fails=False)
    assert office.store.touched_since(before) == {case}


def test_the_sums_of_an_older_base_are_counted_when_it_is_brought_up_to_date(
    tmp_path: Path,
) -> None:
    office = an_office(tmp_path)
    with office.store.write() as session:
        cases = [add_full_case(session, f"2026-000{n}", f"Nom{n}") for n in range(3)]
        for case in cases:
            estimate(session, case)
        close_claims(session, cases[0])
        close(session, cases[1])
    with office.store.write() as session:
        session.execute(sa.text("DROP TABLE unclaimed_sum"))
        session.execute(sa.text("UPDATE alembic_version SET version_num = '0013'"))
    upgrade(office.store.engine, Schema("0014", SCHEMA.folder))
    check(office, open_desk(office.store, office.engine, office.clock))
