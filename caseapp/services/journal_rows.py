"""What is shown of the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.domain.journal import JournalAction

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalCriteria:
    """Which lines are asked for: both days included; nothing said keeps all."""

    since: date | None = None
    until: date | None = None
    author: str = ""
    actions: frozenset[str] = frozenset()
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalRow:
    """One line of the journal."""

    number: int
    at: datetime  # aware, in UTC
    author: str
    action: str
    case_id: UUID | None  # none as well where the case is gone
    reference: str  # « 2026-0147 »
    about: str  # in words
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What the check of the whole journal found."""

    checked: int
    altered: tuple[int, ...]  # the numbers of the lines that are not as they were written
    missing: tuple[int, ...]  # where a line was taken out
    is_chain_broken: bool  # what holds both ends is not as it was written

    @property
    def is_sound(self) -> bool:
        """Whether nothing was changed nor taken out."""
        return not (self.altered or self.missing or self.is_chain_broken)


ACTIONS = {
    JournalAction.OPENED: "Consultation",
    JournalAction.CREATED: "Ouverture du dossier",
    JournalAction.CHANGED: "Modification",
    JournalAction.PRINTED: "Impression",
    JournalAction.EXPORTED: "Export",
    JournalAction.COPIED: "Copie",
    JournalAction.ERASED: "Effacement",
    JournalAction.ARCHIVED: "Archivage",
    JournalAction.PROLONGED: "Conservation prolongée",
    JournalAction.REFUSED: "Accès refusé",
    JournalAction.BROKE_GLASS: "Accès exceptionnel",
    JournalAction.RESTORED: "Restauration",
    JournalAction.SET_BACK: "Autre état de la base",
    JournalAction.UNLOCKED: "Déverrouillage",
    JournalAction.RIGHTS_CHANGED: "Changement des accès",
    JournalAction.JOURNAL_EXPORTED: "Export du journal",
    JournalAction.JOURNAL_PURGED: "Purge du journal",
    JournalAction.JOURNAL_SET: "Durée du journal changée",
}
_ABOUT = {
    "activity": "activité",
    "agenda": "agenda",
    "archive": "archive",
    "backup": "sauvegarde",
    "base": "base entière",
    "budget": "budget",
    "case": "dossier",
    "cell": "ressources",
    "caseload": "file active",
    "claim": "démarche",
    "claim_event": "étape d'une démarche",
    "claim_exchange": "échange",
    "claim_piece": "pièce",
    "claim_step": "étape à faire",
    "closing": "clôture",
    "colleague": "tous les dossiers d'un collègue",
    "debt": "indu ou rappel",
    "document": "document",
    "duty": "droits de la personne",
    "fact": "fait du foyer",
    "fact_past": "fait d'un autre jour",
    "handling": "échéance",
    "instalment": "mensualité",
    "interview": "entretien",
    "letter": "courrier",
    "liability": "dette",
    "line": "ressources",
    "list": "liste",
    "mandate": "mandat ou accord",
    "meant": "accepté",
    "nir": "numéro de sécurité sociale",
    "notice": "notice d'information",
    "noticed": "constaté à l'ouverture",
    "paid_service": "service payant",
    "payment": "versement",
    "person": "personne du foyer",
    "proof": "preuve d'effacement",
    "register": "registre",
    "report": "écrit",
    "retention": "conservation",
    "road_map": "feuille de route",
    "sensitive": "information de santé ouverte ou fermée",
    "share": "partage",
    "signalement": "signalement",
    "simulation": "simulation",
    "stop": "arrêt de versement",
    "tag": "étiquette",
    "task": "tâche",
}


def action_words(action: str) -> str:
    """Return an action in French; one that a later program wrote stands as it is."""
    try:
        return ACTIONS[JournalAction(action)]
    except ValueError:
        return action


def about_words(about: str) -> str:
    """Return what a line is about: « entretien, tâche », « 18 mois »."""
    words = []
    for code in filter(None, about.split(",")):
        kind, _slash, detail = code.partition("/")
        word = _ABOUT.get(kind, kind)
        words.append(f"{word} ({detail})" if detail else word)
    return ", ".join(dict.fromkeys(words))
