"""The road map of a person: what to do, where, with which papers, before when; all of it is free."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


class Act(StrEnum):
    """What a step asks of the person."""

    ASK = "ask"
    SEND = "send"
    CONTEST = "contest"
    RENEW = "renew"
    DECLARE = "declare"
    WAIT = "wait"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RoadStep:
    """One thing to do, in the words of the person."""

    key: str  # by which the caseworker keeps it or leaves it out
    act: Act
    what: str  # « RSA », « Aide au logement »
    detail: str = ""  # « environ 210 € par mois »
    where: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    before: dt.date | None = None  # cautious; none: as soon as possible, or nothing to do


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RoadMapData:
    """All that stands on the sheet."""

    service_name: str
    service_address: str
    worker: str
    person: str
    reference: str
    on: dt.date
    language: str  # code of the second language of the fixed words; empty: French alone
    steps: tuple[RoadStep, ...]
