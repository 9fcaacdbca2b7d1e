"""What holds for every right: general rules of procedure, the texts that were read and when."""

from __future__ import annotations

from datetime import date
from functools import cache

import yaml
from pydantic import BaseModel, ConfigDict

from caseapp.domain.deadline import Confidence
from caseapp.kernel.places import resources


class _Stated(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GeneralRule(_Stated):
    """A rule of procedure in words, with its articles."""

    code: str
    title: str
    text: str
    basis: tuple[str, ...]
    link: str = ""
    use: str = ""  # what a caseworker does with it
    warning: str = ""
    source: str = ""
    confidence: Confidence | None = None
    confidence_note: str = ""


class TextRead(_Stated):
    """A code or a site, and the state in which it was read."""

    name: str
    state: str
    support: str = ""


class Freshness(_Stated):
    """What changed in the law between the reading and the check that followed."""

    method: tuple[str, ...]
    changed_since: dict[str, date]
    ends: dict[str, date]  # versions whose end is announced
    limit: str


class GeneralRules(_Stated):
    """Everything the sources say above the single right."""

    rules: tuple[GeneralRule, ...]
    texts_read: tuple[TextRead, ...]
    freshness: Freshness
    cautions: tuple[str, ...]

    def rule(self, code: str) -> GeneralRule:
        """Return one rule.

        Raises:
            KeyError: there is no such rule.
        """
        for rule in self.rules:
            if rule.code == code:
                return rule
        raise KeyError(code)


@cache
def load_general_rules() -> GeneralRules:
    """Return the general rules that ship with the program, read once."""
    text = (resources() / "catalogue_general.yaml").read_text(encoding="utf-8")
    return GeneralRules.model_validate(yaml.safe_load(text))
