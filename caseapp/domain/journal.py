"""The journal: what is noted of who did what to which case, and how long it is kept.

CNIL, recommendation on logging (deliberation of 14/10/2021, confidence: high for the contents,
low for its number): accesses, creations, changes and erasures are logged, apart from the data,
without the data, for six months to one year; up to three years where an internal control says
in writing why.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

USUAL_MONTHS = 12
LEAST_MONTHS, MOST_MONTHS = 6, 36


class JournalAction(StrEnum):
    """What was done. Kept as its word: a later action needs no change of the base."""

    OPENED = "opened"
    CREATED = "created"
    CHANGED = "changed"
    PRINTED = "printed"
    EXPORTED = "exported"
    COPIED = "copied"
    ERASED = "erased"
    ARCHIVED = "archived"
    PROLONGED = "prolonged"
    REFUSED = "refused"  # a reading that was not allowed
    BROKE_GLASS = "broke_glass"  # a case of somebody else, for a stated reason
    RESTORED = "restored"  # a copy was put in the place of the base
    SET_BACK = "set_back"  # it does not follow the state last opened on a machine
    UNLOCKED = "unlocked"
    RIGHTS_CHANGED = "rights_changed"  # who may do what
    JOURNAL_EXPORTED = "journal_exported"
    JOURNAL_PURGED = "journal_purged"
    JOURNAL_SET = "journal_set"  # how long it is kept


@dataclass(frozen=True, slots=True)
class Keeping:
    """How many months the journal is kept, and why longer than usual."""

    months: int = USUAL_MONTHS
    reason: str = ""


def fault_of(keeping: Keeping) -> tuple[str, str] | None:
    """Return the field at fault and a French sentence, or nothing where it may be kept so."""
    if keeping.months < LEAST_MONTHS:
        return "months", "La CNIL recommande 6 mois au moins : le journal ne peut pas durer moins."
    if keeping.months > MOST_MONTHS:
        return "months", "36 mois au plus, et avec un motif écrit."
    if keeping.months > USUAL_MONTHS and not keeping.reason.strip():
        return "reason", "Au-delà de 12 mois, écrire pourquoi : contrôle interne, contentieux…"
    return None
