"""A caseworker types what comes to mind, and finds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.domain.agenda import TaskKind
from caseapp.domain.claim import Channel, Filed, Refused
from caseapp.kernel.french import NO_BREAK
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.places import load_communes
from caseapp.services.claim_exchanges import ClaimExchanges
from caseapp.services.paid_services import PaidServices
from caseapp.services.search import PEOPLE, RIGHTS, Search
from caseapp.services.search_rows import Goal
from db.models import Case, Interview, Person
from tests.support.builders import Office, a_case, a_child, an_office, begun_with
from tests.support.desk_rows import (
    a_debt,
    a_document,
    a_fact,
    a_mandate,
    a_simulation,
    a_tag,
    a_task,
    an_interview,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.search_rows import Hit


@dataclass(frozen=True)
class Desk:
    """An office with two households, and what is known of them."""

    office: Office
    search: Search
    awa: UUID
    jean: UUID

    def titles(self, text: str) -> list[str]:
        """What is found, each with the title of its group."""
        return [
            f"{group.title}: {hit.title.text}"
            for group in self.search.find(text)
            for hit in group.hits
        ]

    def of(self, text: str, group: str) -> list[Hit]:
        return [hit for g in self.search.find(text) if g.title == group for hit in g.hits]

    def only(self, text: str, group: str) -> Hit:
        (hit,) = self.of(text, group)
        return hit

    def people(self, text: str) -> list[str]:
        return [hit.title.text for hit in self.of(text, PEOPLE)]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that tests only read: made once."""
    yield from _a_desk(tmp_path_factory.mktemp("read"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk of the test's own."""
    yield from _a_desk(tmp_path)


def _a_desk(folder: Path) -> Iterator[Desk]:
    office = an_office(folder)
    awa, jean = begun_with(office, _two_households)
    yield Desk(office, Search(office.store, load_catalogue(), load_communes()), awa, jean)
    office.store.close()


def _two_households(office: Office) -> tuple[UUID, UUID]:
    store = office.store
    awa = a_case(office, "Ouattara", "Awa")
    a_child(office, awa, "Issa")
    person = office.cases.header(awa).applicant_id
    a_fact(store, awa, person, "phone", "0612345678")
    a_fact(store, awa, person, "email", "awa.o@exemple.fr")
    a_fact(store, awa, None, "housing.address", "12 rue des Tanneurs, Nantes")
    a_fact(store, awa, person, "birth_date", "1984-03-02")
    a_fact(store, awa, None, "housing.commune", "44162")
    a_tag(store, awa, "FSL énergie")
    an_interview(
        store,
        awa,
        date(2026, 11, 2),
        facts="Le bailleur a adressé une mise en demeure. Deux mois de loyer sont dus.",
        words="« Je ne veux pas perdre le logement. »",
        private="Sa sœur Éloïse ne doit rien savoir.",
    )
    a_document(store, awa, "Quittance de loyer d'octobre", "scan_0031.pdf", "illisible au verso")
    a_task(store, awa, "Rappeler le bailleur", "avant l'audience")
    a_mandate(store, awa, "Loire Habitat", "échanger sur la dette")
    a_debt(store, awa, "Énergie de l'Ouest")
    a_simulation(store, awa, "Reprise à mi-temps")
    claim = office.claims.open(awa, "rsa")
    office.claims.record(
        claim, Filed(on=date(2026, 11, 5), channel=Channel.ONLINE, reference="DOS-88321")
    )
    jean = a_case(office, "Lefèbvre", "Jean-Pierre")
    a_fact(store, jean, office.cases.header(jean).applicant_id, "birth_date", "unknown")
    refused = office.claims.open(jean, "aide_logement")
    office.claims.record(refused, Filed(on=date(2026, 10, 5), channel=Channel.ONLINE))
    office.claims.record(refused, Refused(on=date(2026, 11, 5), notified_on=date(2026, 11, 5)))
    return awa, jean


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ouattara", f"{PEOPLE}: OUATTARA Awa"),
        ("awa ouat", f"{PEOPLE}: OUATTARA Awa"),
        ("OUATTARA, Awa", f"{PEOPLE}: OUATTARA Awa"),
        ("lefebvre", f"{PEOPLE}: LEFÈBVRE Jean-Pierre"),
        ("pierre lefèb", f"{PEOPLE}: LEFÈBVRE Jean-Pierre"),
        ("jean pierre", f"{PEOPLE}: LEFÈBVRE Jean-Pierre"),
        ("issa", f"{PEOPLE}: OUATTARA Issa"),
        ("06 12 34 56 78", f"{PEOPLE}: OUATTARA Awa"),
        ("06.12.34", f"{PEOPLE}: OUATTARA Awa"),
        ("+33 6 12 34 56 78", f"{PEOPLE}: OUATTARA Awa"),
        ("5678", f"{PEOPLE}: OUATTARA Awa"),
        ("awa.o@exemple.fr", f"{PEOPLE}: OUATTARA Awa"),
        ("rue des tanneurs", f"{PEOPLE}: OUATTARA Awa"),
        ("02/03/1984", f"{PEOPLE}: OUATTARA Awa"),
        ("2/3/1984", f"{PEOPLE}: OUATTARA Awa"),
        ("02/03", f"{PEOPLE}: OUATTARA Awa"),
        ("02.03.84", f"{PEOPLE}: OUATTARA Awa"),
        ("2 mars 1984", f"{PEOPLE}: OUATTARA Awa"),
        ("Awa 2 mars", f"{PEOPLE}: OUATTARA Awa"),
        ("mars 1984", f"{PEOPLE}: OUATTARA Awa"),
        ("1984", f"{PEOPLE}: OUATTARA Awa"),
        ("saint herblain", f"{PEOPLE}: OUATTARA Awa"),
        ("herblain ouattara", f"{PEOPLE}: OUATTARA Awa"),
        ("refus", "Démarches: Aides personnelles au logement (APL, ALF, ALS) (APL/AL)"),
        ("refusée lefebvre", "Démarches: Aides personnelles au logement (APL, ALF, ALS) (APL/AL)"),
        ("rsa déposée", "Démarches: Revenu de solidarité active (RSA)"),
        ("fsl energie", f"{PEOPLE}: OUATTARA Awa"),
        ("2", f"{PEOPLE}: LEFÈBVRE Jean-Pierre"),
        ("2026-1", f"{PEOPLE}: OUATTARA Awa"),
        ("2026-0002", f"{PEOPLE}: LEFÈBVRE Jean-Pierre"),
        ("mise en demeure", "Entretiens: Entretien du 2 novembre 2026 · suivi"),
        ("loyer awa", "Entretiens: Entretien du 2 novembre 2026 · suivi"),
        ("soeur eloise", "Entretiens: Entretien du 2 novembre 2026 · suivi"),
        ("quittance", "Documents: Quittance de loyer d'octobre"),
        ("scan_0031", "Documents: Quittance de loyer d'octobre"),
        ("audience", "Tâches et rendez-vous: Rappeler le bailleur"),
        ("loire hab", "Mandats et accords: Accord de partage d'informations · Loire Habitat"),
        ("energie ouest", "Dettes: Loyer · Énergie de l'Ouest"),
        ("mi-temps", "Simulations: Reprise à mi-temps"),
        ("rsa", "Démarches: Revenu de solidarité active (RSA)"),
        ("solidarité active ouattara", "Démarches: Revenu de solidarité active (RSA)"),
        ("88321", "Démarches: Revenu de solidarité active (RSA)"),
        ("dalo", f"{RIGHTS}: Droit au logement opposable (DALO) et à l'hébergement (DAHO)"),
    ],
)
def test_it_is_found_as_it_is_typed(typed: str, found: str, read: Desk) -> None:
    assert found in read.titles(typed)


