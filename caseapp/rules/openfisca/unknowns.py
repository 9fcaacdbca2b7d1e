"""Facts that nobody knows yet, and the plausible values tried in their place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caseapp.domain.facts import NOT_STATED, UNKNOWN, NoFact, value_or
from caseapp.domain.household import (
    Couple,
    Household,
    OtherParent,
    Role,
    Tenure,
)
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import Money
from caseapp.rules.openfisca import words
from caseapp.rules.openfisca.changes import (
    ADULTS,
    YES_NO,
    Change,
    Unknown,
    age_of,
    home_fact,
    housing_fact,
    nested,
    of_amounts,
    with_person,
)
from caseapp.rules.openfisca.months import BENEFIT_MONTHS
from caseapp.rules.openfisca.received import COMPUTED_BENEFITS
from caseapp.rules.openfisca.unknown_people import of_person
from caseapp.rules.parameters import load_plausible, load_thresholds

if TYPE_CHECKING:
    from collections.abc import Iterator


def unknowns_of(household: Household) -> tuple[Unknown, ...]:
    """Return every unknown fact that may change a computed right, the most common first."""
    month = Month.of(household.date)
    found: list[Unknown] = [
        unknown
        for index, person in enumerate(household.people)
        for unknown in of_person(household, index, person, month)
    ]
    found += _of_other_parents(household, month)
    found += _of_couple(household, month)
    found += _of_housing(household)
    found += _of_money(household, month)
    return tuple(found)


def _of_other_parents(household: Household, month: Month) -> Iterator[Unknown]:
    if household.partner is not None:
        return
    limit = load_thresholds().family_child_age.value
    children = [
        index
        for index, person in enumerate(household.people)
        if person.role is Role.CHILD
        and isinstance(person.other_parent, NoFact)
        and (age_of(person, month) or 0) < limit
    ]
    if not children:
        return

    def change(answer: OtherParent) -> Change:
        def apply(home: Household) -> Household:
            for index in children:
                home = with_person(home, index, {"other_parent": answer})
            return home

        return apply

    yield Unknown(
        tuple(f"people[{index}].other_parent" for index in children),
        tuple(words.person_label(household, index, "other_parent") for index in children),
        (change(OtherParent.DOES_NOT_PAY), change(OtherParent.PAYS)),
    )


def _of_couple(household: Household, month: Month) -> Iterator[Unknown]:
    if household.partner is not None and household.couple is UNKNOWN:
        yield home_fact("couple", "couple", [Couple.COHABITING, Couple.MARRIED])
    if household.partner is None and household.single_since is UNKNOWN:
        recent = month.plus(-load_plausible().separated_months_ago).first_day
        yield home_fact("single_since", "single_since", [NOT_STATED, recent])


def _of_housing(household: Household) -> Iterator[Unknown]:
    housing = household.housing
    unknown_tenure = isinstance(housing.tenure, NoFact)
    tenures = (
        Tenure.TENANT_UNFURNISHED, Tenure.HOSTED, Tenure.HOMELESS,
        Tenure.TENANT_SOCIAL, Tenure.OWNER,
    )  # fmt: skip
    if unknown_tenure:
        yield housing_fact("tenure", tenures)
    rented = unknown_tenure or value_or(housing.tenure, Tenure.HOSTED).is_rented
    if isinstance(housing.commune, NoFact):
        communes = load_plausible().communes
        yield housing_fact("commune", communes if rented else communes[:1])
    if not rented:
        return
    if isinstance(housing.rent, NoFact):
        yield of_amounts(
            ("housing.rent",), (words.label("housing.rent"),), load_plausible().rents, _rent
        )
    for name in ("state_agreement", "flat_share", "landlord_is_family"):
        if getattr(housing, name) is UNKNOWN:
            yield housing_fact(name, YES_NO)
    if housing.charges is UNKNOWN:
        yield housing_fact(
            "charges", [Money.euros(charges) for charges in load_plausible().charges]
        )


def _rent(euros: int) -> Change:
    return nested("housing", "rent", Money.euros(euros))


def _of_money(household: Household, month: Month) -> Iterator[Unknown]:
    for name in ("non_taxable", "taxable", "rented_property", "unrented_property"):
        if getattr(household.savings, name) is UNKNOWN:
            stocks = [Money.euros(stock) for stock in load_plausible().savings]
            yield Unknown(
                (f"savings.{name}",),
                (words.label(f"savings.{name}"),),
                tuple(nested("savings", name, stock) for stock in stocks),
            )
    yield from _of_received(household, month)
    year = month.year - 2
    known = dict(household.tax.reference_income)
    if known.get(year) is UNKNOWN:
        yield of_amounts(
            (f"tax.reference_income.{year}",),
            (words.reference_income_label(year),),
            load_plausible().reference_incomes,
            lambda euros: _reference_income(year, Money.euros(euros)),
        )
    elif year not in known and _family(household) and not _covers(household, year):
        proxied = _as_long_ago(household, month)
        if proxied is not None:
            yield Unknown(
                (f"tax.reference_income.{year}",),
                (words.reference_income_label(year),),
                (lambda home: home, proxied),
            )


def _of_received(household: Household, month: Month) -> Iterator[Unknown]:
    """Yield rights in payment of an unknown amount: as computed, next to nothing, or whole.

    What is in payment may not be computed again from what is known of the people.
    """
    for number, entry in enumerate(household.received):
        recent = entry.last >= month.plus(-BENEFIT_MONTHS)
        if isinstance(entry.amount, NoFact) and entry.right in COMPUTED_BENEFITS and recent:
            yield _of_payment(number, entry.right)


def _of_payment(number: int, right: str) -> Unknown:
    whole = load_plausible().received.get(right)
    paths, labels = (f"received[{number}].amount",), (words.received_label(right),)
    as_computed: tuple[Change, ...] = (lambda home: home,)
    if whole is None:
        return Unknown(paths, labels, (*as_computed, _as_received(number, Money(1))))
    paid = of_amounts(
        paths, labels, (0, whole), lambda euros: _as_received(number, Money(max(1, euros * 100)))
    )
    beside = tuple(tuple(place + 1 for place in places) for places in paid.neighbours)
    return Unknown(paths, labels, as_computed + paid.options, paid.finer, ((), *beside))


def _as_received(number: int, amount: Money) -> Change:
    def apply(home: Household) -> Household:
        received = list(home.received)
        received[number] = replace(received[number], amount=amount)
        return replace(home, received=tuple(received))

    return apply


def _family(household: Household) -> bool:
    return any(
        p.role not in ADULTS or not isinstance(p.pregnant_due, NoFact) for p in household.people
    )


def _covers(household: Household, year: int) -> bool:
    return any(
        entry.first <= Month(year, 12) and entry.last >= Month(year, 1)
        for person in household.people
        if person.role in ADULTS
        for entry in person.resources
    )


def _as_long_ago(household: Household, month: Month) -> Change | None:
    """Return the household as if its first resources had been the same in year N-2."""
    year = month.year - 2
    late = [p for p in household.people if p.role in ADULTS and p.resources]
    if not late:
        return None

    def apply(home: Household) -> Household:
        for index, person in enumerate(home.people):
            if person.role in ADULTS and person.resources:
                start = min(entry.first for entry in person.resources)
                then = tuple(
                    replace(entry, first=Month(year, 1), last=Month(year, 12))
                    for entry in person.resources
                    if entry.first == start
                )
                home = with_person(home, index, {"resources": (*person.resources, *then)})
        return home

    return apply


def _reference_income(year: int, income: Money) -> Change:
    def apply(home: Household) -> Household:
        incomes = {**dict(home.tax.reference_income), year: income}
        return replace(home, tax=replace(home.tax, reference_income=tuple(incomes.items())))

    return apply
