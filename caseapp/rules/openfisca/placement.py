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


@dataclass(frozen=True, slots=True)
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
    rows: NDArray[np.intp]  # of each member
    starts: NDArray[np.intp]  # the first member of each row, then how many there are
    families: NDArray[np.intp]  # the applicant's family, by row
    family_count: int
    tax_home_count: int

    def of_row(self, row: int) -> range:
        """Return the places of the members of a row."""
        return range(int(self.starts[row]), int(self.starts[row + 1]))


def place(rows: Sequence[Row], window: Window) -> Placed:
    """Return the members of every row: unmarried partners file two tax returns."""
    members: list[Member] = []
    starts = [0]
    families: list[int] = []
    counted: dict[int, bool] = {}  # variants share the people who are the same in them
    family_count = tax_home_count = 0
    for index, row in enumerate(rows):
        family, tax_home = family_count, tax_home_count
        family_count, tax_home_count = family + 1, tax_home + 1
        families.append(family)
        together = value_or(row.household.couple, Couple.COHABITING) is not Couple.COHABITING
        for person in row.household.people:
            role = person.role
            own_tax = role is Role.PARTNER and not together
            if id(person) not in counted:
                counted[id(person)] = _belongs(person, row, window)
            outside = not counted[id(person)]
            member = Member(
                index,
                person,
                family_count if outside else family,
                "demandeur" if outside else _FAMILY_ROLES[role],
                tax_home_count if outside or own_tax else tax_home,
                "declarant_principal" if outside or own_tax else _TAX_ROLES[role],
                "autre" if outside else _HOME_ROLES[role],
            )
            family_count += outside
            tax_home_count += outside or own_tax
            members.append(member)
        starts.append(len(members))
    return Placed(
        members=tuple(members),
        rows=np.array([member.row for member in members]),
        starts=np.array(starts),
        families=np.array(families),
        family_count=family_count,
        tax_home_count=tax_home_count,
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
