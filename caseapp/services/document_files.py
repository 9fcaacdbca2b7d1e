"""Files of documents outside the base: opened with care, found in a folder, wiped when asked."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.kernel.errors import KnownTroubleError
from db.queries import documents as queries

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from io import BufferedReader
    from pathlib import Path

    from db.store import Store

_PIECE = 1 << 20
_MOST = 2000  # files of a folder
_AGAIN = "Vérifiez que le disque est branché et que vous avez le droit de lire ce fichier."
_OPEN = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


class FileTroubleError(KnownTroubleError):
    """A file that is handed in cannot be read, or cannot be wiped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedFile:
    """A file of the folder that scans come in."""

    path: Path = field(repr=False)
    size: int
    modified: float  # seconds since 1970: only to order them


@contextmanager
def opened(path: Path) -> Generator[BufferedReader]:
    """Open a file that is handed in; only an ordinary one: a pipe would never end.

    Raises:
        FileTroubleError: it is a folder, is gone, or may not be read.
    """
    try:
        handle = os.open(path, _OPEN)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _no_file(path)
    with os.fdopen(handle, "rb") as file:
        try:
            yield file
        except OSError as error:
            raise _unreadable(path, error) from error


class Originals:
    """The files that documents were, outside the base."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def new_files(self, folder: Path, told: Callable[[float], None]) -> tuple[ScannedFile, ...]:
        """Return the files of a folder whose content the base does not have, the newest first.

        Raises:
            FileTroubleError: the folder is gone, or may not be read.
        """
        try:
            found = sorted(_ordinary(folder), key=lambda file: file.modified, reverse=True)[:_MOST]
        except OSError as error:
            raise FileTroubleError(
                f"Le dossier « {folder.name} » ne peut pas être lu.", "Choisissez un autre dossier."
            ) from error
        with self._store.read() as session:
            sizes = queries.sizes(session)
        digests: dict[Path, str] = {}
        for done, file in enumerate(found):
            told(done / len(found))
            if file.size in sizes:  # a file of another size is new: it is not even opened
                try:
                    with opened(file.path) as source:
                        digests[file.path] = hashlib.file_digest(source, "sha256").hexdigest()
                except FileTroubleError:
                    continue
        with self._store.read() as session:
            known = queries.digests(session, list(digests.values()))
        return tuple(file for file in found if digests.get(file.path) not in known)

    def wipe(self, path: Path) -> None:
        """Overwrite a file and delete it, once it is certain that the base has its content.

        On a solid state disk, or in a folder that is copied elsewhere, the old content may survive.

        Raises:
            FileTroubleError: the base does not have this very content, or the file may not be written.
        """
        with opened(path) as source:
            digest = hashlib.file_digest(source, "sha256").hexdigest()
        with self._store.read() as session:
            if not queries.digests(session, [digest]):
                raise FileTroubleError(
                    f"« {path.name} » a changé depuis qu'il a été ajouté : il n'a pas été effacé.",
                    "Ajoutez-le de nouveau, ou effacez-le vous-même.",
                )
        try:
            if (
                path.stat().st_nlink == 1 and not path.is_symlink()
            ):  # else others see the same bytes
                _overwrite(path)
            nameless = path.with_name(secrets.token_hex(8))
            path.rename(nameless)
            nameless.unlink()
        except OSError as error:
            raise FileTroubleError(
                f"« {path.name} » n'a pas pu être effacé.",
                "Fermez le programme qui l'utilise, ou effacez-le vous-même.",
            ) from error


def _overwrite(path: Path) -> None:
    with path.open("r+b", buffering=0) as file:
        left = file.seek(0, os.SEEK_END)
        file.seek(0)
        while left > 0:
            left -= file.write(secrets.token_bytes(min(_PIECE, left)))
        os.fsync(file.fileno())


def _ordinary(folder: Path) -> Generator[ScannedFile]:
    for entry in os.scandir(folder):
        if entry.name.startswith((".", "~$")) or not entry.is_file():
            continue
        status = entry.stat()
        if status.st_size:
            yield ScannedFile(
                path=folder / entry.name, size=status.st_size, modified=status.st_mtime
            )


def _unreadable(path: Path, error: OSError | ValueError) -> FileTroubleError:
    number = error.errno if isinstance(error, OSError) else None
    if number in {errno.EISDIR, errno.ENXIO} or (number == errno.EACCES and path.is_dir()):
        return _no_file(path)
    if number == errno.ENOENT:
        return FileTroubleError(f"« {path.name} » n'existe plus.", "Choisissez un autre fichier.")
    return FileTroubleError(f"« {path.name} » ne peut pas être lu.", _AGAIN)


def _no_file(path: Path) -> FileTroubleError:
    return FileTroubleError(
        f"« {path.name} » n'est pas un fichier.",
        "Ouvrez le dossier et choisissez les fichiers qu'il contient.",
    )
