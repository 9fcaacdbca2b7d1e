"""What is known of a household at a date: what rules, budget and the exchange format speak."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from caseapp.domain.facts import NOT_STATED, Fact, NoFact
from caseapp.kernel.money import ZERO, Money

if TYPE_CHECKING:
    import datetime as dt

    from caseapp.kernel.calendar import Month


class Role(StrEnum):
    """What a person is to the applicant."""

    APPLICANT = "applicant"
    PARTNER = "partner"
    CHILD = "child"
    OTHER = "other"


class Activity(StrEnum):
    """What a person does, as the CAF asks it."""

    EMPLOYED = "employed"
    SELF_EMPLOYED = "self_employed"
    JOB_SEEKER = "job_seeker"
    STUDENT = "student"
    PUPIL = "pupil"
    APPRENTICE = "apprentice"
    RETIRED = "retired"
    INACTIVE = "inactive"


class Nationality(StrEnum):
    """French, EU/EEA/Switzerland, or other: no country is kept (privacy G15)."""

    FRENCH = "french"
    EU = "eu"
    OTHER = "other"


class Protection(StrEnum):
    """International protection, which lifts the condition of seniority of stay."""

    NONE = "none"
    REFUGEE = "refugee"
    SUBSIDIARY = "subsidiary"
    STATELESS = "stateless"
    ASYLUM_SEEKER = "asylum_seeker"


class DisabilityRate(StrEnum):
    """Incapacity rate, by the thresholds that decide."""

    NONE = "none"
    UNDER_50 = "under_50"
    FROM_50_TO_79 = "50_79"
    FROM_80 = "80_plus"


class Schooling(StrEnum):
    """Level of schooling."""

    NURSERY = "nursery"
    PRIMARY = "primary"
    LOWER_SECONDARY = "lower_secondary"
    UPPER_SECONDARY = "upper_secondary"
    HIGHER = "higher"


class OtherParent(StrEnum):
    """What the other parent of a lone parent's child does: it decides the ASF."""

    PAYS = "pays"
    DOES_NOT_PAY = "does_not_pay"
    CANNOT_PAY = "cannot_pay"
    DECEASED = "deceased"
    UNKNOWN_PARENT = "unknown_parent"


class Couple(StrEnum):
    """Bond of the applicant and the partner: cohabiting partners file two tax returns."""

    MARRIED = "married"
    CIVIL_UNION = "civil_union"
    COHABITING = "cohabiting"


class Tenure(StrEnum):
    """How the home is occupied."""

    TENANT_UNFURNISHED = "tenant_unfurnished"
    TENANT_FURNISHED = "tenant_furnished"
    TENANT_SOCIAL = "tenant_social"
    INSTITUTION = "institution"
    OWNER = "owner"
    OWNER_WITH_LOAN = "owner_with_loan"
    HOSTED = "hosted"
    HOSTED_PAYING = "hosted_paying"
    HOMELESS = "homeless"

    @property
    def is_rented(self) -> bool:
        """Whether a rent is paid, so that it must be known."""
        return self in {
            Tenure.TENANT_UNFURNISHED,
            Tenure.TENANT_FURNISHED,
            Tenure.TENANT_SOCIAL,
            Tenure.INSTITUTION,
        }


