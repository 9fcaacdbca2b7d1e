"""The yes-or-no facts that only declared conditions read, each with its question in French.

They stand in `resources/parameters/declared_facts.yaml`, and are stored and exchanged by key.
"""

from __future__ import annotations

from functools import cache

from pydantic import Field

from caseapp.rules.conditions.entries import Entry, read_parameters

DECLARED = "declared."  # begins the path of such a fact


class DeclaredFact(Entry):
    """One question to the household."""

    question: str = Field(min_length=1)  # « A-t-il un compte bancaire ? »
    hint: str = ""
    concerns: str = ""  # « la personne suivie », « le logement »
    delicate: bool = False  # never put forward: asked where its right is read


@cache
def load_declared_facts() -> dict[str, DeclaredFact]:
    """Return every question by its key."""
    entries = read_parameters("declared_facts.yaml")
    return {key: DeclaredFact.model_validate(entry) for key, entry in entries.items()}


def question_of(key: str) -> str:
    """Return the question of a fact; the words of its key where a local right made it."""
    fact = load_declared_facts().get(key)
    return fact.question if fact else key.removeprefix("local_").replace("_", " ").capitalize()
