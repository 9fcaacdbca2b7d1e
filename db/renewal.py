"""A base under a new data key: what was written before is of no more use to whoever had the old one.

A copy is written under the new key and checked, the key file that goes with it is put beside, then
the copy takes the name of the base in one step. Killed before that step, the base is the old one
and its key file opens it; killed after, `open_key_file` finds the key file that waits, sees that the
pages are its own, and ends what was begun.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from caseapp.kernel.files import remove_remains, write_atomically
from db import keys
from db.checks import soundness
from db.connection import connect
from db.copy import CopyStoppedError
from db.errors import BaseTroubleError, DamagedBaseError, DiskFullError
from db.files import beside, new_private, sync_file, sync_folder
from db.key_errors import ForeignKeysFileError
from db.keys import NEXT_ENDING, KeyFile, Opened
from db.pages import any_page_holds, first_page_holds
from db.secret import KEY_SIZE, new_secret, wipe

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from db.old_keys import OldKeyFile
    from db.slots import Secret

DRAFT = ".nouvelle-cle"
_JOURNALS = ("-wal", "-shm")
_PAGES = 100  # of 4 kB, between two questions whether to go on
_ROOM = 8 << 20
_CHECKING = 0.6  # the share of the work that comes before the copy is checked


def open_key_file(
    base: Path, secret: Secret, *, likely: str, today: Callable[[], date]
) -> tuple[KeyFile, Opened]:
    """Return the key file of a base and what a secret gives; end a renewal that was killed.

    Raises:
        BaseTroubleError: as `keys.load` and `keys.open_with`.
    """
    waiting = beside(base, NEXT_ENDING)
    if not waiting.exists():
        sweep(base)
        return _of_base(base, secret, likely, today)
    following = _of_waiting(base, waiting, secret, likely, today)
    if following is not None and first_page_holds(base, following[1].data_key):
        keys.save(base, following[0])
        sweep(base)
        return following
    if following is not None:
        wipe(following[1].data_key)
    found = keys.open_with(base, keys.load(base), secret, likely=likely, today=today)
    if any_page_holds(base, found[1].data_key):
        sweep(base)  # killed before the new base took its place
        return found
    wipe(found[1].data_key)
    raise ForeignKeysFileError(base)


def renew(
    base: Path,
    key_file: KeyFile,
    data_key: bytearray,
    *,
    told: Callable[[float], object] = lambda _share: None,
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Write a base anew under another key. Nobody has it open, its lock is ours; blocks.

    The salt stays: it is no secret, and tells the copies of this base from those of another.

    Raises:
        CopyStoppedError: it was stopped; the base is as it was.
        DiskFullError: there is no room for a second base.
        DamagedBaseError: the base cannot be copied whole; it is as it was.
    """
    sweep(base)
    if shutil.disk_usage(base.parent).free < base.stat().st_size + _ROOM:
        raise DiskFullError(base)
    draft = beside(base, DRAFT)
    new_key = new_secret(KEY_SIZE)
    new_key += data_key[KEY_SIZE:]
    try:
        new_private(draft)
        _copy(base, draft, (data_key, new_key), told, stopped)
        _check(base, draft, new_key, stopped)
        told(1.0)
        if stopped():
            raise CopyStoppedError
        following = key_file.renewed(new_key)
        write_atomically(beside(base, NEXT_ENDING), following.to_bytes())
        _take_place(draft, base)
        keys.save(base, following)
    finally:
        wipe(new_key)
    sweep(base)


def sweep(base: Path) -> None:
    """Remove what a renewal left, once it is known that the base needs none of it."""
    for ending in (*(DRAFT + journal for journal in _JOURNALS), DRAFT, NEXT_ENDING):
        beside(base, ending).unlink(missing_ok=True)
    remove_remains(beside(base, NEXT_ENDING))


def _take_place(draft: Path, base: Path) -> None:
    """Do the one step: all that comes before it can be thrown away."""
    draft.replace(base)
    sync_folder(base.parent)


def _of_base(
    base: Path, secret: Secret, likely: str, today: Callable[[], date]
) -> tuple[KeyFile, Opened]:
    """Return the key file of a base, or its copy where the file is another base's or an older key's.

    A copy that differs by its passwords alone is not tried: a change of password that was killed
    half-way would bring the old one back.
    """
    first, *others = keys.readable(base)
    found: tuple[KeyFile, Opened] | None = None
    trouble: BaseTroubleError = ForeignKeysFileError(base)
    try:
        found = keys.open_with(base, first, secret, likely=likely, today=today)
    except BaseTroubleError as error:
        trouble = error
    if found is not None and first_page_holds(base, found[1].data_key):
        return found
    for other in others:
        if _of_which_key(other) == _of_which_key(first):
            continue
        with suppress(BaseTroubleError):
            copy = keys.open_with(base, other, secret, likely=likely, today=today)
            if first_page_holds(base, copy[1].data_key):
                if found is not None:
                    wipe(found[1].data_key)
                return copy
            wipe(copy[1].data_key)
    if found is None:
        raise trouble
    return found  # what stands in the way is said by whoever reads the base


def _of_which_key(key_file: KeyFile | OldKeyFile) -> tuple[str, int]:
    """Return what tells the data keys apart."""
    return key_file.vault, key_file.generation if isinstance(key_file, KeyFile) else 0


def _of_waiting(
    base: Path, waiting: Path, secret: Secret, likely: str, today: Callable[[], date]
) -> tuple[KeyFile, Opened] | None:
    try:
        written = KeyFile.from_bytes(keys.read(waiting))
        return keys.open_with(base, written, secret, likely=likely, today=today)
    except (ValueError, BaseTroubleError):
        return None


def _copy(
    base: Path,
    draft: Path,
    data_keys: tuple[bytearray, bytearray],
    told: Callable[[float], object],
    stopped: Callable[[], bool],
) -> None:
    def go_on(_status: int, remaining: int, total: int) -> None:
        if stopped():
            raise CopyStoppedError
        told(_CHECKING * (1 - remaining / max(1, total)))

    old, new = data_keys
    source: Any = connect(base, old)
    try:
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        target: Any = connect(draft, new, new=True)
        try:
            source.backup(target, pages=_PAGES, progress=go_on)
        finally:
            target.close()
    finally:
        source.close()  # the last one: its journal goes with it
    for ending in _JOURNALS:
        if beside(base, ending).exists():
            raise DamagedBaseError(base)


def _check(base: Path, draft: Path, new_key: bytearray, stopped: Callable[[], bool]) -> None:
    connection = connect(draft, new_key)
    try:
        connection.set_progress_handler(lambda: int(stopped()), 20_000)
        sound = soundness(connection).ok
    except Exception:
        if stopped():
            raise CopyStoppedError from None
        raise
    finally:
        connection.close()
    if not sound:
        raise DamagedBaseError(base)
    sync_file(draft)
