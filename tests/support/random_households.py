"""Households and estimates made at random, within what the exchange format admits."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from hypothesis import strategies as st

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import (
    Budget,
    Condition,
    Estimate,
    MissingFact,
    Outcome,
    Period,
    Range,
    RightEstimate,
    Step,
)
from caseapp.domain.facts import NOT_STATED, UNKNOWN, Fact
from caseapp.domain.household import (
    Activity,
    Couple,
    DisabilityRate,
    Household,
    Housing,
    Nationality,
    OtherParent,
    Person,
    Protection,
    ReceivedRight,
    Resource,
    ResourceKind,
    Role,
    Savings,
    Schooling,
    TaxNotice,
    Tenure,
)
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import Money

T = TypeVar("T")

DAY = dt.date(2026, 11, 23)
CODES = ("rsa", "aah", "c2s", "aide_logement")

amounts = st.integers(0, 100_000_000).map(Money)
stocks = st.integers(0, 10_000_000_000).map(Money)
births = st.dates(dt.date(1900, 1, 1), dt.date(1990, 1, 1))
past_days = st.dates(dt.date(1991, 1, 1), DAY)
months = st.builds(Month, st.integers(1990, 2030), st.integers(1, 12))
spans = st.tuples(months, months).map(sorted)
words = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20)


def facts(values: st.SearchStrategy[T]) -> st.SearchStrategy[Fact[T]]:
    """Return a strategy of values, unknown and never stated facts."""
    return st.one_of(st.just(NOT_STATED), st.just(UNKNOWN), values)


def _resource(kind: ResourceKind, amount: Fact[Money], span: list[Month]) -> Resource:
    return Resource(kind=kind, amount=amount, first=span[0], last=span[1])


def _received(right: str, amount: Fact[Money], span: list[Month]) -> ReceivedRight:
    return ReceivedRight(right=right, amount=amount, first=span[0], last=span[1])


known_amounts = st.one_of(st.just(UNKNOWN), amounts)
resources = st.builds(_resource, st.sampled_from(ResourceKind), known_amounts, spans)


def people(number: int, role: Role) -> st.SearchStrategy[Person]:
    """Return a strategy of persons of a role."""
    return st.builds(
        Person,
        id=words.map(lambda word: f"{number}-{word}"),
        role=st.just(role),
        birth_date=facts(births),
        activity=facts(st.sampled_from(Activity)),
        job_seeker_since=facts(past_days),
        worked_5_years_in_10=facts(st.booleans()),
        worked_2_years_in_3=facts(st.booleans()),
        nationality=facts(st.sampled_from(Nationality)),
        residence_permit_since=facts(past_days),
        protection=facts(st.sampled_from(Protection)),
        pregnant_due=facts(st.dates(DAY, dt.date(2027, 8, 1))),
        disability_rate=facts(st.sampled_from(DisabilityRate)),
        work_restriction=facts(st.booleans()),
        unfit_for_work=facts(st.booleans()),
        gir=facts(st.integers(1, 6)),
        care_plan=facts(amounts),
        schooling=facts(st.sampled_from(Schooling)),
        shared_custody=facts(st.booleans()),
        placed=facts(st.booleans()),
        aeeh_complement=facts(st.integers(0, 6)),
        other_parent=facts(st.sampled_from(OtherParent)),
        resources=st.lists(resources, max_size=3).map(tuple),
    )


housings = st.builds(
    Housing,
    tenure=facts(st.sampled_from(Tenure)),
    commune=facts(st.sampled_from(("44109", "75112", "2A004", "97411"))),
    rent=facts(amounts),
    charges=facts(amounts),
    state_agreement=facts(st.booleans()),
    flat_share=facts(st.booleans()),
    landlord_is_family=facts(st.booleans()),
    moved_in=facts(past_days),
)
tax_notices = st.builds(
    TaxNotice,
    reference_income=st.dictionaries(
        st.integers(2018, 2026), st.one_of(st.just(UNKNOWN), stocks), max_size=3
    ).map(lambda incomes: tuple(incomes.items())),
    shares=facts(st.integers(4, 40).map(lambda quarters: quarters / 4)),
)
all_savings = st.builds(
    Savings,
    non_taxable=facts(stocks),
    taxable=facts(stocks),
    rented_property=facts(stocks),
    unrented_property=facts(stocks),
)
received = st.builds(_received, st.sampled_from(CODES), known_amounts, spans)
others = st.lists(st.sampled_from([Role.CHILD, Role.OTHER]), max_size=2)


def _households(roles: list[Role], *, coupled: bool) -> st.SearchStrategy[Household]:
    everybody = [Role.APPLICANT, *([Role.PARTNER] if coupled else []), *roles]
    return st.builds(
        Household,
        date=st.just(DAY),
        people=st.tuples(*(people(i, role) for i, role in enumerate(everybody))),
        couple=facts(st.sampled_from(Couple)) if coupled else st.just(NOT_STATED),
        single_since=facts(past_days),
        housing=housings,
        tax=tax_notices,
        savings=all_savings,
        received=st.lists(received, max_size=2).map(tuple),
        declared=st.dictionaries(
            st.sampled_from(["going_to_court", "stable_home"]),
            st.one_of(st.booleans(), st.just(UNKNOWN)),
        ).map(lambda answers: tuple(sorted(answers.items()))),
    )


households = st.one_of(
    others.flatmap(lambda roles: _households(roles, coupled=False)),
    others.flatmap(lambda roles: _households(roles, coupled=True)),
)

texts = st.text(max_size=30)
ranges = st.builds(
    lambda ends, period: Range(min=Money(ends[0]), max=Money(ends[1]), period=period),
    st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)).map(sorted),
    st.sampled_from(Period),
)
right_estimates = st.builds(
    RightEstimate,
    right=st.sampled_from(CODES),
    outcome=st.sampled_from(Outcome),
    amount=st.none() | ranges,
    later=st.none() | ranges,
    received=st.none() | amounts,
    variant=texts,
    missing=st.lists(
        st.builds(MissingFact, path=texts, label=texts, effect=st.none() | ranges), max_size=2
    ).map(tuple),
    assumed=st.lists(texts, max_size=2).map(tuple),
    conditions=st.lists(
        st.builds(Condition, text=texts, met=st.none() | st.booleans(), source=texts), max_size=2
    ).map(tuple),
    steps=st.lists(
        st.builds(
            Step,
            label=texts,
            value=st.floats(allow_nan=False, allow_infinity=False),
            unit=texts,
            source=texts,
            link=texts,
        ),
        max_size=2,
    ).map(tuple),
    confidence=st.sampled_from(Confidence),
    notes=st.lists(texts, max_size=2).map(tuple),
)
estimates = st.builds(
    Estimate,
    date=past_days,
    month=months,
    engine=texts,
    catalogue=texts,
    rights=st.lists(right_estimates, max_size=3).map(tuple),
    budget=st.builds(Budget, income=amounts, rights=amounts),
)
