"""What « Courriers » works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.kernel.clock import Clock
    from caseapp.services.claims import Claims
    from caseapp.services.letter_sending import LetterSending
    from caseapp.services.letters import Letters
    from caseapp.ui.dialogs.ask import Asker


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersTools:
    """The services, and what puts a letter on paper: in a window of the system, in a file."""

    letters: Letters
    sending: LetterSending
    claims: Claims
    clock: Clock
    asker: Asker
    save_pdf: Callable[[UUID], None]
