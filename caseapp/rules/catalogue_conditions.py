"""The conditions and amounts of a right in the catalogue, as its sources state them."""

from __future__ import annotations

from pydantic import Field, model_validator

from caseapp.domain.deadline import Confidence
from caseapp.rules.conditions.entries import Entry
from caseapp.rules.conditions.grammar import Test


class DeclaredCondition(Entry):
    """A condition as the sources state it; its `test`, where it has one, is what judges it."""

    field: str = ""
    op: str = ""
    value: object = None
    unit: str = ""
    note: str = ""
    text: str = ""  # the condition in words, as shown
    alternative: str = ""  # what may stand in its place
    also: str = ""  # what must hold besides
    period: str = ""
    scope: str = ""
    variant: str = ""
    territory: str = ""
    valid: str = ""
    source: str = ""
    remarks: dict[str, str] = Field(default={})
    confidence: Confidence | None = None
    evaluable: bool = False  # the source calls it plain; only a `test` makes it judged
    test: Test | None = None
    judged: bool = False  # the body appreciates it: never surer than « à vérifier »

    @model_validator(mode="after")
    def _has_words(self) -> DeclaredCondition:
        if (self.test is not None or self.judged) and not self.text:
            raise ValueError("une condition évaluée demande « text » : ses mots à l'écran")
        return self


class DeclaredAmount(Entry):
    """Amounts as the sources state them, for reading only: nothing computes from here."""

    figures: dict[str, str | int | float | dict[str, float]]
    basis: str = ""
    valid: str = ""
    source: str = ""
    confidence: Confidence | None = None
