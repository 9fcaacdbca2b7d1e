"""What a window shows of a case about to be closed, and what is read of a closing afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.services.closing_words import HEADINGS, reason_words

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from caseapp.domain.closing import ClosingReason, OpenKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLine:
    """One thing that is still alive in a case."""

    kind: OpenKind
    words: str = field(repr=False)
    advice: str = ""  # what to do of it
    claim_id: UUID | None = None  # where it is seen to, else in a tab of the case
    target_id: UUID | None = None  # the row it is about
    is_warned: bool = False  # something is lost if nobody sees to it
    is_applicant: bool = False  # whom nobody can tell of a death

    @property
    def left_words(self) -> str:
        """How it is kept with a closing that leaves it as it is."""
        return f"{HEADINGS[self.kind]} : {self.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingList:
    """All that one looks at before closing a case."""

    case_id: UUID
    name: str = field(repr=False)
    reference: str
    needs_notice: bool
    originals: tuple[tuple[UUID, str], ...] = field(repr=False)  # document, title
    lines: tuple[OpenLine, ...]
    retention: tuple[str, ...]  # sentences: when it is listed, when it is closed to reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingView:
    """One closing, as it is read afterwards."""

    closed_on: date
    reason: ClosingReason | None  # none: nobody was asked for it
    detail: str = field(repr=False)
    relay: str = field(repr=False)
    note: str = field(repr=False)
    left: tuple[str, ...] = field(repr=False)
    made_by: str = field(repr=False)
    reopened_on: date | None

    @property
    def words(self) -> str:
        """« Autre motif (hospitalisation) · relais : CCAS de Bron »."""
        if self.reason is None:
            return self.detail
        return reason_words(self.reason, self.detail, self.relay)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A case that is not closed with others unless something is answered."""

    case_id: UUID
    needs_notice: bool
    appeals: tuple[str, ...] = field(repr=False)
    originals: tuple[tuple[UUID, str], ...] = field(repr=False)
