"""What each section of a report says, from what the screens of the case show."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from caseapp.domain.case_report import (
    BudgetEntry,
    BudgetPart,
    ClaimDate,
    ClaimEntry,
    ContactEntry,
    DeadlineEntry,
    EstimatePart,
    HealthEntry,
    NextStep,
    PersonEntry,
    RightEntry,
)
from caseapp.domain.claim import ClaimState
from caseapp.domain.estimate import Outcome
from caseapp.kernel import french
from caseapp.kernel.money import ZERO
from caseapp.kernel.typography import typeset
from caseapp.services.answer_words import OUTCOMES
from caseapp.services.contact_facts import ADDRESS
from caseapp.services.contact_facts import OF_PERSON as CONTACTS_OF_PERSON
from caseapp.services.estimate_rows import RightAction
from caseapp.services.household_page import FieldState

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from caseapp.domain.case_report import AmountOrWords
    from caseapp.domain.household import Household
    from caseapp.services.claim_page import ClaimPage
    from caseapp.services.estimate_rows import RightRow, SavedEstimate
    from caseapp.services.household_page import FieldValue, HouseholdPage, PersonRow

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


def people(page: HouseholdPage, household: Household) -> Iterator[PersonEntry]:
    """Yield the people of the household, in the order of its page."""
    for row, person in zip(page.people, household.people, strict=True):
        yield PersonEntry(
            name=row.name,
            link=row.role_label,
            birth_date=person.birth_date,
            situation=_situation(row),
        )


def contacts(page: HouseholdPage) -> Iterator[ContactEntry]:
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
    particulars = row.plain_particulars.replace(" · ", ", ")  # health has a section of its own
    return ", ".join(part for part in (activity, particulars) if part)


def health(page: HouseholdPage) -> Iterator[HealthEntry]:
    """Yield what is known of the health of each person, then of the household."""
    for row in page.people:
        if told := _sensitive(row.facts):
            yield HealthEntry(name=row.name, facts=told)
    if told := _sensitive(page.declared):
        yield HealthEntry(name="Foyer", facts=told)


def _sensitive(facts: Iterable[FieldValue]) -> tuple[str, ...]:
    return tuple(
        typeset(f"{fact.label.rstrip(' ?' + french.NARROW)} : {fact.text}")
        for fact in facts
        if fact.is_sensitive and fact.state is FieldState.VALUE
    )


def budget(page: HouseholdPage) -> BudgetPart:
    """Return the budget of the month; what remains only where nothing is unknown."""
    of_month = page.budget
    known = not of_month.unknown
    return BudgetPart(
        month=of_month.month,
        resources=tuple(BudgetEntry(label=x.label, amount=x.amount) for x in of_month.coming),
        charges=tuple(BudgetEntry(label=x.label, amount=x.amount) for x in of_month.going),
        remainder=of_month.left if known else None,
        remainder_per_day=of_month.per_day_and_person if known else None,
        housing_share=of_month.housing_share,
    )


def estimate(saved: SavedEstimate, rights: Iterable[RightRow]) -> EstimatePart:
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


def claim(page: ClaimPage) -> ClaimEntry:
    """Return a claim and what happened to it, the oldest first."""
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


def deadlines(claims: Iterable[ClaimPage]) -> Iterator[DeadlineEntry]:
    """Yield the dates of some claims that are not done, by cautious date."""
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


def next_steps(claims: Iterable[ClaimPage], rights: Iterable[RightRow]) -> Iterator[NextStep]:
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
