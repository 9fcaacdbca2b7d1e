"""Which dated things a page keeps: plain values, read again from JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from caseapp.domain.deadline import DeadlineKind
from caseapp.kernel import french
from caseapp.rules.agency_words import first_agency
from caseapp.services.dated_rows import DatedItem, ItemSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


class ItemKind(StrEnum):
    """What a caseworker tells apart."""

    ALL = ""
    APPEAL = "appeal"
    SILENCE = "silence"
    FOLLOW_UP = "follow_up"
    PIECES = "pieces"  # asked for by the body
    FILING = "filing"
    LIMITATION = "limitation"
    RENEWAL = "renewal"  # and every other kind of duty
    TASK = "task"
    APPOINTMENT = "appointment"
    DOCUMENT = "document"
    MANDATE = "mandate"
    COMING = "coming"
    CONTACT = "contact"
    EVENT = "event"


KINDS: dict[ItemKind, str] = {
    ItemKind.APPEAL: "Recours",
    ItemKind.SILENCE: "Silences",
    ItemKind.FOLLOW_UP: "Relances",
    ItemKind.PIECES: "Pièces demandées",
    ItemKind.FILING: "Dépôts",
    ItemKind.LIMITATION: "Prescriptions",
    ItemKind.RENEWAL: "Déclarations, renouvellements",
    ItemKind.TASK: "Tâches",
    ItemKind.APPOINTMENT: "Rendez-vous",
    ItemKind.DOCUMENT: "Pièces qui expirent",
    ItemKind.MANDATE: "Fins d'accord",
    ItemKind.COMING: "Changements à venir",
    ItemKind.CONTACT: "Sans contact",
    ItemKind.EVENT: "Événements",
}
_OF_DEADLINE = {
    DeadlineKind.APPEAL: ItemKind.APPEAL,
    DeadlineKind.SILENCE: ItemKind.SILENCE,
    DeadlineKind.FOLLOW_UP: ItemKind.FOLLOW_UP,
    DeadlineKind.PIECES: ItemKind.PIECES,
    DeadlineKind.FILING: ItemKind.FILING,
    DeadlineKind.LIMITATION: ItemKind.LIMITATION,
}


def kind_of(item: DatedItem) -> ItemKind:
    """Return the kind of a dated thing."""
    if item.source is ItemSource.DEADLINE:
        kind = item.kind
        return _OF_DEADLINE.get(kind, ItemKind.RENEWAL) if kind else ItemKind.RENEWAL
    if item.source is ItemSource.DUTY:
        return ItemKind.RENEWAL
    return ItemKind(item.source.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCriteria:
    """What a dated thing must be to be kept; an empty criterion asks for nothing."""

    kind: ItemKind = ItemKind.ALL
    person: str = field(default="", repr=False)  # the beginning of a name, or a reference
    referent: str = field(default="", repr=False)
    commune: str = field(default="", repr=False)
    agency: str = ""
    delegated_to: str = field(default="", repr=False)

    @property
    def count(self) -> int:
        """How many criteria ask for something."""
        return sum(bool(getattr(self, part.name)) for part in fields(self))

    def kept(self, items: Iterable[DatedItem]) -> list[DatedItem]:
        """Return the things that fit."""
        tests = list(self._tests())
        return [item for item in items if all(test(item) for test in tests)]

    def to_json(self) -> dict[str, Any]:
        """Return what `from_json` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> ItemCriteria:
        """Read what was kept; what this version does not know is left."""
        known = {part.name for part in fields(cls)}
        values = {name: str(value) for name, value in kept.items() if name in known}
        kind = values.pop("kind", "")
        kinds = {member.value for member in ItemKind}
        return cls(kind=ItemKind(kind if kind in kinds else ""), **values)

    def _tests(self) -> Iterable[Callable[[DatedItem], bool]]:
        if self.kind:
            yield lambda item: kind_of(item) is self.kind
        if self.referent:
            yield lambda item: item.case is not None and item.case.referent == self.referent
        if self.commune:
            yield lambda item: item.case is not None and item.case.commune == self.commune
        if self.agency:
            yield lambda item: self.agency in agencies(item)
        if self.delegated_to:
            yield lambda item: item.handled.delegated_to == self.delegated_to
        if words := french.fold(self.person).split():
            yield lambda item: _is_of(item, words)


def agencies(item: DatedItem) -> list[str]:
    """Return the bodies that may answer: « CAF » and « MSA » of « CAF ou MSA »."""
    return first_agency(item.agency).split(" ou ") if item.agency else []


def _is_of(item: DatedItem, words: list[str]) -> bool:
    if item.case is None:
        return False
    names = f" {item.case.folded_name} {item.case.reference}".replace("-", " ")
    return all(f" {word}" in names for word in words)
