"""On what ground a service may keep the « numéro de sécurité sociale », read from `resources/`."""

from __future__ import annotations

from datetime import date
from functools import cache

import yaml

from caseapp.domain.deadline import Confidence
from caseapp.kernel.places import resources
from caseapp.rules.conditions.entries import Entry

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Ground(Entry):
    """One category of body that the decree names, or a ground to be written."""

    code: str
    name: str
    words: str
    source: str
    confidence: Confidence
    needs_words: bool = False

    @property
    def is_doubtful(self) -> bool:
        """Whether it is to be said « à confirmer »."""
        return self.confidence is not Confidence.HIGH


class Grounds(Entry):
    """The rule, and the grounds."""

    rule: str
    source: str
    confidence: Confidence
    checked_on: date
    grounds: tuple[Ground, ...]


@cache
def load_grounds() -> Grounds:
    """Return the grounds that ship."""
    text = (resources() / "privacy" / "social_number_grounds.yaml").read_text(encoding="utf-8")
    return Grounds.model_validate(yaml.load(text, Loader=_LOADER))  # noqa: S506 - safe
