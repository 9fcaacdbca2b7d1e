"""What is shown of alerts, to those who may read them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.domain.alert import AlertKind, AlertState, Informed
from caseapp.kernel import french

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID


INFORMED = {
    Informed.TO_SAY: "À dire",
    Informed.YES: "Informés",
    Informed.NO: "Pas informés",
}
TEXTS = {
    "facts": "Faits constatés",
    "told": "Propos rapportés",
    "evaluation": "Évaluation",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRow:
    """One alert in the list."""

    id: UUID
    kind: AlertKind
    kind_words: str
    on: date
    about: str = field(repr=False)  # the first person named
    author: str = field(repr=False)  # nothing where it is one's own
    state: AlertState
    sent_on: date | None
    call_back_on: date | None
    is_to_recall: bool  # the day to call back has come
    is_to_decide: bool  # whether it is still kept is to be decided

    @property
    def state_words(self) -> str:
        """How far it has come, in a few letters."""
        if self.state is AlertState.DRAFT:
            return "Brouillon"
        if self.is_to_recall and self.call_back_on is not None:
            return f"Rappel le {french.day(self.call_back_on)}"
        if self.is_to_decide:
            return "Conservation à décider"
        return "Accusé reçu" if self.state is AlertState.ACKNOWLEDGED else "Transmis"


@dataclass(frozen=True, slots=True)
class AdditionRow:
    """What was added to an alert that had left."""

    id: UUID
    words: str  # « Le 26/11/2026 à 10h42, par Claire Morel »
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertPage:
    """All of an alert, as its fields show it."""

    id: UUID
    is_kept: bool
    case_id: UUID | None
    case_words: str  # « Dossier 2026-0147 », « Dossier effacé », nothing
    author: str = field(repr=False)
    state: AlertState
    state_words: str
    texts: Mapping[str, str] = field(repr=False)  # every field by its column, as it is written
    errors: Mapping[str, str] = field(repr=False)
    additions: tuple[AdditionRow, ...] = field(repr=False)
    may_write: bool  # what is not fixed
    may_decide: bool  # how long it is kept, and that it is erased

    @property
    def kind(self) -> AlertKind:
        """To whom it goes."""
        return AlertKind(self.texts["kind"])

    @property
    def is_fixed(self) -> bool:
        """Whether what is written can no longer change."""
        return self.state is not AlertState.DRAFT
