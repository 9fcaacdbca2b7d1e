"""What the form of a local right asks, part by part; the window draws it from here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from caseapp.domain.deadline import Confidence
from caseapp.rules.catalogue import OpeningRule, SilenceEffect
from caseapp.rules.family import Family
from caseapp.services.answer_words import CONFIDENCES, PERIODS

Choices: TypeAlias = tuple[tuple[str, str], ...]


class InputKind(Enum):
    """How a part is typed."""

    TEXT = "text"
    LINES = "lines"  # one a line
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One part of the form."""

    field: str
    label: str
    kind: InputKind = InputKind.TEXT
    hint: str = ""
    needed: bool = False
    choices: Choices = ()
    initial: str = ""
    rows: int = 4  # in sight at once, where several lines are typed


_SURE = tuple((sure.value, words) for sure, words in CONFIDENCES.items())
_FAMILIES = tuple((family.value, family.label) for family in Family)
_PERIODS = tuple((period.value, words) for period, words in PERIODS.items())
_EFFECTS = (
    (SilenceEffect.REFUSAL.value, "le silence vaut refus"),
    (SilenceEffect.ACCEPTANCE.value, "le silence vaut accord"),
    (SilenceEffect.NONE.value, "le silence ne décide rien"),
)
_UNITS = (("months", "mois"), ("days", "jours"))
_OPENINGS = (
    ("", "non indiqué"),
    (OpeningRule.MONTH_OF_CLAIM.value, "le mois de la demande"),
    (OpeningRule.MONTH_AFTER_CLAIM.value, "le mois suivant la demande"),
    (OpeningRule.DAY_OF_CLAIM.value, "le jour de la demande"),
    (OpeningRule.MONTH_AFTER_EVENT.value, "le mois suivant l'événement"),
    (OpeningRule.AUTOMATIC.value, "sans demande"),
    (OpeningRule.OTHER.value, "autre règle, à écrire"),
)


def _text(field: str, label: str, hint: str = "", *, needed: bool = False) -> Input:
    return Input(field=field, label=label, hint=hint, needed=needed)


def _number(field: str, label: str) -> Input:
    return Input(field=field, label=label, kind=InputKind.NUMBER)


def _lines(field: str, label: str, hint: str = "", rows: int = 4) -> Input:
    return Input(field=field, label=label, kind=InputKind.LINES, hint=hint, rows=rows)


def _choice(field: str, label: str, choices: Choices, initial: str = "") -> Input:
    return Input(field=field, label=label, kind=InputKind.CHOICE, choices=choices, initial=initial)


_AID = (
    _text("name", "Nom de l'aide", needed=True),
    _text("short_name", "Nom court", "28 caractères au plus."),
    _choice("family", "Famille", _FAMILIES, Family.QUOTIDIEN.value),
    _text("agency", "Organisme", "CCAS, département, caisse, fonds…", needed=True),
    _text(
        "basis",
        "Règlement ou délibération",
        "Règlement d'aide du CCAS, délibération du 12/03/2026…",
        needed=True,
    ),
    _text("checked_on", "Vérifiée le", "jj/mm/aaaa", needed=True),
    _choice("confidence", "Confiance dans la fiche", _SURE, Confidence.MEDIUM.value),
    _text("communes", "Communes", "Noms ou codes INSEE, séparés par « ; ». Vide : toutes."),
    _text("department", "Département", "Numéro, comme 44 ou 2A. Vide : tous."),
)
_AMOUNT = (
    _number("min", "Montant minimal"),
    _number("max", "Montant maximal"),
    _choice("period", "Versement", _PERIODS, "once"),
)
_CHANNEL = (
    _lines(
        "link",
        "Sites locaux",
        "Une adresse https:// par ligne ; la demande y est gratuite.",
        rows=2,
    ),
    _text("place", "Lieu", "Accueil du CCAS, 12 rue de la Paix, sur rendez-vous."),
    _text("paper", "Par courrier", "Adresse, ou « dossier à retirer à l'accueil »."),
    _text("form", "Formulaire", "Nom ou numéro."),
    _text("form_link", "Adresse du formulaire", "https://…"),
    _lines("pieces", "Pièces à réunir", "Une par ligne."),
    _lines(
        "steps", "Étapes", "Une par ligne ; « le CCAS : instruire le dossier » nomme qui la fait."
    ),
)
_DELAYS = (
    _choice("opening", "Ouverture du droit", _OPENINGS),
    _text("opening_text", "Ouverture, avec ses mots"),
    _number("silence", "Délai de réponse"),
    _choice("silence_unit", "Compté en", _UNITS, "months"),
    _choice("silence_effect", "Au bout du délai", _EFFECTS, SilenceEffect.REFUSAL.value),
    _text(
        "silence_basis",
        "Source du délai de réponse",
        "L'article, ou celui du règlement : obligatoire avec un délai.",
    ),
    _choice("silence_confidence", "Confiance dans ce délai", _SURE, Confidence.MEDIUM.value),
    _text("renewal", "Renouvellement"),
    _number("lasts_months", "Durée, en mois"),
    _text("follow_up", "Relances", "Jours après le dépôt, comme 30 ; 55."),
    _lines("note", "Note"),
)
PARTS = (
    ("L'aide", "", _AID),
    ("Montant", "en euros ; laisser vide s'il n'est pas connu", _AMOUNT),
    ("Démarche gratuite", "la demande est toujours gratuite", _CHANNEL),
    ("Délais et suites", "un délai demande sa source", _DELAYS),
)
INPUTS = {part.field: part for _title, _hint, parts in PARTS for part in parts}
