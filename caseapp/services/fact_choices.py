"""The answers a person chooses from: their codes are those of `caseapp.household/1`."""

from __future__ import annotations

from caseapp.kernel.typography import typeset
from caseapp.services.fact_definition import Choice


def _choices(**labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(code.strip("_"), label) for code, label in labels.items())


YES_NO = (Choice("true", "oui"), Choice("false", "non"))

ROLES = _choices(
    applicant="personne suivie",
    partner="partenaire",
    child="enfant",
    other="autre personne à charge",
)
ACTIVITIES = _choices(
    employed="emploi salarié",
    self_employed="activité indépendante",
    job_seeker="recherche d'emploi",
    student="études supérieures",
    pupil="scolarité",
    apprentice="apprentissage",
    retired="retraite",
    inactive="sans activité",
)
# « caseapp.household/1 » has no activity for it; the PreParE asks its own question.
PARENTAL_LEAVE = typeset(
    "Congé parental : le format d'échange n'a pas d'activité de ce nom. Choisir « emploi salarié » "
    "(le contrat est suspendu, C. trav. L1225-47), puis répondre, parmi les autres faits, que le "
    "parent cesse ou réduit son travail pour s'occuper de l'enfant : la PreParE en dépend."
)
NATIONALITIES = _choices(
    french="française", eu="Union européenne, EEE ou Suisse", other="autre nationalité"
)
PROTECTIONS = _choices(
    none="aucune",
    refugee="statut de réfugié",
    subsidiary="protection subsidiaire",
    stateless="apatride",
    asylum_seeker="demande d'asile",
)
DISABILITY_RATES = (
    Choice("none", "aucun taux reconnu"),
    Choice("under_50", "moins de 50 %"),
    Choice("50_79", "de 50 à 79 %"),
    Choice("80_plus", "80 % ou plus"),
)
SCHOOLING = _choices(
    nursery="école maternelle",
    primary="école élémentaire",
    lower_secondary="collège",
    upper_secondary="lycée",
    higher="enseignement supérieur",
)
OTHER_PARENTS = _choices(
    pays="verse une pension",
    does_not_pay="ne verse pas de pension",
    cannot_pay="hors d'état de verser",
    deceased="décédé",
    unknown_parent="filiation non établie",
)
COUPLES = _choices(married="mariage", civil_union="pacs", cohabiting="concubinage")
TENURES = _choices(
    tenant_unfurnished="locataire, vide",
    tenant_furnished="locataire, meublé",
    tenant_social="locataire HLM",
    institution="foyer ou résidence",
    owner="propriétaire",
    owner_with_loan="propriétaire, prêt en cours",
    hosted="hébergement gratuit",
    hosted_paying="hébergement, frais partagés",
    homeless="sans domicile",
)
