"""One bit of a base flipped, anywhere, again and again: noticed each time, never read as a word."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from caseapp.kernel.errors import KnownTroubleError
from db.errors import DamagedBaseError
from db.models import Base
from db.pages import damaged_pages
from db.store import Store
from tests.support.store import fresh_store
from tools.weather import deeds
from tools.weather.table import Outcome

if TYPE_CHECKING:
    from pathlib import Path

_CASES = 6


def run(folder: Path, rounds: int) -> Outcome:
    """Flip so many bits, one at a time."""
    home = folder / "flips"
    home.mkdir()
    store = fresh_store(home)
    desk = deeds.desk_over(store)
    for number in range(_CASES):
        deeds.do_some(desk, f"CAS-{number}", lambda _deed: None)
    with store.data_key() as lent:
        key = bytearray(lent)
    store.close()
    path, whole = store.path, store.path.read_bytes()
    expected = _everything(path, key)
    chance = random.Random(2026)
    noticed = refused = silent = 0
    pages: set[int] = set()
    for _flip in range(rounds):
        place = chance.randrange(len(whole))
        pages.add(place // 4096)
        content = bytearray(whole)
        content[place] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        noticed += damaged_pages(path, key)[0] == [place // 4096 + 1]
        found = _everything(path, key)
        refused += found is None
        silent += found is not None and found != expected
    return Outcome(
        "flips: one bit, anywhere in the file",
        rounds,
        f"{noticed} noticed by the check, page by page ({len(pages)} pages);"
        f" read all the same: {refused} refused, {silent} silently wrong",
        ok=noticed == rounds and not silent,
    )


def _everything(path: Path, key: bytearray) -> list[Any] | None:
    """Return every row of the base, None where reading it meets the damage."""
    store = Store(path, bytearray(key))
    try:
        with store.read() as session:
            return [session.execute(table.select()).all() for table in Base.metadata.sorted_tables]
    except DamagedBaseError:
        return None
    except KnownTroubleError as error:
        raise RuntimeError("another word for damage") from error
    finally:
        store.close()
