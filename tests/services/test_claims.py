"""A claim: opened from the catalogue, moved along, with its dates kept in line."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from caseapp.domain.claim import (
    Acknowledged,
    AppealDecided,
    AppealFiled,
    Channel,
    ClaimState,
    Closed,
    Filed,
    Granted,
    NoAnswer,
    Refused,
    Withdrawn,
)
from caseapp.domain.deadline import DeadlineKind
from caseapp.kernel.calendar import Month
from caseapp.kernel.clock import FixedClock
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.french import NO_BREAK
from caseapp.kernel.ids import new_id
from caseapp.kernel.money import Money
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.services.claim_page import StepperState
from db.models import DeadlineRow
from tests.support.builders import TODAY, Office, a_case, a_home, an_office
from tests.support.hands import plain

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.claim_page import ClaimPage

FILED = Filed(on=date(2026, 7, 18), channel=Channel.REGISTERED_LETTER, reference="1A 204")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def page(office: Office, claim_id: UUID) -> ClaimPage:
    return office.claims.page(claim_id)


def on(office: Office, day: date) -> None:
    office.clock.moment = FixedClock.on(day).moment


@pytest.mark.parametrize("code", load_catalogue().codes())
def test_any_right_of_the_catalogue_can_be_claimed(office: Office, code: str) -> None:
    right = load_catalogue().right(code)
    shown = page(office, office.claims.open(a_case(office), code))
    assert [piece.label for piece in shown.pieces] == list(right.pieces)
    assert [step.label for step in shown.steps] == [step.what for step in right.steps]
    assert (shown.name, shown.agency, shown.online) == (
        right.name,
        right.agency,
        right.channel.online,
    )
    assert shown.state is ClaimState.TO_PREPARE
    assert "filed" in shown.allowed
    assert shown.next_action


def test_a_right_is_claimed_once_at_a_time(office: Office) -> None:
    case_id = a_case(office)
    claim_id = office.claims.open(case_id, "rsa")
    with pytest.raises(UserInputError, match="déjà ouverte"):
        office.claims.open(case_id, "rsa")
    office.claims.record(claim_id, Closed(on=TODAY))
    assert office.claims.open(case_id, "rsa") != claim_id


def test_what_is_not_there_is_said_to_be_gone(office: Office) -> None:
    with pytest.raises(NotFoundError):
        office.claims.open(new_id(), "rsa")
    with pytest.raises(NotFoundError):
        office.claims.open(a_case(office), "no_such_right")
    with pytest.raises(NotFoundError):
        office.claims.page(new_id())


def test_a_new_claim_says_until_when_to_file(office: Office) -> None:
    shown = page(office, office.claims.open(a_case(office), "rsa"))
    assert [(line.kind, line.computed_on) for line in shown.deadlines] == [
        (DeadlineKind.FILING, date(2026, 11, 30))
    ]
    assert shown.next_action.replace(NO_BREAK, " ") == (
        f"Réunir {len(shown.pieces)} pièces, puis déposer la demande avant le 30/11/2026"
        " pour ne pas perdre un mois"
    )


def test_filing_starts_the_clock_of_silence(office: Office) -> None:
    claim_id = office.claims.open(a_case(office), "aah")
    office.claims.record(claim_id, FILED)
    shown = page(office, claim_id)
    assert shown.state is ClaimState.FILED
    assert shown.state_words.replace(NO_BREAK, " ") == "En instruction · 4 mois et 5 jours"
    silence = next(line for line in shown.deadlines if line.kind is DeadlineKind.SILENCE)
    assert (silence.computed_on, silence.is_late) == (date(2026, 11, 18), False)
    assert "R241-33" in silence.article
    assert shown.next_action.startswith("Sans réponse au 18/11/2026")


def test_an_impossible_event_is_refused_and_changes_nothing(office: Office) -> None:
    claim_id = office.claims.open(a_case(office), "rsa")
    before = page(office, claim_id)
    for event in (
        Refused(on=TODAY, notified_on=TODAY),
        Filed(on=date(2026, 12, 1), channel=Channel.ONLINE),
        NoAnswer(on=TODAY),
    ):
        with pytest.raises(UserInputError):
            office.claims.record(claim_id, event)
    assert page(office, claim_id) == before


def test_a_refusal_opens_the_appeal_and_undoing_takes_it_back(office: Office) -> None:
    claim_id = office.claims.open(a_case(office), "rsa")
    office.claims.record(claim_id, FILED)
    before = page(office, claim_id)
    refusal = Refused(on=date(2026, 9, 15), notified_on=date(2026, 9, 19), reason="ressources")
    assert office.claims.record(claim_id, refusal) is ClaimState.REFUSED
    shown = page(office, claim_id)
    appeal = next(line for line in shown.deadlines if line.kind is DeadlineKind.APPEAL)
    assert (appeal.route, appeal.cautious_on, appeal.is_late) == ("rapo", date(2026, 11, 19), True)
    assert plain(shown.next_action).startswith(
        "Recours préalable (RAPO) : le délai est passé le 19/11/2026"
    )
    office.claim_editing.remove(shown.thread[0].id)
    after = page(office, claim_id)
    assert (after.state, after.thread) == (before.state, before.thread)
    assert [line.label for line in after.deadlines] == [line.label for line in before.deadlines]


def test_undoing_the_first_event_leaves_a_claim_to_prepare(office: Office) -> None:
    claim_id = office.claims.open(a_case(office), "rsa")
    office.claims.record(claim_id, FILED)
    office.claim_editing.remove(page(office, claim_id).thread[0].id)
    assert page(office, claim_id).state is ClaimState.TO_PREPARE


def test_a_grant_keeps_its_amount_and_its_month(office: Office) -> None:
    claim_id = office.claims.open(a_case(office), "rsa")
    office.claims.record(claim_id, FILED)
    office.claims.record(claim_id, Granted(on=TODAY, amount=Money(52033), since=Month(2026, 7)))
    shown = page(office, claim_id)
    assert (shown.granted, shown.granted_since) == (Money(52033), Month(2026, 7))
    assert [point.state for point in shown.stepper][-2:] == [
        StepperState.DONE,
        StepperState.CURRENT,
    ]
    office.claim_editing.remove(shown.thread[0].id)
    assert page(office, claim_id).granted is None


def test_a_date_marked_as_done_stays_done_while_it_stands(office: Office) -> None:
    claim_id = office.claims.open(a_case(office), "rsa")
    office.claims.record(claim_id, FILED)
    reminder = next(
        line for line in page(office, claim_id).deadlines if line.kind is DeadlineKind.FOLLOW_UP
    )
    office.claims.mark_done(reminder.id, done=True)
    office.claims.record(claim_id, Acknowledged(on=date(2026, 7, 25)))
    again = {line.id: line.done_on for line in page(office, claim_id).deadlines}
    assert again.get(reminder.id) == TODAY
    office.claims.mark_done(reminder.id, done=False)
    again = {line.id: line.done_on for line in page(office, claim_id).deadlines}
    assert again[reminder.id] is None


def test_dates_that_move_with_the_day_are_brought_up_to_date_once_a_day(office: Office) -> None:
    claim_id = office.claims.open(a_case(office), "rsa")
    assert office.claims.refresh() == 1
    assert office.claims.refresh() == 0
    on(office, date(2026, 12, 7))
    assert office.claims.refresh() == 1
    assert page(office, claim_id).deadlines[0].computed_on == date(2026, 12, 31)


def test_a_new_day_writes_only_the_claims_whose_dates_moved(office: Office) -> None:
    for right in ("rsa", "c2s"):
        office.claims.open(a_case(office), right)
    office.claims.refresh()

    def next_day(day: date) -> int:
        on(office, day)
        written = office.store.writes
        assert office.claims.refresh() == 2
        return office.store.writes - written

    day_noted = next_day(date(2026, 11, 24))  # the same month to file in
    assert next_day(date(2026, 12, 7)) == 2 * day_noted


def test_a_date_that_was_changed_in_the_base_is_brought_back_by_a_new_catalogue(
    office: Office,
) -> None:
    claim_id = office.claims.open(a_case(office), "rsa")
    office.claims.record(claim_id, FILED)
    dates = page(office, claim_id).deadlines
    with office.store.write() as session:
        row = session.get_one(DeadlineRow, dates[0].id)
        row.article, row.cautious_on = "", date(2026, 1, 1)
    assert office.claims.refresh() == 1  # never brought up to date yet: all of them
    assert page(office, claim_id).deadlines == dates


def test_dates_stopped_on_their_way_are_brought_up_to_date_whole_by_the_next_call(
    office: Office,
) -> None:
    for right in ("rsa", "c2s"):
        office.claims.open(a_case(office), right)

    def stop(_share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        office.claims.refresh(stop)
    shares: list[float] = []
    assert office.claims.refresh(shares.append) == 2
    assert shares == [0.0]
    assert office.claims.refresh(shares.append) == 0


def test_a_public_holiday_of_the_territory_counts(office: Office) -> None:
    on(office, date(2027, 12, 1))
    dates = {}
    for town in ("Nantes (44109)", "97400 Saint-Denis"):
        case_id = a_case(office)
        a_home(office, case_id, {"housing.commune": town})
        claim_id = office.claims.open(case_id, "aah")
        office.claims.record(claim_id, Filed(on=date(2027, 6, 1), channel=Channel.COUNTER))
        office.claims.record(claim_id, Refused(on=date(2027, 9, 20), notified_on=date(2027, 9, 21)))
        office.claims.record(
            claim_id, AppealFiled(on=date(2027, 9, 25), route="rapo", channel=Channel.COUNTER)
        )
        office.claims.record(
            claim_id,
            AppealDecided(on=date(2027, 10, 19), notified_on=date(2027, 10, 20), granted=False),
        )
        appeals = [d for d in page(office, claim_id).deadlines if d.route == "pole_social"]
        dates[town[:5]] = appeals[0].computed_on
    assert dates == {"Nante": date(2027, 12, 20), "97400": date(2027, 12, 21)}


def test_pieces_are_ticked_added_and_removed(office: Office) -> None:
    claim_id = office.claims.open(a_case(office), "rsa")
    added = office.claims.add_piece(claim_id, "  attestation d'hébergement ")
    for piece in page(office, claim_id).pieces:
        office.claims.tick_piece(piece.id, received=True)
    shown = page(office, claim_id)
    assert {piece.received_on for piece in shown.pieces} == {TODAY}
    assert shown.next_action.startswith("Déposer la demande avant le")
    assert [point.state for point in shown.stepper][:3] == [
        StepperState.DONE,
        StepperState.DONE,
        StepperState.CURRENT,
    ]
    office.claims.tick_piece(added, received=date(2026, 11, 2))
    assert page(office, claim_id).pieces[-1].received_on == date(2026, 11, 2)
    office.claims.tick_piece(added, received=False)
    row = office.claims.rows()[0]
    assert (row.pieces_received, row.pieces) == (len(shown.pieces) - 1, len(shown.pieces))
    office.claims.remove_piece(added)
    assert len(page(office, claim_id).pieces) == len(shown.pieces) - 1
    for label in ("  ", "x" * 400):
        with pytest.raises(UserInputError):
            office.claims.add_piece(claim_id, label)
    with pytest.raises(UserInputError):
        office.claims.tick_piece(shown.pieces[0].id, received=date(2027, 1, 1))


def test_steps_are_ticked(office: Office) -> None:
    claim_id = office.claims.open(a_case(office), "rsa")
    step = page(office, claim_id).steps[0]
    office.claims.tick_step(step.id, done=True)
    assert page(office, claim_id).steps[0].done_on == TODAY
    office.claims.tick_step(step.id, done=False)
    assert page(office, claim_id).steps[0].done_on is None


def test_the_claims_of_a_case_and_of_everybody_are_listed(office: Office) -> None:
    first, second = a_case(office, "Ouattara", "Awa"), a_case(office, "Leroy", "Maxime")
    office.claims.open(first, "rsa")
    aah = office.claims.open(second, "aah")
    office.claims.record(aah, FILED)
    assert [row.case_name for row in office.claims.of_case(second)] == ["LEROY Maxime"]
    rows = {row.right: row for row in office.claims.rows()}
    assert set(rows) == {"rsa", "aah"}
    assert rows["rsa"].next_deadline == date(2026, 11, 30)
    assert rows["aah"].state_words.startswith("En instruction")
    assert office.cases.header(second).claims == 1
    assert office.cases.rows("leroy")[0].open_claims == 1


def test_the_thread_tells_what_happened_the_newest_first(office: Office) -> None:
    claim_id = office.claims.open(a_case(office), "rsa")
    office.claims.record(claim_id, FILED)
    office.claims.record(claim_id, Acknowledged(on=date(2026, 7, 25)))
    thread = page(office, claim_id).thread
    assert [line.on for line in thread] == [date(2026, 7, 25), date(2026, 7, 18)]
    assert thread[1].words == "demande déposée par lettre recommandée · référence 1A 204"


def test_a_closed_claim_has_no_date_left(office: Office) -> None:
    claim_id = office.claims.open(a_case(office), "rsa")
    office.claims.record(claim_id, FILED)
    office.claims.record(claim_id, Withdrawn(on=TODAY, reason="a trouvé un emploi"))
    shown = page(office, claim_id)
    assert (shown.deadlines, shown.next_action) == ((), "")
    assert [point.label for point in shown.stepper][-2:] == ["Déposée", "Abandonnée"]


def test_the_last_grant_counts_whatever_the_order_of_entry(office: Office) -> None:
    claim_id = office.claims.open(a_case(office), "rsa")
    office.claims.record(claim_id, FILED)
    office.claims.record(claim_id, Granted(on=date(2026, 10, 20), amount=Money(60000)))
    office.claims.record(claim_id, Granted(on=date(2026, 9, 20), amount=Money(50000)))
    assert page(office, claim_id).granted == Money(60000)


def test_a_clock_set_back_and_forth_leaves_every_row_as_it_was(office: Office) -> None:
    case_id = a_case(office)
    for code in ("rsa", "aah", "c2s"):
        claim_id = office.claims.open(case_id, code)
        office.claims.record(claim_id, FILED)
    office.claims.open(case_id, "asf")
    before = rows_of(office)
    for day in (date(2026, 11, 22), date(2025, 2, 28), date(2024, 2, 29), TODAY):
        on(office, day)
        office.claims.refresh()
    assert rows_of(office) == before


def rows_of(office: Office) -> list[tuple[object, ...]]:
    with office.store.read() as session:
        rows = session.scalars(sa.select(DeadlineRow).where(DeadlineRow.kind != "filing")).all()
        return sorted(
            (str(row.id), row.label, row.cautious_on, row.computed_on, row.doubt) for row in rows
        )


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be set from here")
def test_the_time_zone_of_the_computer_moves_no_date(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim_id = office.claims.open(a_case(office), "rsa")
    office.claims.record(claim_id, FILED)
    before = page(office, claim_id)
    for zone in ("Pacific/Kiritimati", "America/Los_Angeles"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        office.claims.refresh()
        after = page(office, claim_id)
        assert (after.deadlines, after.thread) == (before.deadlines, before.thread)
    monkeypatch.undo()
    time.tzset()
