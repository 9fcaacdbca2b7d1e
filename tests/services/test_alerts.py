"""An alert is kept as it is typed, fixed once it has left, printed, kept or erased on its own."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pypdf
import pytest

from caseapp.desk_parts import open_desk
from caseapp.kernel.clock import FixedClock
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.reports import plain_paper
from caseapp.rules.alert_guide import load_alert_guide
from caseapp.services.alert_words import AlertFixedError, NotYoursError
from caseapp.services.workers import NotInChargeError
from tests.support.alerts import (
    AUTHOR,
    IN_CHARGE,
    MARKS,
    TYPED,
    AlertService,
    an_alert_service,
    write_alert,
)
from tests.support.builders import a_case, a_child, an_office
from tests.support.pdf import text_of
from tests.support.raw_pages import deciphered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from caseapp.services.desk import Desk
    from tests.support.builders import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path, date(2026, 11, 26))


@pytest.fixture
def desk(office: Office) -> Desk:
    """The services of somebody who works alone."""
    return open_desk(office.store, office.engine, office.clock)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[AlertService]:
    folder = tmp_path / "service"
    folder.mkdir()
    made = an_alert_service(folder)
    yield made
    made.store.close()


def test_what_cannot_be_read_is_kept_with_its_sentence(desk: Desk) -> None:
    alert = write_alert(desk, None)
    errors = desk.alerts.put(alert, {"sent_on": "31/02/2026", "facts": "Vu."})
    assert errors.keys() == {"sent_on"}
    page = desk.alerts.get(alert)
    assert page.texts["sent_on"] == "31/02/2026"
    assert page.errors == errors
    with pytest.raises(UserInputError) as refused:
        desk.alerts.transmit(alert)
    assert refused.value.field == "sent_on"
    assert desk.alerts.put(alert, {"sent_on": "25/11/2026"}) == {}
    assert desk.alerts.get(alert).errors == {}
    desk.alerts.transmit(alert)


def test_that_it_left_is_undone_and_done_again(desk: Desk) -> None:
    alert = write_alert(desk, None)
    after = desk.alerts.put_back(desk.alerts.transmit(alert))
    assert desk.alerts.put(alert, {"facts": "Vu hier."}) == {}
    desk.alerts.put_back(after)
    page = desk.alerts.get(alert)
    assert (page.is_fixed, page.texts["facts"]) == (True, "Vu hier.")


@pytest.mark.parametrize("lacking", ["recipient", "about", "facts", "not_informed", "sent_by"])
def test_it_does_not_leave_while_something_lacks(desk: Desk, lacking: str) -> None:
    alert = write_alert(desk, None)
    desk.alerts.put(alert, {lacking: " "})
    with pytest.raises(UserInputError) as refused:
        desk.alerts.transmit(alert)
    assert refused.value.field == lacking


def test_once_it_has_left_the_text_is_fixed_and_additions_are_dated(desk: Desk) -> None:
    alert = write_alert(desk, None, sent=True)
    with pytest.raises(AlertFixedError):
        desk.alerts.put(alert, {"facts": "autre"})
    with pytest.raises(AlertFixedError):
        desk.alerts.remove(alert)
    with pytest.raises(UserInputError):
        desk.alerts.add(alert)
    desk.alerts.put(alert, {"addition": "Vu à nouveau ce jour.", "acknowledged_on": "26/11/2026"})
    added = desk.alerts.add(alert)
    page = desk.alerts.get(alert)
    assert [one.text for one in page.additions] == ["Vu à nouveau ce jour."]
    assert page.additions[0].words.startswith("Le 26/11/2026 à ")
    assert page.texts["addition"] == ""
    assert page.state_words == "Accusé reçu"
    desk.alerts.take_addition_back(added)
    page = desk.alerts.get(alert)
    assert (page.additions, page.texts["addition"]) == ((), "Vu à nouveau ce jour.")


def test_a_draft_is_removed_and_put_back(desk: Desk) -> None:
    alert = write_alert(desk, None)
    gone = desk.alerts.remove(alert)
    with pytest.raises(NotFoundError):
        desk.alerts.get(alert)
    desk.alerts.restore(gone)
    assert desk.alerts.get(alert).texts["told"] == TYPED["told"]


def test_people_of_a_case_are_named_with_their_birth(office: Office, desk: Desk) -> None:
    case = a_case(office)
    a_child(office, case, "Issa", birth_date="03/05/2019")
    assert desk.alerts.people(case) == ("OUATTARA Awa", "OUATTARA Issa, né(e) le 03/05/2019")


def test_it_stays_when_its_case_is_merged_or_erased_and_is_erased_for_good_on_its_own(
    office: Office, desk: Desk
) -> None:
    kept, other = a_case(office, "Ouattara"), a_case(office, "Zibeline")
    alert = write_alert(desk, other, sent=True)
    desk.merges.merge(kept, other)
    assert [row.id for row in desk.alerts.rows(kept)] == [alert]
    desk.case_erasing.erase(kept)
    page = desk.alerts.get(alert)
    assert (page.case_words, page.texts["facts"]) == ("Dossier effacé", TYPED["facts"])
    desk.alerts.erase(alert)
    held = deciphered(office.store).decode("utf-8", "ignore").lower()
    assert [mark for mark in MARKS if mark in held] == []


def test_keeping_is_to_be_decided_after_two_years_or_on_the_day_that_was_said(
    office: Office, desk: Desk
) -> None:
    alert = write_alert(desk, None, sent=True)
    office.clock.moment = FixedClock.on(date(2028, 11, 25)).moment
    assert not desk.alerts.rows()[0].is_to_decide
    office.clock.moment = FixedClock.on(date(2028, 11, 26)).moment
    assert desk.alerts.rows()[0].state_words == "Conservation à décider"
    assert desk.alerts.put(alert, {"keep_until": "26/11/2028"}).keys() == {"keep_until"}
    desk.alerts.put(alert, {"keep_until": "01/12/2028", "keep_reason": "Audience à venir"})
    assert not desk.alerts.rows()[0].is_to_decide
    office.clock.moment = FixedClock.on(date(2028, 12, 1) + timedelta(days=1)).moment
    assert desk.alerts.rows()[0].is_to_decide


def test_a_worker_neither_decides_nor_erases_and_nobody_writes_for_another(
    service: AlertService,
) -> None:
    author = service.open(AUTHOR)
    alert, mine = write_alert(author, service.case_id), author.alerts
    with pytest.raises(NotInChargeError):
        mine.erase(alert)
    with pytest.raises(NotInChargeError):
        mine.put(alert, {"keep_until": "01/12/2027"})
    in_charge = service.open(IN_CHARGE).alerts
    with pytest.raises(NotYoursError):
        in_charge.put(alert, {"facts": "autre"})
    in_charge.put(alert, {"keep_until": "01/12/2027", "follow_up": "Appel à la CRIP."})
    assert service.open(AUTHOR).alerts.get(alert).texts["follow_up"] == "Appel à la CRIP."


def test_the_paper_is_tagged_confidential_addressed_and_dated(desk: Desk) -> None:
    alert = write_alert(desk, None, sent=True)
    desk.alerts.put(alert, {"addition": "Complément du jour."})
    desk.alerts.add(alert)
    made = plain_paper.render(desk.alert_paper.paper(alert))
    words = " ".join(text_of(made).split())
    for expected in (
        "CONFIDENTIEL",
        "Information préoccupante",
        "À l'attention de : CRIP zarre",
        "Fait le 26/11/2026",
        "ZIBELINE Maxence, né(e) le 03/05/2019",
        "Faits constatés Ecchymosezarre vue au bras. Deux absences cette semaine.",
        "Propos rapportés « Proposrapportzarre »",
        "Évaluation Evaluationzarre à partager.",
        "information non donnée. Motifzarre",
        "Le 20/11/2026 : Courriel sécurisézarre",
        "Complément du jour.",
        "CASF, L226-2-1 ; CASF, L226-3 et R226-2-2 (à confirmer)",
    ):
        assert expected in words.replace("\xa0", " "), expected
    assert "Projet" not in words
    mark = pypdf.PdfReader(io.BytesIO(made)).root_object["/MarkInfo"]
    assert isinstance(mark, pypdf.generic.DictionaryObject)
    assert mark["/Marked"] == pypdf.generic.BooleanObject(value=True)
    draft = write_alert(desk, None)
    assert "projet non transmis" in text_of(plain_paper.render(desk.alert_paper.paper(draft)))


def test_each_kind_names_a_recipient_and_articles_with_their_source() -> None:
    guide = load_alert_guide()
    for kind in guide.kinds:
        assert kind.recipients
        assert guide.laws_of(kind.kind)
    assert all(law.source and law.says for law in guide.laws)
    assert {number.number for number in guide.numbers} >= {"119", "3977"}
