"""The yes-or-no facts that only declared conditions read, as facts of the household page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.exchange.fields import DECLARED_KEY
from caseapp.kernel.typography import typeset
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.conditions.vocabulary import DECLARED, load_declared_facts, question_of
from caseapp.services.fact_definition import FactDefinition, FactKind, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caseapp.rules.catalogue_loader import Catalogue


def declared_fact(path: str, question: str = "") -> FactDefinition:
    """Return the definition of such a fact; a local right asks its own question.

    Raises:
        KeyError: the path is not one of them.
    """
    key = path.removeprefix(DECLARED)
    if key == path or not DECLARED_KEY.fullmatch(key):
        raise KeyError(path)
    known = load_declared_facts().get(key)
    return FactDefinition(
        key=path,
        label=typeset(question or question_of(key)),
        kind=FactKind.BOOL,
        section=Section.DECLARED,
        hint=typeset(known.hint) if known else "",
    )


def declared_facts(catalogue: Catalogue, stored: Iterable[str]) -> tuple[FactDefinition, ...]:
    """Return every question that can be asked, then those that only an answer remembers."""
    questions = {DECLARED + key: fact.question for key, fact in load_declared_facts().items()}
    shipped = set(load_catalogue().codes())
    for code in catalogue.codes():
        if code not in shipped:
            for key, question in catalogue.right(code).questions.items():
                questions.setdefault(DECLARED + key, question)
    for key in stored:
        if key.startswith(DECLARED):
            questions.setdefault(key, "")
    return tuple(declared_fact(path, question) for path, question in questions.items())
