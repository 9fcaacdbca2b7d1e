"""Checking a base from end to end: what `caseapp check` prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseapp.kernel.french import plural
from caseapp.services.base_opening import check_readable, hold, revision_of
from db.checks import soundness
from db.errors import DamagedBaseError
from db.migrate import differences, known_revisions, row_counts
from db.pages import damaged_pages
from db.schema import SCHEMA
from db.troubles import known_troubles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from caseapp.services.base_opening import Held
    from db.store import Store


_MOST_PAGES = 10


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check: its name, whether it passed, and what it found, in French."""

    name: str
    ok: bool
    detail: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All the checks of a base."""

    rows: tuple[CheckRow, ...]

    @property
    def ok(self) -> bool:
        """Tell whether every check passed."""
        return all(row.ok for row in self.rows)


def check_base(
    path: Path, password: str, told: Callable[[float], object] = lambda _share: None
) -> CheckReport:
    """Return what is sound in a base and what is not; nothing is brought up to date.

    `told` hears how far the reading of the pages is (0 to 1), then 1 again and again while tables
    and indexes are compared, of which nobody knows how long it takes; it stops the work by raising.

    Raises:
        BaseTroubleError: the base cannot be looked at; damage is in the report.
    """
    held = hold(path, password)
    try:
        with known_troubles(held.base):
            check_readable(held)
    except DamagedBaseError as error:
        rows = (CheckRow("Ouverture", ok=False, detail=error.sentence), _seals(held, told))
        held.let_go()
        return CheckReport(rows)
    except BaseException:
        held.let_go()
        raise
    store = held.open()
    try:
        with known_troubles(store.path):
            return CheckReport(
                (
                    CheckRow("Ouverture", ok=True, detail="le mot de passe ouvre la base"),
                    *_file_rows(store, held, told),
                    *_schema_rows(store),
                )
            )
    finally:
        store.close()


def _file_rows(store: Store, held: Held, told: Callable[[float], object]) -> Iterator[CheckRow]:
    pooled = store.engine.raw_connection()
    try:
        db: Any = pooled.driver_connection
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # the journal, into the file
        yield _seals(held, told)
        # SQLCipher's own reading of the seals is the same once more, and cannot be stopped.
        found = soundness(db, with_seals=False, told=lambda: told(1.0))
    finally:
        pooled.close()
    yield CheckRow(
        "Structure du fichier",
        ok=not found.structure,
        detail=_first(found.structure) or "tables et index concordent",
    )
    yield CheckRow(
        "Liens entre les tables",
        ok=not found.references,
        detail=_first(found.references) or "aucune ligne sans son dossier",
    )


def _schema_rows(store: Store) -> Iterator[CheckRow]:
    try:
        revision = revision_of(store)
    except DamagedBaseError as error:
        yield CheckRow("Version du schéma", ok=False, detail=error.sentence)
        return
    if revision != SCHEMA.revision:
        known = revision in known_revisions()
        detail = (
            f"{revision} : sera mise à jour vers {SCHEMA.revision} à l'ouverture"
            if known
            else f"{revision} : plus récente que ce programme ({SCHEMA.revision})"
        )
        yield CheckRow("Version du schéma", ok=known, detail=detail)
        return
    yield CheckRow("Version du schéma", ok=True, detail=revision)
    try:
        found = len(differences(store.engine))
        with store.read() as session:
            counts = row_counts(session.connection())
    except DamagedBaseError as error:
        yield CheckRow("Tables attendues", ok=False, detail=error.sentence)
        return
    rows = plural(sum(counts.values()), "ligne")
    yield CheckRow(
        "Tables attendues",
        ok=not found,
        detail=plural(found, "écart") if found else f"{plural(len(counts), 'table')}, {rows}",
    )


def _seals(held: Held, told: Callable[[float], object]) -> CheckRow:
    broken, total = damaged_pages(held.base, held.data_key, told)
    if not broken:
        return CheckRow("Sceau de chaque page", ok=True, detail=plural(total, "page"))
    numbers = ", ".join(map(str, broken[:_MOST_PAGES]))
    more = "…" if len(broken) > _MOST_PAGES else ""
    detail = f"{plural(len(broken), 'page abîmée', 'pages abîmées')} sur {total} : {numbers}{more}"
    return CheckRow("Sceau de chaque page", ok=False, detail=detail)


def _first(lines: tuple[str, ...]) -> str:
    if not lines:
        return ""
    return lines[0] if len(lines) == 1 else f"{lines[0]} (et {len(lines) - 1} autres)"
