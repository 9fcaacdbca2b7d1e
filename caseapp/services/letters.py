"""The letters of a case: begun from the library with what is known, edited, sent, followed up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence
from caseapp.domain.letter import Addressee, LetterPaper, Signer
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.rules.claim_history import in_order
from caseapp.rules.letters import text as letter_text
from caseapp.rules.letters.filling import fill, unknown
from caseapp.rules.letters.loader import load_letters
from caseapp.services import letter_proposals, letter_typing, settings
from caseapp.services.case_rows import display_name
from caseapp.services.claim_records import ClaimRecord
from caseapp.services.claim_view import claim_page
from caseapp.services.letter_rows import LetterPage, LetterRow, LibraryRow, ProposedRow
from caseapp.services.letter_sending import find
from caseapp.services.letter_values import ClaimFacts, values
from caseapp.services.undoable import Removable
from db.models import Letter
from db.queries import letters as queries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.letters.template import LetterTemplate
    from caseapp.services.claim_page import ClaimPage
    from caseapp.services.household import HouseholdDesk
    from db.store import Store


class Letters(Removable["UUID"]):
    """The letters of all cases."""

    def __init__(
        self, store: Store, clock: Clock, catalogue: Catalogue, household: HouseholdDesk
    ) -> None:
        super().__init__(store, find)
        self._clock = clock
        self._catalogue = catalogue
        self._household = household

    # ------------------------------------------------------------------ read
    def library(self) -> tuple[LibraryRow, ...]:
        """Return the templates, by need."""
        return tuple(
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
                blanks=_blanks(row.recipient, row.subject, row.body),
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
            claim = self._claim(session, row.claim_id) if row.claim_id else None
            kept = {name: getattr(row, name) for name in letter_typing.SHOWN}
            case_id, claim_id, on = row.case_id, row.claim_id, row.on_date
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
            when=template.when if template else _GONE,
            caution=template.caution if template else "",
            basis=template.basis if template else (),
            confidence=template.confidence if template else Confidence.LOW,
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
            before=line.cautious_on if line is not None else None,
            blanks=_blanks(kept["recipient"], kept["subject"], kept["body"], *kept["enclosures"]),
        )

    def paper(self, letter_id: UUID) -> LetterPaper:
        """Return all that stands on the paper.

        Raises:
            NotFoundError: there is no such letter any more.
        """
        page = self.page(letter_id)
        with self._store.read() as session:
            service = settings.read_service(session)
        household = self._household.page(page.case_id)
        filled = values(household, service, page.case_reference, None, self._clock.today())
        texts = {name: filled.texts.get(name) or unknown(name) for name in _ON_PAPER}
        if page.signer is Signer.WORKER:
            sender = [service.service_name, *service.service_address.splitlines()]
            signature = [service.worker, service.worker_title]
        else:
            sender = [texts["personne.nom_complet"], *texts["personne.adresse"].splitlines()]
            sender += [filled.texts[name] for name in _HOW_TO_REACH if name in filled.texts]
            signature = [texts["personne.nom_complet"]]
        return LetterPaper(
            sender=tuple(line for line in sender if line),
            recipient=tuple(line for line in page.recipient.splitlines() if line.strip()),
            place=page.place,
            on=page.on,
            sent_by="Lettre recommandée avec avis de réception" if page.registered else "",
            references=(("Nos références", page.case_reference),)
            if page.signer is Signer.WORKER
            else (),
            subject=page.subject,
            paragraphs=letter_text.read(page.body),
            signature=tuple(line for line in signature if line),
            enclosures=page.enclosures,
            reference=page.case_reference,
        )

    # ------------------------------------------------------------------ written
    def begin(self, case_id: UUID, code: str, claim_id: UUID | None = None) -> UUID:
        """Begin a letter with all that is known; what is not stays a place to write.

        Raises:
            UserInputError: this letter is about a claim, and none was named.
            NotFoundError: there is no such case, claim or template any more.
        """
        template = load_letters().get(code)
        if template is None:
            raise NotFoundError("Ce modèle n'existe plus.")
        if template.needs_claim and claim_id is None:
            raise UserInputError("claim", "Choisir la démarche dont parle ce courrier.")
        today = self._clock.today()
        page = self._household.page(case_id)
        with self._store.write() as session:
            case = queries.case_of(session, case_id)
            service = settings.read_service(session)
            claim = self._claim(session, claim_id) if claim_id else None
            route = template.route.value if template.route else None
            filled = values(page, service, case.reference, claim, today, route)
            letter = Letter(
                case_id=case_id,
                claim_id=claim_id,
                template=code,
                name=template.name,
                signer=template.signer,
                recipient=_recipient(template, claim),
                place=filled.texts.get("personne.commune", "").partition(" (")[0],
                on_date=today,
                registered=template.registered,
                subject=fill(template.subject, filled, markdown=False),
                body=fill(template.body, filled).strip(),
                enclosures=[fill(one, filled, markdown=False) for one in template.enclosures],
                made_at=self._clock.now(),
            )
            session.add(letter)
            session.flush()
            return letter.id

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

    # ------------------------------------------------------------------ inside
    def _claim(self, session: Session, claim_id: UUID) -> ClaimFacts:
        page = claim_page(session, claim_id, self._catalogue, self._clock.today())
        return ClaimFacts(
            right=self._catalogue.right(page.right),
            page=page,
            events=in_order(ClaimRecord(session, claim_id).events()),
        )


# A letter outlives its template: what was written is the case's.
_GONE = "Le modèle de ce courrier n'est plus dans le programme : relisez-le, ses articles ont pu changer."
_ON_PAPER = ("personne.nom_complet", "personne.adresse")
_HOW_TO_REACH = ("personne.telephone", "personne.courriel")


def _recipient(template: LetterTemplate, claim: ClaimFacts | None) -> str:
    """Return the first lines of the address; the rest is a place to write: no file knows it."""
    line = claim.page.appeal(template.route) if claim and template.route else None
    match template.addressee:
        case Addressee.APPEAL_BODY if line is not None:
            first = line.body[:1].upper() + line.body[1:]
        case Addressee.AGENCY if claim is not None:
            first = claim.page.agency
        case _:
            first = unknown("organisme.nom")
    return f"{first}\n{unknown('organisme.adresse')}"


def _blanks(*texts: str) -> int:
    return sum(run.blank for text in texts for p in letter_text.read(text) for run in p.runs)
