"""An official form, or the pages of a téléservice: its fields in order, and what goes into each.

An expression is written as in a letter, with the same names (`rules.letters.names`). In a part
that is asked of several people, « personne. » and « revenus. » speak of the person of the line.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field, model_validator

from caseapp.domain.deadline import Confidence
from caseapp.rules.conditions.entries import Entry


class AskedOf(StrEnum):
    """Of whom a part of a form is asked; once for each of them."""

    APPLICANT = "applicant"
    PARTNER = "partner"
    ADULTS = "adults"  # everybody but the children
    CHILDREN = "children"
    OTHERS = "others"  # other people in charge
    FAMILY = "family"  # everybody but the applicant
    EVERYBODY = "everybody"
    DEBTS = "debts"  # of each debt of the household: « dette. »


class Asked(StrEnum):
    """Over what time the resources of a part are asked."""

    MONTH = "month"  # the last whole month
    EACH_OF_THREE = "each_of_three"  # the last three whole months, one line each
    THREE = "three"  # their total
    YEAR = "year"  # the total of the last twelve


class FormField(Entry):
    """One place to fill, as it is called on the form."""

    label: str
    box: str = ""  # where it stands: « page 2, cadre B »
    value: str = ""  # an expression; none: the case keeps no such fact
    hint: str = ""  # what is meant, or on which paper it is read
    asks_number: bool = False  # the « numéro de sécurité sociale », which no expression names


class FormPart(Entry):
    """A heading of the form and its fields."""

    title: str
    page: str = ""
    of: AskedOf = AskedOf.APPLICANT
    over: Asked = Asked.MONTH
    fields: tuple[FormField, ...]

    @model_validator(mode="after")
    def _has_fields(self) -> FormPart:
        if not self.fields:
            raise ValueError(f"« {self.title} » has no field")
        return self


class FormSource(Entry):
    """Where the form, or the order of its fields, was read."""

    text: str
    link: str = ""
    read_on: date | None = None


class FormTemplate(Entry):
    """One form. `confidence` is that of the order of its fields."""

    code: str
    name: str
    number: str  # « Cerfa n° 15481*01 », or the name of the téléservice
    version: str = ""  # what is known of the edition described
    rights: tuple[str, ...] = Field(min_length=1)
    online: bool = False  # pages of a téléservice, not a sheet
    link: str
    confidence: Confidence
    order: str  # what bears the order out, in a sentence
    sources: tuple[FormSource, ...] = Field(min_length=1)
    checked_on: date
    parts: tuple[FormPart, ...] = Field(min_length=1)

    @property
    def is_order_doubtful(self) -> bool:
        """Whether the order is to be checked against the sheet in hand."""
        return self.confidence is not Confidence.HIGH
