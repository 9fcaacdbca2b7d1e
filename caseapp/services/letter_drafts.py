"""How a letter begins: from the library, or from a Word file of the service."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from caseapp.domain.letter import Addressee, Signer
from caseapp.kernel.errors import UserInputError
from caseapp.rules.letters.filling import TemplateFaultError, fill, unknown
from caseapp.services import letter_address
from caseapp.services.letter_typing import LONGEST_BODY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from caseapp.rules.letters.template import LetterTemplate
    from caseapp.services.letter_facts import Gathered
    from caseapp.services.letter_values import ClaimFacts


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter of a case that is not written yet: the columns it begins with."""

    case_id: UUID
    claim_id: UUID | None
    columns: Mapping[str, Any] = field(repr=False)


def from_library(template: LetterTemplate, gathered: Gathered) -> Mapping[str, Any]:
    """Return the columns of a letter with all that is known; the rest is a place to write."""
    filled = gathered.values
    return {
        "template": template.code,
        "name": template.name,
        "signer": template.signer,
        "recipient": _recipient(
            template.addressee, gathered.claim, template.route, template.recipient
        ),
        "place": _place(gathered),
        "registered": template.registered,
        "subject": fill(template.subject, filled, markdown=False),
        "body": fill(template.body, filled).strip(),
        "enclosures": [fill(one, filled, markdown=False) for one in template.enclosures],
    }


def from_own(code: str, name: str, content: bytes, gathered: Gathered) -> Mapping[str, Any]:
    """Return the columns of a letter begun from a Word file: its text is all of it.

    Raises:
        UserInputError: the file cannot be filled, or is longer than a letter.
    """
    from caseapp.rules.letters import word, word_text  # noqa: PLC0415 - 100 ms of Word files

    try:
        body = word_text.to_markdown(word.fill(content, gathered.values))
    except TemplateFaultError as fault:
        raise UserInputError(
            "template", f"Ce modèle du service ne se remplit plus. {fault}"
        ) from None
    if len(body) > LONGEST_BODY:
        raise UserInputError("template", "Ce modèle est trop long pour un courrier.")
    return {
        "template": code,
        "name": name,
        "signer": Signer.WORKER,
        "recipient": _recipient(Addressee.AGENCY, gathered.claim, None),
        "place": _place(gathered),
        "registered": False,
        "subject": name,
        "body": body,
        "enclosures": [],
    }


def _place(gathered: Gathered) -> str:
    return gathered.values.texts.get("personne.commune", "").partition(" (")[0]


def _recipient(
    addressee: Addressee, claim: ClaimFacts | None, route: str | None, always: str = ""
) -> str:
    """Return the first lines of the address; the rest is a place to write: no file knows it."""
    line = claim.page.appeal(route) if claim and route else None
    match addressee:
        case Addressee.APPEAL_BODY if line is not None:
            first = letter_address.addressee(line.body)
        case Addressee.AGENCY if claim is not None:
            first = letter_address.addressee(claim.page.agency)
        case _:
            first = always or unknown("organisme.nom")
    return f"{first}\n{unknown('organisme.adresse')}"
