"""The outlines of what the service writes: which sections, which headings, for whom, on what text."""

from __future__ import annotations

from datetime import date
from functools import cache

import yaml

from caseapp.domain.case_report import Section
from caseapp.domain.deadline import Confidence
from caseapp.kernel.places import resources
from caseapp.rules.conditions.entries import Entry

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Heading(Entry):
    """A part that the caseworker writes."""

    title: str
    hint: str = ""


class Basis(Entry):
    """An article that bears the report."""

    article: str
    about: str
    confidence: Confidence


class Outline(Entry):
    """One kind of report."""

    code: str
    name: str  # in the list
    title: str  # on the paper
    recipient: str = ""  # proposed
    purpose: str = ""  # proposed
    sections: tuple[Section, ...]  # ticked at first
    every_interview: bool = False  # the person asks for all of them
    written: tuple[Heading, ...]
    basis: tuple[Basis, ...] = ()


class _File(Entry):
    checked_on: date
    outlines: tuple[Outline, ...]


@cache
def load_outlines() -> dict[str, Outline]:
    """Return the outlines that ship, by code, in the order in which they are offered."""
    text = (resources() / "report_outlines.yaml").read_text(encoding="utf-8")
    read = _File.model_validate(yaml.load(text, Loader=_LOADER))  # noqa: S506 - safe
    return {outline.code: outline for outline in read.outlines}
