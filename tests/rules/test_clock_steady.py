"""What may not move a date: the day one looks, and what only gives more time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.domain.claim import AppealFiled, Channel, PiecesAsked, Refused
from caseapp.domain.deadline import DeadlineKind
from caseapp.kernel.errors import UserInputError
from caseapp.rules.claim_clock import deadlines
from caseapp.rules.claim_life import check
from tests.rules.test_claim_clock_catalogue import CATALOGUE, a_life
from tests.support.claims import day, filed

if TYPE_CHECKING:
    from datetime import date

    from caseapp.domain.claim import ClaimEvent
    from caseapp.domain.deadline import Deadline
    from caseapp.rules.catalogue import Right

LAW = (DeadlineKind.SILENCE, DeadlineKind.APPEAL)
SPRING = day("01/04/2027")


def dated(
    right: Right, events: tuple[ClaimEvent, ...], today: date
) -> dict[tuple[str, str, str], Deadline]:
    opened = min(event.on for event in events)
    found = deadlines(events, right, opened_on=opened, today=today)
    return {(d.kind, d.route, d.label): d for d in found if d.kind in LAW}


@pytest.mark.parametrize("code", ["aide_specifique_crous", "exoneration_taxe_fonciere", "masp"])
def test_missing_pieces_without_a_time_never_move_a_cautious_date(code: str) -> None:
    right = CATALOGUE.right(code)
    for number in range(0, 365, 11):
        claim = filed(f"{day('01/03/2026') + timedelta(number):%d/%m/%Y}")
        asked = PiecesAsked(on=claim.on + timedelta(10))
        plain = dated(right, (claim,), SPRING)
        for wait in range(0, 300, 29):
            for key, found in dated(right, (claim, asked), SPRING + timedelta(wait)).items():
                assert found.cautious_on == plain[key].cautious_on, (key, claim.on, wait)


@given(a_life(), st.integers(1, 400))
@settings(max_examples=150, deadline=None)
def test_the_day_one_looks_moves_no_cautious_date_of_the_law(
    life: tuple[Right, tuple[ClaimEvent, ...]], later: int
) -> None:
    right, events = life
    now, then = (dated(right, events, SPRING + timedelta(days)) for days in (0, later))
    assert now.keys() == then.keys()
    for key, found in now.items():
        assert then[key].cautious_on == found.cautious_on
        assert then[key].computed_on >= found.computed_on


@given(a_life(), st.integers(0, 30))
@settings(max_examples=150, deadline=None)
def test_a_mediation_hides_no_appeal_and_makes_none_later_to_the_cautious(
    life: tuple[Right, tuple[ClaimEvent, ...]], after: int
) -> None:
    right, events = life
    on = max(getattr(e, "notified_on", None) or e.on for e in events) + timedelta(after)
    asked = AppealFiled(on=on, route="mediation", channel=Channel.ONLINE, admissible_on=on)
    try:
        check(list(events), asked, SPRING + timedelta(400), right)
    except UserInputError:
        return
    before, since = dated(right, events, SPRING), dated(right, (*events, asked), SPRING)
    assert before.keys() <= since.keys()
    for key, found in before.items():
        assert since[key].cautious_on <= found.cautious_on
        assert since[key].computed_on >= found.computed_on


def test_a_mediation_leaves_the_gracious_appeal_open() -> None:
    right = CATALOGUE.right("bourse_crous_dse")
    events = (filed("01/05/2026"), Refused(on=day("01/06/2026"), notified_on=day("06/06/2026")))
    asked = AppealFiled(on=day("17/06/2026"), route="mediation", channel=Channel.ONLINE)
    routes = {route for _kind, route, _label in dated(right, (*events, asked), day("18/06/2026"))}
    assert routes == {"gracieux", "ta"}
