"""Rights already in payment, month by month, in the terms of OpenFisca (before CRDS)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caseapp.domain.facts import NoFact
from caseapp.domain.household import (
    Activity,
    DisabilityRate,
    Household,
    Person,
    Resource,
    ResourceKind,
    Role,
)
from caseapp.rules.openfisca.facts import rate_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.kernel.calendar import Month
    from caseapp.kernel.money import Money

UNKNOWN_AMOUNT = float("nan")  # in payment, nobody knows how much: what is computed is taken


@dataclass(frozen=True)
class Benefit:
    """A benefit whose past months are stated: its variables, and whether CRDS was taken off it."""

    right: str
    variables: tuple[str, ...]
    taxed: bool = False  # paid net of CRDS, read before it


FAMILY_BENEFITS = (
    # both `af` and `af_base`: the prime d'activité reads the second one
    Benefit("allocations_familiales", ("af", "af_base"), taxed=True),
    Benefit("complement_familial", ("cf",), taxed=True),
    Benefit("asf", ("asf",), taxed=True),
    Benefit("paje_allocation_base", ("paje_base",), taxed=True),
    Benefit("aeeh", ("aeeh",)),
)
HOUSING_AID = Benefit("aide_logement", ("aide_logement",))
PERSONAL_MINIMA = {
    "aah": Benefit("aah", ("aah",)),
    "ass": Benefit("ass", ("ass",)),
    "asi": Benefit("asi", ("asi",)),
    "mva": Benefit("mva", ("caah",)),
}
ASPA = Benefit("aspa", ("aspa",))
RSA = Benefit("rsa", ("rsa",))
PRIME_ACTIVITE = Benefit("prime_activite", ("ppa",), taxed=True)
PREPARE = Benefit("prepare", ("paje_prepare",), taxed=True)  # an input only, never computed


# rights of the catalogue that are incomes: they count as such where no such income is stated
INCOMES = {
    "are": ResourceKind.UNEMPLOYMENT,
    "ij_maladie": ResourceKind.SICKNESS_BENEFIT,
    "pension_invalidite": ResourceKind.INVALIDITY_PENSION,
    "pension_reversion": ResourceKind.PENSION,
}


def with_received_incomes(household: Household) -> Household:
    """Return the household in which an income listed as a right in payment is a resource."""
    stated = {entry.kind for person in household.people for entry in person.resources}
    found = tuple(
        Resource(kind=INCOMES[entry.right], amount=entry.amount, first=entry.first, last=entry.last)
        for entry in household.received
        if entry.right in INCOMES
        and INCOMES[entry.right] not in stated
        and not isinstance(entry.amount, NoFact)
    )
    if not found:
        return household
    first, *others = household.people
    owner = replace(first, resources=first.resources + found)
    return replace(household, people=(owner, *others))


def amount_in_payment(household: Household, right: str, month: Month) -> Money | NoFact | None:
    """Return what a right pays in a month: the last entry that covers it, None when none does."""
    found: Money | NoFact | None = None
    for entry in household.received:
        if entry.right == right and entry.first <= month <= entry.last:
            found = entry.amount
    return found


COMPUTED_BENEFITS = frozenset(
    {
        *(benefit.right for benefit in FAMILY_BENEFITS),
        *PERSONAL_MINIMA,
        HOUSING_AID.right,
        ASPA.right,
        RSA.right,
    }
)


def euros_received(household: Household, benefit: Benefit, month: Month, crds: float) -> float:
    """Return the amount before CRDS received in a month, NaN when nobody knows how much."""
    amount = amount_in_payment(household, benefit.right, month)
    if amount is None:
        return 0.0
    if isinstance(amount, NoFact):
        return UNKNOWN_AMOUNT
    return amount.cents / 100 / ((1 - crds) if benefit.taxed else 1)


def beneficiary(household: Household, right: str, month: Month) -> Person:
    """Return who most likely receives a personal right: the format does not say it."""
    tests: dict[str, Callable[[Person], bool]] = {
        "aah": _is_disabled_adult,
        "mva": _is_disabled_adult,
        "ass": lambda p: p.activity is Activity.JOB_SEEKER,
        "asi": lambda p: _has_invalidity_pension(p, month),
    }
    test = tests[right]
    adults = [p for p in household.people if p.role in {Role.APPLICANT, Role.PARTNER}]
    return next((p for p in adults if test(p)), adults[0])


def _is_disabled_adult(person: Person) -> bool:
    return rate_of(person) in {DisabilityRate.FROM_50_TO_79, DisabilityRate.FROM_80}


def _has_invalidity_pension(person: Person, month: Month) -> bool:
    return any(
        entry.kind is ResourceKind.INVALIDITY_PENSION and entry.first <= month <= entry.last
        for entry in person.resources
    )
