"""A bit that flips anywhere is noticed: never a wrong word in a case."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from caseapp.kernel.errors import KnownTroubleError
from caseapp.services import access
from db.connection import connect
from db.models import Base
from db.pages import damaged_pages
from db.store import Store
from tests.support.rows import add_full_case
from tests.support.store import PASSWORD, fresh_store

if TYPE_CHECKING:
    from pathlib import Path

    from caseapp.kernel.clock import FixedClock


def read_all(path: Path, data_key: bytearray) -> Any:
    """Return every row of a base, or the name of the trouble that reading it meets."""
    store = Store(path, bytearray(data_key))
    try:
        with store.read() as session:
            return [session.execute(table.select()).all() for table in Base.metadata.sorted_tables]
    except KnownTroubleError as error:
        return type(error).__name__
    finally:
        store.close()


def test_of_a_hundred_flipped_bits_none_goes_unnoticed(tmp_path: Path) -> None:
    store = fresh_store(tmp_path)
    with store.data_key() as lent:
        data_key = bytearray(lent)
    with store.write() as session:
        for number in range(40):
            add_full_case(session, f"2026-{number:04}")
    store.close()
    whole = store.path.read_bytes()
    expected = read_all(store.path, data_key)
    chance = random.Random(2026)  # noqa: S311 - the same bits every time

    noticed, harmless = 0, 0
    for _ in range(100):
        content = bytearray(whole)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        store.path.write_bytes(content)
        assert damaged_pages(store.path, data_key)[0]
        found = read_all(store.path, data_key)
        if found == "DamagedBaseError":
            noticed += 1
        else:
            assert found == expected  # in a page that these rows do not use
            harmless += 1
    assert noticed > 0
    assert noticed + harmless == 100


def fill(base: Path, clock: FixedClock) -> None:
    store = access.unlock(base, PASSWORD, clock=clock)
    with store.write() as session:
        for number in range(100):
            add_full_case(session, f"2026-{number:04}")
    store.close()


def failed(report: Any) -> dict[str, str]:
    return {row.name: row.detail for row in report.rows if not row.ok}


def test_a_sound_base_passes_every_check(base: Path, clock: FixedClock) -> None:
    fill(base, clock)
    report = access.check_base(base, PASSWORD)
    assert report.ok
    assert [row.name for row in report.rows] == [
        "Ouverture",
        "Sceau de chaque page",
        "Structure du fichier",
        "Liens entre les tables",
        "Version du schéma",
        "Tables attendues",
    ]
    tables = len(Base.metadata.tables)
    assert report.rows[-1].detail.startswith(f"{tables}\N{NO-BREAK SPACE}tables, ")


@pytest.mark.parametrize("page", [1, 2, 30])
def test_the_check_names_the_damaged_page(page: int, base: Path, clock: FixedClock) -> None:
    fill(base, clock)
    content = bytearray(base.read_bytes())
    content[(page - 1) * 4096 + 900] ^= 4
    base.write_bytes(content)

    report = access.check_base(base, PASSWORD)

    assert not report.ok
    assert failed(report)["Sceau de chaque page"] == (
        f"1\N{NO-BREAK SPACE}page abîmée sur {len(content) // 4096} : {page}"
    )


def test_the_check_sees_what_the_seals_cannot_a_file_cut_between_pages(
    base: Path, clock: FixedClock
) -> None:
    fill(base, clock)
    content = base.read_bytes()
    base.write_bytes(content[:-4096])
    report = access.check_base(base, PASSWORD)
    assert not report.ok


def test_the_check_sees_a_row_without_its_case(base: Path, clock: FixedClock) -> None:
    fill(base, clock)
    store = access.unlock(base, PASSWORD, clock=clock)
    with store.data_key() as lent:
        data_key = bytearray(lent)
    store.close()
    db = connect(base, data_key)
    db.execute("PRAGMA foreign_keys=OFF")
    db.execute("DELETE FROM case_file WHERE reference='2026-0001'")
    db.execute("ALTER TABLE person ADD COLUMN nickname TEXT")
    db.close()
    report = access.check_base(base, PASSWORD)
    assert failed(report).keys() == {"Liens entre les tables", "Tables attendues"}


def test_a_wrong_password_is_not_a_damage_to_report(base: Path) -> None:
    with pytest.raises(access.WrongPasswordError):
        access.check_base(base, "autre")
