"""What the register of processing and the impact assessment say, read from `resources/privacy/`."""

from __future__ import annotations

from datetime import date
from functools import cache

import yaml

from caseapp.domain.deadline import Confidence
from caseapp.kernel.places import resources
from caseapp.rules.conditions.entries import Entry

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class SourcedLine(Entry):
    """One line; a legal fact has its source and how sure it is."""

    words: str
    label: str = ""
    source: str = ""
    confidence: Confidence | None = None
    checked_on: date | None = None  # the day of the file, unless it was read on another


class SourcedPart(Entry):
    """Some lines under a heading."""

    heading: str
    lines: tuple[SourcedLine, ...]


class PrivacyPaper(Entry):
    """One paper."""

    title: str
    note: str
    parts: tuple[SourcedPart, ...]


class PaperFile(Entry):
    """The whole file."""

    checked_on: date
    processing: PrivacyPaper
    impact: PrivacyPaper


@cache
def load_privacy_papers() -> PaperFile:
    """Return the papers that ship."""
    text = (resources() / "privacy" / "papers.yaml").read_text(encoding="utf-8")
    return PaperFile.model_validate(yaml.load(text, Loader=_LOADER))  # noqa: S506 - safe
