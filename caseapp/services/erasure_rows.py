"""What is told before and after an erasure: what goes, what had left, what remains in copies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.kernel import french

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

_WORDS = {
    "person": ("personne", "personnes"),
    "interview": ("entretien", "entretiens"),
    "document": ("document", "documents"),
    "claim": ("démarche", "démarches"),
    "letter": ("courrier", "courriers"),
    "mandate": ("mandat ou accord", "mandats et accords"),
    "social_number": ("n° de sécurité sociale", "n° de sécurité sociale"),
    "history": ("ligne d'historique", "lignes d'historique"),
}


@dataclass(frozen=True, slots=True)
class Left:
    """One paper of a case that left the desk: nobody here can erase it."""

    title: str = field(repr=False)
    recipient: str = field(repr=False)
    on: date
    is_file: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePreview:
    """What erasing some cases would take."""

    cases: int
    counts: Mapping[str, int]  # rows by table
    left: tuple[Left, ...]

    @property
    def words(self) -> str:
        """What goes: « 2 personnes, 3 entretiens, 12 documents »."""
        return counts_words(self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """That a case was erased: nothing tells which."""

    id: UUID
    erased_on: date
    author: str
    counts: Mapping[str, int]
    copies_until: date

    @property
    def words(self) -> str:
        """How much went."""
        return counts_words(self.counts)


def counts_words(counts: Mapping[str, int]) -> str:
    """Return « 2 personnes, 3 entretiens et 45 autres lignes »."""
    said = [
        french.plural(counts[name], *words) for name, words in _WORDS.items() if counts.get(name)
    ]
    others = sum(count for name, count in counts.items() if name not in _WORDS)
    if others:
        said.append(french.plural(others, "autre ligne", "autres lignes"))
    if len(said) < 2:
        return "".join(said) or "aucune ligne"
    return f"{', '.join(said[:-1])} et {said[-1]}"
