"""A report discloses the sections that were chosen, with typed values, and nothing else."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, get_args

import pypdf
import pytest

from caseapp.desk_parts import open_desk
from caseapp.domain.case_report import Section
from caseapp.domain.claim import Channel, ClaimEvent, Filed, Granted, Transmitted
from caseapp.domain.estimate import Outcome
from caseapp.domain.facts import UNKNOWN
from caseapp.exchange.household import write_household
from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import NotFoundError
from caseapp.kernel.ids import new_id
from caseapp.kernel.money import Money
from caseapp.reports.case_report import render
from caseapp.services.claim_editing import Proof
from caseapp.services.claim_events import kind_of
from caseapp.services.disclosure_entries import EVENTS
from caseapp.services.settings import ServiceSettings
from tests.support.builders import (
    TODAY,
    Office,
    a_case,
    a_home,
    a_line,
    an_interview,
    an_office,
    awa,
)
from tests.support.closing import closed
from tests.support.engines import answer, monthly

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID


SECRET = "soupçonner-le-voisin"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def test_numbers_and_addresses_leave_only_in_their_own_section(office: Office) -> None:
    case_id = awa(office)
    person = office.cases.header(case_id).applicant_id
    office.desk.set_fact(case_id, person, "phone", "06 39 98 41 27")
    office.desk.set_fact(case_id, person, "email", "awa@example.org")
    a_home(office, case_id, {"housing.address": "12 rue des Tanneurs, 44000 Nantes"})
    without = pages_of(render(office.disclosure.case_report(case_id)))
    assert "Tanneurs" not in without
    assert "Coordonnées" not in without
    chosen = frozenset({Section.PEOPLE, Section.CONTACTS})
    data = office.disclosure.case_report(case_id, sections=chosen)
    assert [one.name for one in data.contacts] == ["OUATTARA Awa", "Domicile"]
    printed = pages_of(render(data))
    for said in ("Coordonnées", "06 39 98 41 27", "awa@example.org", "12 rue des Tanneurs"):
        assert said in printed


def a_followed_case(office: Office) -> UUID:
    office.settings.save_service(
        ServiceSettings(
            service_name="Service social, Nantes Nord",
            service_address="12 rue des Ateliers",
            worker="Claire Morel",
            worker_title="assistante de service social",
        )
    )
    case_id = awa(office)
    a_line(office, case_id, "right:rsa", m2026_11="498")
    a_home(office, case_id, {"charges.energy": "142", "debts.monthly": "60"})
    office.engine.answers = (
        answer("aide_logement", amount=monthly(341), variant="apl"),
        answer("rsa", amount=monthly(512), received=Money.euros(498)),
        answer("c2s", variant="gratuite"),
        answer("prime_activite", Outcome.TO_CHECK, monthly(0, 187), missing=("housing.rent",)),
        answer("aspa", Outcome.NO),
    )
    office.estimates.run(case_id)
    claim_id = office.claims.open(case_id, "aide_logement")
    office.claims.record(claim_id, Filed(on=date(2026, 11, 12), channel=Channel.ONLINE))
    office.claims.open(case_id, "asf")
    return case_id


def test_a_report_holds_the_whole_case(office: Office) -> None:
    data = office.disclosure.case_report(
        a_followed_case(office), recipient="commission FSL", purpose="aide", consent="accord"
    )
    assert (data.reference, data.person) == ("2026-0001", "OUATTARA Awa")
    assert data.author == "Claire Morel, assistante de service social"
    assert (data.service_name, data.recipient) == ("Service social, Nantes Nord", "commission FSL")
    assert [person.name for person in data.people] == [
        "OUATTARA Awa",
        "OUATTARA Issa",
        "OUATTARA Mina",
    ]
    assert data.people[0].birth_date == date(1992, 3, 12)
    assert data.people[0].situation == "emploi salarié, sans partenaire depuis 02/2024"


def test_the_budget_of_a_report_adds_up(office: Office) -> None:
    budget = office.disclosure.case_report(a_followed_case(office)).budget
    assert budget is not None
    assert {entry.label: entry.amount for entry in budget.resources} == {
        "Salaire net": Money.euros(900),
        "RSA en paiement": Money.euros(498),
    }
    assert {entry.label: entry.amount for entry in budget.charges} == {
        "Loyer hors charges": Money.euros(512),
        "Charges locatives": Money.euros(68),
        "Énergie, eau": Money.euros(142),
        "Remboursements de dettes": Money.euros(60),
    }
    assert (budget.remainder, budget.remainder_per_day) == (Money.euros(616), Money(684))
    assert budget.housing_share == Decimal(41)


def test_an_unknown_amount_leaves_the_remainder_untold(office: Office) -> None:
    case_id = a_case(office)
    a_line(office, case_id, m2026_11="?")
    budget = office.disclosure.case_report(case_id).budget
    assert budget is not None
    assert budget.resources[0].amount is UNKNOWN
    assert (budget.remainder, budget.remainder_per_day, budget.housing_share) == (None, None, None)


def test_the_rights_of_a_report_are_those_that_may_be_paid(office: Office) -> None:
    estimate = office.disclosure.case_report(a_followed_case(office)).estimate
    assert estimate is not None
    assert (estimate.on, estimate.catalogue) == (TODAY, "23/11/2026")
    rows = [(row.outcome, row.estimated, row.received) for row in estimate.rights]
    assert rows == [
        ("probable", monthly(512), Money.euros(498)),
        ("probable", monthly(341), ""),
        ("probable", "gratuite", ""),
        ("à vérifier", monthly(0, 187), ""),
    ]
    assert estimate.rights[0].remark == "écart de 14,00\u00a0€"
    assert estimate.rights[1].remark.startswith("en instruction")


def test_claims_come_with_their_dates_and_what_to_do_next(office: Office) -> None:
    data = office.disclosure.case_report(a_followed_case(office))
    filed = next(claim for claim in data.claims if "logement" in claim.right)
    assert [(x.label, x.on) for x in filed.dates] == [
        ("déposée", date(2026, 11, 12)),
        ("ouverte", TODAY),
    ]
    other = next(claim for claim in data.claims if "soutien" in claim.right)
    assert other.state.startswith("pièces à réunir (0 sur")
    assert [line.cautious_on for line in data.deadlines] == sorted(
        line.cautious_on for line in data.deadlines
    )
    words = " | ".join(step.text for step in data.next_steps)
    assert "Réunir" in words
    assert "préciser" in words


@pytest.mark.parametrize("section", list(Section))
def test_only_what_was_chosen_leaves_the_base(office: Office, section: Section) -> None:
    case_id = a_followed_case(office)
    a_home(office, case_id, {"housing.address": "12 rue des Tanneurs"})
    office.desk.set_fact(case_id, office.cases.header(case_id).applicant_id, "gir", "4")
    office.mandates.record(case_id, {"covers": "la dette", "given_on": "01/06/2026"})
    interview = an_interview(office, case_id, facts="Échéancier signé.", private=SECRET)
    desk = open_desk(office.store, office.engine, office.clock)
    closed(desk, case_id, note="Suivi repris.")
    desk.case_closings.reopen([case_id])
    data = office.disclosure.case_report(
        case_id, sections=frozenset({section}), interviews=[interview]
    )
    held = {
        Section.PEOPLE: data.people,
        Section.HEALTH: data.health,
        Section.CONTACTS: data.contacts,
        Section.MANDATES: data.mandates,
        Section.RESOURCES: data.budget,
        Section.RIGHTS: data.estimate,
        Section.CLAIMS: data.claims,
        Section.DEADLINES: data.deadlines,
        Section.DUTIES: data.duties,
        Section.NEXT_STEPS: data.next_steps,
        Section.CLOSING: data.closings,
        Section.INTERVIEWS: data.interviews,
    }
    assert {chosen for chosen, part in held.items() if part} == {section}


def test_mandates_that_hold_are_told_without_their_note_and_those_that_ended_are_not(
    office: Office,
) -> None:
    case_id = a_followed_case(office)
    typed = {"kind": "consent", "covers": "échanges avec le bailleur", "holder": "le bailleur"}
    office.mandates.record(case_id, {**typed, "given_on": "01/06/2026", "note": SECRET})
    gone = office.mandates.record(case_id, {**typed, "covers": "autre", "given_on": "02/06/2026"})
    office.mandates.withdraw(gone, "10/11/2026")
    past = {"covers": "ancien", "given_on": "01/01/2025", "ends_on": "01/01/2026"}
    office.mandates.record(case_id, {**typed, **past})
    data = office.disclosure.case_report(case_id, sections=frozenset({Section.MANDATES}))
    (one,) = data.mandates
    assert (one.kind, one.covers) == (
        "accord de partage d'informations",
        "échanges avec le bailleur",
    )
    assert (one.holder, one.period, one.is_signed) == ("le bailleur", "depuis le 01/06/2026", False)
    pages = pypdf.PdfReader(io.BytesIO(render(data))).pages
    text = " ".join("\n".join(page.extract_text() for page in pages).split())
    assert "échanges avec le bailleur" in text
    assert "depuis le 01/06/2026" in text
    assert SECRET not in text


def test_only_interviews_chosen_by_name_are_disclosed_their_parts_apart(office: Office) -> None:
    case_id = a_followed_case(office)
    chosen = an_interview(
        office, case_id, on_date="20/11/2026", facts="Vu.", words="« Dit. »", analysis="Compris.",
        minutes="45", present=["OUATTARA Awa", "Mme Petit"],
    )  # fmt: skip
    an_interview(office, case_id, facts="Autre.")
    stranger = an_interview(office, a_case(office, "Leroy"), facts="D'un autre dossier.")
    data = office.disclosure.case_report(
        case_id, sections=frozenset(Section), interviews=[chosen, stranger]
    )
    (entry,) = data.interviews
    assert (entry.facts, entry.words, entry.analysis) == ("Vu.", "« Dit. »", "Compris.")
    assert (entry.on, entry.present) == (date(2026, 11, 20), "OUATTARA Awa, Mme Petit")
    assert entry.heading == "premier entretien · au service · 45\N{NO-BREAK SPACE}min"
    text = pages_of(render(data))
    for words in ("Faits constatés", "Paroles de la personne", "Analyse professionnelle", "Vu."):
        assert words in text
    assert "Autre." not in text
    assert office.disclosure.case_report(case_id, interviews=[chosen]).interviews == ()


def test_private_notes_are_in_nothing_that_leaves_the_desk(office: Office) -> None:
    case_id = a_followed_case(office)
    kept = {"facts": "Vu.", "words": "Dit.", "analysis": "Compris.", "private": SECRET}
    interview = an_interview(office, case_id, **kept)
    templates = office.interviews.templates
    template = templates.get(str(templates.keep(interview, "Modèle")))
    data = office.disclosure.case_report(
        case_id, sections=frozenset(Section), interviews=[interview]
    )
    leaving = {
        "report": pages_of(render(data)),
        "what a report is made of": str(asdict(data)),
        "household file": json.dumps(
            write_household(office.desk.household(case_id)), ensure_ascii=False
        ),
        "clipboard": office.interviews.copied(interview),
        "template": str(asdict(template)),
        "copy": str(asdict(office.interviews.get(office.interviews.duplicate(interview)))),
        "list": str([asdict(row) for row in office.interviews.rows(case_id)]),
        "agenda": str([asdict(row) for row in office.agenda.of_case(case_id)]),
        "day": str(
            [
                (row.case_name, row.label, row.hint, office.board.to_do(row))
                for row in office.board.day().rows
            ]
        ),
    }
    assert "Vu." in leaving["report"]
    assert {name for name, text in leaving.items() if SECRET in text} == set()


def pages_of(pdf: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return "\n".join(page.extract_text() for page in reader.pages)


def test_a_new_case_has_a_short_report_that_can_be_printed(office: Office) -> None:
    data = office.disclosure.case_report(a_case(office))
    assert (data.estimate, data.claims, data.deadlines) == (None, (), ())
    assert render(data).startswith(b"%PDF")


def test_a_followed_case_can_be_printed(office: Office) -> None:
    assert render(office.disclosure.case_report(a_followed_case(office))).startswith(b"%PDF")


def test_a_case_that_is_gone_discloses_nothing(office: Office) -> None:
    with pytest.raises(NotFoundError):
        office.disclosure.case_report(new_id())


def test_a_report_tells_the_dates_of_a_claim_never_what_was_said_about_it(office: Office) -> None:
    case_id = a_followed_case(office)
    claim = next(c for c in office.claims.of_case(case_id) if c.right == "aide_logement")
    words = "la voisine a parlé du père"
    office.claim_exchanges.record(
        claim.id,
        {"on": "20/11/2026", "medium": "phone", "spoken_to": "Mme Roy", "words": words},
    )
    sent_on = Transmitted(on=date(2026, 11, 22), to_body=words)
    office.claim_editing.record(claim.id, sent_on, Proof(words=words))
    data = office.disclosure.case_report(case_id, recipient="FSL", purpose="aide", consent="oui")
    labels = [one.label for entry in data.claims for one in entry.dates]
    assert "transmise" in labels
    assert not any(words in label or "Roy" in label for label in labels)


def test_every_event_of_a_claim_has_its_plain_word_in_a_report() -> None:
    assert set(EVENTS) == {kind_of(kind) for kind in get_args(ClaimEvent)}


def test_the_year_to_come_is_told_only_where_it_is_chosen_and_each_date_once(
    office: Office,
) -> None:
    case_id = a_followed_case(office)  # the RSA, of which no quarter is known
    assert office.disclosure.case_report(case_id).duties == ()
    chosen = frozenset({Section.DUTIES})
    data = office.disclosure.case_report(case_id, sections=chosen)
    (quarter, *_), labels = data.duties, [entry.label for entry in data.duties]
    assert quarter.claim == "RSA"
    assert quarter.article.endswith("L843-4 (à confirmer)")
    assert "Déclaration de revenus" in labels
    text = pages_of(render(data))
    assert "l'année à venir" in text.lower()
    assert "Déclaration de revenus" in text
    claim_id = office.claims.open(case_id, "c2s")
    office.claims.record(claim_id, Filed(on=date(2026, 9, 1), channel=Channel.ONLINE))
    office.claims.record(claim_id, Granted(on=date(2026, 9, 20), since=Month(2026, 10)))
    for others, told in ((frozenset(), True), (frozenset({Section.DEADLINES}), False)):
        data = office.disclosure.case_report(case_id, sections=chosen | others)
        assert any(entry.claim == "C2S" for entry in data.duties) is told


def test_health_leaves_in_a_report_only_where_it_is_ticked(office: Office) -> None:
    case_id = a_case(office, disability_rate="80 % ou plus", gir="2")
    report = office.disclosure.case_report(case_id)
    assert "incapacité" not in str([one.situation for one in report.people])
    assert report.health == ()
    report = office.disclosure.case_report(
        case_id, sections=frozenset({Section.PEOPLE, Section.HEALTH})
    )
    assert report.health[0].facts[0].startswith("Taux d'incapacité")
    assert "GIR" not in report.people[0].situation