@pytest.mark.parametrize(
    "typed", ["", "   ", "zorglub", "ouattara zorglub", "06 99", "2026-7", "***"]
)
def test_what_is_nowhere_is_not_found(typed: str, read: Desk) -> None:
    assert read.search.find(typed) == ()


@pytest.mark.parametrize(
    "typed",
    [
        '"', "'", "*", "-", "^", "(", "{title text}:", "NEAR(ouattara awa)", "ouattara AND",
        "title:ouattara", "a OR b", "🙂", "\0", "é\N{COMBINING ACUTE ACCENT}", "x" * 10_000,
        "ouattara " * 2_000, "1-" * 500, "%", "_", "§rsa", "; DROP TABLE person", "\ud800",
    ],
)  # fmt: skip
def test_hostile_words_neither_fail_nor_change_the_meaning(typed: str, read: Desk) -> None:
    read.search.find(typed)
    assert read.people(f"ouattara {typed[:20]} zorglub") == []
    assert read.people("ouattara") == ["OUATTARA Awa"]


@settings(max_examples=40, deadline=None)
@given(typed=st.text(max_size=60))
def test_no_text_makes_the_search_fail(typed: str, read: Desk) -> None:
    read.search.find(typed)


def test_operators_are_words_like_others(desk: Desk) -> None:
    an_interview(desk.office.store, desk.awa, facts="Madame attend near et or, not and.")
    assert desk.of("NOT AND", "Entretiens")
    assert desk.of("ouattara NOT", "Entretiens")


