"""Writing a file wholly or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from caseapp.kernel.errors import KnownTroubleError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_OTHER_FOLDER = "Choisissez un autre dossier."
_FULL = (
    "Le disque est plein : le fichier n'a pas été écrit.",
    "Libérez de la place, ou choisissez un autre disque.",
)
_REFUSED = (
    "Ce fichier est ouvert dans un autre programme, ou le dossier est en lecture seule.",
    "Fermez le fichier, ou choisissez un autre dossier.",
)
_GONE = ("Ce dossier n'existe plus.", _OTHER_FOLDER)
_BAD_NAME = ("Ce nom de fichier n'est pas accepté.", "Choisissez un nom plus court.")
_TROUBLES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: ("Ce dossier est en lecture seule.", _OTHER_FOLDER),
    errno.EACCES: _REFUSED,
    errno.EPERM: _REFUSED,
    errno.ENOENT: _GONE,
    errno.ENOTDIR: _GONE,
    errno.EISDIR: ("Un dossier porte déjà ce nom.", "Choisissez un autre nom."),
    errno.ENAMETOOLONG: _BAD_NAME,
    errno.EINVAL: _BAD_NAME,
}
_ANY_OTHER = (
    "Le fichier n'a pas pu être écrit entièrement ; rien n'a été changé.",
    "Vérifiez que le disque est bien branché, puis réessayez.",
)
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class FileNotWrittenError(KnownTroubleError):
    """A file could not be written; the one that stood there before is untouched."""


def only_for_their_owner() -> None:
    """Have every file and folder that is made from now on closed to the others of this machine.

    Ours are, by themselves: this is for those of the libraries (the log, a table, a picture).
    Windows goes by the folder.
    """
    if os.name == "posix":
        os.umask(0o077)


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file wholly or not at all: see `write_parts_atomically`."""
    write_parts_atomically(path, (data,))


def write_parts_atomically(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file that only its owner reads, beside its place first, then put it there at once.

    It never goes through a common temporary folder. What an earlier write left behind when it was
    killed, before the file took its name, is removed.

    Raises:
        FileNotWrittenError: the folder cannot be written, the disk is full, the file is open.
    """
    try:
        remove_remains(path)
        _write(path, parts)
    except OSError as trouble:
        sentence, way_out = _TROUBLES.get(trouble.errno or 0, _ANY_OTHER)
        raise FileNotWrittenError(sentence, way_out) from trouble


def _write(path: Path, parts: Iterable[bytes]) -> None:
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(beside, _NEW_FILE, 0o600), "wb") as file:
            for part in parts:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def remove_remains(path: Path) -> None:
    """Remove what writings of a file left that were killed before it took its name."""
    # By comparison, since a name may hold the signs of a pattern.
    for entry in path.parent.iterdir():
        if entry.name.startswith(f".{path.name}.") and entry.name.endswith(".part"):
            with suppress(OSError):
                entry.unlink()


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where folders can be opened (not Windows)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
