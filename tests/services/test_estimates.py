"""Estimates: kept with the household as it was, compared, set beside the claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.estimate import Outcome, Period, Range
from caseapp.domain.facts import UNKNOWN
from caseapp.domain.household import ResourceKind
from caseapp.kernel.calendar import Month
from caseapp.kernel.clock import FixedClock
from caseapp.kernel.errors import NotFoundError
from caseapp.kernel.ids import new_id
from caseapp.kernel.money import Money
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.engine import EngineTroubleError
from caseapp.rules.openfisca.process import EngineProcess
from caseapp.services.estimate_rows import RightAction
from caseapp.services.estimates import Estimates
from caseapp.services.right_advice import ask_first
from caseapp.ui.pages.rights import words
from tests.support.builders import (
    TODAY,
    Office,
    a_case,
    a_child,
    a_home,
    a_line,
    an_office,
    awa,
)
from tests.support.engines import ReadyEngine, answer, monthly

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.domain.estimate import Estimate, RightEstimate
    from caseapp.domain.household import Household


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def estimated(office: Office, case_id: UUID, *answers: RightEstimate) -> UUID:
    office.engine.answers = answers
    return office.estimates.run(case_id)


def test_an_estimate_is_kept_with_the_household_as_it_was(office: Office) -> None:
    case_id = awa(office)
    estimate_id = estimated(office, case_id, answer("rsa", amount=monthly(573)))
    before = office.desk.household(case_id)
    a_home(office, case_id, {"housing.rent": "600"})
    saved = office.estimates.latest(case_id)
    assert saved is not None
    assert (saved.id, saved.on, saved.month, saved.is_latest) == (
        estimate_id,
        TODAY,
        Month(2026, 11),
        True,
    )
    assert saved.household == before
    assert saved.estimate.of("rsa").amount == monthly(573)
    assert (saved.engine, saved.catalogue) == ("essai 1", "2026-11-23")


def test_a_case_that_was_never_estimated_has_no_rights_to_show(office: Office) -> None:
    case_id = a_case(office)
    assert office.estimates.latest(case_id) is None
    assert office.estimates.rows(case_id) == ()
    assert office.estimates.history(case_id) == ()
    assert not office.estimates.is_stale(case_id)


def test_totals_of_nothing_known_are_open_and_not_nothing(office: Office) -> None:
    case_id = awa(office)
    estimated(office, case_id, answer("rsa", Outcome.TO_CHECK, monthly(0, 573), missing=("x",)))
    found = office.estimates.totals(case_id)
    assert found is not None
    assert (found.is_open, found.now) == (True, Money(0))
    estimated(office, case_id, answer("rsa", Outcome.NO))
    refused = office.estimates.totals(case_id)
    assert refused is not None
    assert not refused.is_open


def test_why_a_rule_is_in_doubt_stands_on_the_row_and_over_its_explanation(office: Office) -> None:
    case_id = awa(office)
    doubt = "Résidence alternée : le partage n'est pas calculé pour ce droit."
    found = replace(answer("rsa", Outcome.TO_CHECK, monthly(573)), notes=(doubt,))
    estimated(office, case_id, found)
    (row,) = office.estimates.rows(case_id)
    assert "résidence alternée" in row.situation
    assert words.why(row) == f"À vérifier. {doubt}"


@pytest.mark.parametrize(
    ("activity", "kind"),
    [
        ("emploi salarié", ResourceKind.WAGE),
        ("apprentissage", ResourceKind.WAGE),
        ("activité indépendante", ResourceKind.SELF_EMPLOYED_PROFIT),
        ("retraite", ResourceKind.PENSION),
        ("recherche d'emploi", ResourceKind.UNEMPLOYMENT),
    ],
)
def test_what_an_activity_pays_is_unknown_until_a_line_is_entered(
    office: Office, activity: str, kind: ResourceKind
) -> None:
    case_id = a_case(office, activity=activity)
    (unasked,) = office.desk.household(case_id).applicant.resources
    assert (unasked.kind, unasked.amount) == (kind, UNKNOWN)
    assert (unasked.first, unasked.last) == (Month(2023, 10), Month(2026, 11))
    a_line(office, case_id, "rents", m2026_11="80")
    assert UNKNOWN not in [
        line.amount for line in office.desk.household(case_id).applicant.resources
    ]


def test_who_studies_or_receives_the_ass_is_not_asked_what_an_activity_pays(
    office: Office,
) -> None:
    student = a_case(office, activity="études supérieures")
    assert office.desk.household(student).applicant.resources == ()
    seeker = a_case(office, activity="recherche d'emploi")
    a_line(office, seeker, "right:ass", m2026_11="580")
    assert office.desk.household(seeker).applicant.resources == ()


@pytest.mark.slow
def test_a_wage_nobody_asked_about_gives_a_range_and_the_field_where_a_line_is_added(
    office: Office,
) -> None:
    case_id = a_case(office, birth_date="12/03/1992", activity="emploi salarié")
    a_home(
        office,
        case_id,
        {"housing.tenure": "hébergement gratuit", "housing.commune": "Nantes (44109)"},
    )
    applicant = office.cases.header(case_id).applicant_id
    engine = EngineProcess()
    estimates = Estimates(office.store, office.clock, office.desk, engine, load_catalogue())
    try:
        estimates.run(case_id)
        open_ = {row.right: row for row in estimates.rows(case_id)}["rsa"]
        line = a_line(office, case_id, "wage", m2026_11="0")
        estimates.run(case_id)
        known = {row.right: row for row in estimates.rows(case_id)}["rsa"]
    finally:
        engine.close()
    assert open_.amount is not None
    assert open_.amount.min == Money(0)
    assert open_.amount.max > Money.euros(500)
    assert f"people/{applicant}/resources" in [part.path for part in open_.missing]
    assert known.outcome is Outcome.LIKELY
    assert not [part for part in known.missing if str(line) in part.path]


def test_only_the_newest_estimate_is_the_latest(office: Office) -> None:
    case_id = awa(office)
    first = estimated(office, case_id, answer("rsa"))
    office.clock.moment = FixedClock.on(date(2026, 11, 24)).moment
    second = estimated(office, case_id, answer("rsa"))
    assert [(row.id, row.is_latest) for row in office.estimates.history(case_id)] == [
        (second, True),
        (first, False),
    ]
    assert office.estimates.saved(first).on == TODAY


def test_an_engine_in_trouble_leaves_the_estimate_before(office: Office) -> None:
    case_id = awa(office)
    kept = estimated(office, case_id, answer("rsa"))

    class Broken(ReadyEngine):
        def estimate(self, household: Household) -> Estimate:
            raise EngineTroubleError("En panne.", "Réessayer.")

    broken = Estimates(office.store, office.clock, office.desk, Broken(), load_catalogue())
    with pytest.raises(EngineTroubleError):
        broken.run(case_id)
    saved = office.estimates.latest(case_id)
    assert saved is not None
    assert saved.id == kept


def test_an_estimate_is_stale_once_the_household_or_the_month_changed(office: Office) -> None:
    case_id = awa(office)
    estimated(office, case_id, answer("rsa"))
    assert not office.estimates.is_stale(case_id)
    office.clock.moment = FixedClock.on(date(2026, 11, 28)).moment
    assert not office.estimates.is_stale(case_id)
    a_home(office, case_id, {"housing.rent": "513"})
    assert office.estimates.is_stale(case_id)
    a_home(office, case_id, {"housing.rent": "512"})
    assert not office.estimates.is_stale(case_id)
    office.clock.moment = FixedClock.on(date(2026, 12, 1)).moment
    assert office.estimates.is_stale(case_id)


def test_what_no_rule_reads_does_not_make_an_estimate_stale(office: Office) -> None:
    case_id = awa(office)
    estimated(office, case_id, answer("rsa"))
    a_home(office, case_id, {"charges.energy": "90", "housing.social_request": "oui"})
    assert not office.estimates.is_stale(case_id)


def test_likely_rights_come_first_the_largest_amount_first(office: Office) -> None:
    case_id = awa(office)
    estimated(
        office,
        case_id,
        answer("aspa", Outcome.NO),
        answer("prime_activite", Outcome.TO_CHECK, monthly(0, 187)),
        answer("rsa", amount=monthly(573)),
        answer("aide_logement", amount=monthly(341), variant="apl"),
        answer("ars", amount=Range(min=Money(42600), max=Money(42600), period=Period.YEAR)),
    )
    rows = office.estimates.rows(case_id)
    assert [row.right for row in rows] == [
        "rsa",
        "aide_logement",
        "ars",
        "prime_activite",
        "aspa",
    ]
    assert (rows[1].name, rows[1].variant, rows[1].agency) == (
        load_catalogue().right("aide_logement").name,
        "APL",
        "CAF ou MSA",
    )
    assert rows[-1].situation.startswith("âge")
    assert [row.action for row in rows] == [RightAction.OPEN] * 4 + [RightAction.NONE]


def test_what_is_received_is_set_beside_the_estimate(office: Office) -> None:
    case_id = awa(office)
    estimated(office, case_id, answer("rsa", amount=monthly(512), received=Money.euros(498)))
    (row,) = office.estimates.rows(case_id)
    assert (row.received, row.gap, row.action) == (
        Money.euros(498),
        Money.euros(14),
        RightAction.NONE,
    )


def test_a_right_that_is_claimed_shows_its_claim(office: Office) -> None:
    case_id = awa(office)
    estimated(office, case_id, answer("rsa", amount=monthly(512)))
    claim_id = office.claims.open(case_id, "rsa")
    (row,) = office.estimates.rows(case_id)
    assert (row.claim_id, row.action, row.situation) == (claim_id, RightAction.SEE, "À préparer")
    assert office.claims.page(claim_id).estimated == Money.euros(512)


def test_a_claim_of_a_doubtful_right_remembers_no_amount(office: Office) -> None:
    case_id = awa(office)
    estimated(office, case_id, answer("rsa", Outcome.TO_CHECK, monthly(0, 512)))
    assert office.claims.page(office.claims.open(case_id, "rsa")).estimated is None


def test_what_is_missing_leads_to_its_field(office: Office) -> None:
    case_id = awa(office)
    child = a_child(office, case_id, "Noé", birth_date="01/01/2020")
    line = a_line(office, case_id, "unemployment", m2026_09="700", m2026_10="?", m2026_11="700")
    received = a_line(office, case_id, "right:rsa", m2026_11="?")
    household = office.desk.household(case_id)
    number = next(
        index
        for index, entry in enumerate(household.applicant.resources)
        if entry.amount is UNKNOWN
    )
    estimated(
        office,
        case_id,
        answer(
            "prime_activite",
            Outcome.TO_CHECK,
            monthly(0, 187),
            missing=(
                f"people[0].resources[{number}].amount",
                "people[3].other_parent",
                "housing.rent",
                "tax.reference_income.2024",
                "received[0].amount",
                "people[9].birth_date",
                "something.else",
            ),
        ),
    )
    (row,) = office.estimates.rows(case_id)
    assert [part.path for part in row.missing] == [
        f"lines/{line}/2026-10",
        f"people/{child}/other_parent",
        "household/housing.rent",
        "household/tax.reference_income.2024",
        f"lines/{received}/2026-11",
        "",
        "",
    ]
    assert row.action is RightAction.COMPLETE


def test_two_estimates_are_compared_right_by_right_and_fact_by_fact(office: Office) -> None:
    case_id = a_case(office, "Ouattara", "Awa", birth_date="12/03/1992", activity="emploi salarié")
    a_home(office, case_id, {"housing.rent": "512", "tax.shares": "2"})
    line = a_line(office, case_id, before="900", m2026_11="900")
    first = estimated(
        office, case_id, answer("rsa", amount=monthly(100)), answer("asf", amount=monthly(200))
    )
    office.clock.moment = FixedClock.on(date(2026, 12, 2)).moment
    who = office.cases.header(case_id).applicant_id
    office.desk.set_fact(case_id, who, "activity", "?")
    office.desk.set_cell(line, Month(2026, 12), "950")
    a_child(office, case_id, "Mina")
    a_home(
        office,
        case_id,
        {"housing.rent": "540", "tax.shares": "", "tax.reference_income.2024": "9870"},
    )
    second = estimated(
        office,
        case_id,
        answer("rsa", amount=monthly(150)),
        answer("asf", amount=monthly(200)),
        answer("aah", Outcome.TO_CHECK, monthly(0, 1000)),
    )
    comparison = office.estimates.compare(first, second)
    assert [(x.right, x.change) for x in comparison.rights] == [
        ("rsa", Money.euros(50)),
        ("aah", None),
    ]
    facts = {
        x.label.replace("\u00a0", " "): (x.before, x.after.replace("\u00a0", " "))
        for x in comparison.facts
    }
    assert facts == {
        "Activité · Awa": ("emploi salarié", "inconnu"),
        "Salaire net de décembre 2026 · Awa": ("900,00\u00a0€", "950,00 €"),
        "Personne ajoutée": ("", "Mina"),
        "Loyer hors charges": ("512,00\u00a0€", "540,00 €"),
        "Nombre de parts": ("2", "non indiqué"),
        "Revenu fiscal de référence (avis 2025)": ("non indiqué", "9\u202f870,00 €"),
    }
    assert (comparison.same_engine, comparison.same_month) == (True, False)


def test_two_equal_estimates_do_not_differ(office: Office) -> None:
    case_id = awa(office)
    first = estimated(office, case_id, answer("rsa", amount=monthly(100)))
    second = estimated(office, case_id, answer("rsa", amount=monthly(100)))
    comparison = office.estimates.compare(first, second)
    assert (comparison.rights, comparison.facts) == ((), ())


def test_an_estimate_that_was_erased_is_said_to_be_gone(office: Office) -> None:
    with pytest.raises(NotFoundError):
        office.estimates.saved(new_id())


@pytest.mark.slow
def test_the_real_engine_answers_for_a_case_entered_by_hand(office: Office) -> None:
    case_id = awa(office)
    engine = EngineProcess()
    real = Estimates(office.store, office.clock, office.desk, engine, load_catalogue())
    try:
        real.run(case_id)
    finally:
        engine.close()
    rows = {row.right: row for row in real.rows(case_id)}
    assert set(rows) == set(load_catalogue().codes())
    assert rows["prime_activite"].outcome is Outcome.LIKELY
    assert rows["aide_logement"].amount is not None
    assert rows["aide_logement"].amount.min.cents > 0
    assert rows["aspa"].outcome is Outcome.NO
    saved = real.latest(case_id)
    assert saved is not None
    assert saved.household == office.desk.household(case_id)


def test_a_death_is_never_the_first_thing_to_ask(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    case = a_case(office, birth_date="12/03/1960")
    hidden, shown = "declared.death_under_2_years", "declared.bank_account_held"
    office.engine.answers = (
        answer("allocation_veuvage", Outcome.TO_CHECK, monthly(0, 700), missing=(hidden,)),
        answer("droit_au_compte", Outcome.TO_CHECK, missing=(shown,)),
    )
    office.estimates.run(case)
    found = ask_first(office.estimates.rows(case))
    assert found is not None
    assert not found.part.path.endswith("death_under_2_years")
