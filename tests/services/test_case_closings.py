"""Closing a case: what is still alive, what is asked for first, what is kept, the way back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.desk_parts import open_desk
from caseapp.domain.claim import AppealFiled, Channel, Granted, Refused
from caseapp.domain.closing import ClosingReason, OpenKind
from caseapp.kernel.clock import FixedClock
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.money import Money
from caseapp.services.closing_form import DEAD, RETURNED, STILL_KEPT, original_field, said_field
from tests.support.builders import TODAY, Office, a_case, an_interview, an_office
from tests.support.claims import filed
from tests.support.closing import ANSWERED, closed
from tests.support.desk_rows import a_task
from tests.support.documents import add

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.closing_rows import ClosingList, OpenLine
    from caseapp.services.desk import Desk

GIVEN = {"outcome": "given", "on": "23/11/2026"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def desk(office: Office) -> Desk:
    return open_desk(office.store, office.engine, office.clock)


def of_kind(found: ClosingList, kind: OpenKind) -> list[OpenLine]:
    return [line for line in found.lines if line.kind is kind]


def words(found: ClosingList, kind: OpenKind) -> str:
    return " | ".join(line.words for line in of_kind(found, kind)).replace("\xa0", " ")


def a_claim(office: Office, case_id: UUID, right: str, *events: object) -> UUID:
    claim = office.claims.open(case_id, right)
    assert claim is not None
    for event in events:
        office.claims.record(claim, event)  # type: ignore[arg-type]
    return claim


def an_original(office: Office, desk: Desk, case_id: UUID) -> UUID:
    document = add(office, case_id, "livret.pdf")
    desk.documents.describe(document, {**desk.documents.shown(document), "original": "kept"})
    return document


def test_a_case_without_anything_asks_for_the_notice_and_for_whom_to_tell(
    office: Office, desk: Desk
) -> None:
    case_id = a_case(office)
    found = desk.case_closings.list_of(case_id)
    assert found.needs_notice
    assert found.originals == ()
    assert [(line.kind, line.words) for line in found.lines] == [(OpenKind.INFORM, "OUATTARA Awa")]


def test_a_case_with_everything_open_shows_each_thing_the_appeal_first(
    office: Office, desk: Desk
) -> None:
    case_id = a_case(office)
    refused = Refused(on=date(2026, 11, 10), notified_on=date(2026, 11, 12))
    rsa = a_claim(office, case_id, "rsa", filed("01/09/2026"), refused)
    a_claim(office, case_id, "aah", filed("02/11/2026"))
    granted = Granted(on=date(2026, 10, 1), amount=Money.euros(480))
    a_claim(office, case_id, "aide_logement", filed("01/09/2026"), granted)
    a_task(office.store, case_id, "Visite à domicile")
    free = next(row.code for row in desk.letters.library() if not row.needs_claim)
    desk.letters.begin(case_id, free)
    desk.mandates.record(
        case_id,
        {"kind": "consent", "covers": "situation", "holder": "CCAS", "given_on": "02/11/2026"},
    )
    desk.rights_requests.record(
        case_id, {"kind": "access", "received_on": "20/11/2026", "note": "tout"}
    )
    found = desk.case_closings.list_of(case_id)
    first = found.lines[0]
    assert (first.kind, first.claim_id, first.is_warned) == (OpenKind.APPEAL, rsa, True)
    line = next(
        one for one in desk.claims.page(rsa).deadlines if one.kind == "appeal" and one.article
    )
    assert f"{line.cautious_on:%d/%m/%Y}" in words(found, OpenKind.APPEAL)
    assert line.article in words(found, OpenKind.APPEAL)
    assert "AAH : déposée" in words(found, OpenKind.CLAIM)
    assert "RSA" not in words(found, OpenKind.CLAIM)  # said once, with its appeal
    assert len(of_kind(found, OpenKind.GRANT)) >= 1
    for kind in (
        OpenKind.TASK,
        OpenKind.LETTER,
        OpenKind.MANDATE,
        OpenKind.REQUEST,
        OpenKind.PIECE,
    ):
        assert of_kind(found, kind), kind
    assert "CCAS" in words(found, OpenKind.INFORM)


def test_an_appeal_that_runs_and_an_overpayment_that_may_be_contested_are_warned_of(
    office: Office, desk: Desk
) -> None:
    case_id = a_case(office)
    refused = Refused(on=date(2026, 6, 10), notified_on=date(2026, 6, 12))
    appeal = AppealFiled(on=date(2026, 7, 1), route="rapo", channel=Channel.COUNTER)
    a_claim(office, case_id, "rsa", filed("01/05/2026"), refused, appeal)
    desk.debts.record(
        case_id,
        {
            "right": "aide_logement", "kind": "overpayment", "amount": "300", "first": "08/2026",
            "last": "09/2026", "notified_on": "16/11/2026", "fraud": "", "note": "",
        },
    )  # fmt: skip
    told = words(desk.case_closings.list_of(case_id), OpenKind.APPEAL)
    assert "RSA : recours en cours" in told
    assert "Indu" in told
    office.clock.moment = FixedClock.on(date(2027, 11, 23)).moment
    assert "Indu" not in words(desk.case_closings.list_of(case_id), OpenKind.APPEAL)


def test_closing_keeps_why_for_whom_and_what_was_left(office: Office, desk: Desk) -> None:
    case_id = a_case(office)
    typed = {
        "reason": "relay",
        "relay": " CCAS  de Bron ",
        "note": "Suivi repris.",
        "on": "23/11/2026",
    }
    desk.case_closings.close(case_id, {**typed, "notice": "refused"}, ["AAH : déposée"])
    view = desk.case_closings.current(case_id)
    assert view is not None
    assert (view.closed_on, view.reason, view.relay) == (TODAY, ClosingReason.RELAY, "CCAS de Bron")
    assert (view.note, view.left) == ("Suivi repris.", ("AAH : déposée",))
    given = desk.notices.of_case(case_id)
    assert given is not None
    assert given.words.startswith("Refusée")
    glance = desk.case_glances.one(case_id, TODAY)
    assert "relais : CCAS de Bron" in glance.closed_reason.replace("\xa0", " ")
    history = [entry.what for entry in desk.history.page(case_id).entries]
    assert "Clôture du dossier" in history


def test_one_undo_opens_the_case_takes_the_notice_back_and_one_more_closes_it(
    office: Office, desk: Desk
) -> None:
    case_id = a_case(office)
    document = an_original(office, desk, case_id)
    before = closed(desk, case_id, **{original_field(document): RETURNED})
    assert desk.documents.shown(document)["original_returned_on"] == "23/11/2026"
    again = desk.case_closings.put_back(before)
    assert desk.case_closings.past(case_id) == ()
    assert desk.case_list.rows()[0].closed_on is None
    assert desk.notices.of_case(case_id) is None
    assert desk.documents.shown(document)["original_returned_on"] == ""
    desk.case_closings.put_back(again)
    assert desk.case_closings.current(case_id) is not None
    assert desk.notices.of_case(case_id) is not None
    assert desk.documents.shown(document)["original_returned_on"] == "23/11/2026"


def test_opening_again_keeps_the_trace_and_is_undone_too(office: Office, desk: Desk) -> None:
    case_id = a_case(office)
    closed(desk, case_id)
    before = desk.case_closings.reopen([case_id])
    assert before.count == 1
    assert desk.case_closings.current(case_id) is None
    (past,) = desk.case_closings.past(case_id)
    assert past.reopened_on == TODAY
    desk.case_closings.close(case_id, {"on": "23/11/2026", "reason": "no_news"})
    assert [one.reason for one in desk.case_closings.past(case_id)] == [
        ClosingReason.NO_NEWS,
        ClosingReason.GOAL,
    ]
    with pytest.raises(UserInputError, match="Déjà clos"):
        closed(desk, case_id)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"reason": ""}, "reason", "Choisir le motif"),
        ({"reason": "other"}, "detail", "Dire lequel"),
        ({"on": "24/11/2026"}, "on", "pas encore passé"),
        ({"on": "24/11/27"}, "on", "pas encore passé"),  # not 1927
        ({"on": "22/11/2026"}, "on", "ouvert après"),
        ({"on": "31/02/2026"}, "on", "n'existe pas"),
        ({"notice": ""}, "notice", "remise ou refusée"),
        ({"notice": DEAD}, "notice", "Décès"),
        ({"note": "x" * 4001}, "note", "caractères au plus"),
    ],
)
def test_what_is_missing_or_impossible_is_said_at_its_field_and_nothing_is_kept(
    office: Office, desk: Desk, typed: dict[str, str], field: str, sentence: str
) -> None:
    case_id = a_case(office)
    with pytest.raises(UserInputError) as refused:
        closed(desk, case_id, **typed)
    assert refused.value.field == field
    assert sentence in refused.value.sentence.replace("\xa0", " ")
    assert desk.case_closings.past(case_id) == ()
    assert desk.notices.of_case(case_id) is None


def test_an_original_is_said_given_back_or_why_not(office: Office, desk: Desk) -> None:
    case_id = a_case(office)
    document = an_original(office, desk, case_id)
    with pytest.raises(UserInputError, match="l'original « livret »"):
        closed(desk, case_id)
    kept = {original_field(document): STILL_KEPT}
    with pytest.raises(UserInputError) as refused:
        closed(desk, case_id, **kept)
    assert refused.value.field == said_field(document)
    closed(desk, case_id, **kept, **{said_field(document): "remis au tuteur en janvier"})
    view = desk.case_closings.current(case_id)
    assert view is not None
    assert "livret : remis au tuteur" in view.left[0].replace("\xa0", " ")


def test_nobody_is_asked_to_give_the_notice_to_a_person_who_died(
    office: Office, desk: Desk
) -> None:
    case_id = a_case(office)
    closed(desk, case_id, reason="death", notice=DEAD)
    view = desk.case_closings.current(case_id)
    assert view is not None
    assert any("personne décédée" in part for part in view.left)
    assert desk.notices.of_case(case_id) is None


def test_the_rule_of_conservation_is_said_before_and_after(office: Office, desk: Desk) -> None:
    case_id = a_case(office)
    an_interview(office, case_id)  # the last contact: 23/11/2026
    told = " ".join(desk.case_closings.list_of(case_id).retention).replace("\xa0", " ")
    assert "Dernier contact le 23/11/2026" in told
    assert "23/08/2028" in told
    assert "23/11/2028" in told
    closed(desk, case_id)
    after = " ".join(desk.case_closings.retention(case_id)).replace("\xa0", " ")
    assert after == told
    office.clock.moment = FixedClock.on(date(2028, 8, 23)).moment
    assert [row.id for row in desk.retentions.rows()] == [case_id]


def test_of_many_those_that_lack_an_answer_stay_open_and_one_undo_takes_all_back(
    office: Office, desk: Desk
) -> None:
    ready, unsaid, contested, held = (a_case(office, name) for name in ("A", "B", "C", "D"))
    for case_id in (ready, contested, held):
        desk.notices.give(case_id, GIVEN)
    refused = Refused(on=date(2026, 11, 10), notified_on=date(2026, 11, 12))
    a_claim(office, contested, "rsa", filed("01/09/2026"), refused)
    document = an_original(office, desk, held)
    every = [ready, unsaid, contested, held]
    apart = {one.case_id: one for one in desk.case_closings.apart(every)}
    assert list(apart) == [unsaid, contested, held]
    assert apart[unsaid].needs_notice
    assert "RSA" in apart[contested].appeals[0]
    assert apart[held].originals == ((document, "livret"),)
    heard: list[float] = []
    typed = {"on": "23/11/2026", "reason": "mandate_over"}
    done = desk.case_closings.close_many(every, typed, {contested: {"appeal": "yes"}}, heard.append)
    assert (done.closed, done.left_open, heard) == (2, (unsaid, held), [0.0, 0.25, 0.5, 0.75])
    view = desk.case_closings.current(contested)
    assert view is not None
    assert "RSA" in view.left[0]  # what was left is kept
    assert view.left[0].startswith("Recours et délais de recours")
    desk.case_closings.put_back(done.before)
    assert all(row.closed_on is None for row in desk.case_list.rows())
    answers = {unsaid: {"notice": "given"}, held: {original_field(document): RETURNED}}
    done = desk.case_closings.close_many(every, typed, answers)
    assert (done.closed, done.left_open) == (3, (contested,))


def test_a_stopped_batch_closes_nothing(office: Office, desk: Desk) -> None:
    case_id = a_case(office)

    def stop(_share: float) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        desk.case_closings.close_many([case_id], ANSWERED, {case_id: {"notice": "given"}}, stop)
    assert desk.case_closings.past(case_id) == ()


def test_two_cases_made_one_go_on_open_and_the_closing_is_marked(
    office: Office, desk: Desk
) -> None:
    kept, merged = a_case(office), a_case(office)
    closed(desk, merged)
    merge = desk.merges.merge(kept, merged)
    (past,) = desk.case_closings.past(kept)
    assert past.reopened_on == TODAY
    desk.merges.undo(merge)
    (back,) = desk.case_closings.past(merged)
    assert back.reopened_on is None


def test_a_closing_is_erased_with_its_case(office: Office, desk: Desk) -> None:
    case_id = a_case(office)
    closed(desk, case_id, note="Note à effacer")
    desk.case_erasing.erase(case_id)
    assert desk.case_closings.past(case_id) == ()
