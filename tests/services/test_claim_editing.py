"""The thread of a claim: proved, corrected, taken out and put back, with exchanges beside it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import (
    Acknowledged,
    AidOutcome,
    AppealFiled,
    Channel,
    ClaimEvent,
    ClaimState,
    Filed,
    Granted,
    LegalAidDecided,
    NoAnswer,
    Refused,
)
from caseapp.domain.deadline import DeadlineKind
from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.french import NO_BREAK
from caseapp.kernel.money import Money
from caseapp.services.claim_editing import Proof
from caseapp.services.claim_forms import read_event
from caseapp.services.settings import ServiceSettings
from tests.support.builders import TODAY, Office, a_case, an_office
from tests.support.documents import add, documents_of

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.claim_page import ClaimPage

FILED = Filed(on=date(2026, 7, 18), channel=Channel.REGISTERED_LETTER, reference="1A 204")
REFUSED = Refused(on=date(2026, 10, 15), notified_on=date(2026, 10, 19), reason="ressources")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def claim(office: Office) -> UUID:
    return office.claims.open(a_case(office), "rsa")


def told(page: ClaimPage) -> list[str]:
    return [line.words.replace(NO_BREAK, " ") for line in page.thread]


def day_of(page: ClaimPage, kind: DeadlineKind) -> date:
    return next(line.computed_on for line in page.deadlines if line.kind is kind)


def dates_of(page: ClaimPage) -> list[tuple[str, date, date]]:
    return [(d.label, d.cautious_on, d.computed_on) for d in page.deadlines]


def test_an_event_is_kept_with_its_proof_and_its_author(office: Office, claim: UUID) -> None:
    office.settings.save_service(ServiceSettings(worker="Claire MOREL"))
    case_id = office.claims.page(claim).case_id
    document = add(office, case_id, "Avis de dépôt.pdf")
    office.claim_editing.record(claim, FILED, Proof(document_id=document))
    office.claim_editing.record(claim, REFUSED, Proof(words="  courrier du 19/10, au dossier "))
    refused, filed = office.claims.page(claim).thread
    assert (refused.proof, refused.author) == ("courrier du 19/10, au dossier", "Claire MOREL")
    assert (filed.proof, filed.document_id) == ("Avis de dépôt", document)


def test_a_correction_moves_every_date_and_is_undone_and_redone(
    office: Office, claim: UUID
) -> None:
    event_id = office.claim_editing.record(claim, FILED)
    assert day_of(office.claims.page(claim), DeadlineKind.SILENCE) == date(2026, 9, 18)
    done = office.claims.page(claim).deadlines[0]
    office.claims.mark_done(done.id, done=True)
    later = Filed(on=date(2026, 9, 30), channel=Channel.COUNTER)
    before = office.claim_editing.correct(event_id, later, Proof(words="récépissé"))
    page = office.claims.page(claim)
    assert day_of(page, DeadlineKind.SILENCE) == date(2026, 11, 30)
    assert (page.thread[0].on, page.thread[0].proof) == (later.on, "récépissé")
    after = office.claim_editing.put_back(before)
    again = office.claims.page(claim)
    assert day_of(again, DeadlineKind.SILENCE) == date(2026, 9, 18)
    assert [(d.label, d.done_on) for d in again.deadlines if d.done_on] == [(done.label, TODAY)]
    assert again.thread[0].proof == ""
    office.claim_editing.put_back(after)
    assert dates_of(office.claims.page(claim)) == dates_of(page)


def test_a_correction_that_breaks_what_follows_is_refused_and_changes_nothing(
    office: Office, claim: UUID
) -> None:
    event_id = office.claim_editing.record(claim, FILED)
    office.claim_editing.record(claim, REFUSED)
    before = office.claims.page(claim)
    with pytest.raises(UserInputError, match="ne serait plus possible"):
        office.claim_editing.correct(event_id, Filed(on=TODAY, channel=Channel.COUNTER))
    with pytest.raises(UserInputError, match="Sans le dépôt"):
        office.claim_editing.remove(event_id)
    assert office.claims.page(claim) == before


def test_events_entered_out_of_order_then_corrected_stand_as_if_entered_right(
    office: Office, claim: UUID
) -> None:
    office.claim_editing.record(claim, FILED)
    wrong = office.claim_editing.record(
        claim, Refused(on=date(2026, 10, 1), notified_on=date(2026, 10, 1))
    )
    office.claim_editing.record(claim, Acknowledged(on=date(2026, 7, 25)))
    office.claim_editing.correct(wrong, REFUSED)
    other = office.claims.open(a_case(office, "Leroy"), "rsa")
    for event in (FILED, Acknowledged(on=date(2026, 7, 25)), REFUSED):
        office.claim_editing.record(other, event)
    one, two = office.claims.page(claim), office.claims.page(other)
    assert told(one) == told(two)
    assert one.state is two.state is ClaimState.REFUSED
    assert dates_of(one) == dates_of(two)


def test_an_event_that_is_taken_out_is_put_back_as_it_was(office: Office, claim: UUID) -> None:
    office.claim_editing.record(claim, FILED)
    event_id = office.claim_editing.record(claim, REFUSED, Proof(words="courrier"))
    before = office.claims.page(claim)
    gone = office.claim_editing.remove(event_id)
    assert office.claims.page(claim).state is ClaimState.FILED
    office.claim_editing.restore(gone)
    after = office.claims.page(claim)
    assert (after.state, after.thread[0].proof) == (before.state, "courrier")
    assert told(after) == told(before)


def test_what_was_put_in_its_place_leaves_no_place_to_an_event(office: Office, claim: UUID) -> None:
    office.claim_editing.record(claim, FILED)
    gone = office.claim_editing.remove(office.claim_editing.record(claim, REFUSED))
    office.claim_editing.record(claim, NoAnswer(on=date(2026, 9, 21)))
    office.claim_editing.record(
        claim,
        AppealFiled(on=date(2026, 10, 1), route="rapo", channel=Channel.ONLINE),
    )
    office.claim_editing.restore(gone)  # a late decision may follow an appeal
    assert office.claims.page(claim).state is ClaimState.REFUSED


def test_a_proof_that_is_too_long_or_gone_is_refused_at_its_field(
    office: Office, claim: UUID
) -> None:
    with pytest.raises(UserInputError) as refusal:
        office.claim_editing.record(claim, FILED, Proof(words="a" * 301))
    assert refusal.value.field == "proof"
    with pytest.raises(UserInputError) as refusal:
        elsewhere = add(office, a_case(office, "Leroy"), "RIB.pdf")
        office.claim_editing.record(claim, FILED, Proof(document_id=elsewhere))
    assert refusal.value.field == "document"
    assert office.claims.page(claim).thread == ()


def test_an_event_that_is_gone_is_said_to_be(office: Office, claim: UUID) -> None:
    event_id = office.claim_editing.record(claim, FILED)
    office.claim_editing.remove(event_id)
    for act in (office.claim_editing.remove, office.claim_editing.typed):
        with pytest.raises(NotFoundError, match="n'est plus dans le fil"):
            act(event_id)


EVENTS: list[ClaimEvent] = [
    FILED,
    REFUSED,
    Granted(on=TODAY, notified_on=TODAY, amount=Money(102_450), since=Month(2026, 10)),
    AppealFiled(
        on=TODAY, route="mediation", channel=Channel.EMAIL, received_on=TODAY, admissible_on=TODAY
    ),
    LegalAidDecided(on=TODAY, outcome=AidOutcome.LAPSED, lawyer_on=TODAY),
]


@pytest.mark.parametrize("event", EVENTS)
def test_the_form_of_an_event_shows_it_and_reads_it_back(
    office: Office, claim: UUID, event: ClaimEvent
) -> None:
    office.claim_editing.record(claim, FILED)
    if event is not FILED:
        if not isinstance(event, Refused | Granted):
            office.claim_editing.record(claim, REFUSED)
        if isinstance(event, LegalAidDecided):
            office.claim_editing.record(
                claim, read_event("legal_aid_asked", {"on": "01/11/2026"}, TODAY)
            )
        office.claim_editing.record(claim, event)
    newest = office.claims.page(claim).thread[0]
    kind, typed = office.claim_editing.typed(newest.id)
    assert read_event(kind, typed, TODAY) == event


CALL = {
    "on": "14/10/2026",
    "medium": "phone",
    "spoken_to": "Mme Roy",
    "words": "Dossier complet, commission en novembre.",
}


def test_an_exchange_stands_in_the_thread_and_moves_no_date(office: Office, claim: UUID) -> None:
    office.settings.save_service(ServiceSettings(worker="Claire MOREL"))
    office.claim_editing.record(claim, FILED)
    before = office.claims.page(claim)
    exchange = office.claim_exchanges.record(claim, CALL)
    page = office.claims.page(claim)
    assert told(page)[0] == "appel · Mme Roy : Dossier complet, commission en novembre."
    assert page.thread[0].is_exchange
    assert page.thread[0].author == "Claire MOREL"
    assert (page.deadlines, page.state) == (before.deadlines, before.state)
    assert office.claim_exchanges.typed(exchange) == CALL


def test_an_exchange_is_changed_removed_and_put_back(office: Office, claim: UUID) -> None:
    exchange = office.claim_exchanges.record(claim, CALL)
    before = office.claim_exchanges.change(exchange, {**CALL, "medium": "counter"})
    assert told(office.claims.page(claim))[0].startswith("au guichet · Mme Roy")
    office.claim_exchanges.put_back(before)
    assert office.claim_exchanges.typed(exchange) == CALL
    gone = office.claim_exchanges.remove(exchange)
    assert office.claims.page(claim).thread == ()
    office.claim_exchanges.restore(gone)
    assert office.claim_exchanges.typed(exchange) == CALL
    with pytest.raises(NotFoundError):
        office.claim_exchanges.typed(claim)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("on", ""),
        ("on", "le quatorze"),
        ("on", "24/11/2026"),
        ("medium", ""),
        ("spoken_to", "a" * 161),
        ("words", "  "),
    ],
)
def test_a_bad_part_of_an_exchange_is_refused_at_its_field(
    office: Office, claim: UUID, field: str, text: str
) -> None:
    with pytest.raises(UserInputError) as refusal:
        office.claim_exchanges.record(claim, {**CALL, field: text})
    assert refusal.value.field == field


def test_a_document_that_proved_an_event_does_again_once_it_is_put_back(
    office: Office, claim: UUID
) -> None:
    document = add(office, office.claims.page(claim).case_id, "Récépissé.pdf")
    office.claim_editing.record(claim, FILED, Proof(words="guichet", document_id=document))
    gone = documents_of(office).remove(document)
    (line,) = office.claims.page(claim).thread
    assert (line.proof, line.document_id) == ("guichet", None)
    documents_of(office).restore(gone)
    (line,) = office.claims.page(claim).thread
    assert (line.proof, line.document_id) == ("Récépissé", document)
