"""Everything the domain names has its French word."""

from __future__ import annotations

import typing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain import claim
from caseapp.domain.claim import Channel, ClaimState
from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Outcome, Period, Range
from caseapp.kernel.money import Money
from caseapp.ui import wording
from caseapp.ui.theme import Tone

if TYPE_CHECKING:
    from enum import Enum


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (wording.OUTCOMES, Outcome),
        (wording.CLAIM_STATES, ClaimState),
        (wording.CHANNELS, Channel),
        (wording.CONFIDENCES, Confidence),
    ],
)
def test_no_name_is_without_its_word(words: dict[object, object], names: type[Enum]) -> None:
    assert set(words) == set(names)


def test_every_event_of_a_claim_has_its_word() -> None:
    kinds = {
        "".join(f"_{c.lower()}" if c.isupper() else c for c in event.__name__).lstrip("_")
        for event in typing.get_args(claim.ClaimEvent)
    }
    assert kinds == set(wording.EVENTS)


def test_an_amount_is_exact_a_span_or_nothing() -> None:
    per_month = Range(min=Money(34136), max=Money(34136), period=Period.MONTH)
    assert wording.amount(per_month) == "≈\N{NO-BREAK SPACE}341\N{NO-BREAK SPACE}€/mois"
    span = Range(min=Money(0), max=Money(18700), period=Period.MONTH)
    assert wording.amount(span) == "0 à 187\N{NO-BREAK SPACE}€/mois"
    assert wording.amount(None) == "—"


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (-5, "retard 5 j", Tone.BAD),
        (0, "aujourd'hui", Tone.WARN),
        (1, "demain", Tone.WARN),
        (2, "mer. 25 nov.", Tone.WARN),
        (9, "mer. 25 nov.", Tone.NEUTRAL),
    ],
)
def test_a_date_says_how_near_it_is_in_a_word_and_a_colour(
    days: int, words: str, tone: Tone
) -> None:
    said, colour = wording.due(days, date(2026, 11, 25))
    assert (said.replace("\N{NO-BREAK SPACE}", " "), colour) == (words, tone)
