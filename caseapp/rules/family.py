"""The shelves of the catalogue: a small closed list, with the words a caseworker looks for."""

from __future__ import annotations

from enum import StrEnum


class Family(StrEnum):
    """The shelf a right stands on, as a caseworker looks for it."""

    MINIMA = "minima"
    FAMILLE = "famille"
    LOGEMENT = "logement"
    SANTE = "sante"
    HANDICAP = "handicap"
    AUTONOMIE = "autonomie"
    EMPLOI = "emploi"
    RETRAITE = "retraite"
    EDUCATION = "education"
    QUOTIDIEN = "quotidien"
    BUDGET = "budget"
    ACCES = "acces"

    @property
    def label(self) -> str:
        """Return the French words for the shelf."""
        return _FAMILY_LABELS[self]


_FAMILY_LABELS = {
    Family.MINIMA: "Minima sociaux et prime d'activité",
    Family.FAMILLE: "Famille et enfants",
    Family.LOGEMENT: "Logement",
    Family.SANTE: "Santé et invalidité",
    Family.HANDICAP: "Handicap",
    Family.AUTONOMIE: "Autonomie et grand âge",
    Family.EMPLOI: "Emploi et chômage",
    Family.RETRAITE: "Retraite et veuvage",
    Family.EDUCATION: "École, études et jeunesse",
    Family.QUOTIDIEN: "Vie quotidienne et secours",
    Family.BUDGET: "Budget, banque et dettes",
    Family.ACCES: "Accès aux droits et protection",
}
