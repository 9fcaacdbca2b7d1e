"""The budget of a case on a real base: what comes in, what goes out, before and after the rights."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.estimate import Outcome
from caseapp.domain.household import Role
from caseapp.domain.liability import LiabilityKind
from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.money import ZERO, Money
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.quotients import load_quotients
from caseapp.services.budget import Budgets
from caseapp.services.budget_lines import table_lines
from caseapp.services.liabilities import Liabilities, typed_of
from caseapp.services.quotients import QuotientDesk
from tests.support.builders import a_case, a_child, a_home, a_line, an_office
from tests.support.engines import answer, monthly

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.budget_rows import BudgetPage
    from tests.support.builders import Office

RENT_DEBT = {"kind": "rent", "creditor": "OPH de Nantes", "owed": "1 024", "monthly": "60"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def case(office: Office) -> UUID:
    case_id = a_case(office, birth_date="12/03/1992", activity="emploi salarié")
    a_child(office, case_id, "Issa", birth_date="05/06/2018")
    a_child(office, case_id, "Mina", birth_date="22/01/2023")
    a_home(
        office,
        case_id,
        {
            "housing.tenure": "locataire, vide",
            "housing.rent": "512",
            "housing.charges": "68",
            "charges.energy": "84",
            "charges.transport": "45",
        },
    )
    a_line(office, case_id, "wage", m2026_11="900")
    a_line(office, case_id, "right:rsa", m2026_11="120")
    return case_id


@pytest.fixture
def budgets(office: Office) -> Budgets:
    return Budgets(office.store, office.clock, office.estimates, load_catalogue())


@pytest.fixture
def debts(office: Office) -> Liabilities:
    return Liabilities(office.store, office.clock)


@pytest.fixture
def quotients(office: Office) -> QuotientDesk:
    return QuotientDesk(office.store, office.clock)


def quotient(page: BudgetPage, name: str) -> Money | None:
    return next(row.now for row in page.quotients if row.name == name)


def test_without_an_estimate_there_is_the_budget_of_today_alone(
    budgets: Budgets, case: UUID
) -> None:
    page = budgets.page(case)
    now = page.now
    assert (now.resources, now.rights) == (Money.euros(1020), Money.euros(120))
    assert (now.housing, now.charges, now.debts) == (Money.euros(580), Money.euros(129), ZERO)
    assert now.left == Money.euros(311)
    assert now.per_day_and_person == Money.euros("3.46")  # 311 / 90
    assert (now.effort, now.net_effort, now.debt_rate) == (Decimal(57), Decimal(57), Decimal(0))
    assert page.then is None
    assert page.unknown == ()


def test_the_estimated_rights_stand_beside_what_is_received(
    office: Office, budgets: Budgets, case: UUID
) -> None:
    office.engine.answers = (
        answer("rsa", amount=monthly(120), later=monthly(0)),
        answer("aide_logement", amount=monthly(341)),
        answer("prime_activite", amount=monthly(150, 210)),
        answer("asf", Outcome.TO_CHECK, monthly(199)),
        answer("allocations_familiales", Outcome.NO),
    )
    office.estimates.run(case)
    page = budgets.page(case)
    assert page.then is not None
    shown = {part.right: (part.now, part.then) for part in page.rights}
    assert shown["rsa"] == (Money.euros(120), ZERO)
    assert set(shown) == {"rsa", "aide_logement", "prime_activite"}
    assert shown["aide_logement"] == (ZERO, Money.euros(341))
    assert shown["prime_activite"] == (ZERO, Money.euros(150))  # the least of the range
    assert page.then.housing_aid == Money.euros(341)
    assert page.then.net_effort == Decimal(
        round((580 - 341) * 100 / (page.then.resources.cents / 100 - 341))
    )
    assert page.then.left - page.now.left == page.then.rights - page.now.rights


def test_a_right_in_payment_that_the_estimate_refuses_is_not_counted_with_the_others(
    office: Office, budgets: Budgets, case: UUID
) -> None:
    office.engine.answers = (
        answer("rsa", Outcome.NO),
        answer("prime_activite", amount=monthly(150)),
    )
    office.estimates.run(case)
    page = budgets.page(case)
    assert page.then is not None
    (rsa,) = (part for part in page.rights if part.right == "rsa")
    assert (rsa.now, rsa.then, rsa.hint) == (
        Money.euros(120),
        ZERO,
        "ne serait plus versé, d'après l'estimation",
    )
    assert page.then.rights == Money.euros(150)


def test_debts_told_one_by_one_replace_the_total(
    office: Office, budgets: Budgets, debts: Liabilities, case: UUID
) -> None:
    a_home(office, case, {"debts.monthly": "75"})
    assert budgets.page(case).now.debts == Money.euros(75)
    rent = debts.record(case, RENT_DEBT)
    debts.record(case, {"kind": "credit", "owed": "inconnu", "monthly": "?"})
    page = budgets.page(case)
    assert page.now.debts == Money.euros(60)
    assert page.owed == Money.euros(1024)
    assert page.unknown == ("Crédit",)
    assert "75" in page.notes[0]
    assert office.desk.page(case).budget.debts == Money.euros(60)  # the card of « Foyer » agrees
    debts.close(rent, date(2026, 11, 20))
    assert budgets.page(case).now.debts == ZERO


def test_a_debt_is_changed_removed_and_put_back(
    budgets: Budgets, debts: Liabilities, case: UUID
) -> None:
    debt = debts.record(case, RENT_DEBT)
    before = debts.change(debt, {**RENT_DEBT, "monthly": "80,50", "arrears_since": "03/2026"})
    (row,) = budgets.page(case).liabilities
    assert (row.kind, row.label) == (LiabilityKind.RENT, "Loyer, OPH de Nantes")
    assert (row.monthly, row.arrears_since) == (Money.euros("80.50"), date(2026, 3, 1))
    after = debts.put_back(before)
    (again,) = budgets.page(case).liabilities
    assert (again.monthly, again.arrears_since) == (Money.euros(60), None)
    assert typed_of(again)["creditor"] == RENT_DEBT["creditor"]
    debts.put_back(after)
    assert budgets.page(case).liabilities == (row,)
    debts.put_back(before)
    gone = debts.remove(debt)
    assert budgets.page(case).liabilities == ()
    debts.restore(gone)
    assert budgets.page(case).liabilities == (again,)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("kind", ""),
        ("owed", "beaucoup"),
        ("monthly", "-5"),
        ("arrears_since", "31/02/2026"),
        ("arrears_since", "01/01/2027"),
        ("creditor", "x" * 200),
    ],
)
def test_a_part_of_a_debt_that_cannot_be_is_refused_at_its_field(
    debts: Liabilities, case: UUID, field: str, text: str
) -> None:
    with pytest.raises(UserInputError) as refused:
        debts.record(case, {**RENT_DEBT, field: text})
    assert refused.value.field == field


def test_the_parts_of_the_caf_follow_the_children() -> None:
    parts = load_quotients().parts
    counted = [parts.of(children, 0) for children in range(6)]
    assert counted == [Decimal(n) for n in ("2", "2.5", "3", "4", "4.5", "5")]
    assert parts.of(1, 1) == Decimal(3)


def test_a_shipped_quotient_is_counted_and_can_be_adapted(
    office: Office, budgets: Budgets, quotients: QuotientDesk, case: UUID
) -> None:
    name = "Quotient social par personne"
    assert quotient(budgets.page(case), name) == Money.euros("103.67")  # (1020 - 580 - 129) / 3
    own = quotients.save({"name": name, "fund": "FSL 44", "formula": "reste_a_vivre / parts_caf"})
    page = budgets.page(case)
    assert quotient(page, name) == Money.euros("103.67")
    assert [row.fund for row in page.quotients if row.name == name] == ["FSL 44"]
    gone = quotients.remove(own)
    assert [row.id for row in budgets.page(case).quotients if row.name == name] == [None]
    quotients.restore(gone)
    assert [row.id for row in budgets.page(case).quotients if row.name == name] == [own]


def test_a_quotient_that_needs_what_is_not_known_says_so(
    office: Office, budgets: Budgets, case: UUID
) -> None:
    (row,) = (row for row in budgets.page(case).quotients if row.key == "qf_caf")
    assert (row.now, row.trouble) == (
        None,
        "Manque : revenu fiscal de référence le plus récent (€ par an).",
    )
    a_home(office, case, {"tax.reference_income.2025": "9 870"})
    (row,) = (row for row in budgets.page(case).quotients if row.key == "qf_caf")
    assert row.now == Money.euros("314.17")  # (9870 / 12 + 120) / 3


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": "", "formula": "1"}, "name"),
        ({"name": "QF", "formula": "ressources /"}, "formula"),
        ({"name": "QF", "formula": "ressource / 2"}, "formula"),
        ({"name": "reste", "formula": "loyer_inconnu"}, "formula"),
    ],
)
def test_a_quotient_that_cannot_be_is_refused(
    quotients: QuotientDesk, typed: dict[str, str], field: str
) -> None:
    with pytest.raises(UserInputError) as refused:
        quotients.save(typed)
    assert refused.value.field == field
    assert bool(quotients.check(typed["formula"])) is (field == "formula")


def test_every_shipped_formula_can_be_read(quotients: QuotientDesk) -> None:
    for shipped in load_quotients().formulas:
        assert quotients.check(shipped.formula) == ""


def test_a_case_without_any_resource_entered_has_an_unknown_budget_not_a_budget_of_nothing(
    office: Office, budgets: Budgets
) -> None:
    empty = a_case(office, "Vide", "Paul")
    a_home(office, empty, {"housing.tenure": "locataire, vide", "housing.rent": "400"})
    assert not office.desk.page(empty).budget.has_resources
    page = budgets.page(empty)
    lines = {line.label: line.now for line in table_lines(page)}
    assert (lines["Ressources"], lines["Reste à vivre"]) == ("inconnu", "inconnu")
    (row,) = (row for row in page.quotients if row.key == "quotient_social")
    assert row.now is None
    assert row.trouble.startswith("Manque : toutes les ressources du mois")
    a_line(office, empty, "wage", m2026_11="0")
    assert budgets.page(empty).now.left == Money.euros(-400)
    assert office.desk.page(empty).budget.has_resources


@pytest.mark.parametrize("typed", ["", "?"])
def test_a_line_of_resources_without_an_amount_leaves_the_budget_unknown(
    office: Office, budgets: Budgets, typed: str
) -> None:
    empty = a_case(office, "Vide", "Paul")
    a_home(office, empty, {"housing.tenure": "locataire, vide", "housing.rent": "400"})
    wage = a_line(office, empty, "wage", m2026_11=typed)
    shown = office.desk.page(empty).budget
    assert not shown.has_resources
    assert shown.unknown == ("Salaire net",)
    lines = {line.label: line.now for line in table_lines(budgets.page(empty))}
    assert lines["Reste à vivre"] == "inconnu"
    office.desk.set_cell(wage, Month(2026, 11), "900")
    assert office.desk.page(empty).budget.left == Money.euros(500)


def test_the_wage_of_somebody_who_has_no_line_is_told_as_not_counted(
    office: Office, budgets: Budgets
) -> None:
    case_id = a_case(office)
    a_line(office, case_id, "wage", m2026_11="900")
    partner = office.desk.add_person(case_id, Role.PARTNER, "Fatou")
    office.desk.set_fact(case_id, partner, "activity", "emploi salarié")
    assert budgets.page(case_id).unknown == ("Salaire net, Fatou",)
    assert office.desk.page(case_id).budget.unknown == ("Salaire net, Fatou",)
