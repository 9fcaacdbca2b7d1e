"""What a report of a case discloses: only the sections that were chosen are read into it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from caseapp.domain.case_report import (
    ALL_SECTIONS,
    BudgetEntry,
    BudgetPart,
    CaseReportData,
    ClaimDate,
    ClaimEntry,
    ContactEntry,
    DeadlineEntry,
    EstimatePart,
    InterviewEntry,
    NextStep,
    PersonEntry,
    RightEntry,
    Section,
)
from caseapp.domain.claim import ENDED, ClaimState
from caseapp.domain.estimate import Outcome
from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError
from caseapp.kernel.money import ZERO
from caseapp.kernel.typography import typeset
from caseapp.services import settings
from caseapp.services.answer_words import OUTCOMES
from caseapp.services.case_rows import display_name
from caseapp.services.contact_facts import ADDRESS
from caseapp.services.contact_facts import OF_PERSON as CONTACTS_OF_PERSON
from caseapp.services.disclosed_duties import disclosed_duties
from caseapp.services.estimate_rows import RightAction
from caseapp.services.household_page import FieldState
from caseapp.services.interview_rows import interview_entry
from db.queries import cases as queries
from db.queries.interviews import disclosed

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence
    from uuid import UUID

    from caseapp.domain.case_report import AmountOrWords
    from caseapp.domain.household import Household
    from caseapp.kernel.clock import Clock
    from caseapp.services.case_year import CaseYear
    from caseapp.services.claim_page import ClaimPage
    from caseapp.services.claims import Claims
    from caseapp.services.estimate_rows import RightRow, SavedEstimate
    from caseapp.services.estimates import Estimates
    from caseapp.services.household import HouseholdDesk
    from caseapp.services.household_page import FieldValue, HouseholdPage, PersonRow
    from db.store import Store

EVENTS: dict[str, str] = {
    "filed": "déposée",
    "acknowledged": "accusé de réception",
    "transmitted": "transmise",
    "pieces_asked": "pièces demandées",
    "pieces_sent": "pièces envoyées",
    "completed": "dossier complet",
    "granted": "accord",
    "refused": "refus",
    "no_answer": "absence de réponse",
    "appeal_filed": "recours ou médiation",
    "appeal_decided": "réponse au recours",
    "reasons_asked": "motifs demandés",
    "reasons_given": "motifs reçus",
    "legal_aid_asked": "aide juridictionnelle demandée",
    "legal_aid_decided": "réponse sur l'aide juridictionnelle",
    "withdrawn": "abandon",
    "obsolete": "sans objet",
    "closed": "clôture",
}


class Disclosure:
    """Gathers what a report discloses."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        household: HouseholdDesk,
        estimates: Estimates,
        claims: Claims,
        year: CaseYear,
    ) -> None:
        self._store = store
        self._clock = clock
        self._household = household
        self._estimates = estimates
        self._claims = claims
        self._year = year

    def case_report(
        self,
        case_id: UUID,
        *,
        recipient: str = "",
        purpose: str = "",
        consent: str = "",
        sections: frozenset[Section] = ALL_SECTIONS,
        interviews: Sequence[UUID] = (),
    ) -> CaseReportData:
        """Return the report of a case, with the chosen sections and nothing of the others.

        `interviews` are those chosen one by one, for their section.

        Raises:
            NotFoundError: there is no such case any more.
        """
        with self._store.read() as session:
            service = settings.read_service(session)
            header = queries.header(session, case_id)
        if header is None:
            raise NotFoundError("Ce dossier n'existe plus.")
        page = self._household.page(case_id)
        rights = self._estimates.rows(case_id) if sections & _OF_RIGHTS else ()
        claims = self._claim_pages(case_id) if sections & _OF_CLAIMS else ()
        household = self._household.household(case_id)
        applicant = page.people[0]
        return CaseReportData(
            service_name=service.service_name,
            service_address=service.service_address,
            reference=header.reference,
            person=display_name(applicant.last_name, applicant.first_name),
            author=service.signature if service.worker else header.referent,
            recipient=recipient,
            purpose=purpose,
            consent=consent,
            edited_at=self._clock.now(),
            sections=sections,
            people=tuple(_people(page, household)) if Section.PEOPLE in sections else (),
            contacts=tuple(_contacts(page)) if Section.CONTACTS in sections else (),
            budget=_budget(page) if Section.RESOURCES in sections else None,
            estimate=self._estimate(case_id, rights) if Section.RIGHTS in sections else None,
            claims=tuple(map(_claim, claims)) if Section.CLAIMS in sections else (),
            deadlines=tuple(_deadlines(claims)) if Section.DEADLINES in sections else (),
            duties=disclosed_duties(self._year.of_case(case_id), sections)
            if Section.DUTIES in sections
            else (),
            next_steps=(
                tuple(_next_steps(claims, rights)) if Section.NEXT_STEPS in sections else ()
            ),
            interviews=(
                self._interviews(case_id, interviews) if Section.INTERVIEWS in sections else ()
            ),
        )

    def _interviews(self, case_id: UUID, chosen: Sequence[UUID]) -> tuple[InterviewEntry, ...]:
        with self._store.read() as session:
            return tuple(interview_entry(row) for row in disclosed(session, case_id, chosen))

    def _claim_pages(self, case_id: UUID) -> tuple[ClaimPage, ...]:
        rows = self._claims.of_case(case_id)
        return tuple(self._claims.page(row.id) for row in rows if row.state not in ENDED)

    def _estimate(self, case_id: UUID, rights: Iterable[RightRow]) -> EstimatePart | None:
        saved = self._estimates.latest(case_id)
        return None if saved is None else _estimate_part(saved, rights)


