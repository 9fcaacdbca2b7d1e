"""How to reach the people of a case: kept for the file, read by no rule, sent nowhere."""

from __future__ import annotations

from caseapp.domain.household import Role
from caseapp.services.fact_definition import FactDefinition, FactKind, Section

_WHO = frozenset({Role.APPLICANT, Role.PARTNER, Role.OTHER})


def _of_person(key: str, label: str, kind: FactKind) -> FactDefinition:
    return FactDefinition(
        key=key,
        label=label,
        kind=kind,
        section=Section.PERSON,
        roles=_WHO,
        for_file=True,
        has_past=False,
    )


OF_PERSON: tuple[FactDefinition, ...] = (
    _of_person("phone", "Téléphone", FactKind.PHONE),
    _of_person("phone_2", "Autre téléphone", FactKind.PHONE),
    _of_person("email", "Courriel", FactKind.EMAIL),
)
ADDRESS = FactDefinition(
    key="housing.address",
    label="Adresse",
    kind=FactKind.TEXT,
    section=Section.HOUSING,
    hint="numéro, voie, code postal",
    for_file=True,
)
