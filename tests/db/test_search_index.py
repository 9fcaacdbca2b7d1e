"""The index of the search follows what is written, and keeps nothing of what is gone."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseapp.domain.claim import ClaimState
from caseapp.kernel.ids import new_id
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.places import load_communes
from caseapp.services.search import Search
from db import search
from db.migrate import in_one_transaction, upgrade
from db.models import (
    Blob,
    Case,
    ClaimEventRow,
    ClaimExchange,
    ClaimRow,
    DocumentRow,
    FactRow,
    Interview,
    Person,
    SearchEntry,
    SearchKind,
    Task,
)
from db.schema import SCHEMA, Schema
from tests.db.test_migrations import future
from tests.support.desk_rows import NOW, TODAY, a_document, a_fact, a_tag, a_task, an_interview
from tests.support.rows import add_full_case
from tests.support.store import empty_store, fresh_store

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from db.store import Store

MARKER = "zyxwvutsrqponm"


def held(store: Store) -> dict[tuple[str, UUID], tuple[Any, ...]]:
    """Return all that the index holds, by what it is of."""
    with store.read() as session:
        rows = session.execute(
            sa.text(
                "SELECT e.kind, e.target_id, e.case_id, t.title, t.text, t.about "
                "FROM search_entry e LEFT JOIN search_text t ON t.rowid = e.id"
            )
        )
        return {(kind, UUID(target)): tuple(rest) for kind, target, *rest in rows}


def rebuilt(store: Store) -> dict[tuple[str, UUID], tuple[Any, ...]]:
    with store.write() as session:
        session.execute(sa.delete(SearchEntry))
    with store.read() as session:
        assert session.execute(sa.text("SELECT count(*) FROM search_text")).scalar_one() == 0
    Search(store, load_catalogue(), load_communes()).fill()
    return held(store)


def finds(store: Store, kind: SearchKind, word: str) -> int:
    with store.read() as session:
        return len(
            session.execute(
                sa.text(
                    "SELECT rowid FROM search_text WHERE search_text MATCH :word"
                    " AND rowid BETWEEN :first AND :last"
                ),
                {"word": f'"{word}"*', "first": kind.keys[0], "last": kind.keys[1]},
            ).all()
        )


def check(store: Store) -> None:
    """Have SQLite compare the index with the words it was made of."""
    with store.write() as session:
        session.execute(sa.text("INSERT INTO search_text(search_text) VALUES ('integrity-check')"))


def add_case(store: Store, reference: str, name: str) -> UUID:
    with store.write() as session:
        return add_full_case(session, reference, name)


_CASES = st.integers(0, 2)
_WORDS = st.sampled_from(["loyer", "Éloïse", "sœur", "0612345678", "dette d'énergie", "été", ""])
_STEPS = st.one_of(
    st.tuples(st.just("interview"), _CASES, _WORDS),
    st.tuples(st.just("rewrite"), _CASES, _WORDS),
    st.tuples(st.just("rename"), _CASES, _WORDS),
    st.tuples(st.just("phone"), _CASES, _WORDS),
    st.tuples(st.just("event"), _CASES, _WORDS),
    st.tuples(st.just("move"), _CASES, _WORDS),
    st.tuples(st.just("erase interview"), _CASES, _WORDS),
    st.tuples(st.just("erase person"), _CASES, _WORDS),
    st.tuples(st.just("erase case"), _CASES, _WORDS),
    st.tuples(st.just("fail"), _CASES, _WORDS),
)


def _rows(session: Session, model: type[Any], case_id: UUID) -> list[Any]:
    return list(
        session.scalars(sa.select(model).where(model.case_id == case_id).order_by(model.id))
    )


class _UnwantedError(Exception):
    pass


def take(store: Store, cases: list[UUID], what: str, place: int, text: str) -> None:
    """Do one thing to one case, as services do: in one transaction."""
    case_id, other = cases[place], cases[(place + 1) % 3]
    with store.read() as session:
        there = session.get(Case, case_id) is not None
        other_there = session.get(Case, other) is not None
    if not there:
        return
    if what == "interview":
        an_interview(store, case_id, facts=text, private=f"{text} à part")
        return
    if what == "phone":
        _give_phone(store, case_id, text)
        return
    try:
        with store.write() as session:
            _change(session, case_id, other if other_there else case_id, what, text)
            if what == "fail":
                _fail(session, case_id)
    except _UnwantedError:
        return


def _give_phone(store: Store, case_id: UUID, number: str) -> None:
    with store.read() as session:
        people = [person.id for person in _rows(session, Person, case_id)]
    with store.write() as session:
        for fact in session.scalars(sa.select(FactRow).where(FactRow.key == "phone")):
            session.delete(fact)
    for person_id in people:
        a_fact(store, case_id, person_id, "phone", number)


def _fail(session: Session, case_id: UUID) -> None:
    for person in _rows(session, Person, case_id):
        person.last_name = "Jamais"
    session.flush()
    raise _UnwantedError


def _change(session: Session, case_id: UUID, other: UUID, what: str, text: str) -> None:
    people, interviews = _rows(session, Person, case_id), _rows(session, Interview, case_id)
    claims = _rows(session, ClaimRow, case_id)
    if what == "event":
        session.add_all(_refused(claim, text) for claim in claims)
    elif what == "move":
        for row in (*interviews, *people[1:], *claims):
            row.case_id = other
    elif what == "erase case":
        session.execute(sa.delete(Case).where(Case.id == case_id))
    elif what.startswith("erase"):
        for row in (interviews if what == "erase interview" else people)[-1:]:
            session.delete(row)
    else:
        for row in interviews if what == "rewrite" else people:
            setattr(row, "analysis" if what == "rewrite" else "last_name", text or "Sans nom")


def _refused(claim: ClaimRow, reason: str) -> ClaimEventRow:
    return ClaimEventRow(
        claim_id=claim.id,
        kind="refused",
        on_date=TODAY,
        details={"reason": reason},
        recorded_at=NOW,
    )


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(_STEPS, min_size=1, max_size=12))
def test_the_index_is_what_a_new_one_would_be_after_any_changes(
    steps: list[tuple[str, int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = fresh_store(tmp_path_factory.mktemp("base"))
    cases = [add_case(store, f"2026-000{place}", f"Nom{place}") for place in range(3)]
    for what, place, text in steps:
        take(store, cases, what, place, text)
    check(store)
    kept = held(store)
    assert kept == rebuilt(store)
    store.close()


def test_a_base_of_an_older_program_is_filled_in_parts_and_once(store: Store) -> None:
    for number in range(3):
        case_id = add_case(store, f"2026-000{number}", "Ouattara")
        an_interview(store, case_id, facts="loyer")
        a_document(store, case_id, "Quittance")
    before = held(store)
    with store.write() as session:
        session.execute(sa.delete(SearchEntry))
    told: list[tuple[int, int]] = []
    assert (
        Search(store, load_catalogue(), load_communes()).fill(
            lambda done, of: told.append((done, of))
        )
        == 15
    )
    assert told[-1] == (15, 15)
    assert len(told) > 3  # a part for each kind at least
    assert held(store) == before
    assert Search(store, load_catalogue(), load_communes()).fill() == 0


def test_an_index_in_many_parts_is_made_one_and_answers_the_same(store: Store) -> None:
    case_id = add_case(store, "2026-0001", "Ouattara")
    with store.write() as session:  # each transaction leaves a part, which nothing merges
        session.execute(
            sa.text("INSERT INTO search_text(search_text, rank) VALUES ('automerge', 0)")
        )
    for number in range(8):
        an_interview(store, case_id, facts=f"loyer {number}")
    with store.read() as session:
        assert search.parts(session) > 6
    before, found = held(store), Search(store, load_catalogue(), load_communes())
    found.tidy(lambda: True)
    with store.read() as session:
        assert search.parts(session) > 6  # nobody wanted it
    found.tidy()
    with store.read() as session:
        assert search.parts(session) == 1
    check(store)
    assert held(store) == before
    assert finds(store, SearchKind.INTERVIEW, "loyer") == 8


def test_a_filling_that_is_cut_short_goes_on_the_next_time(store: Store) -> None:
    for number in range(4):
        add_case(store, f"2026-000{number}", "Ouattara")
    before = held(store)
    with store.write() as session:
        session.execute(sa.delete(SearchEntry))

    def stop(_done: int, _of: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        Search(store, load_catalogue(), load_communes()).fill(stop)
    Search(store, load_catalogue(), load_communes()).fill()
    assert held(store) == before


def test_what_went_without_a_word_to_the_index_leaves_it_at_the_next_opening(store: Store) -> None:
    case_id = add_case(store, "2026-0001", "Ouattara")
    a_document(store, case_id, "Quittance")
    with store.write() as session:
        session.execute(sa.delete(Blob))  # takes the document with it, under the index
    with store.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(DocumentRow)) == 0
    Search(store, load_catalogue(), load_communes()).fill()
    assert finds(store, SearchKind.DOCUMENT, "quittance") == 0


def test_nothing_of_an_erased_case_is_readable_in_the_index(store: Store, tmp_path: Path) -> None:
    case_id, other = (add_case(store, f"2026-000{n}", "Ouattara") for n in (1, 2))
    an_interview(store, other, facts="Une autre note, qui reste.")
    for _ in range(30):
        an_interview(store, case_id, facts=f"{MARKER} et la suite", private=MARKER)
    a_document(store, case_id, MARKER)
    a_task(store, case_id, MARKER)
    a_tag(store, case_id, MARKER)
    a_fact(store, case_id, None, "housing.address", MARKER)
    assert MARKER.encode() in in_clear(store, tmp_path / "before")
    with store.write() as session:
        session.execute(sa.delete(Case).where(Case.id == case_id))
    assert MARKER[:6].encode() not in in_clear(store, tmp_path / "after")
    assert finds(store, SearchKind.INTERVIEW, "note") == 1
    check(store)


def test_nothing_of_what_was_written_over_is_readable_in_the_index(
    store: Store, tmp_path: Path
) -> None:
    case_id = add_case(store, "2026-0001", "Ouattara")
    interview = an_interview(store, case_id, private=f"{MARKER} à ne pas garder")
    with store.write() as session:
        session.get_one(Interview, interview).private = "rien"
    assert MARKER[:6].encode() not in in_clear(store, tmp_path / "after")
    assert finds(store, SearchKind.INTERVIEW, "rien") == 1


def in_clear(store: Store, plain: Path) -> bytes:
    """Return the whole base page for page in clear: what is left in its pages is in it too."""
    pooled = store.engine.raw_connection()
    db: Any = pooled.driver_connection
    pages = []
    for page in ("search_text_data", "search_text_content", "search_text_idx"):
        pages += [
            bytes(str(cell), "utf-8") if not isinstance(cell, bytes) else cell
            for row in db.execute(f"SELECT * FROM {page}")  # noqa: S608 - a name of ours
            for cell in row
        ]
    db.execute("ATTACH ? AS plain KEY ''", (str(plain),))
    db.execute("SELECT sqlcipher_export('plain')").fetchall()
    db.execute("DETACH plain")
    pooled.close()
    return b"".join(pages) + plain.read_bytes()


def test_a_transaction_that_fails_leaves_the_index_as_it_was(store: Store) -> None:
    case_id = add_case(store, "2026-0001", "Ouattara")
    before = held(store)
    with pytest.raises(ZeroDivisionError), store.write() as session:
        person = session.scalars(sa.select(Person).where(Person.case_id == case_id)).one()
        person.last_name = "Autre"
        session.flush()
        raise ZeroDivisionError
    assert held(store) == before


def test_words_that_did_not_change_are_not_written_again(store: Store) -> None:
    case_id = add_case(store, "2026-0001", "Ouattara")
    interview = an_interview(store, case_id, facts="le loyer est dû")
    with store.write() as session:
        session.get_one(Interview, interview).facts = "dû : le loyer est… le LOYER !"
        session.flush()
        before = session.execute(sa.text("SELECT total_changes()")).scalar_one()
        search.index(session.connection(), SearchKind.INTERVIEW, [interview])
        after = session.execute(sa.text("SELECT total_changes()")).scalar_one()
    assert after == before


def test_the_trigger_is_put_back_when_a_migration_rebuilds_the_entries(
    store: Store, tmp_path: Path
) -> None:
    case_id = add_case(store, "2026-0001", MARKER)
    step = """
    with op.batch_alter_table("search_entry") as batch:
        batch.add_column(sa.Column("weight", sa.Integer()))
