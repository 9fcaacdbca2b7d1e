"""Several claims of a case opened at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import Channel, ClaimState, Filed
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.services.claim_opening import pieces_of
from tests.support.builders import Office, a_case, an_office
from tests.support.documents import add
from tests.support.hands import plain

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def test_a_plan_is_in_the_order_of_the_law_with_its_reasons_and_dates(office: Office) -> None:
    case_id = a_case(office)
    plan = office.claim_opening.plan(case_id, ["rsa", "asf", "ass"])
    assert [(one.place, one.right) for one in plan] == [(1, "asf"), (2, "ass"), (3, "rsa")]
    asf, _ass, rsa = plan
    assert asf.reasons == ()
    assert any("CASF L262-10" in reason for reason in rsa.reasons)
    assert plain(rsa.reasons[0]).startswith("Après ASS : le foyer fait d'abord valoir")
    assert rsa.file_by == date(2026, 11, 30)
    assert rsa.article


def test_a_claim_under_way_is_left_out_and_still_comes_first(office: Office) -> None:
    case_id = a_case(office)
    office.claims.open(case_id, "asf")
    (rsa,) = office.claim_opening.plan(case_id, ["rsa", "asf"])
    assert rsa.right == "rsa"
    assert any(reason.startswith("Après ASF") for reason in rsa.reasons)


def test_what_several_claims_ask_for_is_counted_once_and_ticked_everywhere(office: Office) -> None:
    case_id = a_case(office)
    plan = office.claim_opening.plan(case_id, ["rsa", "aide_logement"])
    alone, together = pieces_of(plan[:1]), pieces_of(plan)
    assert alone[1] == 0
    assert together[1] > 0
    assert together[0] == len(plan[0].pieces) + len(plan[1].pieces)
    opened = office.claim_opening.open(case_id, [one.right for one in plan])
    add(office, case_id, "RIB.pdf", kind="rib")
    ticked = [
        [piece.label for piece in office.claims.page(claim).pieces if piece.received_on]
        for claim in opened
    ]
    assert all(any("RIB" in label for label in labels) for labels in ticked)
    assert {office.claims.page(claim).state for claim in opened} == {ClaimState.GATHERING}


def test_all_are_opened_or_none(office: Office) -> None:
    case_id = a_case(office)
    office.claims.open(case_id, "rsa")
    with pytest.raises(UserInputError, match="déjà ouverte"):
        office.claim_opening.open(case_id, ["asf", "rsa"])
    with pytest.raises(NotFoundError):
        office.claim_opening.open(case_id, ["asf", "no_such_right"])
    assert [row.right for row in office.claims.of_case(case_id)] == ["rsa"]


def test_what_was_opened_is_taken_back_unless_something_happened(office: Office) -> None:
    case_id = a_case(office)
    opened = office.claim_opening.open(case_id, ["asf", "rsa"])
    office.claim_opening.take_back(opened)
    assert office.claims.of_case(case_id) == ()
    opened = office.claim_opening.open(case_id, ["asf", "rsa"])
    office.claims.record(opened[1], Filed(on=date(2026, 11, 2), channel=Channel.ONLINE))
    with pytest.raises(UserInputError, match="déjà enregistré"):
        office.claim_opening.take_back(opened)
    assert len(office.claims.of_case(case_id)) == 2
