"""What the form of a local right asks, part by part; the window draws it from here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from caseapp.domain.deadline import Confidence
from caseapp.rules.catalogue import AppealRoute, OpeningRule, SilenceEffect
from caseapp.rules.family import Family


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
    choices: tuple[tuple[str, str], ...] = ()
    initial: str = ""


_SURE = (
    (Confidence.HIGH.value, "sûr"),
    (Confidence.MEDIUM.value, "assez sûr"),
    (Confidence.LOW.value, "à confirmer"),
)
_FAMILIES = tuple((family.value, family.label) for family in Family)
_PERIODS = (("month", "par mois"), ("year", "par an"), ("once", "en une fois"))
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
_ROUTES = (
    ("", "non indiqué"),
    (AppealRoute.GRACIEUX.value, "recours gracieux"),
    (AppealRoute.RAPO.value, "recours préalable obligatoire"),
    (AppealRoute.TA.value, "tribunal administratif"),
    (AppealRoute.POLE_SOCIAL.value, "tribunal judiciaire, pôle social"),
    (AppealRoute.OTHER.value, "autre recours"),
)
_LINE = "Une par ligne."

THE_AID = (
    Input(field="name", label="Nom de l'aide", needed=True),
    Input(field="short_name", label="Nom court", hint="28 caractères au plus."),
    Input(
        field="family",
        label="Famille",
        kind=InputKind.CHOICE,
        choices=_FAMILIES,
        initial=Family.QUOTIDIEN.value,
    ),
    Input(field="agency", label="Organisme", needed=True, hint="CCAS, département, caisse, fonds…"),
    Input(
        field="basis",
        label="Règlement ou délibération",
        needed=True,
        hint="Règlement d'aide du CCAS, délibération du 12/03/2026…",
    ),
    Input(field="checked_on", label="Vérifiée le", needed=True, hint="jj/mm/aaaa"),
    Input(
        field="confidence",
        label="Confiance dans la fiche",
        kind=InputKind.CHOICE,
        choices=_SURE,
        initial=Confidence.MEDIUM.value,
    ),
    Input(
        field="communes",
        label="Communes",
        hint="Noms ou codes INSEE, séparés par « ; ». Vide : toutes.",
    ),
    Input(field="department", label="Département", hint="Numéro, comme 44 ou 2A. Vide : tous."),
)
AMOUNT = (
    Input(field="min", label="Montant minimal", kind=InputKind.NUMBER),
    Input(field="max", label="Montant maximal", kind=InputKind.NUMBER),
    Input(
        field="period",
        label="Versement",
        kind=InputKind.CHOICE,
        choices=_PERIODS,
        initial="once",
    ),
)
CHANNEL = (
    Input(
        field="link", label="Site local", hint="Une adresse https:// ; la demande y est gratuite."
    ),
    Input(field="place", label="Lieu", hint="Accueil du CCAS, 12 rue de la Paix, sur rendez-vous."),
    Input(
        field="paper", label="Par courrier", hint="Adresse, ou « dossier à retirer à l'accueil »."
    ),
    Input(field="form", label="Formulaire", hint="Nom ou numéro."),
    Input(field="form_link", label="Adresse du formulaire", hint="https://…"),
    Input(field="pieces", label="Pièces à réunir", kind=InputKind.LINES, hint=_LINE),
    Input(
        field="steps",
        label="Étapes",
        kind=InputKind.LINES,
        hint="Une par ligne ; « le CCAS : instruire le dossier » nomme qui la fait.",
    ),
)
DELAYS = (
    Input(field="opening", label="Ouverture du droit", kind=InputKind.CHOICE, choices=_OPENINGS),
    Input(field="opening_text", label="Ouverture, avec ses mots"),
    Input(field="silence", label="Délai de réponse", kind=InputKind.NUMBER),
    Input(
        field="silence_unit",
        label="Compté en",
        kind=InputKind.CHOICE,
        choices=_UNITS,
        initial="months",
    ),
    Input(
        field="silence_effect",
        label="Au bout du délai",
        kind=InputKind.CHOICE,
        choices=_EFFECTS,
        initial=SilenceEffect.REFUSAL.value,
    ),
    Input(
        field="silence_basis",
        label="Source du délai de réponse",
        hint="L'article, ou celui du règlement : obligatoire avec un délai.",
    ),
    Input(
        field="silence_confidence",
        label="Confiance dans ce délai",
        kind=InputKind.CHOICE,
        choices=_SURE,
        initial=Confidence.MEDIUM.value,
    ),
    Input(field="appeal", label="Recours", kind=InputKind.CHOICE, choices=_ROUTES),
    Input(
        field="appeal_body", label="Recours devant", hint="Président du CCAS, tribunal de Nantes…"
    ),
    Input(field="appeal_months", label="Délai de recours, en mois", kind=InputKind.NUMBER),
    Input(
        field="appeal_basis",
        label="Source du délai de recours",
        hint="CJA R421-1, règlement… : obligatoire avec un délai.",
    ),
    Input(field="renewal", label="Renouvellement"),
    Input(field="lasts_months", label="Durée, en mois", kind=InputKind.NUMBER),
    Input(field="follow_up", label="Relances", hint="Jours après le dépôt, comme 30 ; 55."),
    Input(field="note", label="Note", kind=InputKind.LINES),
)
PARTS = (
    ("L'aide", "", THE_AID),
    ("Montant", "en euros ; laisser vide s'il n'est pas connu", AMOUNT),
    ("Démarche gratuite", "la demande est toujours gratuite", CHANNEL),
    ("Délais et suites", "un délai demande sa source", DELAYS),
)
INPUTS = {part.field: part for _title, _hint, parts in PARTS for part in parts}
