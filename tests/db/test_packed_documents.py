"""The answers of the engine are kept packed, and come back as they were to the letter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from caseapp.kernel.ids import new_id
from db.documents import PackedText, WrittenDocument
from db.guard import RefusedValueError
from db.migrate import differences, row_counts, upgrade
from db.models import Base, EstimateRow, Simulation
from db.schema import SCHEMA, Schema
from tests.support.rows import NOW, TODAY, add_full_case
from tests.support.store import empty_store

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from db.store import Store

WORDS = "Être âgé de 65 ans, ou de l'âge légal en cas d'inaptitude au travail"
ANSWER = {"b": [{"words": WORDS, "met": None, "cents": 1.5} for _ in range(300)], "a": {}}


def an_estimate(case_id: UUID, result: object) -> EstimateRow:
    return EstimateRow(
        case_id=case_id,
        made_at=NOW,
        month=TODAY,
        engine="essai",
        catalogue="1",
        household={"people": []},
        result=result,
    )


def kept(store: Store, result: object) -> None:
    with store.write() as session:
        session.add(an_estimate(add_full_case(session), result))


@pytest.mark.parametrize("answer", [ANSWER, None, [], "é"])
def test_a_packed_document_is_read_back_as_it_was(answer: object, store: Store) -> None:
    kept(store, answer)
    with store.read() as session:
        assert session.scalars(sa.select(EstimateRow.result)).one() == answer


def test_a_document_that_is_written_already_is_kept_to_the_letter(store: Store) -> None:
    text = json.dumps(ANSWER, separators=(" , ", ":"))
    kept(store, WrittenDocument(text))
    with store.read() as session:
        as_text = sa.type_coerce(EstimateRow.result, PackedText())
        assert session.scalars(sa.select(as_text)).one() == text
        assert session.scalars(sa.select(EstimateRow.result)).one() == ANSWER


def test_what_an_answer_says_again_weighs_nothing(store: Store) -> None:
    kept(store, ANSWER)
    with store.read() as session:
        weight = session.scalar(sa.text("SELECT length(result) FROM estimate"))
    assert weight < len(json.dumps(ANSWER)) / 4


@pytest.mark.parametrize("value", [["a\0"], {"a": float("nan")}])
def test_a_packed_document_is_looked_into_before(value: object, store: Store) -> None:
    with pytest.raises(RefusedValueError, match=r"estimate\.result"):
        kept(store, value)


def test_rows_of_an_older_base_are_packed_where_they_stand(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    upgrade(store.engine, Schema("0008", SCHEMA.folder))
    answers = {new_id(): json.dumps({**ANSWER, "number": number}) for number in range(120)}
    with store.write() as session:
        case_id = new_id()  # by a statement: the session would index it in tables of later
        opened = {"reference": "2026-0001", "opened_on": TODAY, "created_at": NOW}
        session.connection().execute(
            sa.insert(Base.metadata.tables["case_file"]).values(
                id=case_id, version=1, referent="", note="", **opened
            )
        )
        common = {"case_id": case_id.hex, "made_at": str(NOW), "month": str(TODAY), "version": 1}
        estimates = [
            {**_as_before(id_, common), "household": "{}", "result": text, "is_latest": False}
            for id_, text in answers.items()
        ]
        simulated = _as_before(new_id(), common) | {
            "name": "Reprise", "present": json.dumps(ANSWER), "variants": "[1, 2]", "curve": "null",
        }  # fmt: skip
        session.execute(_insert("estimate", estimates[0]), estimates)
        session.execute(_insert("simulation", simulated), simulated)
        before = row_counts(session.connection())

    upgrade(store.engine)

    assert differences(store.engine) == []
    with store.read() as session:
        after = row_counts(session.connection())
        assert {name: after[name] for name in before} == before  # later ones made tables too
        as_text = sa.type_coerce(EstimateRow.result, PackedText())
        assert dict(session.execute(sa.select(EstimateRow.id, as_text)).all()) == answers
        row = session.scalars(sa.select(Simulation)).one()
        assert (row.present, row.variants, row.curve) == (ANSWER, [1, 2], None)
    store.close()


def _as_before(id_: UUID, common: dict[str, Any]) -> dict[str, Any]:
    return {"id": id_.hex, **common, "engine": "essai", "catalogue": "1"}


def _insert(table: str, row: dict[str, Any]) -> sa.TextClause:
    names = ", ".join(f":{name}" for name in row)
    return sa.text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({names})")  # noqa: S608
