"""The shape of `caseapp.household/1`: one model for each object, no field beyond the format's."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from caseapp.domain.facts import NOT_STATED, Fact
from caseapp.domain.household import (
    Activity,
    Couple,
    DisabilityRate,
    Nationality,
    OtherParent,
    Protection,
    ResourceKind,
    Role,
    Schooling,
    Tenure,
)
from caseapp.exchange.fields import (
    CommuneFact,
    Day,
    DayFact,
    FlagFact,
    Format,
    MonthField,
    MonthlyFact,
    SharesFact,
    StockFact,
    Text,
    fact_between,
    fact_of,
    one_of,
)


class _Part(BaseModel):
    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True
    )


class SpanPart(_Part):
    """An amount per month: over a span of months, or for one month."""

    amount: MonthlyFact
    first: MonthField | None = Field(default=None, alias="from")
    last: MonthField | None = Field(default=None, alias="to")
    month: MonthField | None = None


class ResourcePart(SpanPart):
    """One entry of `resources`."""

    kind: Annotated[ResourceKind, one_of(ResourceKind)]


class ReceivedPart(SpanPart):
    """One entry of `received`."""

    right: Text


class PersonPart(_Part):
    """One entry of `people`."""

    id: Text
    role: Annotated[Role, one_of(Role)]
    birth_date: DayFact = NOT_STATED
    activity: Annotated[Fact[Activity], fact_of(Activity)] = NOT_STATED
    job_seeker_since: DayFact = NOT_STATED
    worked_5_years_in_10: FlagFact = NOT_STATED
    worked_2_years_in_3: FlagFact = NOT_STATED
    nationality: Annotated[Fact[Nationality], fact_of(Nationality)] = NOT_STATED
    residence_permit_since: DayFact = NOT_STATED
    residence_permit_until: DayFact = NOT_STATED
    protection: Annotated[Fact[Protection], fact_of(Protection)] = NOT_STATED
    pregnant_due: DayFact = NOT_STATED
    disability_rate: Annotated[Fact[DisabilityRate], fact_of(DisabilityRate)] = NOT_STATED
    work_restriction: FlagFact = NOT_STATED
    unfit_for_work: FlagFact = NOT_STATED
    gir: Annotated[Fact[int], fact_between(1, 6)] = NOT_STATED
    care_plan: MonthlyFact = NOT_STATED
    schooling: Annotated[Fact[Schooling], fact_of(Schooling)] = NOT_STATED
    shared_custody: FlagFact = NOT_STATED
    placed: FlagFact = NOT_STATED
    aeeh_complement: Annotated[Fact[int], fact_between(0, 6)] = NOT_STATED
    other_parent: Annotated[Fact[OtherParent], fact_of(OtherParent)] = NOT_STATED
    resources: list[ResourcePart] = Field(default=[], max_length=2000)


class HousingPart(_Part):
    """The object `housing`."""

    tenure: Annotated[Fact[Tenure], fact_of(Tenure)] = NOT_STATED
    commune: CommuneFact = NOT_STATED
    rent: MonthlyFact = NOT_STATED
    charges: MonthlyFact = NOT_STATED
    state_agreement: FlagFact = NOT_STATED
    flat_share: FlagFact = NOT_STATED
    landlord_is_family: FlagFact = NOT_STATED
    moved_in: DayFact = NOT_STATED


class TaxPart(_Part):
    """The object `tax`."""

    reference_income: dict[str, StockFact] = {}
    shares: SharesFact = NOT_STATED


class SavingsPart(_Part):
    """The object `savings`."""

    non_taxable: StockFact = NOT_STATED
    taxable: StockFact = NOT_STATED
    rented_property: StockFact = NOT_STATED
    unrented_property: StockFact = NOT_STATED


class HouseholdPart(_Part):
    """The whole document."""

    format: Format
    date: Day | None = None
    people: list[PersonPart] = Field(min_length=1, max_length=50)
    couple: Annotated[Fact[Couple], fact_of(Couple)] = NOT_STATED
    single_since: DayFact = NOT_STATED
    housing: HousingPart = HousingPart()
    tax: TaxPart = TaxPart()
    savings: SavingsPart = SavingsPart()
    received: list[ReceivedPart] = Field(default=[], max_length=500)
    declared: dict[str, FlagFact] = Field(default={}, max_length=500)
