"""What is known for the blanks of a letter: of the people, the claim and its decision.

Only what the case states; nothing is guessed. Names are those of `rules.letters.names`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.domain.claim import (
    Acknowledged,
    AppealDecided,
    AppealFiled,
    Filed,
    Granted,
    PiecesAsked,
    PiecesSent,
    Refused,
)
from caseapp.domain.household import Role
from caseapp.kernel import french
from caseapp.rules.letters.filling import Values
from caseapp.services import household_values, letter_address
from caseapp.services.claim_events import CHANNELS
from caseapp.services.claim_words import last_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from caseapp.domain.claim import ClaimEvent
    from caseapp.rules.catalogue import Right
    from caseapp.services.claim_page import ClaimPage
    from caseapp.services.household_page import FieldValue, HouseholdPage
    from caseapp.services.settings import ServiceSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFacts:
    """What a letter about a claim may say of it."""

    right: Right
    page: ClaimPage
    events: tuple[ClaimEvent, ...] = field(repr=False)  # in order of their day


def values(
    page: HouseholdPage,
    service: ServiceSettings,
    reference: str,
    claim: ClaimFacts | None,
    today: date,
    routes: Sequence[str] = (),
) -> Values:
    """Return the values for a letter of a case; `routes` are the appeals it may speak of.

    Without any, it may be of the first appeal that must be made.
    """
    texts = household_values.of_household(page, today)
    texts.update({name: text for name, text in _of_person(page) if text})
    texts.update(_of_household(page))
    texts.update(_of_service(service))
    texts["dossier.reference"] = reference
    texts["courrier.date"] = french.long_day(today)
    lists = household_values.lists(page)
    if claim is not None:
        texts.update(_of_claim(claim))
        texts.update(_of_decision(claim, today))
        texts.update(_of_appeal(claim, routes, today))
        lists |= {
            "pieces.demandees": [piece.label for piece in claim.page.pieces],
            "pieces.jointes": [p.label for p in claim.page.pieces if p.received_on is not None],
            "pieces.manquantes": [p.label for p in claim.page.pieces if p.received_on is None],
        }
    return Values({name: text for name, text in texts.items() if text}, lists)


def _of_person(page: HouseholdPage) -> Iterator[tuple[str, str]]:
    applicant = page.people[0]
    yield "personne.nom", applicant.last_name
    yield "personne.prenom", applicant.first_name
    yield "personne.nom_complet", f"{applicant.first_name} {applicant.last_name}".strip()
    yield "personne.naissance", known(applicant.facts, "birth_date")
    yield "personne.telephone", known(applicant.facts, "phone")
    yield "personne.courriel", known(applicant.facts, "email")
    yield (
        "personne.adresse",
        "\n".join(letter_address.lines(known(page.housing, "housing.address"))),
    )
    yield "personne.commune", known(page.housing, "housing.commune")


def _of_household(page: HouseholdPage) -> Iterator[tuple[str, str]]:
    budget = page.budget
    yield "foyer.personnes", str(len(page.people))
    yield "foyer.enfants", str(sum(person.role is Role.CHILD for person in page.people))
    yield "foyer.situation", known(page.couple, "couple")
    if budget.has_resources and not budget.unknown:
        yield "foyer.ressources", french.euros(budget.resources)
        charges = budget.housing + budget.other_charges + budget.debts
        if charges.cents:  # nothing entered is not nothing to pay
            yield "foyer.charges", french.euros(charges)
    if rent := known(page.housing, "housing.rent"):
        yield "foyer.loyer", f"{rent} €" if "€" not in rent else rent


def _of_service(service: ServiceSettings) -> Iterator[tuple[str, str]]:
    yield "service.nom", service.service_name
    yield "service.adresse", service.service_address
    yield "service.travailleur", service.worker
    yield "service.titre", service.worker_title


def _of_claim(claim: ClaimFacts) -> Iterator[tuple[str, str]]:
    yield "droit.nom", claim.right.name
    yield "droit.sigle", claim.right.short_name
    yield "organisme.nom", letter_address.addressee(claim.page.agency)
    filed = last_of(claim.events, Filed)
    if isinstance(filed, Filed):
        yield "demande.deposee_le", french.day(filed.on)
        yield "demande.canal", CHANNELS[filed.channel]
        yield "demande.reference", filed.reference
        yield "personne.numero", filed.reference
        yield "demande.recue_le", _day(filed.received_on)
    receipt = last_of(claim.events, Acknowledged)
    if isinstance(receipt, Acknowledged):
        yield "demande.accuse_le", french.day(receipt.on)
        if receipt.received_on is not None:
            yield "demande.recue_le", french.day(receipt.received_on)
    asked = last_of(claim.events, PiecesAsked)
    if isinstance(asked, PiecesAsked):
        yield "demande.pieces_demandees_le", french.day(asked.on)
        yield "demande.pieces_avant_le", _day(asked.answer_by)
    sent = last_of(claim.events, PiecesSent)
    if sent is not None:
        yield "demande.pieces_envoyees_le", french.day(sent.on)


def _of_decision(claim: ClaimFacts, today: date) -> Iterator[tuple[str, str]]:
    decision = last_of(claim.events, Refused, Granted)
    match decision:
        case Refused():
            yield "decision.nature", "refus"
            yield "decision.motif", decision.reason
            yield "decision.date", french.day(decision.on)
            yield "decision.notifiee_le", french.day(decision.notified_on)
            return
        case Granted():
            yield "decision.nature", "accord partiel" if decision.partial else "accord"
            yield "decision.date", french.day(decision.on)
            yield "decision.notifiee_le", _day(decision.notified_on)
            if decision.amount is not None:
                yield "decision.montant", french.euros(decision.amount)
            return
        case _:
            pass
    if (born := claim.page.silence_born(today)) is not None:
        yield "decision.nature", "rejet né du silence"
        yield "decision.silence_le", french.day(born)
        yield "decision.date", french.day(born)


def _of_appeal(claim: ClaimFacts, routes: Sequence[str], today: date) -> Iterator[tuple[str, str]]:
    open_ = (claim.page.appeal(route) for route in (routes or (None,)))
    line = next((line for line in open_ if line is not None), None)
    if line is not None:
        yield "recours.organisme", line.body
        yield "recours.article", line.article
        if line.computed_on >= today:  # a day gone by is no last day to announce
            yield "recours.avant_le", french.day(line.cautious_on)
    made = last_of(claim.events, AppealFiled)
    if made is not None:
        yield "recours.depose_le", french.day(made.on)
    answered = last_of(claim.events, AppealDecided)
    if answered is not None:
        yield "recours.repondu_le", french.day(answered.on)


def known(facts: Sequence[FieldValue], key: str) -> str:
    """Return what a fact says, or nothing where it is not known."""
    return next(
        (one.text for one in facts if one.key == key and one.state.value in {"value", "implied"}),
        "",
    )


def _day(value: date | None) -> str:
    return "" if value is None else french.day(value)
