"""One window at a time: a lock file beside the base, held by the system, not by its presence.

The system lets go of the lock when its process ends, killed or not: a file that was left behind
holds nobody out.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from typing import TYPE_CHECKING

from db.errors import BaseInUseError, StrangeFileError
from db.files import beside, is_strange

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ENDING = ".verrou"
_LOCKED_BYTE = 1 << 20  # past what is written: Windows lets nobody read a locked byte
_TRIES = 5
_AS_IT_IS = getattr(os, "O_NOFOLLOW", 0)  # never another file, by a link


class BaseLock:
    """The lock of one base, held until it is released."""

    def __init__(self, base: Path) -> None:
        """Take the lock.

        Raises:
            BaseInUseError: another window holds it.
            StrangeFileError: a link or a folder stands in its place.
        """
        self._path = beside(base, ENDING)
        for _ in range(_TRIES):
            if is_strange(self._path):
                raise StrangeFileError(self._path)
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | _AS_IT_IS, 0o600)
            if not _hold(handle):
                os.close(handle)
                raise BaseInUseError(base, _holder(self._path))
            if _still_named(handle, self._path):
                break
            os.close(handle)  # the one before us erased it between our two steps
        else:
            raise BaseInUseError(base)
        self._handle: int | None = handle
        _sign(handle)

    def release(self) -> None:
        """Let go of the lock and erase its file."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        if sys.platform == "win32":
            os.close(handle)  # an open file cannot be erased there
            _erase(self._path)
        else:
            _erase(self._path)
            os.close(handle)


def _hold(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _still_named(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _sign(handle: int) -> None:
    """Write who holds the lock, for the sentence another window shows."""
    signature = json.dumps({"pid": os.getpid(), "host": platform.node()}).encode()
    try:
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, signature)
    except OSError:
        return  # a full disk: the lock holds without its signature


def _holder(path: Path) -> str:
    try:
        signature = json.loads(path.read_bytes())
        return f"processus {int(signature['pid'])} sur {signature['host']}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _erase(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # another window opened it meanwhile: it is theirs now
