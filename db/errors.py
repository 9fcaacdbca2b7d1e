"""The troubles of the file of a base: one class each, with its French sentence and its way out.

Those of its keys stand in `db.key_errors`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel.errors import KnownTroubleError

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST_SHOWN = 120

_BACKUP_ADVICE = (
    "Fermez CaseApp, gardez ce fichier tel quel et reprenez la dernière sauvegarde du dossier."
)


class BaseTroubleError(KnownTroubleError):
    """A trouble with the file of the base: `path` is the file in question."""

    def __init__(self, path: Path, sentence: str, way_out: str) -> None:
        super().__init__(sentence, way_out)
        self.path = path


class StrangeFileError(BaseTroubleError):
    """A link or a folder stands where a file of ours is written: it would lead to another file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"« {path.name} », à côté de la base, est un lien ou un dossier : "
            "CaseApp écrirait dans un autre fichier.",
            "Rien n'a été modifié. Supprimez-le, et demandez-vous qui peut écrire dans ce dossier.",
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


class BadPlaceError(BaseTroubleError):
    """No file can stand at this path: too long, through a file, or links that lead nowhere."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"Aucune base ne peut se trouver à l'emplacement « {_shortened(path)} ».",
            "Son chemin est trop long, ou passe par un fichier :"
            " choisissez un autre dossier ou un nom plus court.",
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
            f"Gardez l'ancienne version de CaseApp et signalez la panne à qui vous l'a fournie.{where}",
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


class ClosedStoreError(KnownTroubleError):
    """The base was locked while something still wanted it."""

    def __init__(self) -> None:
        super().__init__("La base est verrouillée.", "Saisissez le mot de passe pour la rouvrir.")


def _shortened(path: Path) -> str:
    text = str(path)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
