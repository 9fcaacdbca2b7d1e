"""A form beside a case: each field with what goes into it, or with what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID

    from caseapp.domain.deadline import Confidence


class AidState(StrEnum):
    """What is known for a field."""

    READY = "ready"
    PARTLY = "partly"  # the value has blanks
    MISSING = "missing"  # the case could know it, and does not
    BY_HAND = "by_hand"  # no case keeps it: a number, a bank account, a signature
    NONE = "none"  # what is known leaves it empty


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AidField:
    """One field, ready to be copied."""

    key: str  # its place in the form, the same as long as the household is
    label: str
    box: str
    state: AidState
    value: str  # as it is read; empty unless ready or partly
    copied: str  # as it is typed into a form: « 1020,50 »
    missing: tuple[str, ...] = ()  # what would have to be known
    hint: str = ""
    # Whose « numéro de sécurité sociale » it is: shown masked, asked for anew when it is copied.
    number_of: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AidPart:
    """A heading with its fields, of one person."""

    title: str
    page: str
    person: str  # whose, where the part is asked of somebody else than the applicant
    fields: tuple[AidField, ...]
    nobody: str = ""  # « Pas de partenaire dans le dossier » in the place of fields


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FormAid:
    """A whole form, filled with what a case knows."""

    code: str
    name: str
    number: str
    version: str
    link: str
    online: bool
    confidence: Confidence
    is_order_doubtful: bool
    order: str
    sources: tuple[str, ...]
    checked_on: dt.date
    parts: tuple[AidPart, ...]
    on: dt.date
    person: str
    reference: str
    service_name: str = ""
    service_address: str = ""
    worker: str = ""
    rights: tuple[str, ...] = field(default=())

    @property
    def fields(self) -> tuple[AidField, ...]:
        """Every field, in the order of the form."""
        return tuple(one for part in self.parts for one in part.fields)

    def count(self, *states: AidState) -> int:
        """Return how many fields are in one of some states."""
        return sum(one.state in states for one in self.fields)

    @property
    def missing(self) -> tuple[str, ...]:
        """What would have to be asked, each thing once, in the order of the form."""
        return tuple(dict.fromkeys(words for one in self.fields for words in one.missing))
