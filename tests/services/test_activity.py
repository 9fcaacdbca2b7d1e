"""The activity of a period: who was followed, what was asked for, answered, obtained and left."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.desk_parts import open_desk
from caseapp.domain.activity import masked
from caseapp.domain.claim import (
    AppealDecided,
    AppealFiled,
    Channel,
    Filed,
    Granted,
    Refused,
    Withdrawn,
)
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import Money
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.services.activity import Activity
from caseapp.services.case_changes import CaseChanges
from caseapp.services.paid_services import PaidServices
from tests.support.builders import Office, a_case, an_interview, an_office, awa
from tests.support.closing import closed
from tests.support.engines import answer, monthly

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.domain.activity import ActivityTable

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def tables(
    office: Office, first: date = FIRST, last: date = LAST, referent: str = ""
) -> dict[str, ActivityTable]:
    activity = Activity(office.store, office.clock, load_catalogue())
    report = activity.report(first, last, referent, lambda _share: None)
    return {table.code: table for table in report.tables}


def values(table: ActivityTable) -> dict[str, int]:
    return {figure.label: figure.value for figure in table.figures}


def test_households_people_and_what_opened_are_counted_with_their_cases(office: Office) -> None:
    family, alone = awa(office), a_case(office, "Leroy", "Paul")
    followed = tables(office)["followed"]
    assert values(followed) == {
        "Foyers": 2,
        "Personnes de ces foyers": 4,
        "Dossiers ouverts": 2,
        "Dossiers clos": 0,
    }
    assert followed.figures[0].cases == {family, alone}
    assert values(tables(office, date(2026, 10, 1), date(2026, 10, 31))["followed"])["Foyers"] == 0


def test_closings_are_counted_by_reason_and_a_group_under_five_does_not_leave(
    office: Office,
) -> None:
    desk = open_desk(office.store, office.engine, office.clock)
    for number in range(12):
        reason = "goal" if number < 6 else "relay" if number < 11 else "death"
        closed(desk, a_case(office, f"Foyer{number}"), reason=reason)
    opened_again = a_case(office, "Rouvert")
    closed(desk, opened_again)
    desk.case_closings.reopen([opened_again])
    office.cases.set_closed(a_case(office, "Ancien"), date(2026, 11, 23))
    table = tables(office)["closings"]
    assert values(table) == {
        "Dossiers clos": 13,
        "Objectif atteint": 6,
        "Déménagement ou relais vers un autre service": 5,
        "Décès": 1,
        "Motif non demandé": 1,
    }
    hidden = {table.figures[place].label for place in masked(table)}
    assert {"Décès", "Motif non demandé"} < hidden  # and one more, that subtraction would tell


def test_one_referent_has_the_figures_of_their_own_cases(office: Office) -> None:
    mine, _other = a_case(office), a_case(office, "Leroy")
    CaseChanges(office.store, office.clock).set_referent([mine], "Claire Morel")
    an_interview(office, _other, on_date="20/11/2026", facts="Vu.")
    found = tables(office, referent="Claire Morel")
    assert found["followed"].figures[0].cases == {mine}
    assert values(found["interviews"])["Entretiens"] == 0


def test_interviews_of_the_period_are_counted_by_kind(office: Office) -> None:
    case = a_case(office)
    an_interview(office, case, on_date="20/11/2026", facts="Un.")
    an_interview(office, case, on_date="21/11/2026", facts="Deux.")
    an_interview(office, case, on_date="30/10/2026", facts="Avant.")
    counted = tables(office)["interviews"]
    assert counted.figures[0].value == 2
    assert counted.figures[0].cases == {case}


def a_refused_claim(office: Office, case: UUID) -> UUID:
    claim = office.claims.open(case, "rsa")
    office.claims.record(claim, Filed(on=date(2026, 11, 3), channel=Channel.ONLINE))
    office.claims.record(claim, Refused(on=date(2026, 11, 13), notified_on=date(2026, 11, 14)))
    return claim


def test_claims_are_counted_by_right_by_state_and_by_delay(office: Office) -> None:
    case = a_case(office)
    a_refused_claim(office, case)
    office.claims.open(case, "c2s")
    found = tables(office)
    assert values(found["rights"]) == {"Démarches": 2, "C2S": 1, "RSA": 1}
    assert values(found["states"]) == {"Démarches": 2, "À préparer": 1, "Refusée": 1}
    (delay,) = found["delays"].figures
    assert delay.value == 10
    assert delay.cases == {case}


def test_appeals_are_counted_with_their_outcomes(office: Office) -> None:
    claim = a_refused_claim(office, a_case(office))
    filed = AppealFiled(on=date(2026, 11, 16), route="rapo", channel=Channel.REGISTERED_LETTER)
    office.claims.record(claim, filed)
    decided = AppealDecided(
        on=date(2026, 11, 20), notified_on=date(2026, 11, 20), granted=True, route="rapo"
    )
    office.claims.record(claim, decided)
    assert values(tables(office)["appeals"]) == {
        "Recours ou médiations formés": 1,
        "Réponse favorable": 1,
    }


def test_what_was_given_up_is_told_by_the_reason_that_was_noted(office: Office) -> None:
    case = a_case(office)
    for right, reason in (("rsa", "ne veut pas demander"), ("c2s", "")):
        claim = office.claims.open(case, right)
        office.claims.record(claim, Withdrawn(on=date(2026, 11, 20), reason=reason))
    assert values(tables(office)["given_up"]) == {
        "Abandons": 2,
        "Motif non noté": 1,
        "Ne veut pas demander": 1,
    }


def test_euros_obtained_and_unclaimed_are_added_up(office: Office) -> None:
    case = awa(office)
    office.engine.answers = (answer("prime_activite", amount=monthly(187)),)
    office.estimates.run(case)
    claim = office.claims.open(case, "rsa")
    office.claims.record(claim, Filed(on=date(2026, 11, 3), channel=Channel.ONLINE))
    granted = Granted(on=date(2026, 11, 10), amount=Money.euros(512), since=Month(2026, 11))
    office.claims.record(claim, granted)
    money = values(tables(office)["money"])
    assert money["Accordé, par mois"] == 51200
    assert money["Non réclamé, par mois, au moins"] == 18700


def test_paid_services_are_counted_without_a_name(office: Office) -> None:
    case = a_case(office)
    PaidServices(office.store, office.clock).record(case, {"name": "mes-allocs.fr", "paid": "30"})
    counted = tables(office)["paid_services"]
    assert [figure.value for figure in counted.figures] == [1, 3000]
    assert "mes-allocs" not in repr(counted)
    assert values(tables(office, date(2026, 10, 1), date(2026, 10, 31))["paid_services"]) == {
        "Services payants rencontrés": 0,
        "Payé, quand c'est connu": 0,
    }


def test_it_tells_how_far_it_is_and_stops_when_it_is_told_to(office: Office) -> None:
    activity = Activity(office.store, office.clock, load_catalogue())
    heard: list[float] = []
    activity.report(FIRST, LAST, "", heard.append)
    assert heard == sorted(heard)
    assert 0 <= heard[0] < heard[-1] < 1

    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        activity.report(FIRST, LAST, "", stop)
