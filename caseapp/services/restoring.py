"""Putting a copy back: looked into first, the present base kept aside, undone by the same way.

A copy is first brought beside the base, since it may stand on a stick or a server that goes away.
It then takes the place of the base in one step, its key file waiting beside it: whenever the power
goes, the next opening sees which of the two key files goes with the base that is there.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.kernel.errors import KnownTroubleError
from caseapp.kernel.files import write_atomically
from caseapp.kernel.places import is_there
from caseapp.services.base_opening import check_readable, hold, local_path
from db.checks import soundness
from db.errors import DamagedBaseError, MissingBaseError
from db.files import beside, new_private, sync_file, sync_folder
from db.keys import COPY_ENDING, ENDING, NEXT_ENDING, load, places
from db.lock import BaseLock
from db.models import HistoryRow
from db.troubles import known_troubles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from caseapp.kernel.clock import Clock
    from db.store import Store

_BROUGHT = ".restauration"
_ASIDE = "avant-restauration"
_JOURNALS = ("-wal", "-shm")
_COUNTED = {"cases": "case_file", "people": "person", "interviews": "interview",
            "documents": "document", "claims": "claim"}  # fmt: skip


class OtherBaseError(KnownTroubleError):
    """The copy is of another base than the one that would go."""

    def __init__(self, copy: Path, base: Path) -> None:
        super().__init__(
            f"« {copy.name} » n'est pas une copie de « {base.name} » : ce sont deux bases différentes.",
            "Copiez ce fichier et ses clés (.cles) dans un dossier de l'ordinateur,"
            " puis choisissez-le avec « Choisir une autre base ».",
        )


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a copy: how many of each, and the day of its last change."""

    cases: int
    people: int
    interviews: int
    documents: int
    claims: int
    changed_at: datetime | None  # aware, UTC; nobody changed anything yet


@dataclass(frozen=True, slots=True)
class Restored:
    """A base that was put back, and where the one before it is kept."""

    base: Path
    aside: Path | None  # nothing stood there


class Brought:
    """A copy that stands beside the base, to be looked into, then put in its place or let go."""

    def __init__(self, copy: Path, base: Path) -> None:
        """Bring a copy; blocks while it is read.

        Raises:
            BaseTroubleError: it is not there, has no keys, or the disk is full.
            OtherBaseError: it is the copy of another base.
        """
        self.base = local_path(base)
        self.copy = copy
        self._draft = beside(self.base, _BROUGHT)
        self.let_go()
        if not is_there(copy):
            raise MissingBaseError(copy)
        with known_troubles(copy):
            vault = load(copy).vault
            if vault != (_vault(self.base) or vault):
                raise OtherBaseError(copy, self.base)
            _duplicate(copy, self._draft)

    def look(self, password: str) -> Contents:
        """Return what is in it, every page, index and reference checked.

        Raises:
            WrongPasswordError: the password is not that of its day.
            TooSoonError: tries failed, and the wait is not over.
            DamagedBaseError: it is damaged.
            BaseTroubleError: any other trouble.
        """
        held = hold(self._draft, password, counted_on=self.base)
        try:
            with known_troubles(self.copy):
                check_readable(held)
        except BaseException:
            held.let_go()
            raise
        store = held.open()
        try:
            with known_troubles(self.copy):
                _check(store, self.copy)
                return _contents(store)
        finally:
            store.close()

    def put_in_place(self, clock: Clock) -> Restored:
        """Give it the place of the base, which is kept aside under a name of its own.

        Raises:
            BaseInUseError: a window has the base open.
            BaseTroubleError: the disk is full or read-only; nothing has changed.
        """
        lock = BaseLock(self.base)
        try:
            with known_troubles(self.base):
                aside = _keep_aside(self.base, clock) if self.base.exists() else None
                keys = beside(self._draft, ENDING).read_bytes()
                if aside is None:  # keys without a base are harmless; a base without keys is lost
                    _write_keys(self.base, keys)
                # The copy may be from before the key was renewed: its keys wait beside it.
                write_atomically(beside(self.base, NEXT_ENDING), keys)
                for ending in _JOURNALS:  # of the base before: kept aside with it
                    beside(self.base, ending).unlink(missing_ok=True)
                self._draft.replace(self.base)
                sync_folder(self.base.parent)
                _write_keys(self.base, keys)
                beside(self.base, NEXT_ENDING).unlink()
        finally:
            lock.release()
        self.let_go()
        return Restored(self.base, aside)

    def let_go(self) -> None:
        """Remove it from beside the base."""
        for path in _files_of(self._draft):
            path.unlink(missing_ok=True)


def undo(restored: Restored, clock: Clock) -> Restored:
    """Put back the base that was kept aside; the copy is kept aside in its turn.

    Raises:
        BaseTroubleError: as `Brought`.
    """
    if restored.aside is None:
        raise ValueError(restored)
    return Brought(restored.aside, restored.base).put_in_place(clock)


def _keep_aside(base: Path, clock: Clock) -> Path:
    """Copy a base as it is, damaged or not, its journal too: « dossiers.avant-restauration-… »."""
    stem = f"{base.stem}.{_ASIDE}-{clock.today().isoformat()}"
    number, aside = 1, base.with_name(f"{stem}{base.suffix}")
    while aside.exists():
        number += 1
        aside = base.with_name(f"{stem}-{number}{base.suffix}")
    _duplicate(base, aside)
    return aside


def _duplicate(base: Path, target: Path) -> None:
    """Copy a base with its journal and its keys, on the disk when this returns."""
    keys = next((path for path in places(base) if path.exists()), None)
    if keys is not None:
        _write_keys(target, keys.read_bytes())
    for ending in (*_JOURNALS[:1], ""):
        source, copy = beside(base, ending), beside(target, ending)
        if source.exists():
            new_private(copy)
            shutil.copyfile(source, copy)
            sync_file(copy)
    sync_folder(target.parent)


def _write_keys(base: Path, content: bytes) -> None:
    for ending in (ENDING, COPY_ENDING):
        write_atomically(beside(base, ending), content)


def _files_of(base: Path) -> Iterator[Path]:
    for ending in ("", *_JOURNALS, ENDING, COPY_ENDING):
        yield beside(base, ending)


def _vault(base: Path) -> str:
    """Return what tells the data keys apart, as the key file says it; nothing where it is gone.

    Raises:
        DamagedKeysError: it cannot be read.
    """
    return load(base).vault if any(map(is_there, places(base))) else ""


def _check(store: Store, copy: Path) -> None:
    pooled = store.engine.raw_connection()
    try:
        if not soundness(pooled.driver_connection).ok:
            raise DamagedBaseError(copy)
    finally:
        pooled.close()


def _contents(store: Store) -> Contents:
    with store.read() as session:
        there = set(sa.inspect(session.connection()).get_table_names())
        counts = {
            name: session.scalar(sa.select(sa.func.count()).select_from(sa.table(table))) or 0
            if table in there
            else 0
            for name, table in _COUNTED.items()
        }
        last = sa.select(sa.func.max(HistoryRow.at))
        changed_at = session.scalar(last) if HistoryRow.__tablename__ in there else None
    return Contents(**counts, changed_at=changed_at)
