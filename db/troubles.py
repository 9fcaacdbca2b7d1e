"""Which trouble stands behind an error of SQLite or of the system."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from caseapp.kernel.files import FileNotWrittenError
from db.errors import (
    BadPlaceError,
    BaseBusyError,
    ClosedStoreError,
    DamagedBaseError,
    DiskFullError,
    DiskTroubleError,
    MissingBaseError,
    ReadOnlyFolderError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from caseapp.kernel.errors import KnownTroubleError
    from db.errors import BaseTroubleError

# SQLite's own result codes (https://www.sqlite.org/rescode.html), without their extensions.
BUSY, LOCKED, READONLY, INTERRUPT, IOERR, CORRUPT = 5, 6, 8, 9, 10, 11
FULL, CANTOPEN, NOTADB = 13, 14, 26
_IOERR_READ, _IOERR_SHORT_READ = 266, 522
# What SQLite makes of a disk that is gone, read-only or full depends on where it met it: a reading
# that fails is told as a damaged base. So the system is asked itself.
_ASKED = frozenset({IOERR, CORRUPT, CANTOPEN, NOTADB, READONLY})
_NO_PLACE = {
    errno.ENAMETOOLONG,
    errno.ENOTDIR,
    errno.EISDIR,
    errno.EEXIST,
    errno.ELOOP,
    errno.EINVAL,
}


def trouble_of(error: BaseException, path: Path) -> KnownTroubleError | None:
    """Return the known trouble behind an error of SQLite or of the system, if there is one."""
    if isinstance(error, FileNotWrittenError):
        return trouble_of(error.__cause__, path) if error.__cause__ else error
    if isinstance(error, OSError):
        return _system_trouble(error, path)
    original = getattr(error, "orig", None) or error
    code = getattr(original, "sqlite_errorcode", None)
    if code is None:
        return None
    return _sqlite_trouble(code, path)


def is_damage(error: BaseException) -> bool:
    """Tell whether SQLite could not read on: a damaged page, as long as the disk itself answers."""
    code = getattr(getattr(error, "orig", None) or error, "sqlite_errorcode", 0)
    return code & 0xFF in {CORRUPT, NOTADB}


@contextmanager
def known_troubles(path: Path) -> Generator[None]:
    """Turn the errors of SQLite and of the system that we know into troubles with a way out.

    Raises:
        KnownTroubleError: an error we know; the others pass as they are.
    """
    try:
        yield
    except Exception as error:
        trouble = trouble_of(error, path)
        if trouble is None:
            raise
        raise trouble from error


def _system_trouble(error: OSError, path: Path) -> KnownTroubleError | None:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return DiskFullError(path)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return ReadOnlyFolderError(path)
    if error.errno in _NO_PLACE:
        return BadPlaceError(path)
    if error.errno in {errno.EIO, errno.ENXIO, errno.ENODEV}:
        return DiskTroubleError(path)
    return None


def _trouble_of_the_disk(path: Path) -> KnownTroubleError | None:
    """Return what stands in the way of reading and writing a file that is there, if anything does."""
    try:
        handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            os.read(handle, 1)
            os.fsync(handle)
        finally:
            os.close(handle)
    except FileNotFoundError:  # with its folder, it went away; alone, it is being made
        return None if path.parent.exists() else MissingBaseError(path)
    except OSError as error:
        return _system_trouble(error, path)
    return None


def _sqlite_trouble(extended: int, path: Path) -> KnownTroubleError | None:
    if (extended & 0xFF) in _ASKED and (asked := _trouble_of_the_disk(path)) is not None:
        return asked
    if extended in {_IOERR_READ, _IOERR_SHORT_READ}:
        return DiskTroubleError(path)
    code = extended & 0xFF
    kinds: dict[int, Callable[[Path], BaseTroubleError]] = {
        BUSY: BaseBusyError,
        LOCKED: BaseBusyError,
        READONLY: ReadOnlyFolderError,
        IOERR: DiskFullError,  # what a full disk gives where a journal cannot grow
        CORRUPT: DamagedBaseError,
        FULL: DiskFullError,
        CANTOPEN: ReadOnlyFolderError if path.exists() else MissingBaseError,
        NOTADB: DamagedBaseError,
    }
    if code == INTERRUPT:
        return ClosedStoreError()
    kind = kinds.get(code)
    return kind(path) if kind else None
