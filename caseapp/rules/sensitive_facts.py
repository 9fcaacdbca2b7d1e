"""Which facts are sensitive and why, and which aids need each: `resources/privacy/sensitive_facts.yaml`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

import yaml
from pydantic import Field

from caseapp.domain.deadline import Confidence
from caseapp.domain.household import Role
from caseapp.kernel.french import fold
from caseapp.kernel.places import resources
from caseapp.rules.conditions.entries import Entry
from caseapp.rules.conditions.grammar import DeclaredTest, FactTest, SomeoneTest, Who
from caseapp.rules.conditions.questions import parts_of
from caseapp.rules.conditions.vocabulary import DECLARED, load_declared_facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseapp.rules.catalogue import Right
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.conditions.grammar import Test

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Whom(StrEnum):
    """Of whom a computed right reads a fact."""

    ADULT = "adult"
    CHILD = "child"
    ANYONE = "anyone"


_EVERYBODY = frozenset(Role)
_ADULTS = _EVERYBODY - {Role.CHILD}
_OF_WHOM = {
    Whom.ADULT: frozenset({Role.APPLICANT, Role.PARTNER}),
    Whom.CHILD: frozenset({Role.CHILD, Role.OTHER}),
    Whom.ANYONE: _EVERYBODY,
}
_OF_WHO = {
    Who.APPLICANT: frozenset({Role.APPLICANT}),
    Who.PARTNER: frozenset({Role.PARTNER}),
    Who.ADULT: _ADULTS,
    Who.EVERY_ADULT: _ADULTS,
    Who.CHILD: frozenset({Role.CHILD}),
    Who.EVERY_CHILD: frozenset({Role.CHILD}),
    Who.PERSON: _EVERYBODY,
}
_KEYS = {"is_pregnant": "pregnant_due"}  # where a test names a fact otherwise


class Ground(Entry):
    """Why facts are sensitive, and where that is written."""

    label: str  # « Santé »
    why: str
    article: str
    source: str
    link: str
    checked_on: date
    confidence: Confidence


class SensitiveFact(Entry):
    """What one fact says of somebody."""

    why: str
    confidence: Confidence  # that it is sensitive
    computed: dict[str, Whom] = Field(default={})


class Classing(Entry):
    """The whole file."""

    ground: Ground
    sensitive: dict[str, SensitiveFact]
    health_words: tuple[str, ...]
    ordinary: tuple[str, ...]


@cache
def load_classing() -> Classing:
    """Return the list that ships."""
    text = (resources() / "privacy" / "sensitive_facts.yaml").read_text(encoding="utf-8")
    return Classing.model_validate(yaml.load(text, Loader=_LOADER))  # noqa: S506 - safe


def is_sensitive(key: str, question: str = "") -> bool:
    """Tell whether a fact is sensitive; a question of a local aid is judged by its words.

    Args:
        key: « pregnant_due », « declared.rqth_recognised ».
        question: what is asked, where a local aid brings the question with it.
    """
    classing = load_classing()
    if key in classing.sensitive:
        return True
    if not key.startswith(DECLARED) or key.removeprefix(DECLARED) in load_declared_facts():
        return False
    words = f" {fold(question)}".replace("'", " ").replace("\N{RIGHT SINGLE QUOTATION MARK}", " ")
    return any(f" {start}" in words for start in classing.health_words)


def rights_needing(catalogue: Catalogue) -> dict[str, dict[str, frozenset[Role]]]:
    """Return, for each fact, the aids that need it, and of whom; every fact that a test names.

    An aid needs a fact where its computed answer changes with it, where one of its conditions or
    of its amounts names it.
    """
    found: dict[str, dict[str, frozenset[Role]]] = {}

    def note(key: str, right: str, whom: frozenset[Role]) -> None:
        rights = found.setdefault(key, {})
        rights[right] = rights.get(right, frozenset()) | whom

    for code in catalogue.codes():
        for key, whom in _named_by(catalogue.right(code)):
            note(key, code, whom)
    for key, fact in load_classing().sensitive.items():
        for code, one in fact.computed.items():
            note(key, code, _OF_WHOM[one])
    return found


def _named_by(right: Right) -> Iterator[tuple[str, frozenset[Role]]]:
    tests = [condition.test for condition in right.conditions]
    for test in (*tests, *(payment.when for payment in right.pays)):
        if test is not None:
            yield from _named_in(test, Who.APPLICANT)


def _named_in(test: Test, subject: Who) -> Iterator[tuple[str, frozenset[Role]]]:
    """Yield the facts of a test; `subject`: whose they are where the test does not say."""
    if isinstance(test, FactTest):
        yield _KEYS.get(test.fact, test.fact), _OF_WHO[test.who or subject]
    elif isinstance(test, DeclaredTest):
        yield DECLARED + test.declared, _EVERYBODY
    inside = test.someone if isinstance(test, SomeoneTest) else subject
    for part in parts_of(test):
        yield from _named_in(part, inside)
