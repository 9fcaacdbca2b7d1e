"""What ships about alerts: to whom each goes, the law, the numbers, how long they are kept."""

from __future__ import annotations

from datetime import date
from functools import cache

import yaml

from caseapp.domain.alert import AlertKind
from caseapp.domain.deadline import Confidence
from caseapp.kernel.places import resources
from caseapp.rules.conditions.entries import Entry

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Sourced(Entry):
    """Something the program says of the law or of a service: where it was read, how sure it is."""

    source: str
    confidence: Confidence


class KindGuide(Entry):
    """One kind of alert, in words."""

    kind: AlertKind
    name: str
    who: str  # for whom it is
    recipients: tuple[str, ...]  # each may be chosen as it stands
    informed: str  # who is told of it


class AlertLaw(Sourced):
    """An article; it is never said that facts come under it."""

    article: str
    kinds: tuple[AlertKind, ...]
    says: str


class HelpNumber(Sourced):
    """Whom to call."""

    number: str
    name: str
    when: str


class AlertNote(Sourced):
    """A sentence of the program, with its source."""

    words: str


class AlertGuide(Entry):
    """All of it, as it was last read through."""

    checked_on: date
    kinds: tuple[KindGuide, ...]
    laws: tuple[AlertLaw, ...]
    numbers: tuple[HelpNumber, ...]
    keeping: AlertNote
    access: AlertNote

    def kind(self, kind: AlertKind) -> KindGuide:
        """Return what is said of a kind."""
        return next(one for one in self.kinds if one.kind is kind)

    def laws_of(self, kind: AlertKind) -> tuple[AlertLaw, ...]:
        """Return the articles that concern a kind, in their order."""
        return tuple(law for law in self.laws if kind in law.kinds)


@cache
def load_alert_guide() -> AlertGuide:
    """Return what ships."""
    text = (resources() / "alerts.yaml").read_text(encoding="utf-8")
    return AlertGuide.model_validate(yaml.load(text, Loader=_LOADER))  # noqa: S506 - safe
