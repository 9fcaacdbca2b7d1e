"""What stands on the paper of a letter, and the Word file it may be put on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.domain.letter import LetterPaper, Signer
from caseapp.kernel.errors import NotFoundError
from caseapp.rules.letters import text as letter_text
from caseapp.rules.letters.filling import unknown
from caseapp.services import letter_address, letter_drafts
from caseapp.services.letter_sending import find
from caseapp.services.service_templates import code_of, is_own, own_template
from db.models import HandedReport, Handing, Letter, ServiceTemplate
from db.queries import letters as queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from caseapp.kernel.clock import Clock
    from caseapp.rules.letters.filling import Values
    from caseapp.services.letter_facts import Gathered, LetterFacts
    from db.store import Store

_REGISTERED = "Lettre recommandée avec avis de réception"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOnPaper:
    """A letter, and its own Word file where it was begun from one of the service."""

    paper: LetterPaper = field(repr=False)
    name: str
    values: Values = field(repr=False)
    template: bytes | None = field(repr=False)


class LetterPapers:
    """Reads letters to be printed, and notes that one left."""

    def __init__(self, store: Store, clock: Clock, facts: LetterFacts) -> None:
        self._store, self._clock, self._facts = store, clock, facts

    def of(self, letter_id: UUID) -> LetterOnPaper:
        """Return all that stands on the paper.

        Raises:
            NotFoundError: there is no such letter any more.
        """
        with self._store.read() as session:
            letter = find(session, letter_id)
            reference = queries.case_of(session, letter.case_id).reference
            own = own_template(session, letter.template)
            template = own.content if own is not None else None
            session.expunge(letter)
        # What is written is in the letter; only a file of the service is filled again.
        claim_id = letter.claim_id if template is not None else None
        gathered = self._facts.gather(letter.case_id, claim_id)
        return LetterOnPaper(
            paper=_paper(letter, reference, gathered),
            name=letter.name,
            values=gathered.values,
            template=template,
        )

    def trial(self, case_id: UUID, claim_id: UUID | None, template_id: UUID) -> LetterOnPaper:
        """Return a template of the service filled with a case; no letter is begun.

        Raises:
            NotFoundError: there is no such case, claim or template any more.
            UserInputError: the template cannot be filled.
        """
        gathered = self._facts.gather(case_id, claim_id)
        with self._store.read() as session:
            row = session.get(ServiceTemplate, template_id)
            if row is None:
                raise NotFoundError("Ce modèle du service n'existe plus.")
            name, content = row.name, row.content
            reference = queries.case_of(session, case_id).reference
        drafted = letter_drafts.from_own(code_of(template_id), name, content, gathered)
        letter = Letter(case_id=case_id, on_date=self._clock.today(), **drafted)
        return LetterOnPaper(
            paper=_paper(letter, reference, gathered),
            name=name,
            values=gathered.values,
            template=content,
        )

    def letterhead(self, letter_id: UUID, template_id: UUID) -> tuple[bytes, Values] | None:
        """Return a paper with the heading of the service, and what a letter fills it with.

        Nothing where the paper is gone.
        """
        with self._store.read() as session:
            letter = find(session, letter_id)
            row = session.get(ServiceTemplate, template_id)
            case_id, claim_id = letter.case_id, letter.claim_id
            content = row.content if row is not None else None
        if content is None:
            return None
        return content, self._facts.gather(case_id, claim_id).values

    def record(self, letter_id: UUID, recipient: str, *, printed: bool) -> None:
        """Record that a letter left the desk, on paper or in a file; its text is the letter's."""
        with self._store.write() as session:
            session.add(self._handed(find(session, letter_id), recipient, printed=printed))

    def record_all(self, letter_ids: Sequence[UUID], *, printed: bool) -> None:
        """Record that letters left the desk together, each to whom it is addressed."""
        with self._store.write() as session:
            for letter_id in letter_ids:
                letter = find(session, letter_id)
                recipient = letter.recipient.partition("\n")[0]
                session.add(self._handed(letter, recipient, printed=printed))

    def _handed(self, letter: Letter, recipient: str, *, printed: bool) -> HandedReport:
        return HandedReport(
            case_id=letter.case_id,
            title=f"courrier « {letter.name[:180]} »",
            recipient=recipient,
            purpose=letter.subject,
            consent="",
            sections=[],
            how=Handing.PRINTED if printed else Handing.SAVED,
            made_at=self._clock.now(),
        )


def _paper(letter: Letter, reference: str, gathered: Gathered) -> LetterPaper:
    known = gathered.values.texts
    service = gathered.service
    references: tuple[tuple[str, str], ...] = ()
    if letter.signer is Signer.WORKER:
        sender = [service.service_name, *letter_address.lines(service.service_address)]
        signature = [service.worker, service.worker_title]
        references = (("Nos références", reference),)
    else:
        name, address = (known.get(name) or unknown(name) for name in _ON_PAPER)
        sender = [name, *address.splitlines()]
        sender += [known[name] for name in _HOW_TO_REACH if name in known]
        signature = [name]
    return LetterPaper(
        sender=tuple(line for line in sender if line.strip()),
        recipient=tuple(line for line in letter.recipient.splitlines() if line.strip()),
        place=letter.place,
        on=letter.on_date,
        sent_by=_REGISTERED if letter.registered else "",
        references=references,
        subject=letter.subject,
        paragraphs=letter_text.read(letter.body),
        signature=tuple(line for line in signature if line),
        enclosures=tuple(letter.enclosures),
        reference=reference,
        is_whole=is_own(letter.template),
    )


_ON_PAPER = ("personne.nom_complet", "personne.adresse")
_HOW_TO_REACH = ("personne.telephone", "personne.courriel")
