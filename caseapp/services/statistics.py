"""Figures that stay of erased cases: how many had one trait, in a year. Nobody can be found again.

Traits are counted apart, never crossed: no row tells of one household. No date is more precise
than the year of the erasure and no place is kept. What is shown or leaves the desk hides every
group under five (CNIL, retention in the social sector: what is kept beyond is made anonymous).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.domain.activity import SMALLEST
from caseapp.domain.household import Role
from caseapp.kernel.calendar import age_on
from db.models import Case, Statistic
from db.queries import erasing as queries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.rules.catalogue_loader import Catalogue
    from db.store import Store

_TITLES = {
    "household": "Composition du foyer",
    "age": "Âge de la personne suivie",
    "tenure": "Logement",
    "duration": "Durée du suivi",
    "right": "Droits demandés",
}
_TENURES = {
    "owner": "Propriétaire",
    "hosted": "Hébergé",
    "homeless": "Sans domicile",
    "tenant": "Locataire",
    "institution": "En établissement",
}
_OTHER = "Non renseigné"
_AGES = ((25, "Moins de 25 ans"), (40, "25 à 39 ans"), (60, "40 à 59 ans"))


@dataclass(frozen=True, slots=True)
class StatisticRow:
    """One figure; none where its group is under five, or would give such a one away."""

    title: str
    label: str
    count: int | None


class Statistics:
    """Reads the figures, small groups hidden."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store, self._catalogue = store, catalogue

    def rows(self) -> tuple[StatisticRow, ...]:
        """Return the figures trait by trait, the last year first; small groups have none."""
        with self._store.read() as session:
            rows = session.execute(
                sa.select(
                    Statistic.year, Statistic.trait, Statistic.value, Statistic.count
                ).order_by(Statistic.year.desc(), Statistic.trait, Statistic.value)
            ).all()
        groups: dict[tuple[int, str], list[tuple[str, int]]] = defaultdict(list)
        for year, trait, value, count in rows:
            groups[year, trait].append((self._word(trait, value), count))
        found = []
        for trait, title in _TITLES.items():
            for (year, of_trait), values in groups.items():
                if of_trait == trait:
                    hidden = _hidden([count for _value, count in values])
                    found += [
                        StatisticRow(f"{title}, {year}", value, None if place in hidden else count)
                        for place, (value, count) in enumerate(values)
                    ]
        return tuple(found)

    def _word(self, trait: str, value: str) -> str:
        if trait == "right":
            known = self._catalogue.codes()
            return self._catalogue.right(value).short_name if value in known else value
        return value


def count(session: Session, case_id: UUID, today: date) -> None:
    """Add one to each trait of a case that is about to be erased."""
    for trait, value in _traits(session, case_id, today):
        row = session.scalar(
            sa.select(Statistic).where(
                Statistic.year == today.year, Statistic.trait == trait, Statistic.value == value
            )
        )
        if row is None:
            session.add(Statistic(year=today.year, trait=trait, value=value, count=1))
            session.flush()
        else:
            row.count += 1


def _traits(session: Session, case_id: UUID, today: date) -> Iterator[tuple[str, str]]:
    case = session.get_one(Case, case_id)
    yield "household", _household(list(queries.roles(session, case_id)))
    yield "age", _age(queries.birth(session, case_id), today)
    tenure = queries.facts(session, case_id, ["housing.tenure"]).get("housing.tenure")
    yield "tenure", _TENURES.get(str(tenure).partition("_")[0], _OTHER)
    years = age_on(case.opened_on, case.last_contact_on or case.closed_on or today)
    yield (
        "duration",
        "Moins d'un an" if years < 1 else "1 à 2 ans" if years < 3 else "3 ans ou plus",
    )
    for right in queries.claimed(session, case_id):
        yield "right", right[:40]


def _household(roles: list[str]) -> str:
    has_partner, has_child = Role.PARTNER in roles, Role.CHILD in roles
    if has_partner:
        return "Couple avec enfants" if has_child else "Couple sans enfant"
    return "Personne seule avec enfants" if has_child else "Personne seule"


def _age(birth: str | None, today: date) -> str:
    try:
        born = date.fromisoformat(birth or "")
    except ValueError:
        return _OTHER
    age = age_on(born, today)
    return next((words for limit, words in _AGES if age < limit), "60 ans ou plus")


def _hidden(counts: list[int]) -> set[int]:
    """Return the places of the groups under five, and of what would give them away.

    How many cases were erased in a year is known: one hidden group alone would be found again by
    subtraction, so that the next smallest are hidden too until they are two, and five together.
    """
    by_size = sorted(range(len(counts)), key=lambda place: (counts[place], place))
    hidden = [place for place in by_size if counts[place] < SMALLEST]
    left = by_size[len(hidden) :]
    while hidden and left and (len(hidden) < 2 or sum(counts[p] for p in hidden) < SMALLEST):
        hidden.append(left.pop(0))
    return set(hidden)
