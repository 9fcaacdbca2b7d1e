"""What is still alive in a case about to be closed, each with what to do of it."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from caseapp.domain.agenda import TaskKind
from caseapp.domain.claim import ClaimState
from caseapp.domain.closing import OpenKind
from caseapp.domain.deadline import DeadlineKind
from caseapp.domain.household import Role
from caseapp.domain.mandate import MandateKind, MandateState
from caseapp.domain.payment import DebtKind
from caseapp.domain.retention import Decision, listed_from, standing
from caseapp.kernel import french
from caseapp.kernel.money import Money
from caseapp.kernel.typography import typeset
from caseapp.rules.agency_words import first_agency
from caseapp.services.case_rows import display_name
from caseapp.services.claim_words import STATES
from caseapp.services.closing_appeals import open_appeals, right_name
from caseapp.services.closing_rows import ClosingList, OpenLine
from caseapp.services.closing_words import listed, retention_words
from caseapp.services.mandate_rows import KINDS as MANDATES
from caseapp.services.mandates import mandate_rows
from caseapp.services.retention_rows import decided_of
from caseapp.services.rights_requests import KINDS as REQUESTS
from db.queries import closing as queries
from db.queries import retention as retention_queries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.dated_rows import DatedItem
    from caseapp.services.mandate_rows import MandateRow
    from db.models import Case, ClaimRow, DeadlineRow

_PAID = frozenset({ClaimState.GRANTED, ClaimState.PARTLY_GRANTED, ClaimState.SILENT_ACCEPTANCE})
_REGULAR = (DeadlineKind.DECLARATION, DeadlineKind.RENEWAL)
AHEAD = timedelta(days=400)  # a renewal a year
_ADULTS = frozenset({Role.APPLICANT, Role.PARTNER})


def closing_list(
    session: Session,
    case: Case,
    catalogue: Catalogue,
    today: date,
    duties: Sequence[DatedItem] = (),
) -> ClosingList:
    """Return all that one looks at before closing a case.

    `duties`: the declarations and renewals of the year to come, the first first.
    """
    reading = _Reading(session, case.id, catalogue, today)
    people = queries.people(session, case.id)
    applicant = people[0] if people else None
    return ClosingList(
        case_id=case.id,
        name="" if applicant is None else display_name(applicant.last_name, applicant.first_name),
        reference=case.reference,
        needs_notice=bool(queries.without_notice(session, [case.id])),
        originals=tuple((row[1], row[2]) for row in queries.originals(session, [case.id])),
        lines=(*reading.alive(duties), *reading.to_inform()),
        retention=retention_of(session, case.id, today),
    )


def left_in(session: Session, case_id: UUID, catalogue: Catalogue, today: date) -> list[str]:
    """Return what is still alive in a case in words, as it is kept with a closing that leaves it."""
    reading = _Reading(session, case_id, catalogue, today)
    return [line.left_words for line in reading.alive(())]


def retention_of(session: Session, case_id: UUID, today: date) -> tuple[str, ...]:
    """Return when the rule of conservation lists a case and closes it to reading, in sentences."""
    found = retention_queries.of_case(session, case_id)
    case = next(iter(queries.cases(session, [case_id])), None)
    if found is None or case is None:
        return ()
    decision, until = found[2], found[3]
    since = case.last_contact_on or case.opened_on
    _place, due = standing(today, since, decided_of(decision, until))
    if decision is Decision.ARCHIVE:
        return (f"Archivé jusqu'au {french.day(due)}, lu par le responsable seul.",)
    words = retention_words(
        since, (listed_from(due), due), today, had_contact=case.last_contact_on is not None
    )
    kept = f"Conservation prolongée jusqu'au {french.day(until)}." if until is not None else ""
    return tuple(part for part in (*words, kept) if part)


class _Reading:
    """One case, read table by table."""

    def __init__(self, session: Session, case_id: UUID, catalogue: Catalogue, today: date) -> None:
        self._session, self._case = session, case_id
        self._catalogue, self._today = catalogue, today
        self._claims = queries.claims(session, [case_id])
        self._next: dict[UUID, DeadlineRow] = {}  # what each claim waits for first
        self._regular: dict[UUID, DeadlineRow] = {}
        for row in queries.deadlines(session, [claim.id for claim in self._claims]):
            if row.kind in _REGULAR:
                self._regular.setdefault(row.claim_id, row)
            elif row.kind is not DeadlineKind.APPEAL:
                self._next.setdefault(row.claim_id, row)

    def alive(self, duties: Sequence[DatedItem]) -> Iterator[OpenLine]:
        """Yield what is alive, what may be lost first."""
        contested = set()
        for one in open_appeals(self._session, [self._case], self._catalogue, self._today):
            contested.add(one.claim_id)
            yield OpenLine(
                kind=OpenKind.APPEAL,
                words=one.words,
                advice="Suivre la réponse, ou dire à la personne et au relais qui la suit."
                if one.on is None
                else "Former le recours, ou dire à la personne jusqu'à quand elle le peut.",
                claim_id=one.claim_id,
                target_id=one.id,
                is_warned=True,
            )
        for claim in self._claims:
            if claim.state not in _PAID and claim.id not in contested:
                yield self._claim(claim)
        yield from self._grants(duties)
        yield from self._debts()
        yield from self._agenda()
        yield from self._papers()

    def _name(self, claim: ClaimRow) -> str:
        return right_name(self._catalogue, claim.right)

    def _claim(self, claim: ClaimRow) -> OpenLine:
        return OpenLine(
            kind=OpenKind.CLAIM,
            words=typeset(
                f"{self._name(claim)} : {STATES[claim.state].lower()}"
                f"{_dated(self._next.get(claim.id))}"
            ),
            advice="La clore ou dire qui la suit.",
            claim_id=claim.id,
            target_id=claim.id,
        )

    def _grants(self, duties: Sequence[DatedItem]) -> Iterator[OpenLine]:
        """Yield what is paid: claims that were granted, and rights noted in the household."""
        due: dict[str, str] = {}
        for item in duties:
            if not item.detail:  # a tax return is due whether a service follows or not
                continue
            words = f", {item.label.lower()} avant le {french.day(item.cautious_on)}"
            due.setdefault(item.detail, words)
        advice = "Dire à la personne ce qu'elle aura à déclarer ou à renouveler."
        for claim in self._claims:
            if claim.state in _PAID:
                next_one = due.pop(claim.right, "") or _dated(self._regular.get(claim.id))
                words = f"{self._name(claim)} : {STATES[claim.state].lower()}{next_one}"
                yield OpenLine(
                    kind=OpenKind.GRANT,
                    words=typeset(words),
                    advice=advice,
                    claim_id=claim.id,
                    target_id=claim.id,
                )
        for right, words in due.items():
            name = right_name(self._catalogue, right)
            yield OpenLine(kind=OpenKind.GRANT, words=typeset(f"{name}{words}"), advice=advice)

    def _debts(self) -> Iterator[OpenLine]:
        for debt in queries.debts(self._session, [self._case]):
            what = "indu" if debt.kind is DebtKind.OVERPAYMENT else "rappel dû"
            amount = french.euros(Money(debt.cents))
            yield OpenLine(
                kind=OpenKind.DEBT,
                words=typeset(f"{right_name(self._catalogue, debt.right)} : {what} de {amount}"),
                advice="Le solder, ou dire à la personne ce qui reste à suivre.",
                target_id=debt.id,
            )

    def _agenda(self) -> Iterator[OpenLine]:
        for task in queries.tasks(self._session, self._case):
            day = "" if task.due_on is None else f" le {french.day(task.due_on)}"
            is_meeting = task.kind is TaskKind.APPOINTMENT
            yield OpenLine(
                kind=OpenKind.TASK,
                words=typeset(f"{task.title}{day}"),
                advice="L'annuler ou le confier."
                if is_meeting
                else "La faire, la retirer ou la confier.",
                target_id=task.id,
            )
        for row in queries.reminders(self._session, self._case, self._today):
            assert row.postponed_to is not None  # noqa: S101 - the query asks for it
            yield OpenLine(
                kind=OpenKind.REMINDER,
                words=typeset(f"{row.about} : rappel le {french.day(row.postponed_to)}"),
                advice="Le retirer, ou confier ce qu'il rappelle.",
                target_id=row.id,
            )

    def _papers(self) -> Iterator[OpenLine]:
        waiting = {claim.id: claim for claim in self._claims if claim.state not in _PAID}
        missing: dict[UUID, list[str]] = {}
        for claim_id, label in queries.missing_pieces(self._session, list(waiting)):
            missing.setdefault(claim_id, []).append(label)
        for claim_id, labels in missing.items():
            yield OpenLine(
                kind=OpenKind.PIECE,
                words=typeset(f"{self._name(waiting[claim_id])} : {listed(labels, 3)}"),
                advice="Les réclamer une dernière fois, ou dire à qui les remettre.",
                claim_id=claim_id,
                target_id=claim_id,
            )
        for letter in queries.drafts_of_letters(self._session, self._case):
            yield OpenLine(
                kind=OpenKind.LETTER,
                words=typeset(letter.name),
                advice="L'envoyer ou le supprimer.",
                target_id=letter.id,
            )
        for mandate in self._mandates:
            to = f" ({mandate.holder})" if mandate.holder else ""
            yield OpenLine(
                kind=OpenKind.MANDATE,
                words=typeset(f"{MANDATES[mandate.kind]}{to} : {mandate.covers}"),
                advice="Il ne sert plus : le dire à qui il a été donné, ou noter son retrait.",
                target_id=mandate.id,
            )
        for request in queries.requests(self._session, self._case):
            words = f"{REQUESTS[request.kind]}, demande du {french.day(request.received_on)}"
            yield OpenLine(
                kind=OpenKind.REQUEST,
                words=typeset(words),
                advice="La réponse reste due : la clôture ne l'efface pas.",
                target_id=request.id,
                is_warned=True,
            )

    def to_inform(self) -> Iterator[OpenLine]:
        """Yield who should hear of it: the adults, who was given an agreement, the bodies."""
        for person in queries.people(self._session, self._case):
            if person.role in _ADULTS and person.left_on is None:
                name = display_name(person.last_name, person.first_name)
                yield OpenLine(
                    kind=OpenKind.INFORM,
                    words=name,
                    advice="Dire la clôture, le motif et comment revenir.",
                    target_id=person.id,
                    is_applicant=person.role is Role.APPLICANT,
                )
        told = {one.holder for one in self._mandates if one.holder}
        told |= {first_agency(claim.agency) for claim in self._claims if claim.agency}
        for name in sorted(told, key=french.fold):
            yield OpenLine(
                kind=OpenKind.INFORM,
                words=typeset(name),
                advice="Dire que le service n'accompagne plus, et qui joindre.",
            )

    @cached_property
    def _mandates(self) -> list[MandateRow]:
        return [
            row
            for row in mandate_rows(self._session, self._case, self._today)
            if row.kind is not MandateKind.INFORMATION
            and row.state in {MandateState.HOLDS, MandateState.ENDING}
        ]


def _dated(row: DeadlineRow | None) -> str:
    """Return « , relance avant le 12/12/2026 », or nothing."""
    if row is None:
        return ""
    label = row.label[:1].lower() + row.label[1:] if not row.label[1:2].isupper() else row.label
    return f", {label} : {french.day(row.cautious_on)}"
