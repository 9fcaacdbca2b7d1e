"""The rules of counting as data: `resources/time_limits`, read once, checked against a schema."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field

from caseapp.domain.deadline import Confidence
from caseapp.kernel.places import resources


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AppealSilence(_Entry):
    """After how long an appeal left without an answer is deemed rejected."""

    months: Annotated[int, Field(ge=1)]
    article: str
    confidence: Confidence
    restarts_on_pieces: bool = False  # runs anew from pieces added to the appeal


class LimitRule(_Entry):
    """How one kind of delay is counted."""

    code: str
    label: str
    months: Annotated[int, Field(ge=1)] | None = None
    days: Annotated[int, Field(ge=1)] | None = None
    franc: bool
    reported: bool
    counts: str  # which act must be done by then: sent, received…
    article: str
    implicit_article: str = ""  # where it differs after an implicit refusal
    confidence: Confidence
    doubt: str = ""
    silence: AppealSilence | None = None


class Note(_Entry):
    """A reserve shown beside a date, with its source."""

    text: str
    article: str
    confidence: Confidence


class Unsure(_Entry):
    """What a delay of low confidence becomes: a precaution, not a rule of law."""

    share_percent: Annotated[int, Field(ge=1, le=99)]  # of an appeal's delay, that is counted on
    appeal: str
    other: str


class LegalAid(_Entry):
    """What a request for legal aid does to a delay, and before whom."""

    rules: tuple[str, ...]
    doubtful: tuple[str, ...]
    final_days: Annotated[int, Field(ge=1)]  # a decision is final once it may not be contested
    final_article: str
    article: str
    confidence: Confidence
    read: str  # which version of the text was read
    decided: str
    pending: str
    late: str
    elsewhere: str
    unsure: str
    again: str


class Reasons(_Entry):
    """What asking for the reasons of an implicit refusal does to the delay before a court."""

    months: Annotated[int, Field(ge=1)]
    answer_months: Annotated[int, Field(ge=1)]
    article: str
    confidence: Confidence
    may_ask: str
    given: str
    pending: str
    elsewhere: str
    late: str
    ask_again: str


class Pauses(_Entry):
    """What an optional mediation or conciliation does to a delay."""

    article: str
    confidence: Confidence
    ended: str
    running: str


class AppealRules(_Entry):
    """`appeals.yaml`."""

    checked_on: date
    source: str
    unsure: Unsure
    rules: tuple[LimitRule, ...]
    legal_aid: LegalAid
    reasons: Reasons
    pauses: Pauses
    notes: dict[str, Note]

    def rule(self, code: str) -> LimitRule:
        """Return a rule by its code.

        Raises:
            KeyError: there is no such rule.
        """
        for rule in self.rules:
            if rule.code == code:
                return rule
        raise KeyError(code)


class PiecesRule(_Entry):
    """What a request for missing pieces does to the delay of silence."""

    article: str
    confidence: Confidence
    open_ended: str
    no_time_given: str
    restart: str
    still_missing: str


class Transmission(_Entry):
    """What sending a claim on to the competent body does to an implicit acceptance."""

    article: str
    confidence: Confidence
    received: str
    not_received: str


class StartWords(_Entry):
    """What is said where the start of the delay is not proved."""

    only_sent: str
    two_receipts: str
    completeness: str


class SilenceRules(_Entry):
    """`silence.yaml`."""

    checked_on: date
    source: str
    pieces: PiecesRule
    transmission: Transmission
    start: StartWords
    variant: str  # a shorter delay of some of what a right covers


_Rules = TypeVar("_Rules", bound=_Entry)


def _read(name: str, kind: type[_Rules]) -> _Rules:
    text = (resources() / "time_limits" / name).read_text("utf-8")
    return kind.model_validate(yaml.safe_load(text))


@cache
def appeal_rules() -> AppealRules:
    """Return how every appeal is counted."""
    return _read("appeals.yaml", AppealRules)


@cache
def silence_rules() -> SilenceRules:
    """Return what silence means, and what moves it."""
    return _read("silence.yaml", SilenceRules)
