"""The troubles of passwords and of the key file: one class each, with its sentence and way out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from caseapp.kernel.errors import KnownTroubleError
from caseapp.kernel.french import plural
from db.errors import BaseTroubleError

if TYPE_CHECKING:
    from pathlib import Path


class WrongPasswordError(BaseTroubleError):
    """No slot of the key file opens with this password."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            "Ce mot de passe n'ouvre pas cette base.",
            "Vérifiez la touche Verr. Maj et la disposition du clavier, puis recommencez.",
        )


class WrongRecoveryKeyError(BaseTroubleError):
    """The recovery key is well copied, and opens no slot."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            "Cette clé de secours n'ouvre pas cette base.",
            "Elle est peut-être celle d'une autre base, ou une clé plus récente l'a remplacée.",
        )


class TooSoonError(BaseTroubleError):
    """Too many tries failed; `seconds` must pass before another."""

    def __init__(self, path: Path, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            path,
            f"Des essais ont échoué : encore {plural(math.ceil(seconds), 'seconde')} avant le suivant.",
            "Le délai augmente à chaque échec, et un redémarrage ne le raccourcit pas.",
        )


class ChangedKeysError(BaseTroubleError):
    """Somebody changed the key file without the data key: it is not to be trusted."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"Le fichier de clés « {path.name}.cles » a été modifié en dehors de CaseApp.",
            "Reprenez celui de la dernière sauvegarde, et demandez-vous qui a eu ce fichier en main.",
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


class WeakPasswordError(KnownTroubleError):
    """The password chosen for a base is under the rule."""


class LastSlotError(KnownTroubleError):
    """Without this slot, no password would open the base."""

    def __init__(self) -> None:
        super().__init__(
            "C'est le dernier mot de passe qui ouvre cette base : il ne peut pas être retiré.",
            "Ajoutez d'abord une autre personne, ou changez ce mot de passe.",
        )
