"""The French words of what the catalogue writes short: fields, figures, dates, recourses."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence
from caseapp.kernel import french

if TYPE_CHECKING:
    from collections.abc import Mapping

BY_CONFIDENCE = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)
_ACCENTS = {
    "apres": "après",
    "arrieres": "arriérés",
    "age": "âge",
    "delai": "délai",
    "delais": "délais",
    "demarche": "démarche",
    "duree": "durée",
    "durees": "durées",
    "eligibilite": "éligibilité",
    "fenetre": "fenêtre",
    "ouvre": "ouvré",
    "pieces": "pièces",
    "priorite": "priorité",
    "procedure": "procédure",
    "reforme": "réforme",
    "regle": "règle",
    "residence": "résidence",
    "retroactivite": "rétroactivité",
    "ta": "tribunal administratif",
    "teleservice": "téléservice",
    "validite": "validité",
}
_FIELDS = {
    "2025": "chiffres de 2025",
    "2026": "chiffres de 2026",
    "apres_juin_2026": "après juin 2026",
    "base": "base légale",
    "commission_3_mois": "délai de la commission (3 mois)",
    "delai_de_demande": "délai de demande",
    "jour_ouvre": "jour ouvré",
    "offre_3_6_mois": "délai de l'offre (3 ou 6 mois)",
    "petits_enfants": "petits-enfants",
    "reste_a_vivre": "reste à vivre",
    "ta_4_mois": "tribunal administratif (4 mois)",
}
_BODIES = (
    (re.compile(r"^TJ pôle social"), "tribunal judiciaire, pôle social"),
    (re.compile(r"^TJ\b"), "tribunal judiciaire"),
    (re.compile(r"\bTA\b"), "tribunal administratif"),
    (re.compile(r"^RAPO\b"), "recours administratif préalable obligatoire (RAPO)"),
    (re.compile(r"^CRA \("), "commission de recours amiable, CRA ("),
    (re.compile(r"^CMRA \("), "commission médicale de recours amiable, CMRA ("),
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"(\d{4})-(\d{2})")


def label(text: str) -> str:
    """Return the text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def field(name: str) -> str:
    """Return the name of a field: « délai de demande » for `delai_de_demande`."""
    words = (_ACCENTS.get(word, word) for word in name.split("_"))
    return _FIELDS.get(name) or " ".join(words)


def figure(value: str | float | Mapping[str, float]) -> str:
    """Return a figure as it is read: « 1 200 », « GIR1 : 2 080,33 ; GIR2 : 1 682,30 »."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        decimals = 0 if value == int(value) else 2
        return french.number(Decimal(str(value)), decimals)
    return " ; ".join(f"{name} : {figure(part)}" for name, part in value.items())


def dated(text: str) -> str:
    """Return « 23/11/2026 », « mars 2026 » or « 2011 »; nothing where the source is undated."""
    if text == "s.d.":
        return "non datée"
    if _DAY.fullmatch(text):
        return french.day(date.fromisoformat(text))
    if (found := _MONTH.fullmatch(text)) is not None:
        return f"{french.MONTHS[int(found[2]) - 1]} {found[1]}"
    return text


def appeal(text: str) -> str:
    """Return who is seized, without initials: « tribunal administratif » for « TA »."""
    for pattern, words in _BODIES:
        text = pattern.sub(words, text)
    return text
