"""Forms beside a case: what is known is ready to copy, what is not is said and never invented."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import Channel, Filed
from caseapp.domain.form_aid import AidField, AidState, FormAid
from caseapp.domain.household import Role
from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import NotFoundError
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.forms.loader import load_forms
from caseapp.services.form_aids import FormAids
from caseapp.services.form_filling import copied
from caseapp.services.liabilities import Liabilities
from tests.support.builders import Office, a_case, a_child, an_office

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def aids(office: Office) -> FormAids:
    return FormAids(office.store, office.clock, load_catalogue(), office.desk)


@pytest.fixture
def case(office: Office) -> UUID:
    return a_case(office, birth_date="12/03/1992", phone="06 12 34 56 78")


def named(aid: FormAid, title: str, label: str) -> list[AidField]:
    parts = [part for part in aid.parts if part.title.startswith(title)]
    return [one for part in parts for one in part.fields if one.label.startswith(label)]


def test_what_the_case_knows_stands_in_the_order_of_the_form(
    office: Office, aids: FormAids, case: UUID
) -> None:
    office.desk.set_fact(case, None, "housing.address", "8 rue des Acacias, 44300 Nantes")
    aid = aids.aid(case, "rsa")
    assert [part.title for part in aid.parts][:3] == [
        "Vous",
        "Votre conjoint, concubin ou pacsé",
        "Votre situation familiale",
    ]
    assert named(aid, "Vous", "Nom de naissance")[0].value == "Ouattara"
    assert named(aid, "Vous", "Date de naissance")[0].copied == "12/03/1992"
    assert named(aid, "Votre adresse", "Numéro et voie")[0].value == "8 rue des Acacias"
    assert named(aid, "Votre adresse", "Code postal")[0].value == "44300"


def test_what_is_not_known_is_said_and_left_empty(aids: FormAids, case: UUID) -> None:
    aid = aids.aid(case, "rsa")
    home = named(aid, "Votre logement", "Occupation")[0]
    assert (home.state, home.value) == (AidState.MISSING, "")
    assert home.missing == ("occupation du logement",)
    assert "occupation du logement" in aid.missing
    number = named(aid, "Vous", "Numéro de sécurité sociale")[0]
    assert (number.state, number.value) == (AidState.BY_HAND, "")
    assert named(aid, "Vous", "Nationalité")[0].state is AidState.MISSING  # no default is told


def test_a_part_for_nobody_says_so(aids: FormAids, case: UUID) -> None:
    aid = aids.aid(case, "rsa")
    nobody = [part.nobody for part in aid.parts if part.nobody]
    assert "Pas de partenaire dans le dossier." in nobody
    assert "Pas d'enfant dans le dossier." in nobody


def test_each_child_has_its_lines(office: Office, aids: FormAids, case: UUID) -> None:
    a_child(office, case, "Issa", birth_date="02/05/2018")
    a_child(office, case, "Mariam")
    aid = aids.aid(case, "rsa")
    part = "Enfants et autres"
    assert [one.value for one in named(aid, part, "Prénom")] == ["Issa", "Mariam"]
    births = named(aid, part, "Date de naissance")
    assert [(one.value, one.state) for one in births] == [
        ("02/05/2018", AidState.READY),
        ("", AidState.MISSING),
    ]
    assert len({one.key for one in aid.fields}) == len(aid.fields)


def test_resources_are_asked_month_by_month(office: Office, aids: FormAids, case: UUID) -> None:
    person = office.cases.header(case).applicant_id
    line = office.desk.add_line(case, person, "wage")
    office.desk.set_cell(line, Month(2026, 8), "1020,50")
    office.desk.set_cell(line, Month(2026, 10), "inconnu")
    lines = named(aids.aid(case, "rsa"), "Ressources des trois", "Salaires nets")
    assert [one.label for one in lines] == [
        "Salaires nets · août 2026",
        "Salaires nets · septembre 2026",
        "Salaires nets · octobre 2026",
    ]
    assert [one.copied for one in lines] == ["1020,50", "1020,50", ""]
    assert lines[2].missing == ("salaires",)
    # What nobody entered is one line to ask, not three noughts.
    alone = named(aids.aid(case, "rsa"), "Ressources des trois", "Retraites")
    assert [(one.label, one.state) for one in alone] == [("Retraites", AidState.MISSING)]


def test_a_year_is_the_twelve_whole_months(office: Office, aids: FormAids, case: UUID) -> None:
    person = office.cases.header(case).applicant_id
    line = office.desk.add_line(case, person, "wage")
    office.desk.set_cell(line, Month(2025, 11), "100")
    office.desk.set_cell(line, Month(2026, 11), "9000")  # the month that runs is not asked
    (wages,) = named(aids.aid(case, "c2s"), "Vos ressources", "Salaires nets")
    assert wages.label == "Salaires nets · novembre 2025 à octobre 2026"
    assert wages.copied == "1200,00"


def test_the_partner_is_not_given_what_the_applicant_has(
    office: Office, aids: FormAids, case: UUID
) -> None:
    office.desk.add_person(case, Role.PARTNER, "Paul", "Berger")
    person = office.cases.header(case).applicant_id
    line = office.desk.add_line(case, person, "wage")
    office.desk.set_cell(line, Month(2026, 8), "900")
    aid = aids.aid(case, "surendettement")
    phones = [one for part in aid.parts for one in part.fields if one.label == "Téléphone"]
    assert [one.copied for one in phones] == ["06 12 34 56 78"]
    whose = [part for part in aid.parts if part.title == "Ressources mensuelles"]
    assert [part.person for part in whose] == ["OUATTARA Awa", "BERGER Paul"]
    assert whose[1].fields[0].state is AidState.MISSING


def test_debts_stand_one_by_one_and_those_that_ended_do_not(
    office: Office, aids: FormAids, case: UUID
) -> None:
    debts = Liabilities(office.store, office.clock)
    debts.record(case, {"kind": "rent", "creditor": "OPH de Nantes", "owed": "812,40"})
    aid = aids.aid(case, "surendettement")
    assert [one.copied for one in named(aid, "Dettes", "Montant restant dû")] == ["812,40"]
    assert named(aid, "Dettes", "Créancier")[0].value == "OPH de Nantes"
    assert named(aid, "Dettes", "Impayés depuis")[0].state is AidState.MISSING


def test_the_claim_of_the_right_is_spoken_of(office: Office, aids: FormAids, case: UUID) -> None:
    assert named(aids.aid(case, "mdph"), "E ·", "Droit demandé")[0].state is AidState.MISSING
    claim = office.claims.open(case, "aah")
    office.claims.record(claim, Filed(on=date(2026, 11, 2), channel=Channel.COUNTER))
    field = named(aids.aid(case, "mdph"), "E ·", "Droit demandé")[0]
    assert field.value == "Allocation aux adultes handicapés"


def test_a_form_that_is_no_more_is_said(aids: FormAids, case: UUID) -> None:
    with pytest.raises(NotFoundError):
        aids.aid(case, "nowhere")


def test_every_form_is_filled_for_a_bare_case_and_invents_nothing(
    aids: FormAids, case: UUID
) -> None:
    for code in load_forms():
        aid = aids.aid(case, code)
        for one in aid.fields:
            assert "[à compléter" not in one.value or one.state is AidState.PARTLY
            assert (one.state is AidState.READY) == (bool(one.value) and not one.missing), one.label
            assert one.state is not AidState.MISSING or one.missing, one.label


@pytest.mark.parametrize(
    ("shown", "typed"),
    [
        ("1 020,50 €", "1020,50"),
        ("612 €", "612"),
        ("\N{MINUS SIGN}12,00 €", "\N{MINUS SIGN}12,00 €"),
        ("8 rue des Acacias", "8 rue des Acacias"),
        ("06 12 34 56 78", "06 12 34 56 78"),
    ],
)
def test_an_amount_is_copied_as_a_form_takes_it(shown: str, typed: str) -> None:
    assert copied(shown) == typed