_OF_CLAIMS = frozenset({Section.CLAIMS, Section.DEADLINES, Section.NEXT_STEPS})
_OF_RIGHTS = frozenset({Section.RIGHTS, Section.NEXT_STEPS})


def _people(page: HouseholdPage, household: Household) -> Iterator[PersonEntry]:
    for row, person in zip(page.people, household.people, strict=True):
        yield PersonEntry(
            name=row.name,
            link=row.role_label,
            birth_date=person.birth_date,
            situation=_situation(row),
        )


def _contacts(page: HouseholdPage) -> Iterator[ContactEntry]:
    """Yield the people who can be reached, then the home; what nobody knows is left out."""
    own = {definition.key for definition in CONTACTS_OF_PERSON}
    for row in page.people:
        if known := _known(row.facts, own):
            yield ContactEntry(name=row.name, reached_by=known)
    if known := _known(page.housing, {ADDRESS.key}):
        yield ContactEntry(name="Domicile", reached_by=known)


def _known(facts: Iterable[FieldValue], keys: Container[str]) -> tuple[str, ...]:
    return tuple(fact.text for fact in facts if fact.key in keys and fact.state is FieldState.VALUE)


def _situation(row: PersonRow) -> str:
    activity = "" if row.activity == "inconnu" else row.activity
    return ", ".join(part for part in (activity, row.particulars.replace(" · ", ", ")) if part)


def _budget(page: HouseholdPage) -> BudgetPart:
    budget = page.budget
    known = not budget.unknown
    return BudgetPart(
        month=budget.month,
        resources=tuple(BudgetEntry(label=x.label, amount=x.amount) for x in budget.coming),
        charges=tuple(BudgetEntry(label=x.label, amount=x.amount) for x in budget.going),
        remainder=budget.left if known else None,
        remainder_per_day=budget.per_day_and_person if known else None,
        housing_share=budget.housing_share,
    )


def _estimate_part(saved: SavedEstimate, rights: Iterable[RightRow]) -> EstimatePart:
    """Return what may be paid and what is paid: what is refused helps nobody who reads."""
    return EstimatePart(
        on=saved.on,
        month=saved.month,
        engine=saved.engine,
        catalogue=_catalogue_day(saved.catalogue),
        rights=tuple(
            RightEntry(
                right=row.title,
                outcome=OUTCOMES[row.outcome],
                estimated=_estimated(row),
                received=row.received or "",
                remark=typeset(_remark(row)),
            )
            for row in rights
            if row.outcome in {Outcome.LIKELY, Outcome.TO_CHECK} or row.received
        ),
    )


def _catalogue_day(version: str) -> str:
    try:
        return french.day(date.fromisoformat(version))
    except ValueError:
        return version


def _estimated(row: RightRow) -> AmountOrWords:
    return row.variant if row.amount is None else row.amount


def _remark(row: RightRow) -> str:
    if row.claim_id is not None:
        return _inside(row.claim_words)
    if row.gap is not None and row.gap != ZERO:
        return f"écart de {french.euros(max(row.gap, -row.gap))}"
    if row.received:
        return ""
    if row.missing:
        return f"à compléter : {_inside(row.missing[0].label)}"
    return "non demandé"


def _inside(words: str) -> str:
    """Return words as they stand inside a sentence; « ASPA » keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _claim(page: ClaimPage) -> ClaimEntry:
    dates = [ClaimDate(label="ouverte", on=page.opened_on)]
    dates += [
        ClaimDate(label=EVENTS[line.kind], on=line.on)
        for line in reversed(page.thread)
        if not line.is_exchange  # what was said about a claim stays with it
    ]
    return ClaimEntry(
        right=page.name,
        agency=page.agency,
        state=_state(page),
        dates=tuple(sorted(dates, key=lambda x: x.on)),
    )


def _state(page: ClaimPage) -> str:
    words = _inside(page.state_words)
    if page.state not in {ClaimState.TO_PREPARE, ClaimState.GATHERING} or not page.pieces:
        return words
    received = sum(1 for piece in page.pieces if piece.received_on)
    return f"pièces à réunir ({received} sur {len(page.pieces)})"


def _deadlines(claims: Iterable[ClaimPage]) -> Iterator[DeadlineEntry]:
    found = [
        DeadlineEntry(
            label=line.label,
            claim=page.name,
            cautious_on=line.cautious_on,
            computed_on=line.computed_on,
            article=line.article,
            body=line.body,
        )
        for page in claims
        for line in page.deadlines
        if line.done_on is None
    ]
    yield from sorted(found, key=lambda x: (x.cautious_on, x.label))


def _next_steps(claims: Iterable[ClaimPage], rights: Iterable[RightRow]) -> Iterator[NextStep]:
    """Yield the next act of each claim, then the rights to ask for and what they lack."""
    for page in claims:
        if page.next_action:
            yield NextStep(text=typeset(f"{page.name} : {page.next_action}"))
    for row in rights:
        if row.action is RightAction.OPEN and row.outcome is Outcome.LIKELY:
            yield NextStep(text=typeset(f"Demander : {row.title}"))
        elif row.action is RightAction.COMPLETE:
            lacking = ", ".join(_inside(part.label) for part in row.missing if part.path)
            yield NextStep(text=typeset(f"{row.title} : préciser {lacking}"))
