"""What no claim of a case needs any more is proposed to be closed, and nothing before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import Obsolete, Withdrawn
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.services.needless_facts import NeedlessFacts
from tests.support.builders import TODAY, Office, a_case, an_office
from tests.support.hands import plain

if TYPE_CHECKING:
    from pathlib import Path

RATE = "disability_rate"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def test_closing_is_proposed_once_no_claim_needs_it_any_more(office: Office) -> None:
    needless = NeedlessFacts(office.store, office.clock, load_catalogue())
    case_id = a_case(office, disability_rate="de 50 à 79 %")
    whose = office.cases.header(case_id).applicant_id
    assert needless.rows() == ()  # nothing was asked for yet: it may be
    rqth, aah = (office.claims.open(case_id, right) for right in ("rqth", "aah"))
    office.claims.record(rqth, Withdrawn(on=TODAY))
    assert needless.rows() == ()  # the other claim needs it
    office.claims.record(aah, Obsolete(on=TODAY))
    (row,) = needless.rows()
    assert (row.person_id, row.key, row.has_value) == (whose, RATE, True)
    assert plain(row.aids) == "AAH : sans objet ; RQTH : abandonnée"
    office.desk.sensitive.open(case_id, whose, (RATE,), "mva")
    assert needless.rows() == ()  # opened for an aid that is still to be asked for
    office.desk.sensitive.close(case_id, whose, (RATE,))
    assert needless.rows() == ()
