"""Who is with whom: the members of each row, in the groups that OpenFisca asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from caseapp.domain.facts import value_or
from caseapp.domain.household import Couple, Person, Role
from caseapp.rules.openfisca.rows import Purpose, Row, in_family

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from caseapp.rules.openfisca.months import Window


@dataclass(frozen=True)
class Member:
    """A person in a row, with the roles that OpenFisca asks for."""

    row: int
    person: Person
    family: int
    family_role: str
    tax_home: int
    tax_role: str
    home_role: str


@dataclass(frozen=True)
class Placed:
    """Where rows stand in the arrays of the simulation."""

    members: tuple[Member, ...]
    families: NDArray[np.intp]  # the applicant's family, by row
    tax_homes: NDArray[np.intp]
    family_count: int
    tax_home_count: int


def place(rows: Sequence[Row], window: Window) -> Placed:
    """Return the members of every row: unmarried partners file two tax returns."""
    members: list[Member] = []
    families: list[int] = []
    tax_homes: list[int] = []
    family_count = tax_home_count = 0
    for index, row in enumerate(rows):
        family, tax_home = family_count, tax_home_count
        family_count, tax_home_count = family + 1, tax_home + 1
        families.append(family)
        tax_homes.append(tax_home)
        together = value_or(row.household.couple, Couple.COHABITING) is not Couple.COHABITING
        for person in row.household.people:
            own_tax = person.role is Role.PARTNER and not together
            outside = not _belongs(person, row, window)
            member = Member(
                row=index,
                person=person,
                family=family_count if outside else family,
                family_role="demandeur" if outside else _FAMILY_ROLES[person.role],
                tax_home=tax_home_count if outside or own_tax else tax_home,
                tax_role="declarant_principal" if outside or own_tax else _TAX_ROLES[person.role],
                home_role="autre" if outside else _HOME_ROLES[person.role],
            )
            family_count += outside
            tax_home_count += outside or own_tax
            members.append(member)
    return Placed(
        tuple(members), np.array(families), np.array(tax_homes), family_count, tax_home_count
    )


def _belongs(person: Person, row: Row, window: Window) -> bool:
    unborn = row.purpose is Purpose.UNBORN and person.id.startswith("unborn-")
    return unborn or in_family(person, window.month, window.own_income)


_FAMILY_ROLES = {
    Role.APPLICANT: "demandeur",
    Role.PARTNER: "conjoint",
    Role.CHILD: "enfant",
    Role.OTHER: "enfant",
}
_TAX_ROLES = {
    Role.APPLICANT: "declarant_principal",
    Role.PARTNER: "conjoint",
    Role.CHILD: "personne_a_charge",
    Role.OTHER: "personne_a_charge",
}
_HOME_ROLES = {
    Role.APPLICANT: "personne_de_reference",
    Role.PARTNER: "conjoint",
    Role.CHILD: "enfant",
    Role.OTHER: "autre",
}
