"""What SQLite would let through is refused before it is written."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from db.guard import RefusedValueError
from db.models import Case, Person, ResourceCell, Setting
from tests.support.rows import NOW, add_full_case, case

if TYPE_CHECKING:
    from db.store import Store

REFUSED: dict[str, tuple[type[Any], str, object]] = {
    "a text longer than its column": (Person, "last_name", "x" * 121),
    "a text in an integer": (Person, "position", "0"),
    "a truth value in an integer": (Person, "position", True),
    "a date that is not one": (Case, "opened_on", "2026-02-30"),
    "a moment in a date": (Case, "opened_on", datetime(2026, 1, 1, tzinfo=UTC)),
    "a NUL character": (Person, "first_name", "Aw\0a"),
    "a truth value of 2": (ResourceCell, "is_unknown", 2),
    "an integer over 32 bits": (Person, "position", 2**31),
    "cents over 64 bits": (ResourceCell, "cents", 2**63),
    "cents that are a float": (ResourceCell, "cents", 10.5),
    "a text that is not one": (Case, "note", 12),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_changed_row_is_refused_with(name: str, store: Store) -> None:
    kind, column, value = REFUSED[name]
    with store.write() as session:
        add_full_case(session)
    with pytest.raises(RefusedValueError) as caught, store.write() as session:
        setattr(session.scalars(sa.select(kind)).first(), column, value)
    assert str(value) not in str(caught.value) or len(str(value)) < 3


def test_a_new_row_is_refused_too(store: Store) -> None:
    with pytest.raises(RefusedValueError, match=r"case_file\.reference"), store.write() as session:
        session.add(case("2026-000000001"))


@pytest.mark.parametrize("value", ["a\0", ["a", {"b": "\0"}], {"\0": 1}, [float("nan")]])
def test_a_document_is_looked_into(value: object, store: Store) -> None:
    with pytest.raises(RefusedValueError), store.write() as session:
        session.add(Setting(key="k", value=value, updated_at=NOW))


def test_a_moment_without_a_time_zone_is_refused(store: Store) -> None:
    with pytest.raises(sa.exc.StatementError, match="aware"), store.write() as session:
        session.add(Setting(key="k", value=1, updated_at=NOW.replace(tzinfo=None)))


def test_what_fits_is_kept_as_it_is(store: Store) -> None:
    value = {"a": [1, 2.5, "é", None, True], "b": {}}
    with store.write() as session:
        session.add(Setting(key="k", value=value, updated_at=NOW))
    with store.read() as session:
        row = session.scalars(sa.select(Setting)).one()
        assert (row.value, row.updated_at) == (value, NOW)
