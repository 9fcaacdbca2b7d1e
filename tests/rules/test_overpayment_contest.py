"""Until when an overpayment is corrected and contested, by hand and for every right."""

from __future__ import annotations

import pytest

from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.overpayment_contest import contest_dates
from tests.support.claims import day

CATALOGUE = load_catalogue()
NOTIFIED = day("23/11/2026")


def dates(code: str, notified: str = "23/11/2026") -> list[tuple[str, str, str]]:
    return [
        (one.route, f"{one.cautious_on:%d/%m/%Y}", f"{one.computed_on:%d/%m/%Y}")
        for one in contest_dates(CATALOGUE.right(code), day(notified))
    ]


@pytest.mark.parametrize(
    ("code", "notified", "expected"),
    [
        (  # 20 days: Sunday 13/12, so Friday 11/12; two months: Saturday 23/01, so Friday 22/01
            "rsa",
            "23/11/2026",
            [
                ("rectification_indu", "11/12/2026", "13/12/2026"),
                ("rapo", "22/01/2027", "23/01/2027"),
            ],
        ),
        (  # over the end of February of a leap year: 20 days from 10/02 are 01/03
            "allocations_familiales",
            "10/02/2028",
            [
                ("rectification_indu", "01/03/2028", "01/03/2028"),
                ("cra", "10/04/2028", "10/04/2028"),
            ],
        ),
        (  # what the CAF claims of the AAH goes before its own commission, not before the MDPH
            "aah",
            "23/11/2026",
            [
                ("rectification_indu", "11/12/2026", "13/12/2026"),
                ("cra", "22/01/2027", "23/01/2027"),
            ],
        ),
    ],
)
def test_the_correction_comes_first_then_the_appeal_of_the_right(
    code: str, notified: str, expected: list[tuple[str, str, str]]
) -> None:
    assert dates(code, notified) == expected


def test_a_body_that_is_no_fund_is_not_asked_for_that_correction() -> None:
    assert "rectification_indu" not in [route for route, _, _ in dates("ass")]
    assert "rectification_indu" not in [route for route, _, _ in dates("aspa")]


@pytest.mark.parametrize("code", CATALOGUE.codes())
def test_every_right_has_sound_dates(code: str) -> None:
    for one in contest_dates(CATALOGUE.right(code), NOTIFIED):
        assert NOTIFIED <= one.cautious_on <= one.computed_on
        assert one.article or one.doubt