"""
    upgrade(store.engine, future(tmp_path, step))
    with store.write() as session:
        session.execute(sa.delete(Case).where(Case.id == case_id))
    assert finds(store, SearchKind.PERSON, MARKER) == 0


def test_the_index_holds_after_the_base_is_packed(store: Store) -> None:
    for number in range(5):
        add_case(store, f"2026-000{number}", f"Nom{number}")
    with store.write() as session:
        session.execute(sa.delete(Case).where(Case.reference == "2026-0002"))
    before = held(store)
    pooled = store.engine.raw_connection()
    db: Any = pooled.driver_connection
    db.execute("VACUUM")
    pooled.close()
    check(store)
    assert held(store) == before


def test_a_task_of_nobody_is_indexed_without_a_case(store: Store) -> None:
    task = a_task(store, None, "Réunion d'équipe")
    assert held(store)["task", task][0] is None
    with store.write() as session:
        session.delete(session.get_one(Task, task))
    assert held(store) == {}


def test_the_entries_of_a_kind_have_keys_of_their_own() -> None:
    spans = sorted(kind.keys for kind in SearchKind)
    assert all(last < first for (_, last), (first, _) in pairwise(spans))


def test_the_index_is_made_with_the_tables_of_the_models(tmp_path: Path) -> None:
    store = empty_store(tmp_path, "neuve.caseapp")
    in_one_transaction(store.engine, SearchEntry.metadata.create_all)
    add_case(store, "2026-0001", "Ouattara")
    assert finds(store, SearchKind.PERSON, "ouat") == 1
    store.close()


def test_claims_of_a_base_of_before_are_found_by_their_exchanges(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    upgrade(store.engine, Schema("0017", SCHEMA.folder))
    with store.write_aside() as session:
        case_id = add_full_case(session, "2026-0001", "Kaya")
    with store.write_aside() as session:
        claim, other = _claims(session, case_id)
        session.execute(
            sa.insert(ClaimExchange).values(
                id=new_id(), version=1, claim_id=claim, on_date=TODAY, medium="phone",
                spoken_to="", words="le trop-perçu est contesté", recorded_at=NOW,
            )
        )  # fmt: skip
    before = held(store)
    assert not finds(store, SearchKind.CLAIM, "conteste")
    upgrade(store.engine)
    assert held(store).keys() == before.keys() - {("claim", claim)}
    Search(store, load_catalogue(), load_communes()).fill()
    assert finds(store, SearchKind.CLAIM, "conteste") == 1
    assert held(store)["claim", other] == before["claim", other]


def _claims(session: Session, case_id: UUID) -> tuple[UUID, UUID]:
    """Return two claims of a case, the second of which nobody was called about."""
    first = session.scalars(sa.select(ClaimRow.id).where(ClaimRow.case_id == case_id)).first()
    assert first is not None
    row = ClaimRow(case_id=case_id, right="aah", opened_on=TODAY, state=ClaimState.TO_PREPARE)
    session.add(row)
    session.flush()
    return first, row.id
