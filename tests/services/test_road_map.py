"""The road map of a case: what the person has to do, from claims and estimate, the soonest first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import Channel, Filed, PiecesAsked, Refused
from caseapp.domain.estimate import Outcome
from caseapp.domain.road_map import Act
from caseapp.kernel.money import Money
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.services.road_map import RoadMaps
from tests.support.builders import Office, a_case, an_office, awa
from tests.support.engines import answer, monthly
from tests.support.hands import plain

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.domain.road_map import RoadStep


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def maps(office: Office) -> RoadMaps:
    return RoadMaps(
        office.store, office.clock, office.cases, office.estimates, office.claims, load_catalogue()
    )


def the_step(maps: RoadMaps, case: UUID, key: object) -> RoadStep:
    (step,) = [step for step in maps.steps(case) if step.key == str(key)]
    return step


def test_a_case_without_estimate_nor_claim_has_nothing_to_do(
    office: Office, maps: RoadMaps
) -> None:
    assert maps.steps(a_case(office)) == ()


def test_a_claim_to_file_says_where_and_with_which_papers(office: Office, maps: RoadMaps) -> None:
    case = a_case(office)
    claim = office.claims.open(case, "rsa")
    step = the_step(maps, case, claim)
    assert (step.act, step.what) == (Act.ASK, "Revenu de solidarité active")
    assert step.where[0] == "sur caf.fr"
    assert "RIB au nom du demandeur" in step.papers
    piece = office.claims.page(claim).pieces[0]
    office.claims.tick_piece(piece.id, received=True)
    assert piece.label not in the_step(maps, case, claim).papers


def test_a_claim_that_is_filed_waits_and_says_until_when(office: Office, maps: RoadMaps) -> None:
    case = a_case(office)
    claim = office.claims.open(case, "rsa")
    office.claims.record(claim, Filed(on=date(2026, 11, 20), channel=Channel.ONLINE))
    step = the_step(maps, case, claim)
    assert step.act is Act.WAIT
    assert "revenez nous voir" in step.detail


def test_pieces_that_were_asked_for_are_sent_before_their_date(
    office: Office, maps: RoadMaps
) -> None:
    case = a_case(office)
    claim = office.claims.open(case, "rsa")
    office.claims.record(claim, Filed(on=date(2026, 11, 1), channel=Channel.ONLINE))
    office.claims.record(claim, PiecesAsked(on=date(2026, 11, 18), answer_by=date(2026, 12, 10)))
    step = the_step(maps, case, claim)
    assert step.act is Act.SEND
    assert step.before is not None
    assert step.before <= date(2026, 12, 10)


def test_a_refusal_is_contested_before_the_cautious_date_and_no_later(
    office: Office, maps: RoadMaps
) -> None:
    case = a_case(office)
    claim = office.claims.open(case, "rsa")
    office.claims.record(claim, Filed(on=date(2026, 10, 1), channel=Channel.ONLINE))
    office.claims.record(
        claim, Refused(on=date(2026, 11, 10), notified_on=date(2026, 11, 12), reason="")
    )
    step = the_step(maps, case, claim)
    lines = {line.route: line for line in office.claims.page(claim).deadlines}
    assert step.act is Act.CONTEST
    assert step.before == lines["rapo"].cautious_on
    office.clock.moment += timedelta(days=300)
    assert maps.steps(case) == ()  # too late: nothing that cannot be done any more is asked


def test_what_is_likely_and_was_never_asked_for_is_proposed(office: Office, maps: RoadMaps) -> None:
    case = awa(office)
    office.engine.answers = (
        answer("rsa", amount=monthly(600)),
        answer("prime_activite", amount=monthly(0, 187)),
        answer("asf", amount=monthly(400), received=Money.euros(400)),
        answer("ass", Outcome.NO),
    )
    office.estimates.run(case)
    steps = {step.key: step for step in maps.steps(case)}
    assert set(steps) == {"rsa", "prime_activite"}
    assert plain(steps["rsa"].detail) == "environ 600 € par mois"
    assert plain(steps["prime_activite"].detail) == "entre 0 et 187 € par mois, à vérifier"


def test_what_has_a_date_comes_first_and_what_waits_last(office: Office, maps: RoadMaps) -> None:
    case = awa(office)
    office.engine.answers = (answer("prime_activite", amount=monthly(187)),)
    office.estimates.run(case)
    waiting = office.claims.open(case, "c2s")
    office.claims.record(waiting, Filed(on=date(2026, 11, 20), channel=Channel.ONLINE))
    office.claims.open(case, "rsa")
    steps = maps.steps(case)
    assert steps[-1].act is Act.WAIT
    dates = [step.before for step in steps if step.before]
    assert dates == sorted(dates)
    assert [step.before is None for step in steps] == sorted(step.before is None for step in steps)


def test_the_sheet_holds_the_chosen_steps_alone(office: Office, maps: RoadMaps) -> None:
    case = a_case(office)
    kept = office.claims.open(case, "rsa")
    office.claims.open(case, "c2s")
    data = maps.data(case, {str(kept)}, "en")
    assert [step.key for step in data.steps] == [str(kept)]
    assert (data.person, data.language) == ("OUATTARA Awa", "en")
