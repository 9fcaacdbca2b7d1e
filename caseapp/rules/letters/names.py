"""The names a letter may use, in French: the service's own templates are written with them too.

A name says what it stands for; where the case does not know it, that label is what the letter
shows, for somebody to write. `LISTS` are walked through: `{% for piece in pieces.jointes %}`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from caseapp.rules.letters import household_names

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "personne": {
            "nom": "nom de famille",
            "prenom": "prénom",
            "nom_complet": "prénom et nom",
            "naissance": "date de naissance",
            "adresse": "adresse de la personne",
            "commune": "commune",
            "telephone": "téléphone de la personne",
            "courriel": "courriel de la personne",
            "numero": "numéro d'allocataire, d'assuré ou de dossier",
            **household_names.PERSON,
        },
        "conjoint": household_names.PARTNER,
        "foyer": {
            "personnes": "nombre de personnes du foyer",
            "enfants": "nombre d'enfants à charge",
            "situation": "situation familiale",
            "seul_depuis": "date depuis laquelle la personne vit sans partenaire",
            "ressources": "ressources mensuelles du foyer",
            "charges": "charges mensuelles du foyer",
            "loyer": "loyer mensuel",
        },
        "logement": household_names.HOME,
        "revenus": household_names.INCOME,
        "impots": household_names.TAX,
        "epargne": household_names.SAVINGS,
        "charges": household_names.CHARGES,
        "dette": household_names.DEBT,
        "reponse": household_names.ANSWERS,
        "service": {
            "nom": "nom du service",
            "adresse": "adresse du service",
            "travailleur": "nom du travailleur social",
            "titre": "fonction du travailleur social",
        },
        "dossier": {"reference": "numéro du dossier"},
        "droit": {"nom": "nom de l'aide demandée", "sigle": "sigle de l'aide"},
        "organisme": {"nom": "nom de l'organisme", "adresse": "adresse de l'organisme"},
        "demande": {
            "deposee_le": "date du dépôt de la demande",
            "canal": "manière dont la demande a été déposée",
            "recue_le": "date de réception de la demande",
            "reference": "référence de la demande",
            "accuse_le": "date de l'accusé de réception",
            "pieces_demandees_le": "date de la demande de pièces",
            "pieces_avant_le": "date limite d'envoi des pièces",
            "pieces_envoyees_le": "date d'envoi des pièces",
        },
        "decision": {
            "nature": "nature de la décision",
            "date": "date de la décision",
            "notifiee_le": "date de notification de la décision",
            "motif": "motif indiqué par l'organisme",
            "montant": "montant accordé",
            "silence_le": "date du rejet né du silence",
        },
        "recours": {
            "organisme": "autorité chargée du recours",
            "avant_le": "dernier jour pour agir, date prudente",
            "article": "texte qui ouvre le recours",
            "depose_le": "date du recours déjà formé",
            "repondu_le": "date de la réponse au recours",
        },
        "indu": {
            "montant": "montant réclamé",
            "notifie_le": "date de notification de la dette",
            "periode": "période concernée",
            "mensualite": "mensualité que la personne peut payer",
        },
        "courrier": {"date": "date du courrier", "lieu": "lieu"},
    }
)
LISTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "pieces": {
            "demandees": "pièces que la démarche demande",
            "jointes": "pièces jointes au courrier",
            "manquantes": "pièces qui manquent encore",
        },
        **household_names.LISTS,
    }
)

# What a letter of the program is made of, for a paper with the service's heading: its text is
# poured where « courrier.texte » stands.
LETTERHEAD: Mapping[str, str] = MappingProxyType(
    {
        "courrier.texte": "texte du courrier, un paragraphe entier",
        "courrier.expediteur": "nom et adresse de qui écrit",
        "courrier.destinataire": "nom et adresse du destinataire",
        "courrier.objet": "objet du courrier",
        "courrier.envoi": "mode d'envoi",
        "courrier.signature": "nom et fonction de qui signe",
        "courrier.pieces_jointes": "pièces jointes, une par ligne",
    }
)


def label(name: str) -> str:
    """Return what a name stands for: « decision.date » is « date de la décision ».

    Raises:
        KeyError: no letter may use it.
    """
    if name in LETTERHEAD:
        return LETTERHEAD[name]
    space, _, key = name.partition(".")
    known = NAMES.get(space) or LISTS.get(space) or {}
    if key not in known:
        raise KeyError(name)
    return known[key]


def every_name() -> tuple[str, ...]:
    """Return all names, in the order of the help page."""
    spaces = [*NAMES.items(), *LISTS.items()]
    return (*(f"{space}.{key}" for space, keys in spaces for key in keys), *LETTERHEAD)
