"""Run by `benchmarks.encryption`: ten things asked of one base, encrypted or plain; prints JSON.

Each is asked of services that remember nothing, after something else was changed. « Cold » is a
new connection, which has no page and no statement yet; the pages of the file are in the system's
memory either way.
"""

from __future__ import annotations

import json
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher

from benchmarks import big_base
from benchmarks.big_base_claims import DAY
from caseapp.desk_parts import open_desk
from caseapp.services import access, calendar_view
from caseapp.services.calendar_view import Span
from db.models import DocumentRow
from db.secret import DATA_KEY_SIZE, new_secret
from db.store import Store
from tests.support.engines import ReadyEngine

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.services.desk import Desk

PLAIN = "claire.sqlite"
_TIMES = 5
_NOTE = "Vue ce jour. Le loyer est à jour ; la demande d'aide part demain avec ses pièces. " * 6
_MONTH = calendar_view.bounds(Span.MONTH, DAY)


class _Plain(sqlcipher.Connection):  # type: ignore[misc]  # it has no type information
    """A connection without a key: SQLCipher then is SQLite."""

    def set_key(self, _key: object) -> None:
        """Take no key."""

    def execute(self, statement: str, *values: Any) -> Any:
        is_of_cipher = statement.startswith("PRAGMA cipher_") and "=" in statement
        return super().execute("PRAGMA user_version" if is_of_cipher else statement, *values)


def _open(folder: Path, kind: str) -> Store:
    if kind != "plain":
        return access.unlock(folder / big_base.NAME, big_base.PASSWORD, clock=big_base.CLOCK)
    sqlcipher.connect = partial(sqlcipher.connect, factory=_Plain)
    return Store(folder / PLAIN, new_secret(DATA_KEY_SIZE), clock=big_base.CLOCK)


def _questions(store: Store, case: UUID) -> dict[str, Callable[[Desk], object]]:
    with store.read() as session:
        document = session.scalars(sa.select(DocumentRow.id).limit(1)).one()

    def opened(desk: Desk) -> None:
        desk.cases.header(case)
        desk.household.page(case)
        desk.case_summaries.one(case)

    def saved(desk: Desk) -> None:
        page = desk.interviews.blank(case)
        desk.interviews.put(case, page.id, {"facts": _NOTE})

    return {
        "liste des dossiers": lambda desk: desk.case_list.rows(),
        "un dossier ouvert": opened,
        "recherche « mar »": lambda desk: desk.search.find("mar"),
        "Ma journée": lambda desk: desk.dated_items.to_act(DAY),
        "Échéances d'un mois": lambda desk: desk.dated_items.between(*_MONTH),
        "historique d'un dossier": lambda desk: desk.history.page(case),
        "contenu d'un document": lambda desk: desk.documents.reader(document).read(),
        "une note enregistrée": saved,
        "page des révisions": lambda desk: desk.caseload.page(),
        "page du journal": lambda desk: desk.journal.rows(),
    }


def main(folder: Path, kind: str, case: UUID) -> dict[str, dict[str, tuple[float, float]]]:
    """Return for each thing, cold and warm, the best of some times in milliseconds: lasted, busy."""
    store = _open(folder, kind)
    found = {}
    for name, ask in _questions(store, case).items():
        _took(store, case, ask, is_cold=False)  # what Python itself learns the first time
        found[name] = {
            turn: _best([_took(store, case, ask, is_cold=turn == "cold") for _ in range(_TIMES)])
            for turn in ("cold", "warm")
        }
    store.close()
    return found


def _took(
    store: Store, case: UUID, ask: Callable[[Desk], object], *, is_cold: bool
) -> tuple[float, float]:
    desk = open_desk(store, ReadyEngine(), big_base.CLOCK)
    desk.catalogue.codes()
    desk.cases.record_contact(case, DAY)  # what was read before no longer holds
    if is_cold:
        store.engine.dispose()
    began, busy = time.perf_counter(), time.process_time()
    ask(desk)
    return (time.perf_counter() - began) * 1000, (time.process_time() - busy) * 1000


def _best(taken: list[tuple[float, float]]) -> tuple[float, float]:
    return min(lasted for lasted, _ in taken), min(busy for _, busy in taken)


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2], UUID(sys.argv[3]))))
