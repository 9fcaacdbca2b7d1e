"""Copies of the base in the places a worker chose: made, verified, thinned out, counted.

A copy is a base like any other, with its key file: it opens with the password of its day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from caseapp.domain.rotation import worth_keeping
from caseapp.kernel.clock import PARIS
from caseapp.kernel.errors import KnownTroubleError
from caseapp.kernel.places import is_there
from db.copy import DRAFT, CopyStoppedError, verified_copy
from db.errors import DiskFullError
from db.files import beside
from db.keys import COPY_ENDING, ENDING
from db.secret import SALT_SIZE
from db.troubles import known_troubles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from caseapp.kernel.clock import Clock
    from db.store import Store

_MARK = ".copie-"
_MOMENT = "%Y-%m-%d-%H%M%SZ"  # universal time: names follow each other, whatever the clock does
_NAME = re.compile(re.escape(_MARK) + r"(\d{4}-\d\d-\d\d-\d{6}Z)$")


class MissingPlaceError(KnownTroubleError):
    """The folder of the copies is not there: a stick that is not plugged in, a server away."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Le dossier « {folder} » n'est pas accessible : la copie n'y a pas été faite.",
            "Branchez la clé ou le disque, ou choisissez un autre dossier.",
        )


class NoRoomError(KnownTroubleError):
    """The copy does not fit."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Il n'y a plus assez de place dans « {folder} » : la copie n'y a pas été faite.",
            "Libérez de la place, ou choisissez un autre dossier. La base elle-même est intacte.",
        )


class BesideTheBaseError(KnownTroubleError):
    """The folder is that of the base: what takes the one takes the other."""

    def __init__(self) -> None:
        super().__init__(
            "Ce dossier est celui de la base : la même panne emporterait la copie avec elle.",
            "Choisissez une clé, un autre disque ou un dossier du serveur.",
        )


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: where, of which moment (of Paris), of which size."""

    path: Path
    made_at: datetime
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the copy in one place."""

    folder: Path
    made: Copy | None = None
    trouble: KnownTroubleError | None = None


class Backups:
    """Copies one base."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self.keeps_all = False  # the base is doubted: its copies take the place of none

    @property
    def base(self) -> Path:
        """The base that is copied."""
        return self._store.path

    @property
    def writes(self) -> int:
        """Another number than before: there is something to copy."""
        return self._store.writes

    def check_place(self, folder: Path) -> None:
        """Refuse a place that would protect nothing.

        Raises:
            BesideTheBaseError: it is the folder of the base.
            MissingPlaceError: it is not there.
        """
        if not folder.is_dir():
            raise MissingPlaceError(folder)
        if folder.resolve() == self._store.path.parent.resolve():
            raise BesideTheBaseError

    def copies(self, folder: Path) -> tuple[Copy, ...]:
        """Return the copies of this base in a folder, the newest first; none where it is away.

        Those of another base of the same name are none of ours: they begin otherwise.
        """
        try:
            found = list(self._found(folder))
        except OSError:
            return ()
        return tuple(sorted(found, key=lambda copy: copy.made_at, reverse=True))

    def back_up(
        self, folders: Sequence[Path], stopped: Callable[[], bool] = lambda: False
    ) -> tuple[Outcome, ...]:
        """Copy the base into each folder, verified, then remove the copies too many.

        Blocks for seconds: called in a job. A folder that fails does not keep the next from its
        copy.

        Raises:
            CopyStoppedError: it was stopped; no unfinished copy is left.
        """
        return tuple(self._into(folder, stopped) for folder in folders)

    def _into(self, folder: Path, stopped: Callable[[], bool]) -> Outcome:
        if stopped():
            raise CopyStoppedError
        target = self._target(folder)
        try:
            self.check_place(folder)
            self._sweep(folder)
            with known_troubles(target):
                verified_copy(self._store, target, stopped=stopped)
        except DiskFullError:
            return Outcome(folder, trouble=NoRoomError(folder))
        except KnownTroubleError as trouble:
            return Outcome(folder, trouble=trouble)
        copies = self.copies(folder)
        made = next((copy for copy in copies if copy.path == target), None)
        if made is not None and not self.keeps_all:
            self._thin_out(copies, made)
        return Outcome(folder, made=made)

    def _thin_out(self, copies: Sequence[Copy], made: Copy) -> None:
        """Remove the copies too many, never the one just made.

        Copies of days to come were made under a clock that was wrong: they would take the place of
        those of today, so they neither count nor go.
        """
        past = [copy for copy in copies if copy.made_at <= made.made_at]
        kept = worth_keeping(copy.made_at for copy in past)
        for copy in past:
            if copy.made_at not in kept:
                _remove(copy.path)

    def _target(self, folder: Path) -> Path:
        base, moment = self._store.path, self._clock.now()
        while True:
            target = folder / f"{base.stem}{_MARK}{moment.strftime(_MOMENT)}{base.suffix}"
            if not is_there(target):
                return target
            moment += timedelta(seconds=1)

    def _found(self, folder: Path) -> Iterator[Copy]:
        base, start = self._store.path, _start(self._store.path)
        for path in folder.glob(f"*{base.suffix}"):
            named = _NAME.search(path.stem)
            if named is None or path.stem[: named.start()] != base.stem or _start(path) != start:
                continue
            made_at = datetime.strptime(named[1], _MOMENT).replace(tzinfo=UTC)
            yield Copy(path, made_at.astimezone(PARIS), path.stat().st_size)

    def _sweep(self, folder: Path) -> None:
        """Remove what a copy left that was killed."""
        for path in folder.glob(f"{self._store.path.stem}{_MARK}*{DRAFT}"):
            path.unlink(missing_ok=True)


def _start(path: Path) -> bytes:
    """Return what tells the bases apart without a key: each begins with a salt of its own."""
    with path.open("rb") as file:
        return file.read(SALT_SIZE)


def _remove(copy: Path) -> None:
    """Remove a copy, its keys last: no copy is left that nothing opens."""
    for path in (copy, beside(copy, ENDING), beside(copy, COPY_ENDING)):
        path.unlink(missing_ok=True)
