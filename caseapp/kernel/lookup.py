"""How words are looked for: the same words are made of what is kept and of what is typed.

Accents, case, ligatures and punctuation do not count; « l'aide » is two words. A phone number is
one word however it is spaced, and so is its end: one reads it off a screen that shows « …56 78 ».
A day is the same eight digits in figures and in words, and so is its month with its year.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from caseapp.kernel.french import MONTHS, fold

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

_LETTERS = str.maketrans(
    {
        "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
        "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i",
    }
)  # fmt: skip
_MARKS = "".join(chr(c) for c in range(0x300, 0x3100) if unicodedata.combining(chr(c)))
_MARK = re.compile(f"[{_MARKS}]+")
_WORD = re.compile(r"[^\W_]+")
_SHOWN_WORD = re.compile(f"(?:[^\\W_][{_MARKS}]*)+")
_APART = r"[\s.\-/()]{1,3}"
_ABROAD = re.compile(r"(?:(?<!\w)\+|(?<!\w)00)33[\s.\-]*(?:\(0\))?[\s.\-]*(?=[1-9])")
_FRENCH_PHONE = re.compile(r"(?<!\d)0[1-9](?:[\s.\-/]?\d{2}){4}(?!\d)")
_SHOWN_NUMBER = re.compile(rf"\+?\(?\d+\)?(?:{_APART}\d+)*")
_MONTH_NUMBERS = {fold(name): f"{number:02d}" for number, name in enumerate(MONTHS, 1)}
_DAY_IN_WORDS = (
    rf"(?<![^\W_])(?:[0-3]?\d(?:er)?\s+)?(?:{'|'.join(_MONTH_NUMBERS)})\s+\d{{4}}(?!\d)"
    rf"|(?<![^\W_])[0-3]?\d(?:er)?\s+(?:{'|'.join(_MONTH_NUMBERS)})(?![^\W_])"
)
_GROUPS = re.compile(rf"{_DAY_IN_WORDS}|\d+(?:{_APART}\d+)+")
_NOT_DIGIT = re.compile(r"\D+")
_LONGEST = 40  # characters of a word that count
_ENDS = (8, 6, 4)  # digits of the end of a phone number
_MOST_TYPED = 400  # characters of a search that count
_MOST_WORDS = 12  # words of a search that count


class Span(NamedTuple):
    """A part of a text: from a character to before another."""

    start: int
    end: int


def plain(text: str) -> str:
    """Return a text without accents, ligatures nor case."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return _MARK.sub("", decomposed).casefold()


def words(text: str) -> set[str]:
    """Return the words by which a text is found."""
    if not text:
        return set()
    folded = _at_home(plain(text))
    found = {word[:_LONGEST] for word in _WORD.findall(folded)}
    if "0" in folded:
        for number in _FRENCH_PHONE.findall(folded):
            found |= number_words(number)
    return found


def number_words(text: str) -> set[str]:
    """Return the words by which a number of phone is found: its digits, and their end."""
    digits = _NOT_DIGIT.sub("", _at_home(text))[:_LONGEST]
    return {digits, *(digits[-count:] for count in _ENDS if len(digits) > count)} - {""}


def reference_words(reference: str) -> set[str]:
    """Return the words by which « 2026-0147 » is found: also 147, 2026-147 and 20260147."""
    year, _dash, number = reference.partition("-")
    bare = number.lstrip("0")
    return {*words(reference), bare, year + bare, year + number} - {""}


def day_words(day: dt.date) -> set[str]:
    """Return the words by which a day is found: 12031984, 120384, 031984 and 19840312."""
    return {f"{day:%d%m%Y}", f"{day:%d%m%y}", f"{day:%m%Y}", f"{day:%Y%m%d}"}


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: every part must be found, in any order, each as a beginning."""

    parts: tuple[Part, ...] = field(repr=False)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing can be looked for."""
        return not self.parts

    def marks(self, text: str) -> tuple[Span, ...]:
        """Return the whole words of a text that answer, in their order."""
        spans = list(self._marked_words(text))
        for number in self._marked_numbers(text):
            spans = [s for s in spans if s.end <= number.start or s.start >= number.end]
            spans.append(number)
        return tuple(sorted(spans))

    def answered(self, text: str) -> int:
        """Return how many parts a text answers."""
        found = words(text)
        return sum(part.is_in(found) for part in self.parts)

    def _marked_numbers(self, text: str) -> Iterator[Span]:
        """Yield the numbers of several groups that answer, each as one."""
        joined = [part.number for part in self.parts if part.number]
        alone = [part.words[0] for part in self.parts if part.words[0].isdecimal()]
        if not alone:
            return
        for match in _SHOWN_NUMBER.finditer(text):
            digits = _NOT_DIGIT.sub("", _at_home(match[0]))
            if any(number in digits for number in joined) or (
                _FRENCH_PHONE.fullmatch(digits)
                and any(digits.startswith(number) or digits.endswith(number) for number in alone)
            ):
                yield Span(match.start(), match.end())

    def _marked_words(self, text: str) -> Iterator[Span]:
        starts = tuple(word for part in self.parts for word in part.words)
        if "rdv" in starts:  # an abbreviation, which also finds the word written in full
            starts = (*starts, "rendez")
        elif "rendez" in starts:
            starts = (*starts, "rdv")
        for match in _SHOWN_WORD.finditer(text):
            if any(word.startswith(starts) for word in _WORD.findall(plain(match[0]))):
                yield Span(match.start(), match.end())


@dataclass(frozen=True)
class Part:
    """A word that is typed, or numbers beside one another that may be one number."""

    words: tuple[str, ...] = field(repr=False)

    @cached_property
    def number(self) -> str:
        """The digits in one, where there are several numbers: of a day, two for each part."""
        if len(self.words) < 2:
            return ""
        numbers = [_MONTH_NUMBERS.get(word, word.removesuffix("er")) for word in self.words]
        is_day = len(numbers[-1]) == 4 and all(len(number) < 3 for number in numbers[:-1])
        if is_day or numbers != list(self.words):
            numbers = [number.zfill(2) for number in numbers]
        return "".join(numbers)

    def is_in(self, found: set[str]) -> bool:
        """Tell whether some words answer."""
        if self.number and any(word.startswith(self.number) for word in found):
            return True
        return all(any(word.startswith(start) for word in found) for start in self.words)


def sought(text: str) -> Sought:
    """Read what is typed; what cannot be a word counts for nothing."""
    folded = _at_home(plain(text[:_MOST_TYPED]))
    parts: dict[tuple[str, ...], None] = {}  # each once, in their order
    end = 0
    for match in _GROUPS.finditer(folded):
        _add_words(parts, folded[end : match.start()])
        groups = tuple(group[:_LONGEST] for group in _WORD.findall(match[0]))
        parts.setdefault(groups)
        end = match.end()
    _add_words(parts, folded[end:])
    return Sought(tuple(Part(key) for key in list(parts)[:_MOST_WORDS]))


def _add_words(parts: dict[tuple[str, ...], None], text: str) -> None:
    for word in _WORD.findall(text):
        parts.setdefault((word[:_LONGEST],))


def _at_home(text: str) -> str:
    """Return « 06 … » for « +33 6 … » and « 0033 6 … »."""
    return _ABROAD.sub("0", text) if "33" in text else text