def test_an_exact_name_comes_before_the_names_that_begin_so(desk: Desk) -> None:
    for first in ("Ana", "Luc"):
        a_case(desk.office, "Martinez", first)
    a_case(desk.office, "Martin", "Zoé")
    a_case(desk.office, "Martinet", "Éva")
    assert desk.people("martin")[0] == "MARTIN Zoé"
    assert len(desk.people("martin")) == 4


def test_open_cases_come_before_closed_ones(desk: Desk) -> None:
    old = a_case(desk.office, "Touré", "Ali")
    a_case(desk.office, "Touré", "Bintou")
    late = a_case(desk.office, "Touré", "Chloé")
    desk.office.cases.set_closed(old, date(2026, 11, 1))
    desk.office.cases.set_closed(late, date(2026, 11, 1))
    found = desk.of("toure", PEOPLE)
    assert found[0].title.text == "TOURÉ Bintou"
    assert [hit.is_closed for hit in found] == [False, True, True]
    assert "dossier clos" in found[1].hint.text


def test_the_newest_notes_come_first_whenever_they_were_typed(desk: Desk) -> None:
    for day in (3, 12, 7):
        an_interview(desk.office.store, desk.jean, date(2026, 10, day), facts="le chauffage")
    titles = [hit.title.text for hit in desk.of("chauffage", "Entretiens")]
    assert [title.split()[2] for title in titles] == ["12", "7", "3"]


def test_a_household_is_one_row_and_says_whose_case_it_is(desk: Desk) -> None:
    a_child(desk.office, desk.awa, "Mina")
    assert desk.people("ouattara") == ["OUATTARA Awa"]
    hit = desk.only("mina", PEOPLE)
    assert "dossier de OUATTARA Awa" in hit.hint.text
    assert hit.case_id == desk.awa


def test_a_name_alone_does_not_list_all_the_notes_of_the_household(read: Desk) -> None:
    assert read.of("ouattara", "Entretiens") == []
    assert len(read.of("ouattara loyer", "Entretiens")) == 1


def test_a_row_says_where_it_leads_and_marks_what_answers(read: Desk) -> None:
    hit = read.only("demeure", "Entretiens")
    assert (hit.goal, hit.case_id) == (Goal.INTERVIEW, read.awa)
    assert hit.hint.text == "OUATTARA Awa · 2026-0001"
    assert [hit.snippet.text[s:e] for s, e in hit.snippet.spans] == ["demeure"]
    right = read.of("dalo", RIGHTS)[0]
    assert (right.goal, right.code) == (Goal.RIGHT, "dalo_daho")
    phone = read.only("0612345678", PEOPLE)
    assert [phone.snippet.text[s:e].split() for s, e in phone.snippet.spans] == [
        ["06", "12", "34", "56", "78"]
    ]


