"""Rows of the tab « Historique »: one change each, in the words of the pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.kernel import french

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from caseapp.domain.history import HistoryAction

# The filters of the tab, and the kinds of rows behind each.
GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "household": ("Foyer", ("person", "fact", "fact_past", "nir", "sensitive")),
    "resources": ("Ressources", ("line", "cell")),
    "claims": (
        "Démarches",
        ("claim", "claim_event", "claim_exchange", "claim_piece", "claim_step"),
    ),
    "money": (
        "Versements et dettes",
        ("payment", "stop", "debt", "instalment", "liability", "paid_service"),
    ),
    "meetings": ("Entretiens", ("interview",)),
    "agenda": ("Agenda et mandats", ("task", "mandate", "handling")),
    "documents": ("Documents, courriers, rapports", ("document", "letter", "report")),
    "case": ("Dossier", ("case", "closing", "tag")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One change, or one act that changed several months of a line alike."""

    id: UUID
    at: datetime
    on: date  # its civil day
    time: str  # « 14:32 »
    author: str = field(repr=False)
    action: HistoryAction
    person: str = field(repr=False)  # « Mina », empty for what is the household's
    what: str = field(repr=False)  # « Loyer hors charges »
    before: str = field(repr=False)  # empty where there was nothing
    after: str = field(repr=False)

    @property
    def words(self) -> str:
        """The whole change on a line, for the clipboard: parts between tabulations."""
        parts = (
            french.day(self.on), self.time, self.author, self.person, self.what, self.before,
            self.after,
        )  # fmt: skip
        return "\t".join(" ".join(part.split()) for part in parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """Some changes, the newest first, and where the rest begins."""

    entries: tuple[HistoryEntry, ...] = field(repr=False)
    rest: tuple[datetime, UUID] | None  # to be handed back; none: nothing is older


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which changes are asked for; empty parts ask for all."""

    group: str = ""  # a key of GROUPS
    person_id: UUID | None = None
    text: str = field(default="", repr=False)
