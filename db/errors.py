"""The troubles of the base: one class each, with its French sentence and its way out."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from caseapp.kernel.errors import KnownTroubleError
from caseapp.kernel.files import FileNotWrittenError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

# SQLite's own result codes (https://www.sqlite.org/rescode.html), without their extensions.
BUSY, LOCKED, READONLY, INTERRUPT, IOERR, CORRUPT = 5, 6, 8, 9, 10, 11
FULL, CANTOPEN, NOTADB = 13, 14, 26
_IOERR_READ, _IOERR_SHORT_READ = 266, 522

_BACKUP_ADVICE = (
    "Fermez CaseApp, gardez ce fichier tel quel et reprenez la dernière sauvegarde du dossier."
)


class BaseTroubleError(KnownTroubleError):
    """A trouble with the file of the base: `path` is the file in question."""

    def __init__(self, path: Path, sentence: str, way_out: str) -> None:
        super().__init__(sentence, way_out)
        self.path = path


class WrongPasswordError(BaseTroubleError):
    """No slot of the key file opens with this password."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            "Ce mot de passe n'ouvre pas cette base.",
            "Vérifiez la touche Verr. Maj et la disposition du clavier, puis recommencez.",
        )


class MissingBaseError(BaseTroubleError):
    """There is no file at this path; none is made by mistake."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"Le fichier « {path.name} » est introuvable dans « {path.parent} ».",
            "Branchez le disque qui le contient, choisissez un autre fichier ou créez une base.",
        )


class BaseExistsError(BaseTroubleError):
    """A base is to be made where there is already a file; it is never overwritten."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"Il y a déjà un fichier « {path.name} » à cet endroit.",
            "Choisissez un autre nom, ou ouvrez la base qui existe.",
        )


class NotABaseError(BaseTroubleError):
    """The file is something else: a text, an empty file, another program's database."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"« {path.name} » n'est pas une base de CaseApp.",
            "Le fichier n'a pas été modifié : choisissez un fichier créé par CaseApp.",
        )


class ForeignKeysFileError(BaseTroubleError):
    """The key file is sound but belongs to another base."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"Le fichier de clés « {path.name}.cles » n'est pas celui de cette base,"
            " ou la base est abîmée en entier.",
            "Remettez à côté de la base le fichier de clés créé avec elle,"
            " ou reprenez les deux dans la dernière sauvegarde.",
        )


class MissingKeysError(BaseTroubleError):
    """The key file and its copy are both absent: without them nothing can be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"Le fichier de clés « {path.name}.cles » manque à côté de la base.",
            "Remettez-le au même endroit : il se trouve dans chaque sauvegarde."
            " Sans lui, la base ne peut pas être ouverte.",
        )


class KeysWithoutBaseError(BaseTroubleError):
    """A base is to be made where a key file already stands: it may be the only one of its base."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"Un fichier de clés « {path.name}.cles » se trouve déjà à cet endroit, sans sa base.",
            "Choisissez un autre nom : ce fichier ouvre peut-être une base déplacée.",
        )


class DamagedKeysError(BaseTroubleError):
    """The key file and its copy are there, and neither can be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"Le fichier de clés « {path.name}.cles » est abîmé, sa copie aussi.",
            "Remplacez-le par celui d'une sauvegarde : l'ancien mot de passe y fonctionne encore.",
        )


class DamagedBaseError(BaseTroubleError):
    """The base is ours and can no longer be read in full."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"La base « {path.name} » est abîmée.", _BACKUP_ADVICE)


class BaseInUseError(BaseTroubleError):
    """Another window, or another computer, has the base open."""

    def __init__(self, path: Path, holder: str = "") -> None:
        who = f" ({holder})" if holder else ""
        super().__init__(
            path,
            f"La base « {path.name} » est déjà ouverte dans une autre fenêtre{who}.",
            "Revenez à cette fenêtre, ou fermez-la avant d'ouvrir la base ici.",
        )


class BaseBusyError(BaseTroubleError):
    """Another writing takes too long."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            "La base est occupée par un autre enregistrement.",
            "Attendez quelques secondes, puis recommencez : rien n'a été perdu.",
        )


class ReadOnlyFolderError(BaseTroubleError):
    """The folder, or the file, refuses to be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"CaseApp n'a pas le droit d'écrire dans « {path.parent} ».",
            "Copiez la base et son fichier de clés dans un dossier à vous,"
            " ou demandez le droit d'écrire dans celui-ci.",
        )


class RemoteFolderError(BaseTroubleError):
    """The folder is on the network, where the locks of a base cannot be trusted."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"« {path.parent} » est un dossier du réseau : la base pourrait s'y abîmer.",
            "Placez la base sur le disque de cet ordinateur ;"
            " le réseau convient pour les sauvegardes.",
        )


class NewerSchemaError(BaseTroubleError):
    """The base was made by a later version of the program."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"La base « {path.name} » vient d'une version plus récente de CaseApp.",
            "Installez la dernière version de CaseApp : la base n'a pas été modifiée.",
        )


class MigrationFailedError(BaseTroubleError):
    """Bringing the base up to date failed; it stands as it was."""

    def __init__(self, path: Path, copy: Path | None = None) -> None:
        where = f" Une copie vérifiée se trouve dans « {copy.name} »." if copy else ""
        super().__init__(
            path,
            "La mise à jour de la base a échoué : la base est restée telle qu'elle était.",
            f"Gardez l'ancienne version de CaseApp et prévenez l'assistance.{where}",
        )


class DiskFullError(BaseTroubleError):
    """There is no room left on the disk."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            "Le disque est plein : le dernier changement n'a pas été enregistré.",
            f"Libérez de la place sur le disque qui contient « {path.parent} »,"
            " puis recommencez : ce qui était enregistré est intact.",
        )


class DiskTroubleError(BaseTroubleError):
    """The disk cannot be read: unplugged, or failing."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"Le disque qui contient « {path.name} » ne répond pas correctement.",
            "Vérifiez qu'il est bien branché ; si cela continue, copiez vos sauvegardes ailleurs.",
        )


class WeakPasswordError(KnownTroubleError):
    """The password chosen for a base is under the rule."""


class ClosedStoreError(KnownTroubleError):
    """The base was locked while something still wanted it."""

    def __init__(self) -> None:
        super().__init__("La base est verrouillée.", "Saisissez le mot de passe pour la rouvrir.")


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
    return None


def _sqlite_trouble(extended: int, path: Path) -> KnownTroubleError | None:
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