def test_what_stands_only_in_the_working_notes_is_said_to(read: Desk) -> None:
    assert read.only("eloise", "Entretiens").is_private
    assert not read.only("loyer", "Entretiens").is_private


def test_the_words_around_a_far_answer_are_shown(desk: Desk) -> None:
    long = "Rien de neuf ce mois-ci. " * 40 + "Un huissier est passé mardi. " + "Suite. " * 40
    an_interview(desk.office.store, desk.awa, facts=long)
    shown = desk.only("huissier", "Entretiens").snippet
    assert shown.text.startswith("… ")
    assert shown.text.endswith("…")
    assert [shown.text[s:e] for s, e in shown.spans] == ["huissier"]
    assert len(shown.text) < 200


def test_a_new_name_is_found_at_once_and_the_old_one_no_longer(desk: Desk) -> None:
    with desk.office.store.write() as session:
        for person in session.query(Person).filter_by(case_id=desk.awa):
            person.last_name = "Koné"
    assert desk.people("ouattara") == []
    assert desk.people("kone") == ["KONÉ Awa"]
    assert desk.of("kone loyer", "Entretiens")
    assert not desk.of("ouattara loyer", "Entretiens")


def test_a_person_taken_out_and_put_back_is_found_again(desk: Desk) -> None:
    (issa,) = [hit.id for hit in desk.of("issa", PEOPLE)]
    assert issa is not None
    removed = desk.office.desk.remove_person(issa)
    assert desk.people("issa") == []
    desk.office.desk.restore(removed)
    assert desk.people("issa") == ["OUATTARA Issa"]


def test_an_event_that_is_undone_is_no_longer_found(desk: Desk) -> None:
    claim = desk.only("rsa", "Démarches").id
    assert claim is not None
    on = date(2026, 11, 20)
    desk.office.claims.record(claim, Refused(on=on, notified_on=on, reason="séjour irrégulier"))
    assert desk.only("irregulier", "Démarches").snippet.text == "séjour irrégulier · DOS-88321"
    (event, *_) = desk.office.claims.page(claim).thread
    desk.office.claim_editing.remove(event.id)
    assert desk.of("irregulier", "Démarches") == []


def test_a_claim_is_found_by_what_was_said_about_it(desk: Desk) -> None:
    claim = desk.only("rsa", "Démarches").id
    assert claim is not None
    exchanges = ClaimExchanges(desk.office.store, desk.office.clock)
    typed = {
        "on": "20/11/2026", "medium": "phone", "spoken_to": "Mme Kerjean, accueil",
        "words": "Le versement est suspendu depuis octobre",
    }  # fmt: skip
    exchange = exchanges.record(claim, typed)
    assert desk.only("suspendu", "Démarches").id == claim
    assert "suspendu" in desk.only("suspendu", "Démarches").snippet.text
    assert desk.only("kerjean", "Démarches").id == claim
    exchanges.change(exchange, {**typed, "words": "Le versement reprend"})
    assert desk.of("suspendu", "Démarches") == []
    exchanges.remove(exchange)
    assert desk.of("reprend kerjean", "Démarches") == []


def test_an_erased_case_and_all_that_hung_on_it_are_not_found(desk: Desk) -> None:
    with desk.office.store.write() as session:
        session.execute(sa.delete(Case).where(Case.id == desk.awa))
    for typed in ("ouattara", "loyer", "quittance", "audience", "loire", "0612", "mi-temps"):
        assert [g.title for g in desk.search.find(typed) if g.title != RIGHTS] == []


