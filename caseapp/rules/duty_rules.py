"""What comes back after a right was granted, as data: `resources/time_limits/duties.yaml`."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field

from caseapp.domain.deadline import Confidence
from caseapp.kernel.places import resources


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Declaration(_Entry):
    """On which days of the month a declaration is made; of no right: of all others."""

    rights: tuple[str, ...]
    label: str
    cautious_day: Annotated[int, Field(ge=1, le=28)]
    last_day: Annotated[int, Field(ge=0, le=28)]  # 0: the last of the month
    article: str
    confidence: Confidence
    doubt: str


class Renewal(_Entry):
    """How asking again is told."""

    label: str
    end_label: str
    practical: str
    read: str  # the text that was read, where it sets no delay
    end_article: str  # where no text but the decision says the end
    no_delay: str
    usual_months_before: Annotated[int, Field(ge=1)]


class FirstPayment(_Entry):
    """When a first payment should have come: practical."""

    label: str
    day: Annotated[int, Field(ge=1, le=28)]
    told_for_days: Annotated[int, Field(ge=1)]
    explanation: str


class Yearly(_Entry):
    """What comes back every year, for everybody or where somebody has an age on its day."""

    code: str
    label: str
    month: Annotated[int, Field(ge=1, le=12)]
    cautious_day: Annotated[int, Field(ge=1, le=28)]
    last_day: Annotated[int, Field(ge=1, le=31)]
    ages: tuple[int, int] | None = None  # both included
    article: str
    confidence: Confidence
    doubt: str


class PeriodicRenewal(_Entry):
    """A right that is granted for some months and asked for again each time: practical."""

    label: str
    lasts_months: Annotated[int, Field(ge=1)]
    months_before: Annotated[int, Field(ge=1)]
    confidence: Confidence
    doubt: str


class InPayment(_Entry):
    """A right that a line of the resources says is paid, and how often it is declared."""

    right: str
    nature: str
    every_months: Annotated[int, Field(ge=1, le=3)]
    with_natures: tuple[str, ...] = ()
    renewal: PeriodicRenewal | None = None


class Permit(_Entry):
    """In which days before its end a residence permit is asked for again."""

    label: str
    from_days_before: Annotated[int, Field(ge=1)]
    by_days_before: Annotated[int, Field(ge=0)]
    article: str
    confidence: Confidence
    doubt: str


class OfDocument(_Entry):
    """What is to be asked again before a document of some kind ends."""

    kind: str
    right: str
    also: tuple[str, ...] = ()  # other rights whose claim asks for the same thing
    label: str
    months_before: Annotated[int, Field(ge=1)]
    article: str
    confidence: Confidence
    doubt: str


class DutyRules(_Entry):
    """`duties.yaml`."""

    checked_on: date
    source: str
    declarations: tuple[Declaration, ...]
    yearly: tuple[Yearly, ...]
    in_payment: tuple[InPayment, ...]
    unknown_quarter: str
    noted_quarter: str
    permit: Permit
    documents: tuple[OfDocument, ...]
    ahead_months: Annotated[int, Field(ge=1)]
    behind_months: Annotated[int, Field(ge=1)]  # a renewal nobody asked for is told, after its end
    yearly_behind_days: Annotated[int, Field(ge=0)]  # what is supposed of everybody, after its day
    same_end_days: Annotated[int, Field(ge=0)]  # between an attestation and what a claim supposes
    renewal: Renewal
    first_payment: FirstPayment

    def declaration(self, right: str) -> Declaration:
        """Return how the declarations of a right are made."""
        named = (rule for rule in self.declarations if right in rule.rights)
        return next(named, self.declarations[-1])


@cache
def duty_rules() -> DutyRules:
    """Read what comes back."""
    text = (resources() / "time_limits" / "duties.yaml").read_text(encoding="utf-8")
    return DutyRules.model_validate(yaml.safe_load(text))
