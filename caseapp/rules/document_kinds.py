"""The kinds of documents: told from a file name, valid for a while, answering pieces of claims.

The words stand in `resources/document_kinds.yaml`. A piece is ticked by a document only where one
document is sure to be all of it: a wrong tick would send an incomplete file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from caseapp.domain.deadline import Confidence
from caseapp.kernel.calendar import months_after
from caseapp.kernel.french import fold
from caseapp.kernel.places import resources

if TYPE_CHECKING:
    from collections.abc import Iterable

# The C parser is ten times faster and just as safe; a PyYAML built without it still reads.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
OTHER = "autre"
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_GLUED = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")  # « rib2 », « 2026quittance »


class Basis(StrEnum):
    """What says how long a kind of document is accepted."""

    LAW = "law"
    PRACTICE = "practice"  # of the bodies that ask for it


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Validity(_Part):
    """How long a document is usually accepted: so many months, or until a day of the year."""

    months: int | None = None
    until_day: int | None = None
    until_month: int | None = None
    basis: Basis
    article: str
    source: str
    checked_on: date
    confidence: Confidence

    @model_validator(mode="after")
    def _one_of_two(self) -> Validity:
        if (self.months is None) == (self.until_day is None or self.until_month is None):
            raise ValueError("either months, or a day of the year")
        return self

    def until(self, on: date) -> date:
        """Return the last day on which a document of a day is accepted."""
        if self.months is not None:
            return months_after(on, self.months)
        end = date(on.year, self.until_month or 1, self.until_day or 1)
        return end if on <= end else end.replace(year=on.year + 1)


class DocumentKind(_Part):
    """One kind, with the words that tell it."""

    code: str
    label: str
    names: tuple[str, ...]
    pieces: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    personal: bool = False
    valid: Validity | None = None


class Bundle(_Part):
    """The words of a piece that several documents make together."""

    words: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PieceMatch:
    """Which kinds answer a piece alone, and which only help to answer it."""

    alone: frozenset[str] = frozenset()
    helps: frozenset[str] = frozenset()

    @property
    def kinds(self) -> frozenset[str]:
        """All of them."""
        return self.alone | self.helps


class DocumentKinds(_Part):
    """All kinds, in the order they are proposed."""

    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))

    kinds: tuple[DocumentKind, ...]
    bundles: tuple[Bundle, ...]
    not_alone: tuple[str, ...]

    @cached_property
    def _by_code(self) -> dict[str, DocumentKind]:
        return {kind.code: kind for kind in self.kinds}

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        """The words of file names with their kind."""
        return [(words, kind.code) for kind in self.kinds for words in kind.names]

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all kinds."""
        return frozenset(self._by_code)

    def get(self, code: str) -> DocumentKind | None:
        """Return a kind, or nothing where the base knows one that this version does not."""
        return self._by_code.get(code)

    def label(self, code: str) -> str:
        """Return the words of a kind."""
        kind = self._by_code.get(code)
        return "Nature non précisée" if kind is None else kind.label

    def guess(self, file_name: str) -> str:
        """Return the kind that a file name tells, or « autre »: most words first, then the first."""
        text = f" {_words(_GLUED.sub(' ', fold(file_name)))} "
        found = [
            (-len(words.split()), place, code)
            for words, code in self._names
            if (place := text.find(f" {words} ")) >= 0
        ]
        return min(found)[2] if found else OTHER

    def valid_until(self, code: str, on: date) -> date | None:
        """Return until when a document of a kind and a day is usually accepted."""
        kind = self._by_code.get(code)
        return None if kind is None or kind.valid is None else kind.valid.until(on)

    def match(self, piece: str) -> PieceMatch:
        """Return the kinds that answer a piece of a claim."""
        whole = _words(fold(_IN_BRACKETS.sub(" ", piece)))
        ways = [whole, *whole.split(" ou ")]
        is_one = " et " not in whole and not any(_holds(whole, words) for words in self.not_alone)
        alone: set[str] = set()
        helps: set[str] = set()
        for kind in self.kinds:
            if any(_begins(way, words) for way in ways for words in kind.pieces):
                (alone if is_one else helps).add(kind.code)
            elif any(_holds(whole, words) for words in (*kind.pieces, *kind.part_of)):
                helps.add(kind.code)
        helps.update(self._bundled(whole))
        return PieceMatch(frozenset(alone), frozenset(helps - alone))

    def _bundled(self, whole: str) -> Iterable[str]:
        for bundle in self.bundles:
            if any(_begins(whole, words) for words in bundle.words):
                yield from bundle.kinds


@lru_cache(maxsize=1)
def load_document_kinds() -> DocumentKinds:
    """Return the kinds that ship with the program."""
    text = (resources() / "document_kinds.yaml").read_text(encoding="utf-8")
    read = yaml.load(text, Loader=_LOADER)  # noqa: S506 - both are safe loaders
    return DocumentKinds.model_validate(read)


def _words(folded: str) -> str:
    return _NO_LETTER.sub(" ", folded).strip()


def _holds(text: str, words: str) -> bool:
    return f" {words} " in f" {text} "


def _begins(text: str, words: str) -> bool:
    return f"{text} ".startswith(f"{words} ")