def test_a_case_merged_away_is_not_found_and_what_moved_is(desk: Desk) -> None:
    with desk.office.store.write() as session:
        for interview in session.query(Interview).filter_by(case_id=desk.awa):
            interview.case_id = desk.jean
        session.get_one(Case, desk.awa).merged_into_id = desk.jean
    assert desk.people("ouattara") == []
    assert desk.of("quittance", "Documents") == []  # what was not moved went away with it
    assert desk.only("loyer", "Entretiens").hint.text.startswith("LEFÈBVRE Jean-Pierre")
    with desk.office.store.write() as session:
        session.get_one(Case, desk.awa).merged_into_id = None
    assert desk.people("ouattara") == ["OUATTARA Awa"]


def test_a_task_of_nobody_is_found(desk: Desk) -> None:
    a_task(desk.office.store, None, "Réunion d'équipe")
    hit = desk.only("reunion", "Tâches et rendez-vous")
    assert hit.case_id is None
    assert hit.hint.text == "pour le 23/11/2026"


@pytest.mark.parametrize("typed", ["rdv", "RDV", "rendez-vous", "rendez vous"])
def test_an_appointment_is_found_however_one_calls_it(desk: Desk, typed: str) -> None:
    for title, kind in (
        ("Voir le CMP", TaskKind.APPOINTMENT),
        ("Prendre rdv au guichet", TaskKind.TASK),
        ("Noter le rendez-vous de Mina", TaskKind.TASK),
        ("Appeler la mairie", TaskKind.TASK),
    ):
        a_task(desk.office.store, desk.awa, title, kind=kind)
    (group,) = desk.search.find(typed)
    assert {hit.title.text for hit in group.hits} == {
        "Voir le CMP",
        "Prendre rdv au guichet",
        "Noter le rendez-vous de Mina",
    }


def test_the_other_way_to_write_it_is_marked(desk: Desk) -> None:
    a_task(desk.office.store, desk.awa, "Noter le rendez-vous de Mina")
    title = desk.only("rdv", "Tâches et rendez-vous").title
    assert [title.text[start:end] for start, end in title.spans] == ["rendez"]


def test_a_task_without_a_day_is_found_and_says_so(desk: Desk) -> None:
    a_task(desk.office.store, None, "Demander le certificat", due_on=None)
    assert desk.only("certificat", "Tâches et rendez-vous").hint.text == "sans date"


def test_more_than_are_shown_is_said(desk: Desk) -> None:
    for number in range(6):
        a_document(desk.office.store, desk.awa, f"Bulletin {number}")
    (group,) = desk.search.find("bulletin", most=4)
    assert (len(group.hits), group.has_more) == (4, True)


def test_a_birth_and_a_commune_are_said_and_marked_under_the_name(read: Desk) -> None:
    hit = read.of("2 mars 1984", PEOPLE)[0]
    assert hit.snippet.text.replace(NO_BREAK, " ") == "naissance : 02/03/1984"
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.spans] == ["02/03/1984"]
    assert read.of("herblain", PEOPLE)[0].snippet.text == "Saint-Herblain"


def test_a_birth_that_is_put_right_is_found_by_its_new_day_alone(desk: Desk) -> None:
    person = desk.office.cases.header(desk.jean).applicant_id
    desk.office.desk.set_fact(desk.jean, person, "birth_date", "12/05/1971")
    assert desk.people("12 mai 1971") == ["LEFÈBVRE Jean-Pierre"]
    desk.office.desk.set_fact(desk.jean, person, "birth_date", "inconnu")
    assert desk.people("12 mai 1971") == []


def test_a_letter_finds_names_and_not_every_note(read: Desk) -> None:
    assert {group.title for group in read.search.find("l")} == {PEOPLE, RIGHTS}


def test_a_paid_service_is_found_by_its_name_and_by_what_was_signed(desk: Desk) -> None:
    paid = PaidServices(desk.office.store, desk.office.clock)
    paid.record(desk.awa, {"name": "Aides-Express", "signed": "abonnement trimestriel"})
    assert desk.titles("aides express") == ["Services payants: Aides-Express"]
    (hit,) = desk.of("abonnement", "Services payants")
    assert hit.goal is Goal.PAID_SERVICE
    assert hit.snippet.text == "abonnement trimestriel"
    assert "service payant" in hit.hint.text
