"""The worked examples of calendar law, to the day."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.domain.deadline import Confidence
from caseapp.kernel.calendar import Territory
from caseapp.rules.catalogue import OpeningRule
from caseapp.rules.legal_texts import appeal_rules
from caseapp.rules.time_limits import Counted, Span, after, count, end_of_month_after, opens_on

# Event, « quantième », pôle social, administrative court.
EXAMPLES = [
    ("2026-11-23", "2027-01-23", "2027-01-25", "2027-01-25"),
    ("2026-09-11", "2026-11-11", "2026-11-12", "2026-11-12"),
    ("2026-03-14", "2026-05-14", "2026-05-15", "2026-05-15"),
    ("2026-10-25", "2026-12-25", "2026-12-28", "2026-12-28"),
    ("2026-10-31", "2026-12-31", "2026-12-31", "2027-01-04"),
    ("2026-12-31", "2027-02-28", "2027-03-01", "2027-03-01"),
    ("2027-12-29", "2028-02-29", "2028-02-29", "2028-03-01"),
    ("2027-12-31", "2028-02-29", "2028-02-29", "2028-03-01"),
    ("2028-02-29", "2028-04-29", "2028-05-02", "2028-05-02"),
    ("2027-01-26", "2027-03-26", "2027-03-26", "2027-03-30"),
    ("2027-10-20", "2027-12-20", "2027-12-20", "2027-12-21"),
    ("2027-06-14", "2027-08-14", "2027-08-16", "2027-08-16"),
    ("2027-03-01", "2027-05-01", "2027-05-03", "2027-05-03"),
]


def day(text: str) -> date:
    return date.fromisoformat(text)


def counted(route: str, start: str | date, territory: Territory = Territory.METROPOLE) -> Counted:
    start = day(start) if isinstance(start, str) else start
    return count(appeal_rules().rule(route), start, territory)


@pytest.mark.parametrize(("start", "quantieme", "pole_social", "ta"), EXAMPLES)
def test_the_thirteen_examples_are_found_to_the_day(
    start: str, quantieme: str, pole_social: str, ta: str
) -> None:
    assert counted("pole_social", start).quantieme == day(quantieme)
    assert counted("pole_social", start).computed_on == day(pole_social)
    assert counted("ta", start).computed_on == day(ta)


@pytest.mark.parametrize(
    ("start", "territory", "pole_social"),
    [
        ("2027-01-26", Territory.ALSACE_MOSELLE, "2027-03-30"),
        ("2027-10-20", Territory.REUNION, "2027-12-21"),
    ],
)
def test_a_local_holiday_moves_the_computed_date_and_says_so(
    start: str, territory: Territory, pole_social: str
) -> None:
    found = counted("pole_social", start, territory)
    assert found.computed_on == day(pole_social)
    assert "férié local" in found.doubt
    assert found.confidence is Confidence.MEDIUM


def test_the_cautious_date_does_not_count_on_good_friday() -> None:
    assert counted("pole_social", "2027-01-26", Territory.ALSACE_MOSELLE).cautious_on == day(
        "2027-03-25"
    )


def test_a_missing_end_of_month_shows_the_shortest_date_and_its_doubt() -> None:
    found = counted("ta", "2027-12-31")
    assert found.cautious_on == day("2028-02-29")
    assert "29/02/2028" in found.doubt
    assert found.confidence is Confidence.MEDIUM
    assert not counted("ta", "2027-12-29").doubt


@pytest.mark.parametrize("route", ["rapo", "cra", "cmra"])
def test_a_prior_appeal_is_neither_franc_nor_reported(route: str) -> None:
    found = counted(route, "2026-11-23")
    assert found.computed_on == day("2027-01-23")
    assert found.cautious_on == day("2027-01-22")
    assert found.confidence is Confidence.MEDIUM
    assert found.doubt


@pytest.mark.parametrize("route", ["gracieux", "mediation_france_travail"])
def test_what_interrupts_the_court_delay_is_counted_like_it(route: str) -> None:
    for start, _, _, ta in EXAMPLES:
        assert counted(route, start).computed_on == day(ta)


def test_reception_conditions_of_asylum_are_contested_within_seven_days() -> None:
    found = counted("ta_asile", "2026-11-23")
    assert found.computed_on == found.cautious_on == day("2026-11-30")
    assert found.confidence is Confidence.LOW
    assert found.article == "CESEDA L555-1, L921-1"


def test_an_overpayment_is_corrected_within_twenty_days_of_its_receipt() -> None:
    found = counted("rectification_indu", "2026-11-23")
    assert found.computed_on == day("2026-12-13")
    assert found.cautious_on == day("2026-12-11")
    assert found.article == "CSS R133-9-2"


def test_distance_moves_only_the_computed_date() -> None:
    rule = appeal_rules().rule("ta")
    far = count(rule, day("2026-11-23"), Territory.REUNION, distance_months=1)
    near = count(rule, day("2026-11-23"), Territory.REUNION)
    assert far.computed_on == day("2027-02-24")
    assert far.cautious_on == near.cautious_on == day("2027-01-22")


def test_the_cautious_date_is_counted_from_the_earliest_start() -> None:
    rule = appeal_rules().rule("cra")
    found = count(rule, Span(day("2026-11-16"), day("2026-11-23")))
    assert found.cautious_on == day("2027-01-15")
    assert found.computed_on == day("2027-01-23")


def test_a_start_cannot_be_earlier_than_its_earliest() -> None:
    with pytest.raises(ValueError, match="earliest"):
        Span(day("2026-11-23"), day("2026-11-22"))


def test_an_appeal_without_a_delay_of_its_own_cannot_be_counted() -> None:
    with pytest.raises(ValueError, match="mediation"):
        counted("mediation", "2026-11-23")


def test_the_chain_of_the_mdph_ends_on_its_day() -> None:
    silence = after(day("2026-10-31"), months=4)
    assert silence == day("2027-02-28")
    assert counted("rapo", silence).cautious_on == day("2027-04-28")


def test_the_chain_of_the_cra_ends_on_its_day() -> None:
    silence = after(day("2026-12-31"), months=2)
    assert silence == day("2027-02-28")
    assert counted("pole_social", silence).computed_on == day("2027-04-28")


def test_the_chain_of_the_ajpp_ends_with_civil_months() -> None:
    assert end_of_month_after(day("2026-03-10"), 2) == day("2026-05-31")
    assert end_of_month_after(day("2026-03-10"), 3) == day("2026-06-30")


@pytest.mark.parametrize(
    ("rule", "filed", "opened"),
    [
        (OpeningRule.MONTH_AFTER_CLAIM, "2026-11-30", "2026-12-01"),
        (OpeningRule.MONTH_AFTER_CLAIM, "2026-12-01", "2027-01-01"),
        (OpeningRule.MONTH_OF_CLAIM, "2026-11-30", "2026-11-01"),
        (OpeningRule.DAY_OF_CLAIM, "2026-11-30", "2026-11-30"),
    ],
)
def test_one_day_more_may_lose_a_month(rule: OpeningRule, filed: str, opened: str) -> None:
    assert opens_on(rule, day(filed)) == day(opened)


@pytest.mark.parametrize(
    "rule", [OpeningRule.AUTOMATIC, OpeningRule.MONTH_AFTER_EVENT, OpeningRule.OTHER]
)
def test_a_right_that_the_filing_day_does_not_open_has_no_opening_day(rule: OpeningRule) -> None:
    assert opens_on(rule, day("2026-11-30")) is None


def test_every_rule_names_its_article_and_what_counts() -> None:
    for rule in appeal_rules().rules:
        assert rule.article or rule.code == "other"
        assert rule.counts
        if rule.confidence is not Confidence.HIGH and (rule.months or rule.days):
            assert rule.doubt or rule.code == "conciliation"
