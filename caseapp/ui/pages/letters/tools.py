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
    from caseapp.services.service_templates import ServiceTemplateRow, ServiceTemplates
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.tasks import Jobs


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersTools:
    """The services, and what puts a letter on paper."""

    letters: Letters
    sending: LetterSending
    claims: Claims
    clock: Clock
    asker: Asker
    jobs: Jobs
    templates: ServiceTemplates
    show_paper: Callable[[UUID], None]  # of a letter
    show_trial: Callable[[UUID, ServiceTemplateRow], None]  # a template filled with a case
