"""« Ma journée »: figures that agree with the rows they lead to, over all cases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import ENDED, Channel, ClaimState, Closed, Filed, PiecesAsked, Refused
from caseapp.domain.deadline import DeadlineKind
from caseapp.domain.estimate import Outcome, Period, Range
from caseapp.kernel.clock import FixedClock
from caseapp.kernel.money import ZERO, Money
from caseapp.services.dated_words import claim_words
from caseapp.services.day_board import DayAction, kept
from tests.support.builders import TODAY, Office, a_case, an_office
from tests.support.engines import answer, monthly

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.day_board import DayBoard


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def filed(office: Office, name: str, right: str, day: date) -> UUID:
    claim_id = office.claims.open(a_case(office, name, ""), right)
    office.claims.record(claim_id, Filed(on=day, channel=Channel.COUNTER))
    return claim_id


def check_figures(day: DayBoard) -> None:
    """Every figure counts the rows it leads to."""
    assert day.figures.late == sum(row.days < 0 for row in day.rows)
    assert day.figures.week == sum(0 <= row.days <= 7 for row in day.rows)
    for only, count in day.figures.counts.items():
        assert len(kept(day.rows, only)) == count
    assert day.figures.silent == sum(row.is_silent for row in day.rows)
    late = [row for row in day.rows if row.days < 0 and row.kind is DeadlineKind.APPEAL]
    assert day.figures.late_appeals == len(late)
    assert sum(x.count for x in day.by_state) == day.open_claims


def test_an_empty_base_has_an_empty_day(office: Office) -> None:
    day = office.board.day()
    assert (day.rows, day.unclaimed, day.cases, day.figures.late) == ((), (), 0, 0)
    assert day.figures.week_words == ""
    check_figures(day)


def test_rows_are_sorted_by_cautious_date_the_late_ones_first(office: Office) -> None:
    filed(office, "Leroy", "aah", date(2026, 7, 18))
    filed(office, "Petit", "aspa", date(2026, 10, 1))
    office.claims.open(a_case(office, "Simon", ""), "rsa")
    refused = filed(office, "Benali", "rsa", date(2026, 8, 1))
    office.claims.record(refused, Refused(on=date(2026, 9, 15), notified_on=date(2026, 9, 19)))
    day = office.board.day()
    assert [row.cautious_on for row in day.rows] == sorted(row.cautious_on for row in day.rows)
    assert day.figures.late_appeals == 1
    assert office.board.late() == day.figures.late
    check_figures(day)


def test_a_late_appeal_is_to_be_written(office: Office) -> None:
    refused = filed(office, "Benali", "rsa", date(2026, 8, 1))
    office.claims.record(refused, Refused(on=date(2026, 9, 15), notified_on=date(2026, 9, 19)))
    row = next(row for row in office.board.day().rows if row.kind is DeadlineKind.APPEAL)
    assert (row.case_name, claim_words(row), row.days, office.board.action(row)) == (
        "BENALI",
        "RSA · refus du 15/09",
        -4,
        DayAction.WRITE,
    )
    assert "président du conseil départemental" in office.board.to_do(row)


def test_silence_shows_once_it_has_become_a_decision(office: Office) -> None:
    filed(office, "Leroy", "aah", date(2026, 7, 23))
    office.clock.moment = FixedClock.on(date(2026, 11, 23)).moment
    assert office.board.day().figures.silent == 0
    office.clock.moment = FixedClock.on(date(2026, 11, 24)).moment
    day = office.board.day()
    assert (day.figures.silent, day.figures.silent_refusals) == (1, 1)
    row = next(row for row in day.rows if row.is_silent)
    assert office.board.to_do(row).replace("\u00a0", " ") == (
        "Sans réponse : rejet implicite le 23/11, à contester"
    )
    silent = next(x for x in day.by_state if x.label == "Sans réponse")
    assert silent.count == 1
    check_figures(day)


def test_a_tacit_acceptance_is_not_a_refusal_to_contest(office: Office) -> None:
    filed(office, "Roux", "ajpp", date(2026, 3, 10))
    day = office.board.day()
    assert day.figures.silent_refusals == 0
    assert any("accord tacite" in office.board.to_do(row) for row in day.rows)
    check_figures(day)


def test_what_is_done_leaves_the_day(office: Office) -> None:
    filed(office, "Leroy", "aah", date(2026, 7, 18))
    for row in office.board.day().rows:
        office.claims.mark_done(row.id, done=True)
    assert office.board.day().rows == ()
    assert office.board.late() == 0


def test_the_week_is_told_by_what_it_holds(office: Office) -> None:
    office.claims.open(a_case(office, "Simon", ""), "rsa")
    asked = filed(office, "Petit", "rsa", date(2026, 11, 20))
    office.claims.record(asked, PiecesAsked(on=date(2026, 11, 20), answer_by=date(2026, 11, 27)))
    day = office.board.day()
    assert day.figures.week_words.replace("\u00a0", " ").endswith("1 pièce · 1 dépôt")
    check_figures(day)


def test_rights_that_nobody_asked_for_are_listed_by_amount(office: Office) -> None:
    small, large, asked, received, nothing = (
        a_case(office, name, "") for name in ("Simon", "Ouattara", "Petit", "Roux", "Garcia")
    )
    office.engine.answers = (answer("rsa", amount=monthly(300)), answer("c2s"))
    office.estimates.run(small)
    office.engine.answers = (
        answer("rsa", amount=monthly(512), later=monthly(341)),
        answer("asf", amount=monthly(200)),
        answer("prime_activite", Outcome.TO_CHECK, monthly(0, 187)),
        answer("ars", amount=Range(min=Money(42600), max=Money(42600), period=Period.YEAR)),
        answer("aspa", Outcome.NO, None),
    )
    office.estimates.run(large)
    office.engine.answers = (answer("rsa", amount=monthly(400)),)
    office.estimates.run(asked)
    office.claims.open(asked, "rsa")
    office.engine.answers = (answer("rsa", amount=monthly(400), received=Money.euros(400)),)
    office.estimates.run(received)
    office.engine.answers = (answer("c2s"),)
    office.estimates.run(nothing)
    day = office.board.day()
    assert [(row.case_name, row.min, row.max) for row in day.unclaimed] == [
        ("OUATTARA", Money.euros(541), Money.euros(728)),
        ("SIMON", Money.euros(300), Money.euros(300)),
    ]
    assert day.unclaimed[1].words == "C2S, RSA"
    assert day.unclaimed[0].estimated_on == TODAY
    assert (day.unclaimed_min, day.unclaimed_cases) == (Money.euros(841), 2)


def test_a_right_to_check_is_never_counted_as_certain(office: Office) -> None:
    case_id = a_case(office)
    office.engine.answers = (
        answer("mva", amount=monthly(104)),
        answer("aspa", Outcome.TO_CHECK, monthly(523)),
    )
    office.estimates.run(case_id)
    day = office.board.day()
    assert (day.unclaimed[0].min, day.unclaimed[0].max) == (Money.euros(104), Money.euros(627))
    assert day.unclaimed_min == Money.euros(104)


def test_only_the_latest_estimate_says_what_is_not_asked_for(office: Office) -> None:
    case_id = a_case(office)
    office.engine.answers = (answer("rsa", amount=monthly(300)),)
    office.estimates.run(case_id)
    office.engine.answers = (answer("rsa", Outcome.NO),)
    office.estimates.run(case_id)
    day = office.board.day()
    assert (day.unclaimed, day.unclaimed_min) == ((), ZERO)


def test_a_claim_closed_without_a_grant_does_not_hide_the_right_for_ever(office: Office) -> None:
    case_id = a_case(office)
    office.engine.answers = (answer("rsa", amount=monthly(300)),)
    office.estimates.run(case_id)
    claim_id = office.claims.open(case_id, "rsa")
    assert not office.board.day().unclaimed
    office.claims.record(claim_id, Closed(on=TODAY))
    assert len(office.board.day().unclaimed) == 1


def test_closed_cases_ask_for_nothing(office: Office) -> None:
    case_id = a_case(office)
    office.engine.answers = (answer("rsa", amount=monthly(300)),)
    office.estimates.run(case_id)
    office.cases.set_closed(case_id, TODAY)
    day = office.board.day()
    assert (day.unclaimed, day.cases) == ((), 0)


def test_claims_are_counted_where_they_stand(office: Office) -> None:
    filed(office, "Leroy", "rsa", date(2026, 11, 2))
    office.claims.open(a_case(office, "Simon", ""), "rsa")
    counts = {x.label: x.count for x in office.board.day().by_state}
    assert (counts["En instruction"], counts["À préparer"]) == (1, 1)
    groups = [state for x in office.board.day().by_state for state in x.states]
    assert set(groups) == set(ClaimState) - ENDED
