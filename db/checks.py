"""Whether a base is sound: every page, every index, every reference."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlcipher

from db.troubles import is_damage

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

_MOST_LINES = 20  # of a report on a base in pieces
_STEPS = 20_000  # of SQLite between two words that it goes on: some milliseconds


@dataclass(frozen=True, slots=True)
class Soundness:
    """What the three checks of SQLite answer: empty where all is well."""

    seals: tuple[str, ...]
    structure: tuple[str, ...]
    references: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Tell whether all three found nothing."""
        return not (self.seals or self.structure or self.references)


def soundness(
    connection: Any,
    *,
    with_seals: bool = True,
    told: Callable[[], object] = lambda: None,
) -> Soundness:
    """Check a base through a raw connection, outside any transaction.

    The journal is emptied into the file first: the check of the seals reads the file alone. No
    one check is a verdict: that of the seals misses a file cut between two pages. Without it, the
    seals of the pages in use are checked all the same, as each is read; those of free pages are
    not. `told` hears that it goes on, and stops it by raising; SQLCipher's own check of the seals
    hears nothing before its end.
    """
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    seals: tuple[str, ...] = ()
    if with_seals:
        seals = _lines(connection, "cipher_integrity_check", lambda row: str(row[0]))
    with _watched(connection, told):
        structure = _lines(connection, f"integrity_check({_MOST_LINES})", lambda row: str(row[0]))
        references = _lines(connection, "foreign_key_check", lambda row: f"{row[0]} → {row[2]}")
    return Soundness(seals, tuple(line for line in structure if line != "ok"), references)


@contextmanager
def _watched(connection: Any, told: Callable[[], object]) -> Generator[None]:
    """Have SQLite stop where `told` raises, and raise that."""
    stops: list[BaseException] = []

    def go_on() -> int:
        try:
            told()
        except BaseException as stop:  # noqa: BLE001 - raised below: SQLite would only print it
            stops.append(stop)
        return len(stops)

    connection.set_progress_handler(go_on, _STEPS)
    try:
        yield
    except sqlcipher.OperationalError:
        if stops:
            raise stops[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _lines(connection: Any, pragma: str, line: Callable[[Any], str]) -> tuple[str, ...]:
    try:
        return tuple(map(line, connection.execute(f"PRAGMA {pragma}").fetchmany(_MOST_LINES)))
    except sqlcipher.DatabaseError as error:  # too damaged to be checked
        if not is_damage(error):
            raise
        return (str(error),)
