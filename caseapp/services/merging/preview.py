"""Both sides of a merge in words, before anything is done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from caseapp.domain.claim import ENDED
from caseapp.kernel import french
from caseapp.kernel.typography import typeset
from caseapp.services.case_rows import display_name
from caseapp.services.fact_text import UNKNOWN_JSON
from caseapp.services.merging.rows import MergePreview, MergeSide, PartCount, PersonMatch
from caseapp.services.merging.tables import case_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from uuid import UUID

    from caseapp.services.merging.differences import Clash
    from caseapp.services.merging.household import OneCase, TwoCases
    from db.models import Person

# What a reader is told of, in the order of the tabs of a case; the rest moves without a word.
_PARTS = {
    "person": "Personnes",
    "fact": "Renseignements",
    "resource_line": "Ressources",
    "liability": "Dettes du foyer",
    "estimate": "Estimations",
    "simulation": "Simulations",
    "claim": "Démarches",
    "payment": "Versements notés",
    "debt": "Rappels et indus",
    "task": "Tâches et rendez-vous",
    "interview": "Entretiens",
    "letter": "Courriers",
    "mandate": "Mandats et accords",
    "document": "Documents",
    "case_tag": "Étiquettes",
}


def of(
    two: TwoCases,
    matches: Mapping[UUID, UUID | None],
    clashes: Iterable[Clash],
    right_name: Callable[[str], str],
) -> MergePreview:
    """Return what a merge would give."""
    births = _births(two.merged)
    return MergePreview(
        kept=_side(two.kept),
        merged=_side(two.merged),
        people=tuple(
            PersonMatch(
                person_id=person.id, words=_words(person, births), same_as=matches[person.id]
            )
            for person in two.merged.people
        ),
        differences=tuple(clash.difference for clash in clashes if clash.difference.key),
        parts=tuple(_parts(two)),
        warnings=tuple(typeset(warning) for warning in _warnings(two, matches, right_name)),
    )


def _side(one: OneCase) -> MergeSide:
    births = _births(one)
    applicant = one.people[0]
    return MergeSide(
        case_id=one.case.id,
        reference=one.case.reference,
        name=display_name(applicant.last_name, applicant.first_name),
        opened_on=one.case.opened_on,
        people=tuple((person.id, _words(person, births)) for person in one.people),
    )


def _births(one: OneCase) -> dict[UUID | None, str]:
    return {
        fact.person_id: french.day(date.fromisoformat(fact.value))
        for fact in one.facts
        if fact.key == "birth_date" and fact.value != UNKNOWN_JSON
    }


def _words(person: Person, births: Mapping[UUID | None, str]) -> str:
    name = display_name(person.last_name, person.first_name)
    return ", ".join(part for part in (name, births.get(person.id, "")) if part)


def _parts(two: TwoCases) -> Iterator[PartCount]:
    names = {table.model.__tablename__ for table in case_tables()}
    for name, label in _PARTS.items():
        if name in names:
            kept, merged = len(two.kept.rows[name]), len(two.merged.rows[name])
            if kept or merged:
                yield PartCount(label=label, kept=kept, merged=merged)


def _warnings(
    two: TwoCases, matches: Mapping[UUID, UUID | None], right_name: Callable[[str], str]
) -> Iterator[str]:
    both = _open_rights(two.kept) & _open_rights(two.merged)
    twice = sorted(right_name(right) for right in both)
    if twice:
        yield (
            f"Deux démarches en cours pour {_listed(twice)} : les deux sont gardées, "
            "l'une sera à clore."
        )
    yield from _other_numbers(two, matches)
    if matches.get(two.merged.people[0].id) is None:
        name = _words(two.merged.people[0], {})
        yield f"{name} ne correspond à personne : sera « autre » dans le foyer."


def _other_numbers(two: TwoCases, matches: Mapping[UUID, UUID | None]) -> Iterator[str]:
    """Say of whom each case has another social security number; no sign of either is told."""
    kept = {row.person_id: row.number for row in two.kept.rows["social_number"]}
    people = {person.id: person for person in two.merged.people}
    for row in two.merged.rows["social_number"]:
        same = matches.get(row.person_id)
        if same is not None and kept.get(same, row.number) != row.number:
            yield (
                f"{_words(people[row.person_id], {})} n'a pas le même n° de sécurité sociale dans"
                " les deux dossiers : vérifiez que c'est la même personne. Celui du dossier gardé"
                " reste."
            )


def _open_rights(one: OneCase) -> set[str]:
    return {claim.right for claim in one.rows["claim"] if claim.state not in ENDED}


def _listed(names: Sequence[str]) -> str:
    return " et ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
