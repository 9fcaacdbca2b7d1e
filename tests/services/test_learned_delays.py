"""What the caseload teaches of how long answers take, by agency and by right."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import (
    Acknowledged,
    AppealFiled,
    Channel,
    Closed,
    Filed,
    Granted,
    NoAnswer,
    Refused,
)
from caseapp.kernel.clock import FixedClock
from caseapp.kernel.errors import UserInputError
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.services.claim_agencies import LENGTH
from tests.support.builders import TODAY, Office, a_case, an_office
from tests.support.claims import delays_of
from tests.support.hands import plain

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.domain.claim import ClaimEvent
    from caseapp.services.claim_agencies import ClaimAgencies
    from caseapp.services.learned_delays import LearnedDelays, UsualDelays

FILED_ON = date(2026, 1, 5)
RHONE, LOIRE = "CAF du Rhône", "CAF de la Loire"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def agencies(office: Office) -> ClaimAgencies:
    return delays_of(office)[0]


def delays(office: Office) -> LearnedDelays:
    return delays_of(office)[1]


def words(usual: UsualDelays, right: str, agency: str = "") -> str:
    return plain(usual.words(right, agency))


def filed(on: date = FILED_ON, received_on: date | None = None) -> Filed:
    return Filed(on=on, channel=Channel.COUNTER, received_on=received_on)


def granted(days: int, filed_on: date = FILED_ON) -> Granted:
    return Granted(on=filed_on + timedelta(days=days))


def refused(days: int) -> Refused:
    on = FILED_ON + timedelta(days=days)
    return Refused(on=on, notified_on=on)


def a_claim(
    office: Office,
    *events: ClaimEvent,
    right: str = "aah",
    agency: str = "",
    case: UUID | None = None,
) -> UUID:
    claim_id = office.claims.open(case or a_case(office), right)
    if agency:
        agencies(office).name(claim_id, agency)
    for event in events:
        office.claims.record(claim_id, event)
    return claim_id


def answers(office: Office, *days: int, agency: str = "", right: str = "aah") -> list[UUID]:
    return [a_claim(office, filed(), granted(n), agency=agency, right=right) for n in days]


def test_nothing_is_told_under_five_answers(office: Office) -> None:
    answers(office, 100, 110, 120, 130)
    a_claim(office, filed())
    assert words(delays(office).usual(), "aah") == ""
    answers(office, 140)
    assert words(delays(office).usual(), "aah").startswith("réponse habituelle pour ce droit : ")


def test_five_answers_to_one_household_teach_nothing_of_the_others(office: Office) -> None:
    case = a_case(office)
    for year in range(5):
        on = FILED_ON - timedelta(days=100 * year)
        a_claim(office, filed(on), granted(60, on), Closed(on=TODAY), case=case)
    assert words(delays(office).usual(), "aah") == ""


def test_the_median_and_the_quartiles_of_an_agency_in_months(office: Office) -> None:
    answers(office, 120, 122, 150, 155, 160, 210, 213, agency=RHONE)
    answers(office, *[30] * 6, agency=LOIRE)
    usual = delays(office).usual()
    assert words(usual, "aah", "caf du rhone") == (
        "réponse habituelle ici : 5,1 mois (de 4 à 6,9, sur 7 demandes)"
    )
    assert words(usual, "aah", LOIRE) == (
        "réponse habituelle ici : 30 jours (de 30 à 30, sur 6 demandes)"
    )
    assert plain(usual.short("aah", RHONE)) == "réponse habituelle : 5,1 mois"
    assert words(usual, "rsa") == ""


def test_an_agency_of_few_answers_has_those_of_the_right_in_general(office: Office) -> None:
    answers(office, 20, 30, 40, agency=RHONE)
    answers(office, 50, 60, agency=LOIRE)
    assert words(delays(office).usual(), "aah", RHONE) == (
        "réponse habituelle pour ce droit : 40 jours (de 30 à 50, sur 5 demandes)"
    )


def test_the_kind_of_body_is_no_agency(office: Office) -> None:
    answers(office, 20, 30, 40, 50, 60)
    official = load_catalogue().right("aah").agency
    assert "pour ce droit" in words(delays(office).usual(), "aah", official)


def test_a_refusal_answers_and_a_receipt_starts_the_wait(office: Office) -> None:
    for day in (10, 20, 30, 40, 50):
        a_claim(office, filed(received_on=FILED_ON + timedelta(days=5)), refused(5 + day))
    assert "30 jours (de 20 à 40" in words(delays(office).usual(), "aah")


def test_an_acknowledgement_that_states_a_receipt_starts_the_wait(office: Office) -> None:
    later = FILED_ON + timedelta(days=5)
    for day in (10, 20, 30, 40, 50):
        receipt = Acknowledged(on=later, received_on=later)
        a_claim(office, filed(), receipt, granted(5 + day))
    assert "30 jours (de 20 à 40" in words(delays(office).usual(), "aah")


def test_silence_counts_as_a_wait_that_is_not_over(office: Office) -> None:
    answers(office, 20, 30, 40, 50, 60)
    for _each in range(3):
        a_claim(office, filed(), NoAnswer(on=date(2026, 9, 1)))
    usual = delays(office).usual()
    assert words(usual, "aah") == (
        "réponse habituelle pour ce droit : 55 jours (de 35 à plus de 322, sur 8 demandes)"
    )
    assert "3 demandes sans réponse comptent" in plain(usual.explained("aah"))


def test_where_most_still_wait_the_delay_is_longer_than_all_that_was_seen(office: Office) -> None:
    answers(office, 20, 30, 40, 50, 60)
    for _each in range(6):
        a_claim(office, filed())
    assert words(delays(office).usual(), "aah") == (
        "réponse habituelle pour ce droit : plus de 10,6 mois (sur 11 demandes)"
    )


def test_what_comes_after_an_appeal_does_not_answer_the_claim(office: Office) -> None:
    answers(office, 100, 110, 120, 130, 140)
    appeal = AppealFiled(on=date(2026, 9, 2), route="rapo", channel=Channel.REGISTERED_LETTER)
    a_claim(office, filed(), NoAnswer(on=date(2026, 9, 1)), appeal)
    assert "1 demande sans réponse compte" in plain(delays(office).usual().explained("aah"))


def test_a_claim_that_nobody_wrote_of_for_a_year_waits_no_longer(office: Office) -> None:
    for day in (20, 30, 40, 50, 60):
        a_claim(office, filed(date(2025, 1, 6)), granted(day, date(2025, 1, 6)))
    for _each in range(6):
        a_claim(office, filed(date(2024, 6, 3)))
    assert "plus de 12 mois" in words(delays(office).usual(), "aah")


def test_a_habit_of_four_years_ago_is_no_habit(office: Office) -> None:
    for day in (20, 30, 40, 50, 60):
        a_claim(office, filed(date(2022, 1, 5)), granted(day, date(2022, 1, 5)))
    assert words(delays(office).usual(), "aah") == ""


def test_a_corrected_answer_is_learned_anew_and_other_writes_are_not(office: Office) -> None:
    claims = answers(office, 20, 30, 40, 50, 60)
    learned = delays(office)
    before = learned.usual()
    a_case(office, "Nouveau")
    assert learned.usual() is before
    office.claim_editing.remove(office.claims.page(claims[0]).thread[0].id)
    assert words(learned.usual(), "aah") == ""
    office.claims.record(claims[0], granted(200))
    assert "50 jours (de 40 à 60" in words(learned.usual(), "aah")


def test_an_agency_named_afterwards_is_learned_too(office: Office) -> None:
    claims = answers(office, 20, 30, 40, 50, 60)
    learned = delays(office)
    assert "pour ce droit" in words(learned.usual(), "aah", RHONE)
    for claim_id in claims:
        agencies(office).name(claim_id, f" {RHONE} ")
    assert "ici : 40 jours" in words(learned.usual(), "aah", RHONE)


def test_a_new_day_makes_the_waits_longer(office: Office) -> None:
    answers(office, 20, 30, 40, 50, 60)
    for _each in range(6):
        a_claim(office, filed())
    learned = delays(office)
    learned.usual()
    office.clock.moment = FixedClock.on(TODAY + timedelta(days=30)).moment
    assert "plus de 11,6 mois" in words(learned.usual(), "aah")


def test_the_agencies_in_use_are_proposed_those_of_the_right_first(office: Office) -> None:
    a_claim(office, right="rsa", agency=LOIRE)
    a_claim(office, right="rsa", agency=LOIRE)
    a_claim(office, right="aah", agency="MDPH du Rhône")
    known = agencies(office).known("aah")
    assert known == ("MDPH du Rhône", LOIRE)


def test_no_name_gives_back_the_words_of_the_catalogue_and_a_long_one_is_refused(
    office: Office,
) -> None:
    claim_id = a_claim(office, agency="MDPH du Rhône")
    with pytest.raises(UserInputError):
        agencies(office).name(claim_id, "x" * (LENGTH + 1))
    assert office.claims.page(claim_id).agency == "MDPH du Rhône"
    agencies(office).name(claim_id, "  ")
    assert office.claims.page(claim_id).agency == load_catalogue().right("aah").agency
