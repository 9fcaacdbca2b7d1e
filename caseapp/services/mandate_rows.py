"""Rows of the mandates and consents of a case, with their French words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.domain.mandate import MandateKind, MandateState
from caseapp.kernel import french

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

KINDS: dict[MandateKind, str] = {
    MandateKind.MANDATE: "mandat",
    MandateKind.CONSENT: "accord de partage d'informations",
    MandateKind.INFORMATION: "notice d'information remise",
}
ENDS: dict[MandateKind, str] = {
    MandateKind.MANDATE: "Le mandat",
    MandateKind.CONSENT: "L'accord de partage",
    MandateKind.INFORMATION: "La notice d'information",
}


def end_words(days: int) -> str:
    """Return « expire dans 20 jours », « expire demain », « a pris fin il y a 3 jours »."""
    if days < 0:
        return f"a pris fin il y a {french.plural(-days, 'jour')}"
    if days < 2:
        return ("expire aujourd'hui", "expire demain")[days]
    return f"expire dans {french.plural(days, 'jour')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateRow:
    """One mandate or consent."""

    id: UUID
    kind: MandateKind
    giver: str = field(repr=False)  # « OUATTARA Awa », empty where nobody is named
    holder: str = field(repr=False)
    covers: str = field(repr=False)
    given_on: date
    ends_on: date | None
    withdrawn_on: date | None
    state: MandateState
    note: str = field(repr=False)
    days: int | None  # until the end
    document_id: UUID | None = None  # the signed document
    document: str = field(default="", repr=False)  # its title

    @property
    def state_words(self) -> str:
        """« en cours », « expire dans 20 jours », « échu », « retiré le 12/11/2026 »."""
        if self.state is MandateState.WITHDRAWN and self.withdrawn_on is not None:
            return f"retiré le {french.day(self.withdrawn_on)}"
        if self.state is MandateState.ENDED and self.ends_on is not None:
            return f"échu le {french.day(self.ends_on)}"
        if self.state is MandateState.ENDING and self.days is not None:
            return end_words(self.days)
        return "en cours"

    @property
    def period(self) -> str:
        """« du 12/11/2026 au 12/11/2027 », « depuis le 12/11/2026 »."""
        if self.ends_on is None:
            return f"depuis le {french.day(self.given_on)}"
        return f"du {french.day(self.given_on)} au {french.day(self.ends_on)}"
