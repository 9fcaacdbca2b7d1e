"""The checks between fields: what no field alone can tell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from caseapp.domain.household import Role
from caseapp.exchange.faults import Fault, printable
from caseapp.exchange.fields import DECLARED_KEY
from caseapp.kernel import french
from caseapp.kernel.calendar import months_after
from caseapp.kernel.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from caseapp.exchange.schema import HouseholdPart, PersonPart, SpanPart

_FIRST_DATE = date(2016, 1, 1)  # before, neither the prime d'activité nor the law used here
_YEARS_AHEAD = 5
_PAST_FACTS = ("birth_date", "job_seeker_since", "residence_permit_since")


class NamedPlace(Protocol):
    """A commune, as far as a fault names it."""

    @property
    def code(self) -> str:
        """Its INSEE code."""

    @property
    def name(self) -> str:
        """Its name."""


class KnownPlaces(Protocol):
    """The table of communes, as far as a document is checked against it."""

    def get(self, code: str) -> NamedPlace | None:
        """Return the commune of an INSEE code."""

    def with_postal_code(self, postal_code: str) -> Sequence[NamedPlace]:
        """Return the communes that share a postal code, the largest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a document is checked against; nothing is checked against what is not given."""

    places: KnownPlaces | None = None
    rights: Collection[str] | None = None  # codes of the catalogue


def check_between_fields(part: HouseholdPart, on: date, today: date, known: Known) -> list[Fault]:
    """Return the faults that lie between fields, or against what is known of the country."""
    faults = [
        *_date(part, on, today),
        *_people(part.people),
        *_couple(part),
        *_days(part, on),
        *_all_spans(part),
        *_reference_income(part, on),
        *_commune(part, known.places),
        *_declared(part),
        *_received(part, known.rights),
    ]
    return [Fault(fault.path, typeset(fault.sentence)) for fault in faults]


def _date(part: HouseholdPart, on: date, today: date) -> Iterator[Fault]:
    if part.date is None:
        return
    if on < _FIRST_DATE:
        yield Fault("date", "La date de l'estimation n'est pas plausible (avant 2016).")
    elif on > months_after(today, 12 * _YEARS_AHEAD):
        yield Fault(
            "date", f"La date de l'estimation est à plus de {_YEARS_AHEAD} ans dans l'avenir."
        )


def _people(people: Sequence[PersonPart]) -> Iterator[Fault]:
    if people[0].role is not Role.APPLICANT:
        yield Fault("people[0].role", "La première personne doit être le demandeur (applicant).")
    for role, word in ((Role.APPLICANT, "demandeur"), (Role.PARTNER, "partenaire")):
        places = [i for i, person in enumerate(people) if person.role is role]
        for i in places[1:]:
            yield Fault(f"people[{i}].role", f"Un foyer n'a qu'un {word} ({role}).")
    seen: Counter[str] = Counter()
    for i, person in enumerate(people):
        if seen[person.id]:
            yield Fault(
                f"people[{i}].id",
                f"L'identifiant « {printable(person.id)} » est déjà celui d'une autre personne.",
            )
        seen[person.id] += 1


def _couple(part: HouseholdPart) -> Iterator[Fault]:
    if "couple" in part.model_fields_set and not any(p.role is Role.PARTNER for p in part.people):
        yield Fault("couple", "Un couple est indiqué, mais aucune personne n'est le partenaire.")


def _days(part: HouseholdPart, on: date) -> Iterator[Fault]:
    shown = french.day(on)
    for i, person in enumerate(part.people):
        for name in _PAST_FACTS:
            day = getattr(person, name)
            if isinstance(day, date) and day > on:
                yield Fault(
                    f"people[{i}].{name}", f"Cette date est après celle de l'estimation ({shown})."
                )
            elif isinstance(day, date) and _is_before_birth(person, day):
                yield Fault(f"people[{i}].{name}", "Cette date est avant la naissance.")
        due = person.pregnant_due
        if isinstance(due, date) and not months_after(on, -1) <= due <= months_after(on, 10):
            yield Fault(
                f"people[{i}].pregnant_due",
                f"Cette date ne peut pas être celle d'une naissance attendue au {shown}.",
            )
    if isinstance(part.single_since, date) and part.single_since > on:
        yield Fault("single_since", f"Cette date est après celle de l'estimation ({shown}).")
    moved_in = part.housing.moved_in
    if isinstance(moved_in, date) and moved_in > months_after(on, 12):
        yield Fault("housing.moved_in", "Cette date est à plus d'un an dans l'avenir.")


def _is_before_birth(person: PersonPart, day: date) -> bool:
    return isinstance(person.birth_date, date) and day < person.birth_date


def _all_spans(part: HouseholdPart) -> Iterator[Fault]:
    for i, person in enumerate(part.people):
        yield from _spans(f"people[{i}].resources", person.resources)
    yield from _spans("received", part.received)


def _spans(path: str, spans: Sequence[SpanPart]) -> Iterator[Fault]:
    for i, span in enumerate(spans):
        if span.month is not None and (span.first is not None or span.last is not None):
            yield Fault(
                f"{path}[{i}].month", "Indiquer un mois (month), ou une période (from, to)."
            )
        if span.first is not None and span.last is not None and span.first > span.last:
            yield Fault(f"{path}[{i}].to", "La fin (to) est avant le début (from).")


def _reference_income(part: HouseholdPart, on: date) -> Iterator[Fault]:
    years = {str(year) for year in range(on.year - 10, on.year + 1)}
    for year in part.tax.reference_income:
        if year not in years:
            yield Fault(
                f"tax.reference_income.{printable(year)}",
                f"Une année de revenus, de {min(years)} à {max(years)}, est attendue.",
            )


def _commune(part: HouseholdPart, places: KnownPlaces | None) -> Iterator[Fault]:
    code = part.housing.commune
    if places is None or not isinstance(code, str) or places.get(code) is not None:
        return
    path, shared = "housing.commune", places.with_postal_code(code)
    if not shared:
        yield Fault(path, f"Aucune commune n'a le code INSEE « {code} ».")
    elif len(shared) == 1:
        yield Fault(
            path,
            f"« {code} » est-il un code postal ? Le code INSEE est « {shared[0].code} » "
            f"({shared[0].name}).",
        )
    else:
        some = ", ".join(f"{place.code} ({place.name})" for place in shared[:3])
        more = "…" if len(shared) > 3 else ""
        yield Fault(
            path,
            f"« {code} » est-il un code postal ? Il est celui de plusieurs communes : {some}{more}.",
        )


def _declared(part: HouseholdPart) -> Iterator[Fault]:
    for key in part.declared:
        if not DECLARED_KEY.fullmatch(key):
            yield Fault(
                f"declared.{printable(key)}",
                "Une clé en minuscules, chiffres et « _ », d'au plus 60 caractères, est attendue.",
            )


def _received(part: HouseholdPart, rights: Collection[str] | None) -> Iterator[Fault]:
    if rights is None:
        return
    for i, received in enumerate(part.received):
        if received.right not in rights:
            yield Fault(
                f"received[{i}].right",
                f"« {printable(received.right)} » n'est pas un droit du catalogue.",
            )
