"""The catalogue as it is leafed through: a row for each right, found by any words it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.kernel.french import fold
from caseapp.rules.family import Family
from caseapp.rules.merged_catalogue import MergedCatalogue, is_local
from caseapp.services.catalogue_file import is_judged, lowest_confidence
from caseapp.services.catalogue_words import BY_CONFIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from caseapp.domain.deadline import Confidence
    from caseapp.rules.catalogue import Right
    from caseapp.rules.catalogue_loader import Catalogue

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_LETTER_AND_NUMBER = re.compile(r"\b([a-z])(\d)")
_ASKED = re.compile(r"[\s'\N{RIGHT SINGLE QUOTATION MARK},;]+")
_LITTLE_WORDS = frozenset(
    {"a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou", "par"}
    | {"pour", "sur", "un", "une"}
)
_FAMILIES = {family: place for place, family in enumerate(Family)}
OF_THE_SERVICE = "service"  # a shelf of its own: what the service added or corrected
_SHORT = 3  # letters, up to which a last « s » belongs to the word: « ars », « ass »


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """A right in the list."""

    code: str
    name: str
    short_name: str
    agency: str
    family: Family
    computed: bool
    judged: bool  # from its conditions, where the model does not compute it
    confidence: Confidence | None  # of its least sure point
    checked_on: date
    local: bool  # added by the service
    corrected: bool  # the service corrected a fact of it
    family_place: int
    confidence_place: int  # the least sure last


@dataclass(frozen=True, slots=True)
class _Shelved:
    row: CatalogueRow
    names: str
    words: str


class CatalogueReading:
    """Lists the rights of the catalogue and searches in them; nothing is read from the base."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._shelved: tuple[_Shelved, ...] = ()
        self._version = ""

    def right(self, code: str) -> Right:
        """Return one right.

        Raises:
            KeyError: the catalogue has no such right.
        """
        return self._catalogue.right(code)

    def rows(self, text: str = "", family: str = "") -> tuple[CatalogueRow, ...]:
        """Return the rights of a family that hold all words of a text, in any order.

        Those that are called so come first; then shelf by shelf, by name.
        """
        asked = _asked(text)
        kept = [
            shelved
            for shelved in self._shelves()
            if _stands_on(shelved.row, family) and _holds(shelved.words, asked)
        ]
        kept.sort(key=lambda shelved: _distance(shelved.names, asked))
        return tuple(shelved.row for shelved in kept)

    def _shelves(self) -> tuple[_Shelved, ...]:
        if not self._shelved or self._version != self._catalogue.version:
            shelves = [
                _shelved(right, self._is_corrected(right)) for right in self._catalogue.all()
            ]
            shelves.sort(key=lambda shelved: (shelved.row.family_place, fold(shelved.row.name)))
            self._shelved, self._version = tuple(shelves), self._catalogue.version
        return self._shelved

    def _is_corrected(self, right: Right) -> bool:
        merged = self._catalogue
        return isinstance(merged, MergedCatalogue) and bool(merged.corrections(right.code))


def _stands_on(row: CatalogueRow, family: str) -> bool:
    if family == OF_THE_SERVICE:
        return row.local or row.corrected
    return not family or row.family == family


def _shelved(right: Right, corrected: bool) -> _Shelved:  # noqa: FBT001 - the fact itself
    confidence = lowest_confidence(right)
    row = CatalogueRow(
        code=right.code,
        name=right.name,
        short_name=right.short_name,
        agency=right.agency,
        family=right.family,
        computed=right.computed,
        judged=is_judged(right),
        confidence=confidence,
        checked_on=right.checked_on,
        local=is_local(right.code),
        corrected=corrected,
        family_place=_FAMILIES[right.family],
        confidence_place=-1 if confidence is None else BY_CONFIDENCE.index(confidence),
    )
    return _Shelved(row, _words(_names(right)), _words((*_names(right), *_said(right))))


def _names(right: Right) -> tuple[str, ...]:
    return (
        right.name,
        right.short_name,
        right.code,
        *(name.replace("-", "").replace("'", "") for name in (right.name, right.short_name)),
    )


def _said(right: Right) -> Iterable[str]:
    yield right.agency
    yield right.family.label
    yield from (basis.article for basis in right.legal_basis)
    yield from (basis.about for basis in right.legal_basis)
    yield from right.pieces
    for condition in right.conditions:
        yield from (condition.text, condition.note, condition.source)
    yield from right.rules
    yield from right.remarks.values()
    if right.channel.form is not None:
        yield right.channel.form.number
    yield from (article for appeal in right.appeals for article in appeal.basis)
    for rule in (right.opening, right.silence, right.limitation, right.recovery):
        if rule is not None:
            yield rule.basis


def _words(texts: Iterable[str]) -> str:
    """Return the words one after the other, each after a blank; « L262-2 » also as « L 262-2 »."""
    plain = _plain(" ".join(texts))
    apart = _LETTER_AND_NUMBER.sub(r"\1 \2", plain)
    return f" {plain} {apart} " if apart != plain else f" {plain} "


def _plain(text: str) -> str:
    return _NOT_A_WORD.sub(" ", fold(text)).strip()


def _asked(text: str) -> tuple[str, ...]:
    words = (_plain(word) for word in _ASKED.split(text))
    return tuple(_singular(word) for word in words if word and word not in _LITTLE_WORDS)


def _singular(word: str) -> str:
    return word.rstrip("sx") if len(word) > _SHORT and word.isalpha() else word


def _holds(words: str, asked: tuple[str, ...]) -> bool:
    return all(f" {word}" in words for word in asked)


def _distance(names: str, asked: tuple[str, ...]) -> int:
    if all(f" {word} " in names for word in asked):
        return 0
    return 1 if _holds(names, asked) else 2
