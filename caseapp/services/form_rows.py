"""Rows of the page of forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caseapp.domain.deadline import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One form of the library."""

    code: str
    name: str
    number: str
    link: str
    online: bool
    rights: tuple[str, ...]  # codes
    rights_words: str  # « RSA, Prime d'activité »
    confidence: Confidence
    is_order_doubtful: bool
