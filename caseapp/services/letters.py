"""The letters of a case: begun from the library with what is known, edited, sent, followed up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence
from caseapp.domain.letter import LetterGroup
from caseapp.kernel import french
from caseapp.kernel.clock import PARIS
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.rules.letters import text as letter_text
from caseapp.rules.letters.loader import load_letters
from caseapp.services import letter_drafts, letter_proposals, letter_typing
from caseapp.services.case_rows import display_name
from caseapp.services.letter_drafts import Draft
from caseapp.services.letter_rows import LetterPage, LetterRow, LibraryRow, ProposedRow
from caseapp.services.letter_sending import appeals_of, find
from caseapp.services.service_templates import is_own, own_template
from caseapp.services.undoable import Removable
from db.models import Letter
from db.queries import letters as queries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.claim_page import ClaimPage
    from caseapp.services.letter_facts import LetterFacts
    from caseapp.services.service_templates import ServiceTemplates
    from db.store import Store


class Letters(Removable["UUID"]):
    """The letters of all cases."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        catalogue: Catalogue,
        facts: LetterFacts,
        templates: ServiceTemplates,
    ) -> None:
        super().__init__(store, find)
        self._clock, self._catalogue = clock, catalogue
        self._facts, self._templates = facts, templates

    # ------------------------------------------------------------------ read
    def library(self) -> tuple[LibraryRow, ...]:
        """Return the templates by need: the service's own first."""
        own = tuple(
            LibraryRow(
                code=row.code,
                group=LetterGroup.SERVICE,
                name=row.name,
                when=f"Modèle du service, ajouté le {french.day(row.added_at.astimezone(PARIS))}.",
                caution="",
                basis=(),
                confidence=Confidence.HIGH,
                needs_claim=False,
            )
            for row in self._templates.rows()
            if not row.is_letterhead
        )
        return own + tuple(
            LibraryRow(
                code=letter.code,
                group=letter.group,
                name=letter.name,
                when=letter.when,
                caution=letter.caution,
                basis=letter.basis,
                confidence=letter.confidence,
                needs_claim=letter.needs_claim,
            )
            for letter in load_letters().values()
        )

    def proposed(self, claim: ClaimPage) -> tuple[ProposedRow, ...]:
        """Return the letters that the state of a claim calls for, the soonest date first."""
        return letter_proposals.proposed(claim, self._clock.today())

    def of_case(self, case_id: UUID) -> tuple[LetterRow, ...]:
        """Return the letters of a case: those to send, then those that went, the newest first."""
        with self._store.read() as session:
            found = queries.of_case(session, case_id)
        return tuple(
            LetterRow(
                id=row.id,
                claim_id=row.claim_id,
                name=row.name,
                about=self._catalogue.right(row.right).short_name if row.right else "",
                recipient=row.recipient.split("\n", 1)[0],
                on=row.on_date,
                sent_on=row.sent_on,
                sent_by=row.sent_by,
                blanks=_blanks(row.recipient, row.subject, row.body, *row.enclosures),
            )
            for row in found
        )

    def count(self, case_id: UUID) -> int:
        """Return how many letters of a case are still to be sent."""
        with self._store.read() as session:
            return queries.count_unsent(session, case_id)

    def page(self, letter_id: UUID) -> LetterPage:
        """Return one letter, whole.

        Raises:
            NotFoundError: there is no such letter any more.
        """
        with self._store.read() as session:
            row = find(session, letter_id)
            case = queries.case_of(session, row.case_id)
            claim = self._facts.claim(session, row.claim_id) if row.claim_id else None
            kept = {name: getattr(row, name) for name in letter_typing.SHOWN}
            case_id, claim_id, on = row.case_id, row.claim_id, row.on_date
            is_there = own_template(session, kept["template"]) is not None
        template = load_letters().get(kept["template"])
        route = template.route if template else None
        line = claim.page.appeal(route) if claim and route else None
        days = template.answer_days if template else None
        return LetterPage(
            id=letter_id,
            case_id=case_id,
            case_name=display_name(case.last_name, case.first_name),
            case_reference=case.reference,
            claim_id=claim_id,
            code=kept["template"],
            name=kept["name"],
            when=template.when if template else _OWN if is_there else _GONE,
            caution=template.caution if template else "",
            basis=template.basis if template else (),
            confidence=template.confidence if template else Confidence.LOW,
            is_whole=is_own(kept["template"]),
            acts=() if template or claim is None else appeals_of(claim.page),
            signer=kept["signer"],
            recipient=kept["recipient"],
            place=kept["place"],
            on=on,
            registered=kept["registered"],
            subject=kept["subject"],
            body=kept["body"],
            enclosures=tuple(kept["enclosures"]),
            sent_on=kept["sent_on"],
            sent_by=kept["sent_by"],
            follow_up_on=self._clock.today() + timedelta(days=days) if days else None,
            makes_appeal=route is not None,
            addressee=line.body if line is not None else "",
            before=line.cautious_on if line is not None else None,
            blanks=_blanks(kept["recipient"], kept["subject"], kept["body"], *kept["enclosures"]),
        )

    # ------------------------------------------------------------------ written
    def begin(self, case_id: UUID, code: str, claim_id: UUID | None = None) -> UUID:
        """Begin a letter with all that is known; what is not stays a place to write.

        Raises:
            UserInputError: this letter is about a claim, and none was named.
            NotFoundError: there is no such case, claim or template any more.
        """
        return self.begin_all([self.draft(case_id, code, claim_id)])[0]

    def draft(self, case_id: UUID, code: str, claim_id: UUID | None = None) -> Draft:
        """Return a letter that is not written yet; see `begin`."""
        if is_own(code):
            with self._store.read() as session:
                row = own_template(session, code)
                own = (row.name, row.content) if row is not None else None
            if own is None:
                raise NotFoundError(_NO_TEMPLATE)
            gathered = self._facts.gather(case_id, claim_id)
            return Draft(case_id, claim_id, letter_drafts.from_own(code, *own, gathered))
        template = load_letters().get(code)
        if template is None:
            raise NotFoundError(_NO_TEMPLATE)
        if template.needs_claim and claim_id is None:
            raise UserInputError("claim", "Choisir la démarche dont parle ce courrier.")
        gathered = self._facts.gather(case_id, claim_id, template.routes)
        return Draft(case_id, claim_id, letter_drafts.from_library(template, gathered))

    def begin_all(self, drafts: Sequence[Draft]) -> tuple[UUID, ...]:
        """Write letters, all or none."""
        today, now = self._clock.today(), self._clock.now()
        with self._store.write() as session:
            letters = [
                Letter(
                    case_id=one.case_id,
                    claim_id=one.claim_id,
                    on_date=today,
                    made_at=now,
                    **one.columns,
                )
                for one in drafts
            ]
            session.add_all(letters)
            session.flush()
            return tuple(letter.id for letter in letters)

    def change(self, letter_id: UUID, typed: Mapping[str, str]) -> None:
        """Keep what is edited: recipient, place, on, subject, body, enclosures, registered, signer.

        Raises:
            UserInputError: a part is too long or impossible, or the letter went already.
        """
        read = letter_typing.read(typed, self._clock.today())
        with self._store.write() as session:
            letter = find(session, letter_id)
            if letter.sent_on is not None:
                raise UserInputError("body", "Ce courrier est parti : il reste comme il était.")
            for name, value in read.items():
                setattr(letter, name, value)


_NO_TEMPLATE = "Ce modèle n'existe plus."
_OWN = "Modèle du service : son texte est ici, sa mise en page dans le fichier Word."
# A letter outlives its template: what was written is the case's.
_GONE = "Le modèle de ce courrier n'est plus dans le programme : relisez-le, ses articles ont pu changer."


def _blanks(*texts: str) -> int:
    return sum(run.blank for text in texts for p in letter_text.read(text) for run in p.runs)
