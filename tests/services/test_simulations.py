"""Simulations: forms read with care, answers kept and opened again as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.estimate import Outcome
from caseapp.domain.facts import NOT_STATED, UNKNOWN
from caseapp.domain.household import Tenure
from caseapp.domain.scenario import FactEdited, JobLost, Moved, NewWage, PartnerComes, Variant
from caseapp.kernel.calendar import Month
from caseapp.kernel.clock import FixedClock
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.money import ZERO, Money
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.engine import EngineTroubleError
from caseapp.rules.openfisca.process import EngineProcess
from caseapp.rules.places import load_communes
from caseapp.services.change_forms import ChangeKind
from caseapp.services.changes import Changes
from caseapp.services.fact_definition import FactKind
from caseapp.services.simulation_rows import TOTAL
from caseapp.services.simulation_words import cell_note, cell_text, curve_csv, point_text
from caseapp.services.simulations import HIGHEST_WAGE, STEPS, Simulations
from tests.support.builders import TODAY, Office, a_home, an_office, awa
from tests.support.engines import ReadyEngine, answer, monthly
from tests.support.hands import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from caseapp.domain.estimate import Estimate
    from caseapp.domain.household import Household
    from caseapp.domain.scenario import Simulation
    from caseapp.rules.engine import Engine

NOW = Month.of(TODAY)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def changes(office: Office) -> Changes:
    return Changes(office.store, office.clock, office.desk, load_communes(), load_catalogue())


def simulations(office: Office, engine: Engine | None = None) -> Simulations:
    return Simulations(
        office.store, office.clock, office.desk, engine or office.engine, load_catalogue()
    )


def applicant(office: Office, case_id: UUID) -> str:
    return str(office.cases.header(case_id).applicant_id)


def job(office: Office, case_id: UUID, euros: int = 1200) -> Variant:
    change = NewWage(who=applicant(office, case_id), amount=Money.euros(euros), since=NOW.plus(1))
    return Variant(name="Emploi", changes=(change,))


def tried(office: Office, case_id: UUID) -> Simulation:
    office.engine.answers = (
        answer("rsa", amount=monthly(500)),
        answer("asf", Outcome.TO_CHECK, monthly(0, 200)),
    )
    return simulations(office).run(case_id, [job(office, case_id)])


# ---------------------------------------------------------------- forms
def test_a_wage_is_read_with_its_month(office: Office, changes: Changes) -> None:
    case_id = awa(office)
    read = changes.read(case_id, ChangeKind.JOB, {"amount": "1 350,50", "since": "02/27"})
    assert read == NewWage(
        who=applicant(office, case_id), amount=Money(135050), since=Month(2027, 2)
    )
    unknown = changes.read(case_id, ChangeKind.JOB, {"amount": "?"})
    assert unknown == NewWage(who=applicant(office, case_id), amount=UNKNOWN, since=NOW)
    assert plain(changes.words(case_id, [read])[0]) == (
        "Awa : salaire de 1 350,50 €/mois dès février 2027"
    )


@pytest.mark.parametrize(
    ("kind", "texts", "field", "words"),
    [
        (ChangeKind.JOB, {"amount": "-3"}, "amount", "négatif"),
        (ChangeKind.JOB, {}, "amount", "Indiquer un montant"),
        (ChangeKind.JOB, {"amount": "900", "since": "10/2025"}, "since", "novembre 2025"),
        (ChangeKind.JOB, {"amount": "900", "since": "12/2027"}, "since", "novembre 2027"),
        (ChangeKind.JOB, {"amount": "900", "since": "bientôt"}, "since", "Écrire"),
        (ChangeKind.HOURS, {"hours_now": "0", "hours_then": "35"}, "hours_now", "de 1 à 60"),
        (ChangeKind.PARTNER, {"birth_date": "01/01/2027"}, "birth_date", "pas encore"),
        (ChangeKind.BIRTH, {"on": "01/01/2020"}, "on", "avant le"),
        (ChangeKind.BIRTH, {"on": "01/01/2029"}, "on", "dix mois"),
        (ChangeKind.CHILD_LEAVES, {}, "who", "Choisir"),
        (ChangeKind.CHILD_LEAVES, {"who": "nobody"}, "who", "Choisir parmi"),
        (ChangeKind.MOVE, {"tenure": "tenant_social", "commune": "Zzyzx"}, "commune", "Aucune"),
        (ChangeKind.FACT, {"subject": "home"}, "key", "Choisir"),
    ],
)
def test_what_cannot_be_accepted_is_said_at_its_field(
    office: Office,
    changes: Changes,
    kind: ChangeKind,
    texts: dict[str, str],
    field: str,
    words: str,
) -> None:
    with pytest.raises(UserInputError) as refused:
        changes.read(awa(office), kind, texts)
    assert refused.value.field == field
    assert words in plain(refused.value.sentence)


def test_hours_change_the_wage_in_proportion(office: Office, changes: Changes) -> None:
    read = changes.read(awa(office), ChangeKind.HOURS, {"hours_now": "20", "hours_then": "30"})
    assert isinstance(read, NewWage)
    assert read.amount == Money.euros(1350)


def test_a_lost_job_may_have_its_benefit_estimated_entered_or_unknown(
    office: Office, changes: Changes
) -> None:
    case_id = awa(office)
    benefits = {}
    for text in ("", "0", "650", "inconnu"):
        read = changes.read(case_id, ChangeKind.JOB_LOSS, {"amount": text})
        assert isinstance(read, JobLost)
        benefits[text] = read.unemployment
    estimated = benefits.pop("")
    assert benefits == {"0": ZERO, "650": Money.euros(650), "inconnu": UNKNOWN}
    assert isinstance(estimated, Money)
    assert Money.euros(500) < estimated < Money.euros(900)


def test_what_is_not_said_of_a_partner_or_a_home_is_unknown(
    office: Office, changes: Changes
) -> None:
    case_id = awa(office)
    partner = changes.read(case_id, ChangeKind.PARTNER, {})
    assert isinstance(partner, PartnerComes)
    assert (partner.activity, partner.birth_date, partner.wage) == (UNKNOWN, UNKNOWN, ZERO)
    moved = changes.read(case_id, ChangeKind.MOVE, {"tenure": "tenant_social"})
    assert isinstance(moved, Moved)
    assert (moved.tenure, moved.commune, moved.rent) == (Tenure.TENANT_SOCIAL, UNKNOWN, UNKNOWN)


def test_any_fact_is_asked_as_the_page_of_the_household_does(
    office: Office, changes: Changes
) -> None:
    case_id = awa(office)
    texts = {"subject": "home", "key": "housing.rent"}
    asked = changes.form(case_id, ChangeKind.FACT, texts)
    assert [field.key for field in asked] == ["subject", "key", "value:housing.rent"]
    read = changes.read(case_id, ChangeKind.FACT, {**texts, "value:housing.rent": "600"})
    assert isinstance(read, FactEdited)
    assert read.value == Money.euros(600)
    assert plain(changes.words(case_id, [read])[0]) == "Loyer hors charges : 600,00 €"


def test_what_concerns_health_stands_behind_one_line_until_an_aid_opened_it(
    office: Office, changes: Changes
) -> None:
    case_id = awa(office)
    whose = office.cases.header(case_id).applicant_id
    texts = {"subject": str(whose)}
    named = {
        c.code: plain(c.label) for c in changes.form(case_id, ChangeKind.FACT, texts)[1].choices
    }
    assert "gir" not in named
    assert named["closed"] == "Santé : 6 informations fermées"
    behind = {**texts, "key": "closed", "closed": "gir"}
    asked = changes.form(case_id, ChangeKind.FACT, behind)
    assert [field.key for field in asked] == ["subject", "key", "closed", "value:gir"]
    read = changes.read(case_id, ChangeKind.FACT, {**behind, "value:gir": "2"})
    assert isinstance(read, FactEdited)
    assert (read.key, read.value) == ("gir", 2)
    assert office.desk.household(case_id).applicant.gir is NOT_STATED
    office.desk.sensitive.open(case_id, whose, ("gir",), "apa_domicile")
    assert "gir" in {c.code for c in changes.form(case_id, ChangeKind.FACT, texts)[1].choices}


def test_a_question_of_the_other_facts_is_answered_otherwise_and_kept(
    office: Office, changes: Changes
) -> None:
    case_id, service = awa(office), simulations(office)
    key = "declared.eviction_ruled"
    texts = {"subject": "home", "key": key}
    question = changes.form(case_id, ChangeKind.FACT, texts)[-1]
    assert (question.key, question.kind) == (f"value:{key}", FactKind.BOOL)
    read = changes.read(case_id, ChangeKind.FACT, {**texts, f"value:{key}": "true"})
    assert plain(changes.words(case_id, [read])[0]).endswith("sans solution de relogement ? oui")
    tried = service.run(case_id, [Variant(name="Expulsion", changes=(read,))])
    assert dict(tried.variants[0].household.declared) == {"eviction_ruled": True}
    assert "eviction_ruled" not in dict(tried.present.household.declared)
    assert service.open(service.keep(case_id, tried, "Expulsion")).simulation == tried


def test_only_what_can_happen_next_is_proposed(office: Office, changes: Changes) -> None:
    case_id = awa(office)
    alone = {choice.code for choice in changes.kinds(case_id)}
    assert "partner" in alone
    assert "separation" not in alone
    partner = changes.read(case_id, ChangeKind.PARTNER, {})
    after = {choice.code for choice in changes.kinds(case_id, [partner])}
    assert "separation" in after
    assert "partner" not in after


# ---------------------------------------------------------------- answers
def test_right_by_right_and_in_total(office: Office) -> None:
    case_id = awa(office)

    class ByWage(ReadyEngine):
        def estimate(self, household: Household) -> Estimate:
            wages = [r.amount for r in household.applicant.resources]
            richer = Money.euros(1200) in wages
            self.answers = (
                answer("rsa", Outcome.NO) if richer else answer("rsa", amount=monthly(500)),
                answer("prime_activite", amount=monthly(230 if richer else 100)),
                answer("aah", Outcome.NO),
            )
            return ReadyEngine.estimate(self, household)

    service = simulations(office, ByWage())
    rows = {row.key: row for row in service.rows(service.run(case_id, [job(office, case_id)]))}
    assert "aah" not in rows
    shown = {
        code: [
            (plain(cell_text(cell)), plain(cell_note(cell, is_present=place == 0)))
            for place, cell in enumerate(rows[code].cells)
        ]
        for code in ("rsa", "prime_activite", TOTAL)
    }
    assert shown["rsa"] == [("500 €", ""), ("non", "perdu, −500 €")]
    assert shown["prime_activite"] == [("100 €", ""), ("230 €", "+130 €")]
    assert shown[TOTAL][1][1] == "−370 €"


def test_a_total_that_holds_a_doubt_is_no_plain_loss(office: Office) -> None:
    case_id = awa(office)

    class Doubtful(ReadyEngine):
        def estimate(self, household: Household) -> Estimate:
            wages = [r.amount for r in household.applicant.resources]
            asked = Outcome.TO_CHECK if Money.euros(1200) in wages else Outcome.LIKELY
            self.answers = (answer("asf", asked, amount=monthly(800)),)
            return ReadyEngine.estimate(self, household)

    service = simulations(office, Doubtful())
    rows = {row.key: row for row in service.rows(service.run(case_id, [job(office, case_id)]))}

    assert plain(cell_note(rows[TOTAL].cells[1])) == "−800 € à 0 €"


def test_a_right_that_stops_once_all_have_followed_is_nothing_new(office: Office) -> None:
    case_id = awa(office)

    class Passing(ReadyEngine):
        def estimate(self, household: Household) -> Estimate:
            wages = [r.amount for r in household.applicant.resources]
            passing = replace(answer("prime_activite", amount=monthly(300)), later=monthly(0))
            works = Money.euros(1200) in wages
            self.answers = (passing if works else answer("prime_activite", Outcome.NO),)
            return ReadyEngine.estimate(self, household)

    service = simulations(office, Passing())
    rows = {row.key: row for row in service.rows(service.run(case_id, [job(office, case_id)]))}

    cell = rows["prime_activite"].cells[1]
    assert (plain(cell_text(cell)), cell_note(cell)) == ("0 €", "")


def test_an_engine_in_trouble_is_told(office: Office) -> None:
    class Broken(ReadyEngine):
        def estimate(self, household: Household) -> Estimate:
            raise EngineTroubleError("En panne.", "Réessayer.")

    case_id = awa(office)
    with pytest.raises(EngineTroubleError):
        simulations(office, Broken()).run(case_id, [job(office, case_id)])


def test_five_variants_are_too_many(office: Office) -> None:
    case_id = awa(office)
    with pytest.raises(UserInputError):
        simulations(office).run(case_id, [job(office, case_id)] * 5)


# ---------------------------------------------------------------- kept
def test_a_simulation_is_opened_as_it_was_even_if_the_household_changed(office: Office) -> None:
    case_id, service = awa(office), simulations(office)
    whole = service.with_curve(service.with_months(tried(office, case_id)))
    kept = service.keep(case_id, whole, "  Retour à l'emploi ")
    opened = service.open(kept)
    assert (opened.simulation, opened.name, opened.is_stale) == (whole, "Retour à l'emploi", False)
    a_home(office, case_id, {"housing.rent": "700"})
    again = service.open(kept)
    assert again.simulation == whole
    assert again.is_stale
    a_home(office, case_id, {"housing.rent": "512"})
    office.clock.moment = FixedClock.on(date(2026, 12, 1)).moment
    assert service.open(kept).is_stale


def test_every_kind_of_change_is_kept(office: Office, changes: Changes) -> None:
    case_id, service = awa(office), simulations(office)
    child = office.desk.household(case_id).children[0].id
    forms: dict[ChangeKind, dict[str, str]] = {
        ChangeKind.JOB_LOSS: {"amount": "inconnu"},
        ChangeKind.PARTNER: {"activity": "employed", "birth_date": "01/02/1990"},
        ChangeKind.BIRTH: {"on": "15/02/2027"},
        ChangeKind.CHILD_LEAVES: {"who": child},
        ChangeKind.MOVE: {"tenure": "owner", "commune": "Nantes (44109)"},
        ChangeKind.DISABILITY: {"who": applicant(office, case_id), "rate": "80_plus"},
        ChangeKind.RETIREMENT: {"pension": "900"},
        ChangeKind.FACT: {"subject": "home", "key": "single_since", "value:single_since": "?"},
    }
    read = tuple(changes.read(case_id, kind, texts) for kind, texts in forms.items())
    simulation = service.run(case_id, [Variant(name=str(i), changes=(c,)) for i, c in
                                       enumerate(read[:4])])  # fmt: skip
    rest = service.run(case_id, [Variant(name="autres", changes=read[4:])])
    for number, whole in enumerate((simulation, rest)):
        assert service.open(service.keep(case_id, whole, str(number))).simulation == whole


def test_names_are_told_apart_and_deleting_can_be_undone(office: Office) -> None:
    case_id, service = awa(office), simulations(office)
    simulation = tried(office, case_id)
    first = service.keep(case_id, simulation, "Un")
    second = service.keep(case_id, simulation, "Deux")
    for text in ("", "  ", "Un", "n" * 121):
        with pytest.raises(UserInputError):
            service.rename(second, text)
    assert service.rename(second, "Trois") == "Deux"
    assert service.keep(case_id, simulation, "Un", first) == first
    deleted = service.delete(first)
    assert [row.name for row in service.saved(case_id)] == ["Trois"]
    with pytest.raises(NotFoundError):
        service.open(first)
    service.restore(deleted)
    assert service.open(first).simulation == simulation


def test_the_curve_is_a_table_for_a_french_spreadsheet(office: Office) -> None:
    service = simulations(office)
    simulation = service.with_curve(tried(office, awa(office)))
    curve = simulation.curve
    assert curve is not None
    assert len(curve.points) == STEPS + 1
    assert (curve.points[0].wage, curve.points[-1].wage) == (ZERO, HIGHEST_WAGE)
    lines = curve_csv(curve, [("rsa", "RSA")]).splitlines()
    assert lines[0] == "\ufeffSalaire net;RSA;Total"
    assert lines[2] == "50,00;575,00;625,00"
    assert plain(point_text(curve.points[1], {"rsa": "RSA"})) == (
        "Salaire de 50 € : 625 € au total, dont RSA 575 €."
    )


@pytest.fixture(scope="module")
def engine() -> Iterator[EngineProcess]:
    process = EngineProcess()
    yield process
    process.close()


@pytest.mark.slow
def test_the_real_engine_says_when_a_return_to_work_is_felt(
    office: Office, engine: EngineProcess
) -> None:
    case_id, service = awa(office), simulations(office, engine)
    simulation = service.with_months(service.run(case_id, [job(office, case_id, 1500)]))
    (path,) = (variant.months for variant in simulation.variants)
    assert [month.month for month in path] == list(NOW.until(NOW.plus(11)))
    assert path[0].income == Money.euros(900)
    assert path[1].income == Money.euros(1500)
    assert "prime d'activité" in service.expectation(path)


@pytest.mark.slow
def test_the_present_of_the_curve_is_what_the_estimate_says(
    office: Office, engine: EngineProcess
) -> None:
    case_id = awa(office)
    curve = simulations(office, engine).with_curve(tried(office, case_id)).curve
    assert curve is not None
    assert curve.present == Money.euros(900)
    (at_present,) = (point for point in curve.points if point.wage == curve.present)
    paid = dict(at_present.rights)
    estimate = engine.estimate(office.desk.household(case_id))
    for code in ("prime_activite", "aide_logement", "allocations_familiales", "asf"):
        found = estimate.of(code)
        amount = found.later or found.amount
        assert amount is not None
        assert paid[code] == amount.min == amount.max
