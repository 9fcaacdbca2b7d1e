"""What ships about paid intermediaries: what to take back, to whom to report, the law, the flyer."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache

import yaml

from caseapp.domain.deadline import Confidence
from caseapp.kernel.places import resources
from caseapp.rules.conditions.entries import Entry

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Part(StrEnum):
    """What a step takes back, or tells."""

    ACCESS = "access"
    CONTRACT = "contract"
    MONEY = "money"
    REPORT = "report"


class Handed(Entry):
    """Something that may have been handed over: codes of an account, a document."""

    code: str
    name: str


class TakingBack(Entry):
    """A step of the checklist. One that tells somebody else needs the person's agreement."""

    code: str
    part: Part
    name: str
    how: str
    letter: str = ""  # the code of its letter in the library
    link: str = ""
    agreement: bool = False


class Law(Entry):
    """An article that the facts may come under; `note` says why it is not held for sure."""

    article: str
    about: str
    confidence: Confidence
    note: str


class OfficialPlace(Entry):
    """Where one asks for free."""

    what: str
    site: str
    phone: str = ""


class FlyerPart(Entry):
    """A block of the flyer."""

    title: str
    lines: tuple[str, ...]


class Flyer(Entry):
    """« Vos démarches sont gratuites »."""

    title: str
    lead: str
    never: tuple[str, ...]
    places: tuple[OfficialPlace, ...]
    helped: FlyerPart
    paid: FlyerPart


class PaidServicesGuide(Entry):
    """All of it, as it was last read through."""

    checked_on: date
    handed: tuple[Handed, ...]
    steps: tuple[TakingBack, ...]
    laws: tuple[Law, ...]
    flyer: Flyer

    def step(self, code: str) -> TakingBack | None:
        """Return a step, none where a later version of the program dropped it."""
        return next((step for step in self.steps if step.code == code), None)

    def handed_name(self, code: str) -> str:
        """Return what was handed over, in words; the code itself where it is not known any more."""
        return next((one.name for one in self.handed if one.code == code), code)


@cache
def load_paid_services() -> PaidServicesGuide:
    """Return what ships."""
    text = (resources() / "paid_services.yaml").read_text(encoding="utf-8")
    return PaidServicesGuide.model_validate(yaml.load(text, Loader=_LOADER))  # noqa: S506 - safe
