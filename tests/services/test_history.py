"""« Historique »: every change of a case, told with its author, what was there and what is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from caseapp.domain.claim import Channel, Filed
from caseapp.domain.history import HistoryAction
from caseapp.domain.household import Role
from caseapp.domain.interview import InterviewKind, Medium
from caseapp.domain.liability import LiabilityKind
from caseapp.domain.payment import StopKind
from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import UserInputError
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.services import history_words
from caseapp.services.history_rows import GROUPS, HistoryFilter
from caseapp.services.household_page import CellChange
from caseapp.services.payments_debts import Debts
from caseapp.services.settings import ServiceSettings
from db.models import HistoryRow, Interview, Liability, PaymentStopRow
from db.tracked import TRACKED
from tests.support.builders import TODAY, Office, a_case, a_child, a_home, a_line, an_office

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def told(office: Office, case_id: UUID, **wanted: object) -> list[tuple[str, str, str, str]]:
    """What the newest changes say: of whom, what, before, after."""
    page = office.history.page(case_id, HistoryFilter(**wanted))  # type: ignore[arg-type]  # as the page does
    return [(e.person, _plain(e.what), _plain(e.before), _plain(e.after)) for e in page.entries]


def _plain(text: str) -> str:
    """Return a text with ordinary spaces."""
    return " ".join(text.split())


def test_a_fact_that_changes_is_told_in_the_words_of_the_page(office: Office) -> None:
    case_id = a_case(office)
    a_home(office, case_id, {"housing.rent": "480"})
    a_home(office, case_id, {"housing.rent": "512"})
    rent = ("", "Loyer hors charges", "480,00 €", "512,00 €")
    assert told(office, case_id)[0] == rent


def test_a_choice_is_told_in_french_with_the_name_of_the_person(office: Office) -> None:
    case_id = a_case(office, activity="emploi salarié")
    person = office.cases.header(case_id).applicant_id
    office.desk.set_fact(case_id, person, "activity", "inconnu")
    who, what, before, after = told(office, case_id)[0]
    assert (who, what, after) == ("Awa", "Activité", "inconnu")
    assert before.startswith("emploi")


def test_the_author_is_who_the_service_says_writes(office: Office) -> None:
    office.settings.save_service(ServiceSettings(worker="Claire Morel"))
    case_id = a_case(office)
    assert {entry.author for entry in office.history.page(case_id).entries} == {"Claire Morel"}


def test_a_change_bears_the_moment_of_the_clock(office: Office) -> None:
    case_id = a_case(office)
    office.clock.moment += timedelta(days=3, hours=2)
    a_home(office, case_id, {"housing.rent": "480"})
    newest = office.history.page(case_id).entries[0]
    assert (newest.on, newest.time) == (date(2026, 11, 26), "12:00")


def test_an_undo_is_a_change_too(office: Office) -> None:
    case_id = a_case(office)
    a_home(office, case_id, {"housing.rent": "480"})
    before = office.desk.set_fact(case_id, None, "housing.rent", "512")
    office.desk.set_fact(case_id, None, "housing.rent", before)
    assert [row[2:] for row in told(office, case_id)[:2]] == [
        ("512,00 €", "480,00 €"),
        ("480,00 €", "512,00 €"),
    ]


def test_typing_the_same_again_is_no_change(office: Office) -> None:
    case_id = a_case(office)
    a_home(office, case_id, {"housing.rent": "480"})
    count = len(told(office, case_id))
    a_home(office, case_id, {"housing.rent": "480"})
    assert len(told(office, case_id)) == count


def test_what_is_refused_leaves_no_change(office: Office) -> None:
    case_id = a_case(office)
    count = len(told(office, case_id))
    with pytest.raises(UserInputError):
        a_home(office, case_id, {"housing.rent": "beaucoup"})
    assert len(told(office, case_id)) == count


def test_months_filled_in_one_act_make_one_line(office: Office) -> None:
    case_id = a_case(office)
    line = a_line(office, case_id, m2025_12="900")
    office.clock.moment += timedelta(minutes=1)
    office.desk.extend_right(line, Month(2025, 12))
    what = "Salaire net, janvier 2026 à novembre 2026"
    assert told(office, case_id)[0] == ("Awa", what, "", "900 €")


def test_months_pasted_with_other_amounts_are_told_one_by_one(office: Office) -> None:
    case_id = a_case(office)
    line = a_line(office, case_id)
    office.desk.set_cells(
        line,
        [
            CellChange(month=Month(2026, 10), text="655"),
            CellChange(month=Month(2026, 11), text="inconnu"),
        ],
    )
    assert [(row[1], row[3]) for row in told(office, case_id)[:2]] == [
        ("Salaire net, novembre 2026", "inconnu"),
        ("Salaire net, octobre 2026", "655 €"),
    ]


def test_a_person_removed_keeps_their_name_and_what_was_known_of_them(office: Office) -> None:
    case_id = a_case(office)
    child = a_child(office, case_id, "Mina", birth_date="22/01/2023")
    removed = office.desk.remove_person(child)
    rows = told(office, case_id, person_id=child)
    assert rows[0] == ("Mina", "Personne du foyer", "enfant · Ouattara · Mina", "")
    assert ("Mina", "Naissance", "22/01/2023", "") in rows
    office.desk.restore(removed)
    assert ("Mina", "Naissance", "", "22/01/2023") in told(office, case_id, person_id=child)


def test_the_link_and_the_name_of_a_person_are_told_by_their_own_words(office: Office) -> None:
    case_id = a_case(office)
    child = a_child(office, case_id, "Mina")
    office.desk.set_role(child, Role.OTHER)
    office.desk.rename_person(child, "Ouattara", "Minata")
    assert [row[1:] for row in told(office, case_id)[:2]] == [
        ("Prénom", "Mina", "Minata"),
        ("Lien", "enfant", "autre personne à charge"),
    ]


def test_a_claim_is_told_by_its_events_and_its_pieces(office: Office) -> None:
    case_id = a_case(office)
    claim = office.claims.open(case_id, "rsa")
    piece = office.claims.page(claim).pieces[0]
    office.claims.tick_piece(piece.id, True)
    office.claims.record(claim, Filed(on=TODAY, channel=Channel.COUNTER))
    rows = told(office, case_id, group="claims")
    assert len(rows) == 3  # its pieces and steps come with it: they are nobody's act
    assert rows[0] == (
        "", "Démarche : RSA", "", "demande déposée au guichet (23/11/2026)"
    )  # fmt: skip
    assert rows[1][1].endswith(piece.label.replace("’", "'"))
    assert rows[1][3] == "reçue le : 23/11/2026"


def test_private_notes_are_said_to_have_changed_and_never_told(office: Office) -> None:
    case_id = a_case(office)
    moment = office.clock.now()
    with office.store.write() as session:
        talk = Interview(
            case_id=case_id, on_date=TODAY, kind=InterviewKind.FIRST, medium=Medium.OFFICE,
            present=["Awa"], facts="Loyer impayé.", private="à revoir seule",
            recorded_at=moment, updated_at=moment,
        )  # fmt: skip
        session.add(talk)
        session.flush()
        id_ = talk.id
    with office.store.write() as session:
        found = session.get(Interview, id_)
        assert found is not None
        found.private = "ne pas rappeler au domicile"
    with office.store.write() as session:
        session.delete(session.get(Interview, id_))
    with office.store.read() as session:
        kept = session.execute(sa.select(HistoryRow.before, HistoryRow.after)).all()
    assert "revoir" not in str(kept)
    assert "domicile" not in str(kept)
    rows = told(office, case_id, group="meetings")
    assert rows[1] == ("", "Entretien : 23/11/2026, notes privées", "", "modifiées")
    assert "Loyer impayé." in rows[0][2]


def test_changes_are_found_by_words_without_accents(office: Office) -> None:
    case_id = a_case(office, activity="emploi salarié")
    a_home(office, case_id, {"housing.rent": "480"})
    assert [row[1] for row in told(office, case_id, text="SALARIE")] == ["Activité"]
    assert told(office, case_id, text="introuvable") == []


def test_thousands_of_changes_come_page_by_page_each_once(office: Office) -> None:
    case_id = a_case(office)
    for amount in range(250):
        a_home(office, case_id, {"housing.rent": str(amount)})
    first = office.history.page(case_id)
    assert first.rest is not None
    second = office.history.page(case_id, rest=first.rest)
    every = [entry.id for entry in (*first.entries, *second.entries)]
    assert second.rest is None
    assert len(every) == len(set(every)) >= 250


def test_another_case_tells_nothing_here(office: Office) -> None:
    here, there = a_case(office), a_case(office, "Leroy", "Maxime")
    a_home(office, there, {"housing.rent": "480"})
    assert "Loyer hors charges" not in [row[1] for row in told(office, here)]


def test_the_first_change_of_a_case_is_its_opening(office: Office) -> None:
    case_id = a_case(office)
    oldest = office.history.page(case_id).entries[-1]
    assert (oldest.action, oldest.what) == (HistoryAction.ADDED, "Dossier")


def test_a_plan_and_its_instalments_are_told_and_what_stays_the_same_is_not(
    office: Office,
) -> None:
    case_id = a_case(office)
    debts = Debts(office.store, office.clock, load_catalogue())
    debt = debts.record(
        case_id,
        {"right": "rsa", "kind": "overpayment", "amount": "900", "first": "07/2024",
         "last": "11/2024", "notified_on": "23/11/2026"},
    )  # fmt: skip
    debts.make_plan(debt, {"each": "300", "first": "12/2026"})
    plan = ("", "RSA, mensualité, décembre 2026 à février 2027", "", "montant : 300 €")
    assert told(office, case_id)[0] == plan
    office.clock.moment += timedelta(minutes=1)
    debts.tick(debt, Month(2026, 12), True)
    ticked = ("", "RSA, mensualité, décembre 2026", "", "23/11/2026")
    assert told(office, case_id)[:2] == [ticked, plan]
    office.clock.moment += timedelta(minutes=1)
    debts.make_plan(debt, {"each": "600", "first": "01/2027"})
    newest = told(office, case_id)
    assert {row[1:] for row in newest[:2]} == {
        ("RSA, mensualité, janvier 2027", "300 €", "600 €"),
        ("RSA, mensualité, février 2027", "montant : 300 €", ""),
    }
    assert newest[2:4] == [ticked, plan]  # the month that was paid did not change


def test_every_column_that_is_tracked_has_its_words() -> None:
    """A column added to the table of what is tracked must be tellable."""
    told_by_value = {
        "fact",
        "fact_past",
        "line",
        "cell",
        "claim_event",
        "claim_exchange",
        "payment",
        "sensitive",
    }
    for tracked in TRACKED.values():
        if tracked.kind not in told_by_value:
            assert all(map(history_words.label_of, tracked.columns))
    kinds = {tracked.kind for tracked in TRACKED.values()}
    assert kinds == {kind for _words, some in GROUPS.values() for kind in some}


def test_what_is_owed_paid_and_stopped_is_told_in_words(office: Office) -> None:
    case_id = a_case(office)
    with office.store.write() as session:
        session.add(
            Liability(
                case_id=case_id, position=0, kind=LiabilityKind.RENT, creditor="Bailleur",
                owed_cents=120000, monthly_cents=5000,
            )
        )  # fmt: skip
        session.add(
            PaymentStopRow(
                case_id=case_id, right="rsa", kind=StopKind.SUSPENDED, first_month=date(2026, 10, 1)
            )
        )
    rows = {row[1]: row[3] for row in told(office, case_id, group="money")}
    assert rows == {
        "Dette : Loyer": "créancier : Bailleur · dû en tout : 1 200 € · par mois : 50 €",
        "Versement arrêté : RSA": "nature : suspendu · premier mois : octobre 2026",
    }
