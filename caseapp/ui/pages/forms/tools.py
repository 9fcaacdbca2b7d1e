"""What « Formulaires » works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.services.form_aids import FormAids
    from caseapp.services.pdf_forms import PdfForms
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.tasks import Jobs


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsTools:
    """The services, and what puts an aid or a filled PDF on paper."""

    aids: FormAids
    pdfs: PdfForms
    jobs: Jobs
    asker: Asker
    number_of: Callable[[UUID], str]  # of a person, to be copied: it is noted that it was
    print_aid: Callable[[UUID, str], None]  # of a case, a form by its code
    print_pdf: Callable[[UUID, UUID, str], None]  # of a case, a PDF form and its name
