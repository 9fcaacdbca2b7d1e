"""The catalogue of rights: one YAML file a right in `resources/catalogue/`, one schema.

Every legal fact carries its article and how sure we are of it. Loading is lazy and cached: a
file is read when its right is first asked for (`catalogue_loader`).
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field

from caseapp.domain.deadline import Confidence
from caseapp.rules.catalogue_conditions import DeclaredAmount, DeclaredCondition
from caseapp.rules.catalogue_delays import (
    Appeal,
    AppealRoute,
    Count,
    Dated,
    Opening,
    OpeningRule,
    OtherSilence,
    RenewalTerm,
    Silence,
    SilenceEffect,
    SilenceStage,
    SilenceStart,
)
from caseapp.rules.conditions.entries import Entry
from caseapp.rules.conditions.grammar import Payment
from caseapp.rules.conditions.questions import questions_of
from caseapp.rules.family import Family

__all__ = [
    "Appeal",
    "AppealRoute",
    "Channel",
    "ClaimStep",
    "Count",
    "Dated",
    "DeclaredAmount",
    "DeclaredCondition",
    "FollowUp",
    "Form",
    "LegalBasis",
    "Opening",
    "OpeningRule",
    "OtherSilence",
    "PriorRight",
    "Recovery",
    "RenewalTerm",
    "Right",
    "Silence",
    "SilenceEffect",
    "SilenceStage",
    "SilenceStart",
    "Source",
]


class LegalBasis(Entry):
    """An article, where to read it, and how it was checked."""

    article: str
    link: str = ""
    about: str = ""
    checked: str = ""
    version: str = ""  # since when the version that was read is in force
    version_end: str = ""  # its announced end
    changed_since: bool = False  # the article changed after it was read: read it again


class Form(Entry):
    """The official form."""

    number: str
    link: str = ""
    annex: str = ""
    remark: str = ""
    confidence: Confidence | None = None
    confidence_note: str = ""


class Channel(Entry):
    """The free official way to claim."""

    online: tuple[str, ...] = ()  # links, official domains only
    online_text: str = ""
    information: tuple[str, ...] = ()
    form: Form | None = None
    paper: str = ""
    place: str = ""
    confidence: Confidence | None = None


class ClaimStep(Entry):
    """One official step of the claim, free of charge."""

    n: int
    who: str
    what: str
    basis: str = ""


class PriorRight(Entry):
    """A right that is to be asked for first: this one only completes it, or is refused before."""

    right: str
    why: str
    basis: str
    confidence: Confidence


class Recovery(Entry):
    """Whether the aid is taken back from the estate, and from what amount on."""

    exists: bool | None  # None: not established, or something else, see the words
    text: str
    details: dict[str, str] = Field(default={})
    basis: str = ""
    confidence: Confidence | None = None


class FollowUp(Entry):
    """When to ask the body where the claim stands: practical, not legal."""

    days: tuple[int, ...]  # after filing
    text: str
    nature: str = "pratique"


class Source(Entry):
    """Where a fact of the file was read."""

    url: str = ""
    date: str = ""
    read_on: str = ""
    note: str = ""


class Right(Entry):
    """One right, and the free way to claim it."""

    code: str
    name: str
    short_name: str
    family: Family
    agency: str  # « CAF », « MDPH puis CAF », as a caseworker says it
    free: Literal[True]
    computed: bool  # the program computes an amount or an answer from the model
    monthly: bool = True  # its amount is per month (else per year or once)
    checked_on: date
    review_first: bool = False  # the source asks to read it again first
    legal_basis: tuple[LegalBasis, ...]
    conditions: tuple[DeclaredCondition, ...] = ()
    rules: tuple[str, ...] = ()
    amount: DeclaredAmount | None = None  # for reading only
    pays: tuple[Payment, ...] = ()  # what the answer says that it pays: the first that holds
    channel: Channel
    pieces: tuple[str, ...]
    steps: tuple[ClaimStep, ...]
    opening: Opening | None
    silence: Silence | None
    other_silences: tuple[OtherSilence, ...] = ()
    processing: Dated | None = None  # the official time to answer, where silence decides nothing
    renewal: tuple[Dated, ...] = ()
    term: RenewalTerm | None = None
    appeals: tuple[Appeal, ...] = ()
    limitation: Dated | None = None
    recovery: Recovery | None = None
    subsidiary_to: tuple[PriorRight, ...] = ()
    cumulation: tuple[str, ...] = ()
    follow_up: FollowUp | None = None
    pitfalls: tuple[str, ...] = ()
    sources: tuple[Source, ...]
    confidence: dict[str, Confidence]
    confidence_notes: dict[str, str] = Field(default={})
    to_verify: tuple[str, ...] = ()
    remarks: dict[str, str] = Field(
        default={}
    )  # what a source says that fits no field, kept word for word

    @cached_property
    def open_conditions(self) -> tuple[DeclaredCondition, ...]:
        """The conditions that no test settles."""
        return tuple(c for c in self.conditions if c.text and (c.judged or c.test is None))

    @cached_property
    def questions(self) -> dict[str, str]:
        """The yes-or-no questions that its conditions bring with them, by key."""
        tests = [condition.test for condition in self.conditions]
        return questions_of([*tests, *(payment.when for payment in self.pays)])
