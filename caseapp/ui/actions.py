"""The keys of the program, in one place: what each does, and how a window listens to it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


ADD_PERSON, ADD_RESOURCE, OPEN_SENSITIVE = "Alt+P", "Alt+R", "Alt+S"
_FRENCH = {"Left": "←", "Right": "→", "Shift": "Maj", "Return": "Entrée", "+": " "}


def shown(keys: str) -> str:
    """Return keys as they are written on a button or in the help."""
    for word, french in _FRENCH.items():
        keys = keys.replace(word, french)
    return keys


class Key(Enum):
    """A key of the program, as it is written for a reader, and what it does."""

    SEARCH = ("Ctrl+K", "Rechercher : une personne, une note, un document, un droit…")
    NEW_CASE = ("Ctrl+N", "Ouvrir un nouveau dossier")
    NEW_INTERVIEW = ("Ctrl+Shift+E", "Ajouter un entretien au dossier ouvert")
    BACK = ("Alt+Left", "Revenir à la page d'avant")
    FORWARD = ("Alt+Right", "Retourner à la page suivante")
    REFRESH = ("F5", "Relire la page")
    LOCK = ("Ctrl+L", "Verrouiller la base")
    DISCREET = ("Ctrl+Shift+H", "Masquer ou montrer les noms des autres dossiers (écran partagé)")
    HELP = ("F1", "Montrer cette aide")
    QUIT = ("Ctrl+Q", "Quitter CaseApp")

    @property
    def sequence(self) -> QKeySequence:
        """The key as Qt knows it."""
        return QKeySequence(self.value[0])

    @property
    def words(self) -> str:
        """What the key does."""
        return self.value[1]

    @property
    def shown(self) -> str:
        """The key as it is written on a button or in the help."""
        return shown(self.value[0])


IN_A_LIST = (
    ("↑ ↓", "Aller d'une ligne à l'autre"),
    ("Entrée", "Faire ce que propose la ligne"),
    ("Espace", "Cocher la ligne"),
    ("Ctrl C", "Copier les lignes choisies"),
    ("Ctrl F", "Chercher dans les dossiers, dans le catalogue des droits"),
    ("← →", "Replier ou déplier un groupe de dossiers"),
    ("Échap", "Revenir en arrière, fermer une fenêtre"),
)

IN_A_CASE = (("Ctrl Page ↑ Page ↓", "Onglet d'avant, d'après"),)

ON_DATES = (
    ("Ctrl Entrée", "Fait (les lignes choisies)"),
    ("Ctrl Maj R", "Reporter, avec un motif"),
    ("Ctrl Maj D", "Confier à un collègue"),
    ("Ctrl Maj T", "Montrer les numéros à appeler"),
    ("Espace", "Au calendrier : échéance suivante du jour"),
    ("Ctrl ← → ↑ ↓", "Au calendrier : déplacer d'un jour, d'une semaine"),
    ("Page ↑ Page ↓", "Au calendrier : mois ou semaine d'avant, d'après"),
)

IN_THE_HOUSEHOLD = (
    (shown(ADD_PERSON), "Ajouter une personne"),
    (shown(ADD_RESOURCE), "Ajouter une ressource"),
    (shown(OPEN_SENSITIVE), "Ouvrir les informations de santé qu'une aide demande"),
    ("F2", "Modifier un montant ; une touche le remplace"),
    ("Ctrl R", "Étendre un montant aux mois suivants"),
    ("Ctrl I", "Marquer « inconnu » (ou taper « ? »)"),
    ("Suppr", "Effacer un montant"),
    ("Ctrl V", "Coller une ligne d'un tableur"),
    ("Ctrl Z", "Annuler ce qui a été saisi sur la page"),
)


def listen(window: QWidget, key: Key, call: Callable[[], object]) -> QShortcut:
    """Have a window do something at a key, wherever the focus is in it."""
    shortcut = QShortcut(key.sequence, window)
    shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
    shortcut.activated.connect(lambda: call())  # noqa: PLW0108 - Qt must not read its arguments
    return shortcut