class ResourceKind(StrEnum):
    """Nature of a resource; amounts are net per month, turnovers gross."""

    WAGE = "wage"
    UNEMPLOYMENT = "unemployment"
    PENSION = "pension"
    INVALIDITY_PENSION = "invalidity_pension"
    SICKNESS_BENEFIT = "sickness_benefit"
    MATERNITY_BENEFIT = "maternity_benefit"
    WORK_ACCIDENT_BENEFIT = "work_accident_benefit"
    WORK_ACCIDENT_ANNUITY = "work_accident_annuity"
    SELF_EMPLOYED_PROFIT = "self_employed_profit"
    MICRO_TURNOVER_SALES = "micro_turnover_sales"
    MICRO_TURNOVER_SERVICES = "micro_turnover_services"
    MICRO_TURNOVER_LIBERAL = "micro_turnover_liberal"
    ALIMONY_RECEIVED = "alimony_received"
    ALIMONY_PAID = "alimony_paid"
    TRAINING_PAY = "training_pay"
    INTERNSHIP_PAY = "internship_pay"
    SCHOLARSHIP = "scholarship"
    RENTS = "rents"
    CAPITAL_INCOME = "capital_income"
    PARTIAL_ACTIVITY = "partial_activity"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Resource:
    """An amount per month over a span of months; later entries override earlier ones."""

    kind: ResourceKind
    amount: Money | NoFact  # €/month, never NOT_STATED
    first: Month
    last: Month


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Person:
    """One person of the household."""

    id: str
    role: Role
    birth_date: Fact[dt.date] = NOT_STATED
    activity: Fact[Activity] = NOT_STATED
    job_seeker_since: Fact[dt.date] = NOT_STATED
    worked_5_years_in_10: Fact[bool] = NOT_STATED
    worked_2_years_in_3: Fact[bool] = NOT_STATED
    nationality: Fact[Nationality] = NOT_STATED
    residence_permit_since: Fact[dt.date] = NOT_STATED
    residence_permit_until: Fact[dt.date] = NOT_STATED  # printed on the permit in hand
    protection: Fact[Protection] = NOT_STATED
    pregnant_due: Fact[dt.date] = NOT_STATED
    disability_rate: Fact[DisabilityRate] = NOT_STATED
    work_restriction: Fact[bool] = NOT_STATED
    unfit_for_work: Fact[bool] = NOT_STATED
    gir: Fact[int] = NOT_STATED
    care_plan: Fact[Money] = NOT_STATED  # €/month
    schooling: Fact[Schooling] = NOT_STATED
    shared_custody: Fact[bool] = NOT_STATED
    placed: Fact[bool] = NOT_STATED
    aeeh_complement: Fact[int] = NOT_STATED
    other_parent: Fact[OtherParent] = NOT_STATED
    resources: tuple[Resource, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Housing:
    """The home."""

    tenure: Fact[Tenure] = NOT_STATED
    commune: Fact[str] = NOT_STATED  # INSEE code
    rent: Fact[Money] = NOT_STATED  # €/month, without charges
    charges: Fact[Money] = NOT_STATED  # €/month
    state_agreement: Fact[bool] = NOT_STATED
    flat_share: Fact[bool] = NOT_STATED
    landlord_is_family: Fact[bool] = NOT_STATED
    moved_in: Fact[dt.date] = NOT_STATED


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TaxNotice:
    """What the tax notices say."""

    reference_income: tuple[tuple[int, Fact[Money]], ...] = ()  # year of the income, €/year
    shares: Fact[float] = NOT_STATED


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Savings:
    """Stocks of savings and property, in euros at the date."""

    non_taxable: Fact[Money] = NOT_STATED
    taxable: Fact[Money] = NOT_STATED
    rented_property: Fact[Money] = NOT_STATED
    unrented_property: Fact[Money] = NOT_STATED


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ReceivedRight:
    """A right already in payment, €/month as paid (net of CRDS)."""

    right: str  # a code of the catalogue
    amount: Money | NoFact
    first: Month
    last: Month


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Household:
    """What is known of a household on a day. The first person is the applicant."""

    date: dt.date
    people: tuple[Person, ...]
    couple: Fact[Couple] = NOT_STATED
    single_since: Fact[dt.date] = NOT_STATED
    housing: Housing = field(default_factory=Housing)
    tax: TaxNotice = field(default_factory=TaxNotice)
    savings: Savings = field(default_factory=Savings)
    received: tuple[ReceivedRight, ...] = ()
    # Yes or no, by key: what only the declared conditions of rights read (« has_bank_account »).
    declared: tuple[tuple[str, Fact[bool]], ...] = ()

    @property
    def applicant(self) -> Person:
        """The person the case is about."""
        return self.people[0]

    @property
    def partner(self) -> Person | None:
        """The applicant's partner, or nobody."""
        return next((p for p in self.people if p.role is Role.PARTNER), None)

    @property
    def children(self) -> tuple[Person, ...]:
        """The children, in the order in which they were entered."""
        return tuple(p for p in self.people if p.role is Role.CHILD)


def amount_in(resources: tuple[Resource, ...], kind: ResourceKind, month: Month) -> Money | NoFact:
    """Return the amount of a kind of resource in a month: the last entry that covers it."""
    found: Money | NoFact = ZERO
    for entry in resources:
        if entry.kind is kind and entry.first <= month <= entry.last:
            found = entry.amount
    return found
