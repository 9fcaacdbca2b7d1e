"""The registers: the notice and its versions, requests and their month, breaches and their 72 hours."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.duties import AnswerClock, NoticeOutcome, RequestState
from caseapp.kernel.clock import FixedClock
from caseapp.kernel.errors import UserInputError
from caseapp.services.breaches import HEADINGS as BREACH_HEADINGS
from caseapp.services.breaches import Breaches
from caseapp.services.case_erasing import CaseErasing
from caseapp.services.notices import Notices
from caseapp.services.rights_requests import HEADINGS, RightsRequests
from caseapp.services.settings import ServiceSettings
from db.blobs import Blobs
from tests.support.builders import Office, a_case, an_office

if TYPE_CHECKING:
    from pathlib import Path

REQUEST = {
    "kind": "access",
    "received_on": "23/11/2026",
    "asked_by": "OUATTARA Awa",
    "note": "Copie de tout son dossier.",
}
BREACH = {"found_on": "23/11/2026", "found_hour": "9h", "happened": "Clé USB perdue dans le bus."}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def requests(office: Office) -> RightsRequests:
    return RightsRequests(office.store, office.clock)


@pytest.fixture
def breaches(office: Office) -> Breaches:
    return Breaches(office.store, office.clock)


@pytest.fixture
def notices(office: Office) -> Notices:
    return Notices(office.store, office.clock)


def on(office: Office, day: date) -> None:
    office.clock.moment = FixedClock.on(day).moment


# ---------------------------------------------------------------------- requests
@pytest.mark.parametrize(
    ("received", "due", "alert"),
    [
        (date(2026, 11, 23), date(2026, 12, 23), date(2026, 12, 13)),
        (date(2027, 1, 31), date(2027, 2, 28), date(2027, 2, 20)),
    ],
)
def test_a_month_to_answer_and_a_reminder_on_the_twentieth_day(
    received: date, due: date, alert: date
) -> None:
    clock = AnswerClock(received, is_extended=False, answered_on=None)
    assert (clock.due_on, clock.alert_on) == (due, alert)
    assert clock.state(alert - timedelta(days=1)) is RequestState.OPEN
    assert clock.state(alert) is RequestState.ALERT
    assert clock.state(due) is RequestState.ALERT
    assert clock.state(due + timedelta(days=1)) is RequestState.LATE


def test_a_request_runs_is_told_of_and_is_answered(
    office: Office, requests: RightsRequests
) -> None:
    case_id = a_case(office)
    key = requests.record(case_id, REQUEST)
    assert requests.waiting() == 0
    on(office, date(2026, 12, 13))
    assert requests.waiting() == 1
    row = requests.rows()[0]
    assert (row.reference, row.due_on, row.days_left) == ("2026-0001", date(2026, 12, 23), 10)
    requests.answer(key, {"answered_on": "13/12/2026", "outcome": "granted"})
    assert requests.rows()[0].state is RequestState.ANSWERED
    assert requests.waiting() == 0


def test_two_months_more_need_a_reason_within_the_first(
    office: Office, requests: RightsRequests
) -> None:
    key = requests.record(None, REQUEST)
    with pytest.raises(UserInputError, match="motif"):
        requests.extend(key, {"extension": " "})
    before = requests.extend(key, {"extension": "Dossier de dix ans."})
    assert requests.rows()[0].due_on == date(2027, 2, 23)
    requests.put_back(before)
    on(office, date(2026, 12, 24))
    with pytest.raises(UserInputError, match="23/12/2026"):
        requests.extend(key, {"extension": "Dossier de dix ans."})


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": "other"}, "kind"),
        ({"received_on": "24/11/2026"}, "received_on"),
        ({"received_on": ""}, "received_on"),
        ({"note": ""}, "note"),
        ({"asked_by": "x" * 161}, "asked_by"),
    ],
)
def test_a_request_that_lacks_something_is_refused_at_its_field(
    requests: RightsRequests, typed: dict[str, str], field: str
) -> None:
    with pytest.raises(UserInputError) as refused:
        requests.record(None, {**REQUEST, **typed})
    assert refused.value.field == field


def test_a_refusal_says_why(requests: RightsRequests) -> None:
    key = requests.record(None, REQUEST)
    with pytest.raises(UserInputError, match="motif du refus"):
        requests.answer(key, {"answered_on": "23/11/2026", "outcome": "refused"})
    with pytest.raises(UserInputError, match="précède"):
        requests.answer(key, {"answered_on": "22/11/2026", "outcome": "granted"})


def test_an_erased_case_leaves_the_dates_of_its_requests_alone(
    office: Office, requests: RightsRequests
) -> None:
    case_id = a_case(office)
    key = requests.record(case_id, {**REQUEST, "kind": "erasure"})
    requests.answer(key, {"answered_on": "23/11/2026", "outcome": "granted", "answer": "Fait."})
    CaseErasing(office.store, office.clock, Blobs(office.store, office.clock)).erase(case_id)
    (told,) = requests.file_rows()
    assert dict(zip(HEADINGS, told, strict=True)) == {
        "Reçue le": "23/11/2026",
        "Demande": "Effacement",
        "Dossier": "",
        "Demandée par": "",
        "Objet": "",
        "À répondre avant le": "23/12/2026",
        "Prolongation motivée": "",
        "Répondue le": "23/11/2026",
        "Réponse": "Acceptée",
        "Détail de la réponse": "",
    }


# ---------------------------------------------------------------------- breaches
def test_the_72_hours_run_from_the_discovery(office: Office, breaches: Breaches) -> None:
    breaches.record(BREACH)  # at 9, it is 10
    assert breaches.rows()[0].hours == 71
    assert breaches.pressing() == 1
    office.clock.moment += timedelta(hours=72)
    row = breaches.rows()[0]
    assert row.hours == -1
    assert "72 heures dépassées" in row.words.replace("\N{NO-BREAK SPACE}", " ")


def test_a_breach_told_to_the_cnil_presses_no_more(office: Office, breaches: Breaches) -> None:
    key = breaches.record(BREACH)
    office.clock.moment += timedelta(hours=5)
    typed = breaches.typed(key) | {
        "severity": "risk",
        "decision": "Notifier.",
        "told_on": "23/11/2026",
        "told_hour": "14h30",
    }
    breaches.change(key, typed)
    assert breaches.pressing() == 0
    assert "5" in breaches.rows()[0].words
    told = dict(zip(BREACH_HEADINGS, breaches.file_rows()[0], strict=True))
    assert told["CNIL notifiée le"] == "23/11/2026 à 14h30"
    assert breaches.typed(key)["told_hour"] == "14h30"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"happened": ""}, "happened"),
        ({"found_hour": "25h"}, "found_hour"),
        ({"found_hour": "11h"}, "found_hour"),  # it is ten
        ({"found_on": "24/11/2026"}, "found_on"),
        ({"people": "quelques"}, "people"),
        ({"closed_on": "23/11/2026"}, "severity"),
        ({"closed_on": "23/11/2026", "severity": "none"}, "decision"),
        ({"closed_on": "23/11/2026", "severity": "high", "decision": "Notifier"}, "told_on"),
    ],
)
def test_a_breach_that_cannot_be_is_refused_at_its_field(
    breaches: Breaches, typed: dict[str, str], field: str
) -> None:
    with pytest.raises(UserInputError) as refused:
        breaches.record({**BREACH, **typed})
    assert refused.value.field == field
    assert breaches.rows() == ()


# ---------------------------------------------------------------------- the notice
def test_the_proposed_notice_names_the_service_and_says_what_is_to_fill(
    office: Office, notices: Notices
) -> None:
    office.settings.save_service(ServiceSettings(service_name="CCAS de Nantes"))
    proposed = notices.current()
    assert proposed.number == 0
    assert "CCAS de Nantes" in proposed.text
    assert proposed.blanks == 3


def test_every_version_is_kept_and_the_same_text_makes_none(notices: Notices) -> None:
    assert notices.publish("Une notice.") == 1
    assert notices.publish("Une notice. ") == 1
    assert notices.publish("Une autre notice.") == 2
    assert [one.text for one in notices.versions()] == ["Une autre notice.", "Une notice."]
    with pytest.raises(UserInputError):
        notices.publish(" ")


def test_a_notice_given_tells_which_version_and_when(office: Office, notices: Notices) -> None:
    case_id = a_case(office)
    assert notices.of_case(case_id) is None
    notices.give(case_id, {"outcome": "refused", "on": "23/11/2026"})
    notices.publish("Une notice plus claire.")
    given = notices.of_case(case_id)
    assert given is not None
    assert (given.outcome, given.number) == (NoticeOutcome.REFUSED, 1)
    notices.give(case_id, {"outcome": "given", "on": "23/11/2026"})
    again = notices.of_case(case_id)
    assert again is not None
    assert again.words == "Remise le 23/11/2026 (version 2)"
    with pytest.raises(UserInputError):
        notices.give(case_id, {"outcome": "", "on": "23/11/2026"})
